"""How well a parse agrees with a gold annotation: pure functions over a Document and the gold's JSON.

Gold clauses are matched in order by number and the first characters of their text; duties by their place in the
clause. A duty is exact when task start, lead set, responsible set and mode all agree; texts are compared
without white space.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.model import Clause, Document, Duty

_START = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, and how many were found and wanted."""

    right: int
    found: int
    wanted: int

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


@dataclass(frozen=True, slots=True)
class ParsingScore:
    """The score of one document; ``differences`` is one readable line for each disagreement."""

    clauses: Counts
    duties: Counts
    units: Counts
    deadlines: Counts
    leaders: Counts
    differences: tuple[str, ...]


def score(document: Document, gold: Mapping[str, Any]) -> ParsingScore:
    """Compare the annotated part of a document with its parse."""
    differences: list[str] = []
    pairs = list(_match_clauses(document.clauses, gold["clauses"]))
    clauses = sum(clause is not None for clause, _ in pairs)
    exact = found = wanted = deadlines = deadlines_wanted = leaders = leaders_wanted = 0
    units_right = units_found = units_wanted = 0
    for clause, annotated in pairs:
        if clause is None:
            differences.append(f"{annotated['no']}: no clause starts with {annotated['text_starts']!r}")
        duties = clause.duties if clause else ()
        found += len(duties)
        wanted += len(annotated["duties"])
        if clause and len(duties) != len(annotated["duties"]):
            differences.append(f"{annotated['no']}: {len(duties)} duties, gold has {len(annotated['duties'])}")
        for index, expected in enumerate(annotated["duties"]):
            duty = duties[index] if index < len(duties) else None
            place = f"{annotated['no']}.{index + 1}"
            problems = list(_problems(duty, expected))
            exact += not problems
            right, seen, named = _units(duty, expected)
            units_right, units_found, units_wanted = units_right + right, units_found + seen, units_wanted + named
            if expected.get("deadline"):
                deadlines_wanted += 1
                deadlines += duty is not None and _flat(duty.deadline or "") == _flat(expected["deadline"])
            if expected.get("leaders"):
                leaders_wanted += 1
                leaders += duty is not None and list(duty.leaders) == expected["leaders"]
            if duty and _flat(duty.deadline or "") != _flat(expected.get("deadline") or ""):
                problems.append(f"deadline {duty.deadline!r}, gold {expected.get('deadline')!r}")
            if duty and list(duty.leaders) != expected.get("leaders", []):
                problems.append(f"leaders {duty.leaders!r}, gold {expected.get('leaders')!r}")
            differences.extend(f"{place}: {problem}" for problem in problems)
    return ParsingScore(
        Counts(clauses, len(pairs), len(pairs)),
        Counts(exact, found, wanted),
        Counts(units_right, units_found, units_wanted),
        Counts(deadlines, deadlines_wanted, deadlines_wanted),
        Counts(leaders, leaders_wanted, leaders_wanted),
        tuple(differences),
    )


def _match_clauses(
    clauses: Iterable[Clause], annotated: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[Clause | None, Mapping[str, Any]]]:
    remaining = list(clauses)
    for wanted in annotated:
        # The annotators ran a cell of a table on into its neighbour where the task was short.
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


def _units(duty: Duty | None, expected: Mapping[str, Any]) -> tuple[int, int, int]:
    """Count named units that are right in their role, found and wanted."""
    wanted = {("lead", _flat(name)) for name in expected["lead"]}
    wanted |= {("responsible", _flat(name)) for name in expected["responsible"]}
    named: set[tuple[str, str]] = set()
    if duty:
        named = {("lead", _flat(name)) for name in duty.lead} | {
            ("responsible", _flat(name)) for name in duty.responsible
        }
    return len(wanted & named), len(named), len(wanted)


def _starts_alike(text: str, start: str) -> bool:
    length = min(_START, len(start), len(text))
    return length > 0 and text[:length] == start[:length]


def _flat(text: str) -> str:
    return "".join(text.split())
