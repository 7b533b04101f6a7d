"""Which duties (or clauses, units … that have such duties) a query is about.

A predicate is true or false of a *duty* and of the place it stands in. ``Duties`` and ``Having`` are of the *group*
that is selected (a clause, a section, a unit, a document, a leader), judged over those of its duties that the rest of
the condition leaves; ``Leads`` and ``Members`` count the units of a duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from index.model.document import Mode

if TYPE_CHECKING:  # a query may stand inside a predicate: Within
    from retriever.query.queries import Query

Role = Literal["lead", "member", "any"]
"""``lead``: 牵头. ``member``: named without leading (配合、参与). ``any``: named in either way (负责)."""
Op = Literal["=", "!=", ">", ">=", "<", "<="]
When = Literal["before", "by", "in", "after"]
Level = Literal["", "outer", "inner"]
"""Which headings a number counts: ``outer`` 第二部分, ``inner`` （二）or 第二小节, "" either, the outermost first."""


@dataclass(frozen=True, slots=True)
class And:
    """All of them hold. Of none: everything."""

    parts: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them holds. Of none: nothing."""

    parts: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    part: Predicate


@dataclass(frozen=True, slots=True)
class Has:
    """A unit has a role in the duty. ``unit`` is a canonical name of the library."""

    unit: str
    role: Role = "any"


@dataclass(frozen=True, slots=True)
class Matter:
    """The duty is about this, in any words. The only uncertain predicate; a query has at most one matter."""

    text: str


@dataclass(frozen=True, slots=True)
class Says:
    """The duty's task has these very words."""

    text: str


@dataclass(frozen=True, slots=True)
class InSection:
    """The duty stands under a heading.

    ``numbers`` are those of the headings, outermost first (第二部分（三）: 2, 3), a negative one counts from the end
    (-1: 最后一部分). ``title`` are words of the heading, where it was named and not numbered.
    """

    numbers: tuple[int, ...] = ()
    title: str = ""
    level: Level = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title" if self.numbers else "level", "")


@dataclass(frozen=True, slots=True)
class InClause:
    """The duty stands in clauses ``first``..``last``, both included; ``last`` alone is ``first`` where not given.

    ``by`` says what the numbers are: ``number`` as printed (第3条), ``place`` in the document, or in ``section`` where
    given: 1-based, negative from the end (前50条: 1..50, 倒数第三条: -3, 最后两条: -2..-1).
    """

    first: int
    last: int = 0
    by: Literal["number", "place"] = "number"
    section: InSection | None = None

    def __post_init__(self) -> None:
        order_ends(self)
        if self.first < 0 or self.last < 0:
            object.__setattr__(self, "by", "place")


@dataclass(frozen=True, slots=True)
class DutyOrdinal:
    """The duty is the ``first``..``last`` of its clause: 1-based, negative from the end (最后一项: -1)."""

    first: int
    last: int = 0

    def __post_init__(self) -> None:
        order_ends(self)


class _Run(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def order_ends(run: _Run) -> None:
    """Give a run of places its end where it has none, and put both in order where they count from the same side."""
    first, last = run.first, run.last or run.first
    if (first > 0) == (last > 0):
        first, last = min(first, last), max(first, last)
    object.__setattr__(run, "first", first)
    object.__setattr__(run, "last", last)


@dataclass(frozen=True, slots=True)
class Year:
    """The document is of this year."""

    year: int


@dataclass(frozen=True, slots=True)
class Place:
    """The document is of this province or city, named without its level word (湖南)."""

    name: str


@dataclass(frozen=True, slots=True)
class InDocument:
    """The document has this id, number (湘政发〔2022〕1号) or title; of a title, a part is enough."""

    name: str


@dataclass(frozen=True, slots=True)
class InMode:
    """The duty is shared in this way: lead, joint, each, all."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class Leads:
    """How many lead units the duty has; a clause without duties has none. Collectives: see ``Members``."""

    op: Op
    n: int


@dataclass(frozen=True, slots=True)
class Members:
    """How many units the duty names in any role.

    A collective (有关部门) is at least two; a duty that names one has no exact number and is in no ``=``.
    ``role``: only those that lead, or only those that do not (配合单位).
    """

    op: Op
    n: int
    role: Role = "any"


@dataclass(frozen=True, slots=True)
class Due:
    """When the duty is to be completed, compared with a date or a period.

    ``date`` is ISO, as exact as it was said: 2026, 2026-09, 2026-09-15, 2026-Q3, 2026-H1; in place of the year ``-``
    means the document's own (9月底: --09, 三季度: --Q3, 年底: -). ``before``: it ends before the period begins;
    ``by``: not after its end (9月底前); ``in``: within it (9月完成的); ``after``: after its end.
    """

    when: When
    date: str


@dataclass(frozen=True, slots=True)
class HasDeadline:
    """The duty has a deadline, of whatever wording (长期坚持)."""


@dataclass(frozen=True, slots=True)
class Leader:
    """An official is in charge of the duty."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """The duty is one of those that the answer to ``previous`` stood on.

    ``place``: only its item at this place as it was listed (1-based, negative from the end; 0: all of them).
    """

    previous: Query
    place: int = 0


@dataclass(frozen=True, slots=True)
class Duties:
    """How many duties the group has; of a unit, those in which it has the role."""

    op: Op
    n: int
    role: Role = "any"


@dataclass(frozen=True, slots=True)
class Having:
    """The group has a duty of which this holds: 没有省教育厅的条 = clauses, not having a duty of 省教育厅."""

    part: Predicate


@dataclass(frozen=True, slots=True)
class IsUnit:
    """The group is this unit: denied, it is left out of the units asked for (除省财政厅以外还有谁)."""

    unit: str


Predicate = (
    And
    | Or
    | Not
    | Has
    | Matter
    | Says
    | InSection
    | InClause
    | DutyOrdinal
    | Year
    | Place
    | InDocument
    | InMode
    | Leads
    | Members
    | Due
    | HasDeadline
    | Leader
    | Within
    | Duties
    | Having
    | IsUnit
)
EVERYTHING = And()
NOTHING = Or()
