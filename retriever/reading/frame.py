"""What one question says, gathered from its labelled tokens: the parts that a query is composed of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from retriever.query.predicates import Due, InClause, InDocument, InSection, Op, Predicate
from retriever.reading.labels import CUE_LABELS
from retriever.signs.sign import (
    ClauseSign,
    DocumentSign,
    DueSign,
    NumberSign,
    PlaceSign,
    SectionSign,
    Sign,
    StepSign,
    Token,
    UnitSign,
    YearSign,
)

Ranges = tuple[tuple[int, int], ...]
COMPARATORS: dict[str, Op] = {"Ge": ">=", "Gt": ">", "Le": "<=", "Lt": "<", "Eq": "="}


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit that was named and what it has to do with what is asked: a label of UNIT_LABELS without its ``U.``.

    ``after_cue``: the negation stands before it (不由省财政厅牵头), not after it (省财政厅不牵头的).
    """

    units: tuple[str, ...]
    surface: str
    role: str
    after_cue: bool = False


@dataclass(frozen=True, slots=True)
class NumberPart:
    """A number with what it is compared with: a label N.… without its ``N.``."""

    of: str
    op: Op
    value: float


@dataclass(frozen=True, slots=True)
class Excluded:
    """References that are left out."""

    sections: tuple[InSection, ...] = ()
    clauses: tuple[InClause, ...] = ()
    items: Ranges = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One question. ``reduce``, ``of``, ``by``, ``role``, ``scope`` are heads of labels.py, ``cues`` the labels of
    its words, ``said`` the words of each; ``unexplained`` are words that stand for nothing here; ``base`` are
    conditions taken from the question before.
    """

    reduce: str
    of: str
    by: str = "none"
    role: str = "none"
    scope: str = "in"
    units: tuple[UnitPart, ...] = ()
    matters: tuple[str, ...] = ()
    title: str = ""
    sections: tuple[InSection, ...] = ()
    clauses: tuple[InClause, ...] = ()
    items: Ranges = ()
    places: Ranges = ()
    place_of: str = ""
    excluded: Excluded = Excluded()
    numbers: tuple[NumberPart, ...] = ()
    dues: tuple[Due, ...] = ()
    year: YearSign | None = None
    document: InDocument | None = None
    step: StepSign | None = None
    cues: frozenset[str] = frozenset()
    said: dict[str, str] = field(default_factory=dict, compare=False, hash=False)
    unexplained: tuple[str, ...] = ()
    base: tuple[Predicate, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it says where the duties stand."""
        return bool(self.title or self.sections or self.clauses or self.items)

    @property
    def subject(self) -> bool:
        """Whether it says what it is about by itself."""
        return bool(self.units or self.matters or self.placed or self.document or self.base)


def clauses_of(value: ClauseSign | NumberSign | PlaceSign) -> tuple[InClause, ...]:
    """The clauses that a reference or a bare number means."""
    if isinstance(value, ClauseSign):
        return value.clauses
    if isinstance(value, NumberSign):
        return tuple(InClause(int(n)) for n in value.values if n >= 1)
    return ()


