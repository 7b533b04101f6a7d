"""Follow-up questions: what an earlier turn leaves unsaid."""

from collections.abc import Callable, Sequence

from retriever.answer import Answer
from retriever.question import Question
from retriever.understand import Reader


def resolve(
    reader: Reader, text: str, earlier: Sequence[str], answer: Callable[[Question], Answer]
) -> Question:
    """The question that a text asks after the user's earlier questions."""
    return reader.read(text)
