"""Conditions as masks over a document's table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from index.text.search_key import search_key
from retriever.execution.headings import find_paths
from retriever.execution.snapshot import home, named
from retriever.execution.table import NO_YEAR, Mask, Numbers, Table
from retriever.query.periods import period
from retriever.query.predicates import (
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InDocument,
    InMode,
    InSection,
    IsUnit,
    Leader,
    Leads,
    Matter,
    Members,
    Not,
    Op,
    Or,
    Place,
    Predicate,
    Says,
    Within,
    Year,
)

_NO_ROWS: Numbers = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What conditions stand for that no table can tell: the duties of a matter, those of an answer before.

    Each is, by document id, the ids of duties, with those of clauses without duties beside them.
    """

    matters: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict)
    earlier: Mapping[Within, Mapping[str, tuple[frozenset[int], frozenset[int]]]] = field(default_factory=dict)


def mask(table: Table, predicate: Predicate, resolved: Resolved) -> Mask:
    """The rows for which a condition holds; a clause without duties has only its place.

    ``Duties`` and ``Having`` are of groups and hold for every row here.
    """
    match predicate:
        case And(parts):
            found = _constant(table, True)
            for part in parts:
                found &= mask(table, part, resolved)
            return found
        case Or(parts):
            found = _constant(table, False)
            for part in parts:
                found |= mask(table, part, resolved)
            return found
        case Not(part):
            return ~mask(table, part, resolved)
        case Duties() | Having() | IsUnit():
            return _constant(table, True)
        case Matter(text):
            return _duties(table, resolved.matters.get(text, {}).get(table.document.id, frozenset()))
        case Within():
            return _earlier(table, predicate, resolved)
    return _of_place(table, predicate) if isinstance(predicate, PLACING) else _of_duty(table, predicate)


PLACING = (Year, Place, InDocument, InSection, InClause)
"""Conditions on where a duty stands."""


def _constant(table: Table, value: bool) -> Mask:
    return np.full(len(table), value, np.bool_)


def _duties(table: Table, ids: frozenset[int]) -> Mask:
    return table.rows_at(np.array([table.row_of[id_] for id_ in ids if id_ in table.row_of], np.int64))


def _earlier(table: Table, within: Within, resolved: Resolved) -> Mask:
    duties, bare = resolved.earlier[within].get(table.document.id, (frozenset(), frozenset()))
    found = _duties(table, duties)
    for at in np.flatnonzero(~table.is_duty) if bare else ():
        found[at] = table.rows[at].clause.id in bare
    return found


def _of_place(table: Table, predicate: Predicate) -> Mask:
    match predicate:
        case Year(year):
            return _constant(table, table.document.year == year)
        case Place(name):
            return _constant(table, search_key(name) in home(table.document))
        case InDocument(name):
            return _constant(table, bool(named((table.document,), name)))
        case InSection():
            return _in_section(table, predicate)[table.clause_at]
        case InClause():
            return _in_clause(table, predicate)[table.clause_at]
    raise TypeError(f"不认识的条件：{predicate!r}")


def _of_duty(table: Table, predicate: Predicate) -> Mask:
    match predicate:
        case Has(unit, role):
            lead, shared = table.units.get(unit, (_NO_ROWS, _NO_ROWS))
            rows = lead if role == "lead" else shared if role == "member" else np.concatenate((lead, shared))
            return table.rows_at(rows)
        case Says(text):
            words = words_pattern(text)
            said = [duty is not None and words.search(search_key(duty.task)) for duty in table.duties]
            return np.array([bool(match) for match in said], np.bool_)
        case DutyOrdinal(first, last):
            low, high = (_from_start(n, table.of_clause) for n in (first, last))
            return table.is_duty & (table.ordinal >= low) & (table.ordinal <= high)
        case InMode(mode):
            return np.array([duty is not None and duty.mode == mode for duty in table.duties], np.bool_)
        case Leads(op, n):
            return compared(*table.leads, op, n)
        case Members(op, n, role):
            return compared(*table.units_in(role), op, n)
        case Due():
            return _due(table, predicate)
        case HasDeadline():
            return table.has_deadline.copy()
        case Leader(name):
            return table.rows_at(table.leaders.get(name, _NO_ROWS))
    raise TypeError(f"不认识的条件：{predicate!r}")


def words_pattern(text: str) -> re.Pattern[str]:
    """These words in a search key; a figure is not found inside a longer one (2.5万个 in 12.5万个)."""
    words = search_key(text)
    before = r"(?<![\d.])" if words[:1].isdigit() else ""
    after = r"(?![\d.]*\d)" if words[-1:].isdigit() else ""
    return re.compile(before + re.escape(words) + after)


def compared(numbers: Numbers, exact: Mask, op: Op, n: int) -> Mask:
    """Where numbers compare as asked. One that is a lower bound only equals no number."""
    found: Mask
    match op:
        case "=":
            found = exact & (numbers == n)
        case "!=":
            found = ~(exact & (numbers == n))
        case ">":
            found = numbers > n
        case ">=":
            found = numbers >= n
        case "<":
            found = numbers < n
        case "<=":
            found = numbers <= n
    return found


def _from_start(place: int, sizes: Numbers) -> Numbers:
    """Places counted from 1: a negative one counts from the end of each size."""
    return np.full_like(sizes, place) if place > 0 else sizes + place + 1


def _in_section(table: Table, wanted: InSection) -> Mask:
    """Which clauses stand in a section."""
    paths = find_paths(table.paths, wanted)
    return np.array([any(c.section[: len(path)] == path for path in paths) for c in table.clauses], np.bool_)


def _in_clause(table: Table, wanted: InClause) -> Mask:
    """Which clauses are meant: by printed number, or by place among those of the section."""
    among = _in_section(table, wanted.section) if wanted.section else np.ones(len(table.clauses), np.bool_)
    if wanted.by == "number" and wanted.first > 0 and wanted.last > 0:
        return among & (table.number >= wanted.first) & (table.number <= wanted.last)
    places = np.cumsum(among)
    total = np.full_like(places, among.sum())
    low, high = _from_start(wanted.first, total), _from_start(wanted.last, total)
    return among & (places >= low) & (places <= high)


def _due(table: Table, wanted: Due) -> Mask:
    found = _constant(table, False)
    asked = period(wanted.date)
    if asked.year is not None and table.document.year is None:
        return found
    year = table.document.year or NO_YEAR
    begin, end = asked.begin(year), asked.end(year)
    if begin is None or end is None:
        return found
    for row, day in table.closing:
        if _compares(wanted, day, begin, end):
            found[row] = True
    return found


def _compares(wanted: Due, day: int, begin: date, end: date) -> bool:
    match wanted.when:
        case "before":
            return day < begin.toordinal()
        case "by":
            return day <= end.toordinal()
        case "in":
            return begin.toordinal() <= day <= end.toordinal()
        case "after":
            return day > end.toordinal()