@dataclass
class Gathering:
    """Collects a frame from tokens in order."""

    tokens: Sequence[Token]
    labels: Sequence[str]
    resolve: Resolver

    def __post_init__(self) -> None:
        self._held: dict[str, list[object]] = {}
        self._unexplained: list[str] = []
        self._places: set[str] = set()

    def frame(self, heads: dict[str, str]) -> Frame:
        """The frame under these heads."""
        for start, end, label in runs(self.tokens, self.labels):
            self._take(start, end, label)
        held = self._held
        excluded = Excluded(*(tuple(held.get(f"ex.{kind}", ())) for kind in ("sections", "clauses", "items")))  # type: ignore[arg-type]
        year, document, step = (next(iter(held.get(kind, ())), None) for kind in ("year", "document", "step"))
        said = self._said()
        return Frame(
            heads["reduce"], heads["of"], heads["by"], heads["role"], heads["scope"],
            tuple(held.get("units", ())), tuple(held.get("matters", ())), "".join(held.get("title", ())),  # type: ignore[arg-type]
            tuple(held.get("sections", ())), tuple(held.get("clauses", ())), tuple(held.get("items", ())),  # type: ignore[arg-type]
            tuple(held.get("places", ())), next(iter(self._places), ""), excluded, tuple(held.get("numbers", ())),  # type: ignore[arg-type]
            tuple(held.get("dues", ())), year, document, step,  # type: ignore[arg-type]
            frozenset(label for label in self.labels if label in CUE_LABELS), said, tuple(self._unexplained),
        )  # fmt: skip

    def _said(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for token, label in zip(self.tokens, self.labels, strict=True):
            said[label] = said.get(label, "") + token.text
        return said

    def _put(self, kind: str, *values: object) -> None:
        self._held.setdefault(kind, []).extend(values)

    def _text(self, start: int, end: int) -> str:
        return self.resolve.text(self.tokens[start].start, self.tokens[end - 1].end)

    def _take(self, start: int, end: int, label: str) -> None:
        token = self.tokens[start]
        if label == "?":
            self._unexplained.append(self._text(start, end))
        elif label == "M":
            self._put("matters", self._text(start, end))
        elif label == "T":
            self._put("title", self._text(start, end))
        elif label == "G":
            if token.sign and isinstance(token.sign.value, DocumentSign):
                self._put("document", InDocument(token.sign.value.name))
        elif label.startswith("U."):
            self._unit(start, end, label[2:])
        elif token.sign is not None:
            self._sign(token.sign, label, start)

    def _unit(self, start: int, end: int, role: str) -> None:
        token, text = self.tokens[start], self._text(start, end)
        if token.sign and isinstance(token.sign.value, UnitSign):
            units = token.sign.value.units or self.resolve.unit(text)
        else:
            units = self.resolve.unit(text)
            if not units:
                self._unexplained.append(text)
                return
        cue = {"xlead": "xLd", "xmember": "xMb", "xany": "xAn"}.get(role)
        before = any(label == cue for label in self.labels[max(0, start - 4) : start])
        after = any(label == cue for label in self.labels[end : end + 3])
        self._put("units", UnitPart(units, text, role, before and not (role == "xlead" and not before and after)))

    def _sign(self, sign: Sign, label: str, at: int) -> None:
        value = sign.value
        match label, value:
            case "R" | "R.ex" | "P", _:
                self._reference(value, "ex." if label == "R.ex" else "", label == "P")
            case "D", DueSign(due=due):
                self._put("dues", due)
            case "D", YearSign(year=year, relative=relative):
                self._put("dues", Due("in", "-" if relative else str(year)))
            case "D.doc", YearSign():
                self._put("year", value)
            case _, NumberSign(values=values) if label.startswith("N."):
                self._put("numbers", NumberPart(label[2:], self._comparator(at), values[0]))
            case "-", NumberSign() | YearSign() | UnitSign() | DueSign():
                pass
            case "-", _:
                self._unexplained.append(self._text(at, at + 1))

    def _reference(self, value: object, prefix: str, place: bool) -> None:
        match value:
            case SectionSign(sections=sections):
                self._put(prefix + "sections", *sections)
            case StepSign():
                self._put("step", value)
            case PlaceSign(ranges=ranges, measure=measure):
                self._places.add(measure) if place else None
                self._put("places" if place else prefix + "items", *ranges)
            case ClauseSign(clauses=clauses) if place:
                self._places.add("clause")
                self._put("places", *((clause.first, clause.last) for clause in clauses))
            case ClauseSign() | NumberSign():
                self._put(prefix + "clauses", *clauses_of(value))
            case DueSign(due=due):
                self._put("dues", due)

    def _comparator(self, at: int) -> Op:
        """The comparison said nearest to a number; equality where none is."""
        near = sorted(
            (abs(i - at), label) for i, label in enumerate(self.labels) if label in COMPARATORS and abs(i - at) < 8
        )
        return COMPARATORS[near[0][1]] if near else "="


class Resolver:
    """What a frame must ask of the question's text and the library: the original words, and a unit not spelt right."""

    def text(self, start: int, end: int) -> str:
        """The original words of a range of the search key."""
        raise NotImplementedError

    def unit(self, text: str) -> tuple[str, ...]:
        """The units that a name no grammar knows may mean."""
        raise NotImplementedError


def runs(tokens: Sequence[Token], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Neighbouring tokens of one label, as (first, end, label). Signs stand alone but inside a matter or title."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        joins = label in ("M", "T", "G") or (
            tokens[i].sign is None and (not found or tokens[found[-1][1] - 1].sign is None)
        )
        if found and found[-1][2] == label and joins:
            found[-1] = (found[-1][0], i + 1, label)
        else:
            found.append((i, i + 1, label))
    return found
