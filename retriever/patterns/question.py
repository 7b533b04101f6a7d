"""A question understood: what is asked, in which role, about which units, clause, section or matter."""

from dataclasses import dataclass
from typing import Literal

from index.units.linker import Mention
from retriever.scope.scope import UNRESTRICTED, Scope

Role = Literal["lead", "responsible", "any"]
"""``lead``: 牵头. ``responsible``: named without leading (配合、参与). ``any``: named in either way (负责)."""

Level = Literal["", "outer", "inner"]

Ask = Literal[
    "greeting",
    "thanks",
    "goodbye",
    "help",
    "sorry",
    "chat",
    "injection",
    "gibberish",
    "who",
    "yes_no",
    "fact",
    "list",
    "deadline",
    "leader",
    "leader_duties",
    "by_deadline",
    "unit_duties",
    "compare",
    "rank_units",
    "rank_clauses",
    "rank_leaders",
    "no_lead",
    "with_lead",
    "each_mode",
    "all_mode",
    "count_units",
    "list_units",
    "count_clauses",
    "count_sections",
    "list_sections",
    "count_duties",
    "list_documents",
    "document_fact",
    "clause",
    "section",
]


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause named by number. ``from_end`` counts from the last (1: 最后一条), ``step`` from the one before
    in the conversation (1: 下一条); ``duty`` is the ordinal of one of its duties (第2项). ``clause_id`` is the
    stored clause where the conversation has made plain which one is meant. ``item`` says that it was called 第8项,
    which after a clause with several duties means the eighth of them.
    """

    number: int | None = None
    from_end: int | None = None
    step: int | None = None
    duty: int | None = None
    clause_id: int | None = None
    item: bool = False


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A section named by the numbers of its headings, outermost first, by words of its title, or from the end.

    ``level`` says which headings a number counts: ``outer`` 第二部分, ``inner`` （二） or 第二小节. ``from_end``
    counts from the last outermost heading (1: 最后一部分). ``step`` goes on from there, or from the section before in
    the conversation, to a neighbour of the same depth (1: 下一节).
    """

    numbers: tuple[int, ...] = ()
    title: str = ""
    level: Level = ""
    from_end: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that is asked about, in its role."""

    mention: Mention
    role: Role


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks.

    ``matter`` is what it is about, question words, courtesy and the units asked about taken away; ``every`` says
    that several units must all take part (共同), ``counting`` that a number is wanted, ``checking`` that yes or
    no is, ``negated`` that it asks the opposite (不是…吗 is not negated, 最少 is). ``top`` is how many to rank,
    ``place`` the one place asked for (第二多). ``figure`` is a figure or a date that is to be confirmed (2.5万个).
    ``context`` is the matter spoken of before, where another figure of it is asked for; ``background`` what a long
    message says before it asks, the nearest part first.
    ``limited`` says that the question itself restricts to the matter (在…方面). ``alone`` asks whether a unit is
    the only one (只是). ``official`` is a leader whose duties are asked for, ``deadline`` a time in words.
    ``aspect`` names something a division of work does not usually say (电话). ``speaker`` is the unit of whoever
    asks, ``unknown`` a body that neither library nor lexicon knows. ``within`` are the duties (clause id, ordinal;
    None: the whole clause) that the answer before cited, where the question is about those (其中).
    """

    text: str
    ask: Ask
    role: Role = "any"
    units: tuple[Asked, ...] = ()
    every: bool = True
    matter: str = ""
    clauses: tuple[ClauseRef, ...] = ()
    section: SectionRef | None = None
    scope: Scope = UNRESTRICTED
    counting: bool = False
    checking: bool = False
    negated: bool = False
    top: int = 1
    place: int = 0
    figure: str = ""
    context: str = ""
    background: tuple[str, ...] = ()
    limited: bool = False
    alone: bool = False
    official: str = ""
    deadline: str = ""
    aspect: str = ""
    speaker: tuple[str, ...] = ()
    unknown: str = ""
    within: frozenset[tuple[int, int | None]] | None = None
