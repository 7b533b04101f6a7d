"""What is selected: duties, or the clauses, sections, units, leaders or documents that have such duties."""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.execution.masks import Resolved, mask
from retriever.execution.outcome import Item
from retriever.execution.table import Mask, Numbers, Table
from retriever.query.predicates import And, Duties, Having, IsUnit, Not, Op, Or, Predicate, Role
from retriever.query.queries import Of
from retriever.query.reductions import Measure
from retriever.query.validity import leaves

Masked = Sequence[tuple[Table, Mask]]
"""Tables with the rows that a condition leaves, in the order of the documents."""


Rows = tuple[tuple[Table, Numbers], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one duty, clause, section, unit, leader or document.

    ``key`` tells it from all others of its kind; ``name`` is that of a heading, unit, leader or document. Of a unit,
    ``lead`` and ``shared`` are the rows that it leads, and the others.
    """

    key: object
    name: str
    rows: Rows
    lead: Rows = ()
    shared: Rows = ()

    def duties(self, role: Role = "any") -> int:
        """How many duties it has; of a unit, in a role."""
        if role == "any":
            return sum(int(table.is_duty[rows].sum()) for table, rows in self.rows)
        return sum(len(rows) for _, rows in self.in_role(role))

    def in_role(self, role: Role) -> Rows:
        """Its rows; of a unit, those in a role."""
        return self.lead if role == "lead" else self.shared if role == "member" else self.rows

    def units(self, measure: Measure) -> int:
        """How many different lead units, or units, its duties name; collectives are not counted."""
        names: set[str] = set()
        for table, rows in self.rows:
            for duty in (table.duties[row] for row in rows):
                if duty is not None:
                    held = duty.lead if measure == "leads" else (*duty.lead, *duty.responsible)
                    names.update(unit for unit in held if unit not in table.collectives)
        return len(names)

    def measured(self, measure: Measure, role: Role) -> int:
        """A measure of it (not a deadline)."""
        if measure == "clauses":
            return sum(len(np.unique(table.clause_at[rows])) for table, rows in self.rows)
        return self.duties(role) if measure == "duties" else self.units(measure)

    def item(self, of: Of, role: Role = "any") -> Item:
        """The group as what was selected, with its duties in the library's order, those in the role."""
        records, clauses = [], []
        for table, rows in self.in_role(role):
            records += [duty for row in rows.tolist() if (duty := table.rows[row].duty) is not None]
            clauses += [table.clauses[at] for at in dict.fromkeys(table.clause_at[rows].tolist())]
        first = clauses[0] if clauses else None
        placed = of in ("duties", "clauses", "sections", "subsections", "documents") and first is not None
        depth = {"sections": 1, "subsections": len(first.section) if first else 0}.get(of, 0)
        return Item(
            self.name,
            tuple(records),
            tuple(clauses),
            first.document if first and placed else None,
            first if of in ("duties", "clauses") else None,
            first.section[:depth] if first else (),
        )


def split(where: Predicate) -> tuple[Predicate, Predicate]:
    """A condition's part on duties, and its part on groups."""
    parts = where.parts if isinstance(where, And) else (where,)
    own = [part for part in parts if any(isinstance(leaf, Duties | Having | IsUnit) for leaf in leaves(part))]
    return And(tuple(part for part in parts if part not in own)), And(tuple(own))


def groups(of: Of, masked: Masked) -> list[Group]:
    """The groups that have any of the rows, in the library's order (units and leaders by where they first occur)."""
    if of == "units":
        return _unit_groups(masked)
    rows: dict[object, list[tuple[Table, list[int]]]] = {}
    names: dict[object, str] = {}
    for table, chosen in masked:
        for row in np.flatnonzero(chosen).tolist():
            for key, name in _keys(of, table, row):
                held = rows.setdefault(key, [])
                names.setdefault(key, name)
                if not held or held[-1][0] is not table:
                    held.append((table, []))
                held[-1][1].append(row)
    return [
        Group(key, names[key], tuple((table, np.array(own, np.int64)) for table, own in held))
        for key, held in rows.items()
    ]


def _keys(of: Of, table: Table, row: int) -> Iterator[tuple[object, str]]:
    """The groups of a kind that a row belongs to, each with its name."""
    clause = table.clauses[table.clause_at[row]]
    duty = table.duties[row]
    if of == "duties":
        if duty is not None:
            yield (table.document.id, row), ""
    elif of == "clauses":
        yield clause.id, ""
    elif of == "documents":
        yield table.document.id, table.document.title
    elif of == "leaders":
        yield from ((name, name) for name in dict.fromkeys(duty.leaders if duty else ()))
    else:
        depth = 1 if of == "sections" else max(2, len(clause.section))
        if len(clause.section) >= depth:
            yield (table.document.id, clause.section[:depth]), clause.section[depth - 1]


def _unit_groups(masked: Masked) -> list[Group]:
    found: dict[str, tuple[list[tuple[Table, Numbers]], ...]] = {}
    for table, chosen in masked:
        for unit, (lead, shared) in table.units.items():
            if unit in table.collectives:
                continue
            own = lead[chosen[lead]], shared[chosen[shared]]
            both = np.sort(np.concatenate(own))
            if len(both):
                for held, rows in zip(found.setdefault(unit, ([], [], [])), (both, *own), strict=True):
                    held.append((table, rows))
    return [Group(unit, unit, *map(tuple, held)) for unit, held in found.items()]


_COMPARISONS: dict[Op, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def at_places(of: Of, found: Sequence[Group], first: int, last: int) -> list[Group]:
    """The groups at places ``first``..``last`` in order, 1-based, negative from the end; 0: all."""
    ordered = list(found)
    if not first:
        return ordered
    if of == "units":
        ordered = _as_named(ordered)
    size = len(ordered)
    low, high = ((place - 1 if place > 0 else size + place) for place in (first, last or first))
    return ordered[max(low, 0) : high + 1] if high >= 0 else []


def _as_named(found: Sequence[Group]) -> list[Group]:
    """Units in the order in which their duties name them, lead units first."""
    places: dict[str, tuple[int, int, int]] = {}
    for group in found:
        for at, (table, rows) in enumerate(group.rows):
            row = int(rows[0])
            duty = table.duties[row]
            named = (*duty.lead, *duty.responsible) if duty else ()
            places.setdefault(group.name, (at, row, named.index(group.name) if group.name in named else 0))
    return sorted(found, key=lambda group: places[group.name])


class GroupCondition:
    """A condition on groups; one on duties inside it holds when some duty of the group fulfils it."""

    def __init__(self, condition: Predicate, resolved: Resolved) -> None:
        self._condition = condition
        self._resolved = resolved
        self._masks: dict[tuple[str, Predicate], Mask] = {}

    def holds(self, group: Group) -> bool:
        """Whether it holds for a group."""
        return self._holds(group, self._condition)

    def _holds(self, group: Group, predicate: Predicate) -> bool:
        match predicate:
            case And(parts):
                return all(self._holds(group, part) for part in parts)
            case Or(parts):
                return any(self._holds(group, part) for part in parts)
            case Not(part):
                return not self._holds(group, part)
            case Duties(op, n, role):
                holds: bool = _COMPARISONS[op](group.duties(role), n)
                return holds
            case Having(part):
                return self._somewhere(group, part)
            case IsUnit(unit):
                return group.name == unit
        return self._somewhere(group, predicate)

    def _somewhere(self, group: Group, predicate: Predicate) -> bool:
        """Whether some row of a group fulfils a condition on duties."""
        return any(bool(self._mask(table, predicate)[rows].any()) for table, rows in group.rows)

    def _mask(self, table: Table, predicate: Predicate) -> Mask:
        key = (table.document.id, predicate)
        if key not in self._masks:
            self._masks[key] = mask(table, predicate, self._resolved)
        return self._masks[key]
