"""Whether the duties that a gold annotation names were read, whatever else stands in the document.

Unlike ``parsing_score`` this asks nothing of the clauses: a document of which only some duties are annotated,
without clause texts, is judged, too. Fields that an annotation leaves out are not judged; names, numbers and task
starts are compared in the grammar's spelling, without white space.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.model.document import Clause, Document, Duty
from index.text.fold import fold, squeeze

_START = 12


@dataclass(frozen=True, slots=True)
class DutyVerdict:
    """One annotated duty: whether its units are all right, and all its fields; ``problems`` in words.

    ``named`` and ``right`` count the unit names read for it, and those of them that are right in their role.
    """

    number: str
    task: str
    units: bool
    fields: bool
    problems: tuple[str, ...]
    named: int = 0
    right: int = 0


def judge(document: Document, gold: Mapping[str, Any]) -> list[DutyVerdict]:
    """Judge every annotated duty of ``gold`` in a parse; for a gold without duties, every duty found is a fault."""
    duties = [(clause, duty) for clause in document.clauses for duty in clause.duties]
    annotated = [(clause["no"], duty) for clause in gold["clauses"] for duty in clause["duties"]]
    if not annotated:
        return [
            DutyVerdict(clause.number, duty.task[:_START], False, False, ("no duty is there",))
            for clause, duty in duties
        ]
    return list(_judged(duties, annotated))


def _judged(
    duties: Sequence[tuple[Clause, Duty]], annotated: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterable[DutyVerdict]:
    free = list(range(len(duties)))
    for number, wanted in annotated:
        best = max(free, key=lambda index: _closeness(duties[index], number, wanted), default=None)
        if best is None or _closeness(duties[best], number, wanted) == 0:
            yield DutyVerdict(number, wanted["task_starts"], False, False, ("no such duty",))
            continue
        free.remove(best)
        yield _verdict(duties[best], number, wanted)


def _closeness(found: tuple[Clause, Duty], number: str, wanted: Mapping[str, Any]) -> int:
    """How surely a duty is the annotated one: 0 not at all."""
    clause, duty = found
    start = _task_start(wanted, duty.task)
    begins = _flat(duty.task).startswith(start)
    inside = start in _flat(duty.task)
    beside = start in _flat(clause.text)
    same = _flat(clause.number) == _flat(number)
    alike = sum(_names(wanted.get(role)) == _names(getattr(duty, role)) for role in ("lead", "responsible"))
    return (begins and 40 + 3 * same + alike) or (inside and 20 + 3 * same + alike) or (beside and 1 + 3 * same)


def _verdict(found: tuple[Clause, Duty], number: str, wanted: Mapping[str, Any]) -> DutyVerdict:
    clause, duty = found
    units: list[str] = []
    named = right = 0
    for role in ("lead", "responsible"):
        gold, read = _names(wanted.get(role)), _names(getattr(duty, role))
        named, right = named + len(read), right + len(gold & read)
        if gold != read:
            units.append(f"{role} {sorted(read)}, gold {sorted(gold)}")
    others: list[str] = []
    if "mode" in wanted and duty.mode != wanted["mode"]:
        others.append(f"mode {duty.mode}, gold {wanted['mode']}")
    if _flat(clause.number) != _flat(number):
        others.append(f"clause {clause.number}, gold {number}")
    if not _flat(duty.task).startswith(_task_start(wanted, duty.task)):
        others.append(f"task starts {_flat(duty.task)[:_START]!r}, gold {wanted['task_starts']!r}")
    if "deadline" in wanted and _flat(duty.deadline) != _flat(wanted["deadline"]):
        others.append(f"deadline {duty.deadline!r}, gold {wanted['deadline']!r}")
    if "leaders" in wanted and list(duty.leaders) != list(wanted["leaders"] or ()):
        others.append(f"leaders {duty.leaders}, gold {wanted['leaders']}")
    return DutyVerdict(
        number, wanted["task_starts"], not units, not units + others, (*units, *others), named, right
    )


def _names(names: Iterable[str] | None) -> frozenset[str]:
    """Names for comparison; an annotated name that was cut inside its bracket (各县（市、区）政府) is whole again."""
    whole: list[str] = []
    for name in map(_flat, names or ()):
        if whole and whole[-1].count("（") > whole[-1].count("）"):
            whole[-1] += f"、{name}"
        else:
            whole.append(name)
    return frozenset(whole)


def _task_start(wanted: Mapping[str, Any], task: str) -> str:
    """The annotated beginning, no longer than the task: an annotation may run on into what follows a short task."""
    return _flat(wanted["task_starts"])[: min(_START, len(_flat(task)))]


def _flat(text: str | None) -> str:
    return squeeze(fold(text or ""))
