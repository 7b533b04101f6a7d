"""A ``DutyFilter`` as SQL: exact and complete, in the library's order."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from index.model.store import DutyFilter

FROM = """FROM duties
JOIN clauses ON clauses.id = duties.clause_id
JOIN documents ON documents.id = clauses.document_id"""

ORDER = """ORDER BY documents.year IS NULL, documents.year DESC, documents.position,
clauses.position, duties.ordinal"""
"""Newest year first (undated last), then order of arrival, then place in the document."""

# A list, not EXISTS: SQLite would look through all duties of a busy unit again for each duty.
_ANY = "duties.id IN (SELECT duty_id FROM duty_units WHERE unit = ?)"
_IN_ROLE = "duties.id IN (SELECT duty_id FROM duty_units WHERE unit = ? AND role = ?)"
_HAS_LEAD = """EXISTS (SELECT 1 FROM duty_units AS u WHERE u.duty_id = duties.id AND u.role = 'lead')"""
_IN_SECTION = (
    "EXISTS (SELECT 1 FROM headings WHERE headings.clause_id = clauses.id AND instr(headings.text, ?) > 0)"
)


_CURRENT = "documents.superseded_by IS NULL AND documents.newer_edition IS NULL"
_CURRENT_IN_YEAR = """NOT EXISTS (SELECT 1 FROM documents AS later
WHERE later.id = documents.superseded_by AND later.year = documents.year)"""


def _only_current(where: DutyFilter) -> bool:
    return where.documents is None and not where.include_superseded


_CONDITIONS: tuple[tuple[str, Callable[[DutyFilter], Sequence[tuple[object, ...]]]], ...] = (
    ("documents.id IN (SELECT value FROM json_each(?))", lambda where: _id_list(where.documents)),
    ("documents.year = ?", lambda where: _given(where.year)),
    (_IN_ROLE, lambda where: [(unit, "lead") for unit in where.lead]),
    (_IN_ROLE, lambda where: [(unit, "responsible") for unit in where.responsible]),
    (_ANY, lambda where: [(unit,) for unit in where.units]),
    (_IN_SECTION, lambda where: _given(where.section)),
    ("instr(clauses.text, ?) > 0", lambda where: _given(where.text)),
    ("clauses.number = ?", lambda where: _given(where.clause)),
    ("duties.mode = ?", lambda where: _given(where.mode)),
    (f"{_HAS_LEAD} = ?", lambda where: _given(where.has_lead)),
    ("(duties.deadline IS NOT NULL) = ?", lambda where: _given(where.has_deadline)),
    (_CURRENT, lambda where: [()] if _only_current(where) and where.year is None else []),
    (_CURRENT_IN_YEAR, lambda where: [()] if _only_current(where) and where.year is not None else []),
)
"""Each condition in SQL, and the parameters of each time that a filter asks for it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE clause (or nothing) and its parameters."""

    sql: str
    parameters: tuple[object, ...]


def condition(where: DutyFilter) -> Condition:
    """The filter as SQL over ``FROM``."""
    asked = [(sql, values) for sql, parameters in _CONDITIONS for values in parameters(where)]
    return Condition(
        "WHERE " + " AND ".join(sql for sql, _ in asked) if asked else "",
        tuple(value for _, values in asked for value in values),
    )


def _given(value: object) -> list[tuple[object, ...]]:
    return [] if value is None else [(value,)]


def _id_list(ids: Collection[str] | None) -> list[tuple[object, ...]]:
    return [] if ids is None else [(json.dumps(sorted(ids)),)]
