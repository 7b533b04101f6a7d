"""What was asked: one selection, several questions in one message, a comparison, talk, or what documents do not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retriever.query.normal_form import normal_reduce, normalised
from retriever.query.predicates import EVERYTHING, Predicate
from retriever.query.reductions import COUNT, LIST, Reduce
from retriever.query.validity import check_select, check_several

Of = Literal["duties", "clauses", "sections", "subsections", "units", "leaders", "documents"]
"""``sections`` are the outermost headings (部分), ``subsections`` those below them (小节)."""
TalkKind = Literal["greeting", "thanks", "goodbye", "help", "sorry", "chat", "injection", "gibberish"]


@dataclass(frozen=True, slots=True)
class Select:
    """The duties (clauses, units …) for which ``where`` holds, reduced to what was asked of them.

    ``where`` is kept in normal form, so that equal queries mean the same. Raises InvalidQueryError for a combination
    that means nothing (the number of duties of a duty, two matters).
    """

    of: Of = "duties"
    where: Predicate = EVERYTHING
    reduce: Reduce = LIST

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", normalised(self.where))
        object.__setattr__(self, "reduce", normal_reduce(self.reduce))
        check_select(self)


@dataclass(frozen=True, slots=True)
class Several:
    """Questions in one message, answered one below the other. At least two, none of them several itself."""

    queries: tuple[Query, ...]

    def __post_init__(self) -> None:
        check_several(self.queries)


@dataclass(frozen=True, slots=True)
class Compare:
    """Which of some selections has most members, or fewest (省财政厅和省教育厅谁牵头的多). At least two; they count."""

    selects: tuple[Select, ...]
    order: Literal["most", "least"] = "most"

    def __post_init__(self) -> None:
        counted = tuple(Select(select.of, select.where, COUNT) for select in self.selects)
        object.__setattr__(self, "selects", counted)
        check_several(self.selects)


@dataclass(frozen=True, slots=True)
class Talk:
    """No question about documents."""

    kind: TalkKind


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Asked for something that documents of this kind do not say: ``aspect`` in Chinese (进度, 原因, 代写文稿),
    ``about`` the matter in the user's words, where there is one.
    """

    aspect: str
    about: str = ""


Query = Select | Several | Compare | Talk | OutOfScope
