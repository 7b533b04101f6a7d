"""How a question becomes a query: the reader's side of the bargain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.model.store import DocumentRecord
from retriever.query.queries import Query


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    ``score`` 0..1 tells how likely it is meant; ``unexplained`` are words of substance that the query does not stand
    for, in the order of the question. A reading that leaves a negation, number, ordinal or quantifier is not executed.
    """

    query: Query
    score: float
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn: what was asked, and the query that was executed for it (None: none was)."""

    question: str
    query: Query | None = None


class Reader(Protocol):
    """Understands questions put to some documents of one library."""

    def read(
        self, question: str, history: Sequence[Exchange], documents: Sequence[DocumentRecord]
    ) -> Sequence[Reading]:
        """The ways to understand a question, likeliest first; none when it is not understood at all."""
        ...
