"""One turn of a conversation with what came before it."""

from collections.abc import Callable
from dataclasses import dataclass

from retriever.patterns.question import Ask, Question
from retriever.patterns.substance import substance
from retriever.wording.answer import Answer

MATTER_ASKS: frozenset[Ask] = frozenset(("who", "yes_no", "fact", "list", "deadline", "leader"))
"""Questions about a matter in words."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said now (``key``: its search key without final punctuation) and how it reads by itself (``now``).

    ``past`` are the questions before, the latest last, never empty; ``read`` understands a text by itself, ``reply``
    answers a question again; ``spelled`` says that units' names have been put in place of 它 and the like.
    """

    key: str
    now: Question
    past: tuple[Question, ...]
    read: Callable[[str], Question]
    reply: Callable[[Question], Answer]
    spelled: bool = False

    @property
    def before(self) -> Question:
        """The question before this one."""
        return self.past[-1]


def says_nothing(question: Question) -> bool:
    """Whether a question names no matter, unit, clause or section of its own."""
    counts = question.ask in ("count_duties", "count_clauses") and not any(
        word in question.text for word in ("文件", "全文", "台账")
    )
    return (question.ask in MATTER_ASKS or counts) and not has_matter(question) and not names(question)


def names(question: Question) -> bool:
    """Whether a question names a unit, clause or section."""
    return bool(question.units or question.clauses or question.section is not None)


def has_matter(question: Question) -> bool:
    """Whether a question has a matter of its own."""
    return any(len(piece) > 1 for piece in question.matter.split()) and bool(substance(question.matter))
