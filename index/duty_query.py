"""A ``DutyFilter`` as SQL: exact and complete, in the library's order."""

import json
from dataclasses import dataclass

from index.store import DutyFilter

FROM = """FROM duties
JOIN clauses ON clauses.id = duties.clause_id
JOIN documents ON documents.id = clauses.document_id"""

ORDER = """ORDER BY documents.year IS NULL, documents.year DESC, documents.position,
clauses.position, duties.ordinal"""
"""Newest year first (undated last), then order of arrival, then place in the document."""

_ANY = """EXISTS (SELECT 1 FROM duty_units AS u WHERE u.duty_id = duties.id AND u.unit = ?)"""
_IN_ROLE = """EXISTS (SELECT 1 FROM duty_units AS u WHERE u.duty_id = duties.id AND u.unit = ? AND u.role = ?)"""
_HAS_LEAD = """EXISTS (SELECT 1 FROM duty_units AS u WHERE u.duty_id = duties.id AND u.role = 'lead')"""
_IN_SECTION = (
    "EXISTS (SELECT 1 FROM headings WHERE headings.clause_id = clauses.id AND instr(headings.text, ?) > 0)"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE clause (or nothing) and its parameters."""

    sql: str
    parameters: tuple[object, ...]


def condition(where: DutyFilter) -> Condition:
    """The filter as SQL over ``FROM``."""
    parts: list[str] = []
    parameters: list[object] = []

    def require(sql: str, *values: object) -> None:
        parts.append(sql)
        parameters.extend(values)

    if where.documents is not None:
        require("documents.id IN (SELECT value FROM json_each(?))", json.dumps(sorted(where.documents)))
    if where.year is not None:
        require("documents.year = ?", where.year)
    for unit in where.lead:
        require(_IN_ROLE, unit, "lead")
    for unit in where.responsible:
        require(_IN_ROLE, unit, "responsible")
    for unit in where.units:
        require(_ANY, unit)
    if where.section is not None:
        require(_IN_SECTION, where.section)
    if where.text is not None:
        require("instr(clauses.text, ?) > 0", where.text)
    if where.clause is not None:
        require("clauses.number = ?", where.clause)
    if where.mode is not None:
        require("duties.mode = ?", where.mode)
    if where.has_lead is not None:
        require(_HAS_LEAD if where.has_lead else f"NOT {_HAS_LEAD}")
    if where.has_deadline is not None:
        require("(duties.deadline IS NOT NULL) = ?", where.has_deadline)
    if not where.include_superseded:
        require("documents.superseded_by IS NULL")
    return Condition("WHERE " + " AND ".join(parts) if parts else "", tuple(parameters))
