"""Which reading of a message is executed, and when the user is asked instead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.model.store import DocumentRecord
from retriever.query.asking import question
from retriever.query.contained import units_in
from retriever.query.queries import Query
from retriever.query.read_back import read_back
from retriever.query.reading import Exchange, Reader, Reading
from retriever.wording.answer import Answer

CLOSE = 0.1
"""Readings whose scores are at most this far below the best may have been meant as well."""
REMEMBERED = 6
"""From how many earlier turns a message may be understood."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that may mean several things, or of which a part was not understood: what to ask back.

    ``choices`` are questions, each for one meaning; ``unexplained`` the words that no reading stands for.
    """

    choices: tuple[str, ...]
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads messages put to some documents. ``units`` are the names that occur in the library.

    What is offered to choose from is read back exactly, whatever the ``reader`` (None: there is none yet) makes of it.
    """

    reader: Reader | None
    documents: tuple[DocumentRecord, ...]
    units: frozenset[str]

    def read(self, message: str, turns: Sequence[str]) -> Sequence[Reading]:
        """The ways to understand a message after some earlier ones, likeliest first."""
        earlier: tuple[Exchange, ...] = ()
        for turn in turns[-REMEMBERED:]:
            full = [reading for reading in self._read(turn, earlier) if not reading.unexplained]
            earlier = (*earlier, Exchange(turn, full[0].query if full else None))
        return self._read(message, earlier)

    def _read(self, message: str, earlier: Sequence[Exchange]) -> Sequence[Reading]:
        offered = read_back(message.strip())
        if offered is not None and units_in(offered) <= self.units:
            return [Reading(offered, 1.0)]
        return self.reader.read(message, earlier, self.documents) if self.reader else ()


def chosen(readings: Sequence[Reading], answer: Callable[[Query], Answer]) -> Answer | Unclear | None:
    """The answer to the likeliest reading that stands for every word; None where the message was not read at all.

    Where a close reading is answered otherwise, or where every reading leaves words unexplained, nothing is answered:
    a word that was passed over (不, 除了, 最后) may turn the meaning into its opposite.
    """
    if not readings:
        return None
    full = [reading for reading in readings if not reading.unexplained]
    if not full:
        fewest = min(len(reading.unexplained) for reading in readings)
        nearest = [reading for reading in readings if len(reading.unexplained) == fewest]
        return Unclear(_questions(nearest[:3]), nearest[0].unexplained)
    close = [reading for reading in full if reading.score >= full[0].score - CLOSE]
    best = answer(close[0].query)
    others = [answer(reading.query) for reading in close[1:3] if reading.query != close[0].query]
    rivals = [other for other in others if other.answered and not _same(best, other)]
    if best.answered and rivals:
        return Unclear(tuple(dict.fromkeys((best.question, *(rival.question for rival in rivals)))))
    return best if best.answered or not rivals else rivals[0]


def unclear_text(unclear: Unclear) -> str:
    """What is asked back."""
    if unclear.unexplained:
        words = "、".join(f"“{word}”" for word in unclear.unexplained)
        return f"没有看懂{words}，为避免答错，先不回答。请换一种说法，或选择您想问的："
    return "这个问题可以有不同的理解，请选择您想问的："


def _questions(readings: Sequence[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question(reading.query) for reading in readings))


def _same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same of the same duties."""
    return (one.citations, one.yes, one.count, one.kind) == (other.citations, other.yes, other.count, other.kind)
