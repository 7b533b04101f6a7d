"""What executing a query gives: the things selected with the duties behind them, before any wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.execution.headings import Path
from retriever.query.queries import Compare, OutOfScope, Select, Several, Talk


@dataclass(frozen=True, slots=True)
class Item:
    """One thing selected: a duty, a clause, a section, a unit, a leader or a document.

    ``records`` are its duties that the query leaves, in the library's order; ``clauses`` those they stand in and
    those without duties. ``document``, ``clause`` and ``path`` say where it is, for what has one place.
    """

    name: str
    records: tuple[DutyRecord, ...]
    clauses: tuple[ClauseRecord, ...]
    document: DocumentRecord | None = None
    clause: ClauseRecord | None = None
    path: Path = ()


@dataclass(frozen=True, slots=True)
class MatterFound:
    """How a matter was found, or that it was not.

    ``records`` are its duties, the likeliest first; ``near`` all that were looked at with their likelihood, for a
    decline the near misses. ``label`` says in Chinese what was taken as the matter where it is a set that is exact
    (“…”部分, 任务写明“机场”的事项), empty after a search. ``items`` says that the records are what one clause counts
    off. ``correction`` is the wording understood in place of a mistyped one.
    """

    text: str
    found: bool
    records: tuple[DutyRecord, ...] = ()
    confidence: float = 0.0
    label: str = ""
    near: tuple[tuple[DutyRecord, float], ...] = ()
    items: bool = False
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Things that a query names and no document in question has, in the words of an answer."""

    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A clause or section that may be several of one document.

    ``choices`` are those, each by the headings that tell it from the others, and the query that means only it.
    """

    asked: str
    document: DocumentRecord
    choices: tuple[tuple[str, Select], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item at its place (ties share one), with its measure: a number, or a day where ranked by deadline."""

    item: Item
    place: int
    measure: int | date


@dataclass(frozen=True, slots=True)
class Selected:
    """The outcome of one selection.

    ``documents`` were looked through, the preferred first. ``number`` is how many things were selected, ``items`` are
    they, complete and in the library's order; of a Rank only those asked for, in its order, with their places and
    measures in ``ranked``, of ``places`` places in all. ``whole`` is how many a Share
    compares with, or how many things an ``average`` is over, which have ``sum`` together. ``undated`` deadlines could
    not be compared with a date; ``open_ended`` duties name collectives, whose number of units is not exact.
    ``timeless`` says that no duty in place has any deadline, where deadlines were asked for. ``judged`` are, for a question of yes or no about a place or a matter, the duties that stand there.
    """

    query: Select
    documents: tuple[DocumentRecord, ...]
    number: int
    items: tuple[Item, ...]
    matter: MatterFound | None = None
    missing: Missing = Missing()
    ambiguous: Ambiguous | None = None
    ranked: tuple[Ranked, ...] = ()
    places: int = 0
    whole: int = 0
    average: Fraction | None = None
    undated: int = 0
    open_ended: int = 0
    sum: int = 0
    timeless: bool = False
    bare: tuple[ClauseRecord, ...] = ()
    judged: tuple[DutyRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """The outcomes of several selections: questions one below the other, or a comparison."""

    query: Several | Compare
    parts: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Nothing was executed: talk, or what documents do not say. ``near`` are duties about the same matter."""

    query: Talk | OutOfScope
    documents: tuple[DocumentRecord, ...]
    near: tuple[DutyRecord, ...] = ()


Outcome = Selected | Joined | Spoken
