"""Queries by looking at every duty in turn, with nothing of the executor: what its answers are compared with."""

import re
from dataclasses import dataclass

from index.model.document import Clause, Document, Duty
from retriever.query.predicates import (
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InMode,
    InSection,
    IsUnit,
    Leader,
    Leads,
    Members,
    Not,
    Or,
    Says,
    Year,
)

NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Seen:
    document: Document
    clause: Clause
    duty: Duty | None

    @property
    def key(self):
        return self.document.id, self.clause.order, self.duty.ordinal if self.duty else None


def everything(documents):
    return [
        Seen(document, clause, duty)
        for document in documents
        for clause in document.clauses
        for duty in (clause.duties or (None,))
    ]


def holds(seen, predicate):
    duty, clause, document = seen.duty, seen.clause, seen.document
    match predicate:
        case And(parts):
            return all(holds(seen, part) for part in parts)
        case Or(parts):
            return any(holds(seen, part) for part in parts)
        case Not(part):
            return not holds(seen, part)
        case Year(year):
            return document.year == year
        case InSection((number,), "", "outer"):
            tops = list(dict.fromkeys(c.section[0] for c in document.clauses if c.section))
            if number < 0:
                return number >= -len(tops) and clause.section[:1] == (tops[number],)
            return bool(clause.section) and clause.section[0].startswith(chinese(number) + "、")
        case InClause(first, last, "number", _):
            return bool(re.fullmatch(r"\d+", clause.number)) and first <= int(clause.number) <= last
        case InClause(first, last, "place", _):
            return from_start(first, document.clauses) <= clause.order <= from_start(last, document.clauses)
        case Leads(op, n) | Members(op, n):
            return number_of_units(duty, getattr(predicate, "role", "lead"), op, n)
    return duty is not None and of_duty(seen, predicate)


def in_role(duty, role):
    return {"lead": duty.lead, "member": duty.responsible, "any": duty.lead + duty.responsible}[role]


def number_of_units(duty, role, op, n):
    units = () if duty is None else in_role(duty, role)
    wide = sum(unit in duty.generic for unit in units)
    if op in ("=", "!="):
        return (not wide and len(units) == n) is (op == "=")
    return compare(len(units) + wide, op, n)


def of_duty(seen, predicate):
    duty, clause = seen.duty, seen.clause
    match predicate:
        case Has(unit, role):
            return (
                unit in {"lead": duty.lead, "member": duty.responsible, "any": duty.lead + duty.responsible}[role]
            )
        case Says(text):
            return any(text == found for found in re.findall(r"[\d.]+|[^\d.]+", duty.task)) or (
                not text.isdigit() and text in duty.task
            )
        case DutyOrdinal(first, last):
            return from_start(first, clause.duties) <= duty.ordinal <= from_start(last, clause.duties)
        case InMode(mode):
            return duty.mode == mode
        case HasDeadline():
            return duty.deadline is not None
        case Leader(name):
            return name in duty.leaders
        case Due(when, text):
            return duty.deadline is not None and due(duty.deadline, seen.document.year, when, text)
    raise AssertionError(predicate)


def due(deadline, year, when, text):
    """Deadlines and dates of the samples are months (9月底) of the document's year."""
    found = re.search(r"(\d+)月", deadline)
    if not found:
        return False
    asked, held = int(text[-2:]), int(found[1])
    return {"before": held < asked, "by": held <= asked, "in": held == asked, "after": held > asked}[when]


def compare(number, op, n):
    return {
        "=": number == n, "!=": number != n, ">": number > n, ">=": number >= n, "<": number < n, "<=": number <= n,
    }[op]  # fmt: skip


def from_start(place, things):
    return place if place > 0 else len(things) + 1 + place


def chinese(number):
    return NUMERALS[number] if number <= 10 else "十" + NUMERALS[number - 10]


def keys_of(of, seen):
    """The things of a kind that a duty belongs to."""
    duty, clause = seen.duty, seen.clause
    match of:
        case "duties":
            return [seen.key] if duty else []
        case "clauses":
            return [(seen.document.id, clause.order)]
        case "sections":
            return [(seen.document.id, clause.section[:1])] if clause.section else []
        case "documents":
            return [seen.document.id]
        case "units":
            return (
                dict.fromkeys(u for u in (*duty.lead, *duty.responsible) if u not in duty.generic) if duty else []
            )
        case "leaders":
            return duty.leaders if duty else []


def selected(documents, of, on_duties, on_groups):
    """Key → the duties of each thing selected, by a condition on duties and one on groups."""
    found = {}
    for seen in everything(documents):
        if holds(seen, on_duties):
            for key in keys_of(of, seen):
                found.setdefault(key, []).append(seen)
    return {key: own for key, own in found.items() if group_holds(key, own, on_groups)}


def group_holds(key, own, predicate):
    match predicate:
        case And(parts):
            return all(group_holds(key, own, part) for part in parts)
        case Or(parts):
            return any(group_holds(key, own, part) for part in parts)
        case Not(part):
            return not group_holds(key, own, part)
        case Having(part):
            return any(holds(seen, part) for seen in own)
        case IsUnit(unit):
            return key == unit
        case Duties(op, n, role):
            return compare(size(key, own, role), op, n)
    raise AssertionError(predicate)


def size(key, own, role="any"):
    return sum(1 for s in own if s.duty and (role == "any" or (key in s.duty.lead) is (role == "lead")))
