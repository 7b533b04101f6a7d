"""How well a parse agrees with a gold annotation: pure functions over a Document and the gold's JSON.

Gold clauses are matched in order by number and the first characters of their text; duties by their place in the
clause. A duty is exact when task start, lead set, responsible set and mode all agree; texts are compared
without white space.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.model.document import Clause, Document, Duty

_START = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, and how many were found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


@dataclass(frozen=True, slots=True)
class ParsingScore:
    """The score of a document or clause; ``differences`` is one readable line for each disagreement."""

    clauses: Counts = Counts()
    duties: Counts = Counts()
    units: Counts = Counts()
    deadlines: Counts = Counts()
    leaders: Counts = Counts()
    differences: tuple[str, ...] = ()

    def __add__(self, other: "ParsingScore") -> "ParsingScore":
        return ParsingScore(
            self.clauses + other.clauses,
            self.duties + other.duties,
            self.units + other.units,
            self.deadlines + other.deadlines,
            self.leaders + other.leaders,
            self.differences + other.differences,
        )


def score(document: Document, gold: Mapping[str, Any]) -> ParsingScore:
    """Compare the annotated part of a document with its parse: clauses without annotation are not judged."""
    pairs = _match_clauses(document.clauses, gold["clauses"])
    return sum((_score_clause(clause, annotated) for clause, annotated in pairs), ParsingScore())


def _score_clause(clause: Clause | None, annotated: Mapping[str, Any]) -> ParsingScore:
    number, wanted = annotated["no"], annotated["duties"]
    duties = clause.duties if clause else ()
    differences: list[str] = []
    if clause is None:
        differences.append(f"{number}: no clause starts with {annotated['text_starts']!r}")
    elif len(duties) != len(wanted):
        differences.append(f"{number}: {len(duties)} duties, gold has {len(wanted)}")
    exact = 0
    units = deadlines = leaders = Counts()
    for index, expected in enumerate(wanted):
        duty = duties[index] if index < len(duties) else None
        problems = list(_problems(duty, expected))
        exact += not problems
        units += _units(duty, expected)
        deadline, officials = _flat(expected.get("deadline") or ""), expected.get("leaders") or []
        said = _flat((duty.deadline if duty else None) or "")
        named = list(duty.leaders) if duty else []
        deadlines += Counts(int(bool(deadline) and said == deadline), int(bool(said)), int(bool(deadline)))
        leaders += Counts(int(bool(officials) and named == officials), int(bool(named)), int(bool(officials)))
        if duty and said != deadline:
            problems.append(f"deadline {duty.deadline!r}, gold {expected.get('deadline')!r}")
        if duty and named != officials:
            problems.append(f"leaders {duty.leaders!r}, gold {expected.get('leaders')!r}")
        differences += [f"{number}.{index + 1}: {problem}" for problem in problems]
    found = Counts(int(clause is not None), int(clause is not None), 1)
    return ParsingScore(
        found, Counts(exact, len(duties), len(wanted)), units, deadlines, leaders, tuple(differences)
    )


def _match_clauses(
    clauses: Iterable[Clause], annotated: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[Clause | None, Mapping[str, Any]]]:
    remaining = list(clauses)
    for wanted in annotated:
        start = _flat(wanted["text_starts"])
        index = next(
            (
                i
                for i, clause in enumerate(remaining)
                if clause.number == wanted["no"] and _starts_alike(_flat(clause.text), start)
            ),
            None,
        )
        if index is None:
            yield None, wanted
        else:
            yield remaining[index], wanted
            del remaining[: index + 1]


def _problems(duty: Duty | None, expected: Mapping[str, Any]) -> Iterable[str]:
    if duty is None:
        yield "no such duty"
        return
    if not _starts_alike(_flat(duty.task), _flat(expected["task_starts"])):
        yield f"task starts {_flat(duty.task)[:_START]!r}, gold {expected['task_starts']!r}"
    for kind, names in (("lead", duty.lead), ("responsible", duty.responsible)):
        if set(map(_flat, names)) != set(map(_flat, expected[kind])):
            yield f"{kind} {sorted(names)}, gold {sorted(expected[kind])}"
    if duty.mode != expected["mode"]:
        yield f"mode {duty.mode}, gold {expected['mode']}"


def _units(duty: Duty | None, expected: Mapping[str, Any]) -> Counts:
    """Count named units that are right in their role, found and wanted."""
    wanted = {("lead", _flat(name)) for name in expected["lead"]}
    wanted |= {("responsible", _flat(name)) for name in expected["responsible"]}
    named: set[tuple[str, str]] = set()
    if duty:
        named = {("lead", _flat(name)) for name in duty.lead} | {
            ("responsible", _flat(name)) for name in duty.responsible
        }
    return Counts(len(wanted & named), len(named), len(wanted))


def _starts_alike(text: str, start: str) -> bool:
    length = min(_START, len(start), len(text))
    return length > 0 and text[:length] == start[:length]


def _flat(text: str) -> str:
    return "".join(text.split())
