"""The facade: one question in, one answer out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.store import Store
from retriever.answer import Answer


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class Assistant:
    """Answers questions over one library. Stateless: a conversation comes in with each question."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        document: str | None = None,
        year: int | None = None,
    ) -> Answer:
        """Answer from the library's own words, or decline.

        Raises InvalidQuestionError (empty, over 2,000 characters) and NotFoundError (unknown document id).
        """
        raise NotImplementedError
