"""What a query wants to know of what it selects."""

from dataclasses import dataclass
from typing import Literal

from retriever.query.predicates import EVERYTHING, Predicate, Role, order_ends

Measure = Literal["duties", "leads", "members", "deadline", "clauses"]
"""What is counted of each: its duties, its lead units, all its units; ``deadline`` orders by time; ``clauses``
of a section."""
Asked = Literal["figure", "deadline", "leader", "date", "number", "issuer", "title"]


@dataclass(frozen=True, slots=True)
class List:
    """Which they are.

    ``first``..``last``: only those at these places in order (前三项: 1..3, 最后一家: -1..-1), units in the order in
    which duties name them; 0: all.
    """

    first: int = 0
    last: int = 0

    def __post_init__(self) -> None:
        order_ends(self)


@dataclass(frozen=True, slots=True)
class Count:
    """How many they are."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Which of them have most or least of a measure.

    ``top``: the first so many, with all that tie with the last of them. ``place``: only those that stand at this place
    (第二多: 2), ties sharing one; 0: the top. ``role``: of units, in which role their duties count.
    Earliest deadlines are ``least`` by ``deadline``.
    """

    by: Measure
    order: Literal["most", "least"] = "most"
    role: Role = "any"
    top: int = 1
    place: int = 0

    def __post_init__(self) -> None:
        if self.place:
            object.__setattr__(self, "top", 1)


@dataclass(frozen=True, slots=True)
class Share:
    """Which part they are of those for which ``among`` holds (占比), in the same documents."""

    among: Predicate = EVERYTHING


@dataclass(frozen=True, slots=True)
class Average:
    """How much of a measure each of them has on average (平均每家牵头几项: units, by duties, role lead)."""

    by: Measure
    role: Role = "any"


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether there are any; ``negated``: whether there are none (不是省财政厅牵头吧, 都有牵头单位吗)."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """Which units have the role in them, for each duty apart. ``any``: all of them (谁负责)."""

    role: Role = "any"


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in them: a ``figure``, the ``deadline``, the ``leader``; of documents, the ``date`` of issue, the
    ``number``, the ``issuer``, the ``title``.
    """

    of: Asked


@dataclass(frozen=True, slots=True)
class Contents:
    """Their full text, with who answers for it."""


Reduce = List | Count | Rank | Share | Average | Exists | Who | Value | Contents
LIST = List()
COUNT = Count()
