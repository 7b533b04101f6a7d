"""What exact grammars find in a question: units, numbers, references, dates, each with its place and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retriever.query.predicates import Due, InClause, InSection

Measure = str
"""What a number counts: ``clause``, ``item``, ``section``, ``unit``, ``other``, ``percent``, ``times``."""


@dataclass(frozen=True, slots=True)
class UnitSign:
    """A unit that was named. ``units`` are the canonical names it may mean, none where the library has none."""

    units: tuple[str, ...]
    surface: str
    strength: str


@dataclass(frozen=True, slots=True)
class ClauseSign:
    """Clauses pointed at by number or place, all of them meant."""

    clauses: tuple[InClause, ...]


@dataclass(frozen=True, slots=True)
class StepSign:
    """The clause or item before (-1) or after (+1) the one last spoken of."""

    measure: Measure
    step: int


@dataclass(frozen=True, slots=True)
class PlaceSign:
    """Things pointed at by their place in a list or clause (第二项, 后三项, 倒数第二家): inclusive ranges, 1-based,
    negative from the end.
    """

    ranges: tuple[tuple[int, int], ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class SectionSign:
    """Headings pointed at by number or place, any of them meant."""

    sections: tuple[InSection, ...]


@dataclass(frozen=True, slots=True)
class NumberSign:
    """A bare number with what it counts (三家, 5项, 百分之三十). Several where a list shares its measure (4、5、6条)."""

    values: tuple[float, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class DueSign:
    """A time with its before, by or after."""

    due: Due


@dataclass(frozen=True, slots=True)
class YearSign:
    """A year: a number, or one counted from this year (今年 0, 去年 -1)."""

    year: int
    relative: bool = False


@dataclass(frozen=True, slots=True)
class DocumentSign:
    """A document by number or by its title in brackets."""

    name: str


@dataclass(frozen=True, slots=True)
class PlaceNameSign:
    """A province or city said as the home of a document or government."""

    name: str


Value = (
    UnitSign
    | ClauseSign
    | StepSign
    | PlaceSign
    | SectionSign
    | NumberSign
    | DueSign
    | YearSign
    | DocumentSign
    | PlaceNameSign
)


_TOKENS: dict[type, str] = {
    ClauseSign: "[clauses]",
    StepSign: "[step]",
    SectionSign: "[sections]",
    DueSign: "[due]",
    YearSign: "[year]",
    DocumentSign: "[document]",
    PlaceNameSign: "[place-name]",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at the half-open range ``start``..``end`` of a question's search key."""

    start: int
    end: int
    value: Value

    @property
    def token(self) -> str:
        """The one token that stands for it before the tagger."""
        match self.value:
            case UnitSign(units=units, strength=strength):
                return f"[unit-{strength if units else 'unknown'}]"
            case PlaceSign(measure=measure):
                return f"[place-{measure}]"
            case NumberSign(values=values, measure=measure):
                return f"[number-{measure}]" if len(values) == 1 else f"[numbers-{measure}]"
        return _TOKENS[type(self.value)]


@dataclass(frozen=True, slots=True)
class Token:
    """A character, a Latin word or a sign, with its place in the search key."""

    text: str
    start: int
    end: int
    sign: Sign | None = None


def without_overlaps(groups: Iterable[Sequence[Sign]]) -> tuple[Sign, ...]:
    """Signs in order of place, those of earlier groups kept where two overlap."""
    kept: list[Sign] = []
    for group in groups:
        for sign in group:
            if all(sign.end <= other.start or sign.start >= other.end for other in kept):
                kept.append(sign)
    return tuple(sorted(kept, key=lambda sign: sign.start))


def tokens(text: str, signs: Sequence[Sign]) -> tuple[Token, ...]:
    """A search key as the tagger sees it. Blanks are left out."""
    return tuple(_tokens(text, signs))


def _tokens(text: str, signs: Sequence[Sign]) -> Iterator[Token]:
    place = 0
    for sign in (*signs, None):
        end = sign.start if sign else len(text)
        while place < end:
            stop = place + 1
            if text[place].isascii() and text[place].isalpha():
                while stop < end and text[stop].isascii() and (text[stop].isalpha() or text[stop] == "'"):
                    stop += 1
            elif text[place].isdigit():
                while stop < end and (text[stop].isdigit() or text[stop] == "."):
                    stop += 1
            if not text[place].isspace():
                yield Token(text[place:stop], place, stop)
            place = stop
        if sign:
            yield Token(sign.token, sign.start, sign.end, sign)
            place = sign.end
