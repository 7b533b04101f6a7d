"""Questions with the result that their query must have, and whether an outcome has it.

A line is ``{"id", "question", "history", "kind", "expect": {…}, "note"}``. ``expect`` gives what must hold, each key
that is there: ``duties`` (pairs of clause number and ordinal) and ``clauses`` as sets, ``units`` as a set, ``lead`` and
``responsible`` of the duty meant, ``number`` (a count, a percentage 0–100, an average), ``yes`` of the statement as
worded, ``parts`` for several questions in one message, ``decline``. ``count`` beside a set is its size.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.model.store import DutyRecord
from index.text.search_key import search_key
from retriever.execution.outcome import Joined, Outcome, Selected, Spoken
from retriever.query.queries import Compare, OutOfScope, Talk
from retriever.query.reductions import Average, Contents, Count, Exists, Rank, Share, Who
from retriever.wording.saying_answers import answer_of

Verdict = Literal["right", "declined", "wrong"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its expected result. ``history`` are the user's earlier messages."""

    id: str
    question: str
    history: tuple[str, ...]
    kind: str
    expect: dict[str, Any]


def read_asked(path: Path) -> Iterator[Asked]:
    """The questions of a file. Raises OSError, ValueError."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            history = tuple(m["content"] for m in row.get("history", ()) if m["role"] == "user")
            yield Asked(row["id"], row["question"], history, row["kind"], row["expect"])


def judge(outcome: Outcome | None, expect: dict[str, Any]) -> Verdict:
    """Whether an outcome (None: the question was not read) is what was expected."""
    refused = outcome is None or isinstance(outcome, Spoken) or not answer_of(outcome).answered
    if expect.get("decline"):
        return "right" if refused else "wrong"
    if isinstance(outcome, Joined) and "parts" in expect:
        return _parts(outcome, expect["parts"])
    if outcome is None or (isinstance(outcome, Spoken) and isinstance(outcome.query, Talk | OutOfScope)):
        return "declined"
    if isinstance(outcome, Selected) and outcome.matter is not None and not outcome.matter.found:
        return "declined"
    if "parts" in expect:
        return "right" if _duties(outcome) == _expected_duties(expect["parts"]) is not None else "wrong"
    return "right" if all(_holds(outcome, key, value) for key, value in expect.items()) else "wrong"


def _parts(outcome: Joined, expected: Sequence[dict[str, Any]]) -> Verdict:
    if len(outcome.parts) != len(expected):
        return "wrong"
    found = [judge(part, one) for part, one in zip(outcome.parts, expected, strict=True)]
    return "wrong" if "wrong" in found else "declined" if "declined" in found else "right"


def _expected_duties(parts: Sequence[dict[str, Any]]) -> set[tuple[str, int]] | None:
    if not all("duties" in part for part in parts):
        return None
    return {(clause, ordinal) for part in parts for clause, ordinal in part["duties"]}


def _holds(outcome: Outcome, key: str, value: Any) -> bool:
    match key:
        case "duties":
            return _duties(outcome) == {(clause, ordinal) for clause, ordinal in value}
        case "clauses":
            return _clauses(outcome) == set(value)
        case "units":
            return _units(outcome) == _keys(value)
        case "lead" | "responsible":
            return any(_keys(getattr(r.duty, key)) == _keys(value) for r in _records(outcome)[:1]) or _union(
                outcome, key
            ) == _keys(value)
        case "number":
            return any(abs(number - value) < 0.006 for number in _numbers(outcome))
        case "yes":
            return answer_of(outcome).yes is value
        case "count":
            return True
    raise ValueError(f"unknown expectation: {key}")


def _keys(names: Sequence[str]) -> set[str]:
    return {search_key(name) for name in names}


def _items(outcome: Outcome) -> list[Any]:
    if isinstance(outcome, Joined) and isinstance(outcome.query, Compare):
        numbers = [part.number for part in outcome.parts if isinstance(part, Selected)]
        if outcome.query.order not in ("most", "least"):
            return []
        best = (max if outcome.query.order == "most" else min)(numbers)
        return [i for p in outcome.parts if isinstance(p, Selected) and p.number == best for i in p.items]
    return (
        list(outcome.items)
        if isinstance(outcome, Selected)
        else [i for p in getattr(outcome, "parts", ()) for i in _items(p)]
    )


def _records(outcome: Outcome) -> list[DutyRecord]:
    if isinstance(outcome, Selected) and outcome.matter is not None and outcome.matter.found:
        meant = {record.id for item in outcome.items for record in item.records}
        return [record for record in outcome.matter.records if record.id in meant]
    return [record for item in _items(outcome) for record in item.records]


def _duties(outcome: Outcome) -> set[tuple[str, int]]:
    return {(record.clause.number, record.duty.ordinal) for record in _records(outcome)}


def _clauses(outcome: Outcome) -> set[str]:
    return {clause.number for item in _items(outcome) for clause in item.clauses}


def _union(outcome: Outcome, key: str) -> set[str]:
    return {search_key(unit) for record in _records(outcome) for unit in getattr(record.duty, key)}


def _units(outcome: Outcome) -> set[str]:
    if isinstance(outcome, Joined) and isinstance(outcome.query, Compare):
        numbers = [part.number for part in outcome.parts if isinstance(part, Selected)]
        best = (max if outcome.query.order == "most" else min)(numbers)
        from retriever.query.predicates import Has
        from retriever.query.validity import leaves

        return {
            search_key(leaf.unit)
            for part in outcome.parts
            if isinstance(part, Selected) and part.number == best
            for leaf in leaves(part.query.where)
            if isinstance(leaf, Has)
        }
    if not isinstance(outcome, Selected):
        return set()
    if outcome.query.of == "units":
        return {search_key(item.name) for item in outcome.items}
    if isinstance(outcome.query.reduce, Who):
        roles = {"lead": ("lead",), "member": ("responsible",), "any": ("lead", "responsible")}[
            outcome.query.reduce.role
        ]
        return {unit for role in roles for unit in _union(outcome, role)}
    return set()


def _compared(outcome: Joined) -> list[float]:
    """What a comparison tells of two numbers."""
    numbers = [part.number for part in outcome.parts if isinstance(part, Selected)]
    assert isinstance(outcome.query, Compare)
    match outcome.query.order:
        case "difference":
            return [float(abs(numbers[0] - numbers[1]))]
        case "times":
            return [numbers[0] / numbers[1]] if numbers[1] else []
        case "equal":
            return []
    return [float(number) for number in numbers]


def _numbers(outcome: Outcome) -> list[float]:
    if isinstance(outcome, Joined):
        return _compared(outcome) if isinstance(outcome.query, Compare) else []
    if not isinstance(outcome, Selected):
        return []
    match outcome.query.reduce:
        case Share():
            return [100 * outcome.number / outcome.whole] if outcome.whole else []
        case Average():
            return [float(outcome.average)] if outcome.average is not None else []
        case Rank():
            return [float(entry.measure) for entry in outcome.ranked if isinstance(entry.measure, int)]
        case Count():
            return [float(outcome.number)]
        case Exists() | Contents():
            return []
    return [float(outcome.number), float(len(_units(outcome)))]
