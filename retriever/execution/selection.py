"""One selection executed: places, then the matter, then duties, then groups, then what was asked of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.model.store import ClauseRecord, DutyRecord
from retriever.execution.groups import Group, GroupCondition, Masked, at_places, groups, split
from retriever.execution.masks import PLACING, Resolved, mask
from retriever.execution.matter_duties import Finder, duties_about, meant_duties
from retriever.execution.naming import ambiguous, missing
from retriever.execution.outcome import Item, MatterFound, Ranked, Selected
from retriever.execution.reducing import average, rank
from retriever.execution.snapshot import Snapshot
from retriever.execution.table import Table
from retriever.query.predicates import (
    EVERYTHING,
    And,
    Due,
    Duties,
    DutyOrdinal,
    HasDeadline,
    InClause,
    InDocument,
    Leads,
    Matter,
    Members,
    Place,
    Predicate,
    Role,
    Within,
    Year,
)
from retriever.query.queries import Select
from retriever.query.reductions import Average, Contents, Exists, List, Rank, Share, Value, Who
from retriever.query.validity import leaves, matters

NAMING_DOCUMENTS = (Year, Place, InDocument)
_PLACED = (*PLACING, DutyOrdinal, Within)
"""Conditions that say where a matter may stand; the others are judged of the duties that it turns out to be."""
_POINTING = (Who, Value, Exists, Contents)
"""What is asked of the one duty that is meant, and not of all that are about a matter."""
POINTED_AT = (Matter, InClause, DutyOrdinal, Within)
"""Conditions that point at duties, of which yes or no can then be said."""

Earlier = Mapping[Within, Mapping[str, tuple[frozenset[int], frozenset[int]]]]


class Selection:
    """A selection over some tables, the preferred document first."""

    def __init__(
        self, query: Select, snapshot: Snapshot, tables: Sequence[Table], earlier: Earlier, finder: Finder
    ) -> None:
        self._query = query
        self._snapshot = snapshot
        documents = _only(query.where, NAMING_DOCUMENTS)
        self._tables = [table for table in tables if mask(table, documents, Resolved()).all()]
        self._earlier = earlier
        self._finder = finder
        self._held = list(leaves(query.where))

    def outcome(self) -> Selected:
        """The selection and what was asked of it."""
        query = self._query
        placed = self._placed()
        documents = tuple(table.document for table, rows in placed if rows.any())
        matter, resolved = self._matter(placed)
        found = self._groups(query.where, placed, resolved)
        ranked, places = rank(query.of, found, query.reduce) if isinstance(query.reduce, Rank) else ((), 0)
        mean, over, total = None, 0, 0
        if isinstance(query.reduce, Average):
            found = [group for group in found if group.measured(query.reduce.by, query.reduce.role)]
            mean, over, total = average(found, query.reduce)
        if isinstance(query.reduce, Share):
            held = [table for table, rows in placed if rows.any()] or self._tables
            everything = [(table, np.ones(len(table), np.bool_)) for table in held]
            whole = self._groups(query.reduce.among, everything, resolved)
            named = {group.key for group in whole}
            found = [group for group in found if group.key in named]
            over = len(whole)
        return Selected(
            query,
            documents or tuple(table.document for table in self._tables),
            len(found),
            self._items(self._at_places(found), ranked),
            matter,
            missing(self._held, self._tables, self._snapshot),
            ambiguous(query, placed),
            ranked,
            places,
            over,
            mean,
            self._undated(placed),
            self._open_ended(found),
            total,
            self._timeless(placed),
            _bare(placed),
            self._judged(placed, resolved) if isinstance(query.reduce, Exists) else (),
        )

    def _placed(self) -> Masked:
        """The rows where the duties may stand: the part of the condition that only says where."""
        where = _only(self._query.where, _PLACED)
        resolved = Resolved(earlier=self._earlier)
        return [(table, mask(table, where, resolved)) for table in self._tables]

    def _matter(self, placed: Masked) -> tuple[MatterFound | None, Resolved]:
        query = self._query
        among = query.reduce.among if isinstance(query.reduce, Share) else EVERYTHING
        texts = matters(And((query.where, among)))
        if not texts:
            return None, Resolved(earlier=self._earlier)
        may = [(table, rows & table.is_duty) for table, rows in placed if rows.any()]
        find = meant_duties if isinstance(query.reduce, _POINTING) else duties_about
        found = find(texts[0], may, self._finder)
        ids: dict[str, frozenset[int]] = {}
        meant = found.records if found.items or not isinstance(query.reduce, Exists) else found.records[:1]
        for record in meant if found.found else ():
            ids[record.document.id] = ids.get(record.document.id, frozenset()) | {record.id}
        return found, Resolved({texts[0]: ids}, self._earlier)

    def _judged(self, placed: Masked, resolved: Resolved) -> tuple[DutyRecord, ...]:
        """The duties of which yes or no is to be said: those of the matter, or of the clauses that are named."""
        if not any(isinstance(leaf, POINTED_AT) for leaf in self._held):
            return ()
        matter = And(tuple(Matter(text) for text in resolved.matters))
        return tuple(
            record for table, rows in placed for record in table.records(rows & mask(table, matter, resolved))
        )

    def _groups(self, where: Predicate, placed: Masked, resolved: Resolved) -> list[Group]:
        """The groups for which a condition holds, in the tables that have any row in place."""
        own, of_groups = split(where)
        masked = [(table, mask(table, own, resolved)) for table, rows in placed if rows.any()]
        found = groups(self._query.of, masked)
        if of_groups == EVERYTHING:
            return found
        condition = GroupCondition(of_groups, resolved)
        return [group for group in found if condition.holds(group)]

    def _items(self, found: Sequence[Group], ranked: Sequence[Ranked]) -> tuple[Item, ...]:
        if isinstance(self._query.reduce, Rank):
            return tuple(entry.item for entry in ranked)
        return tuple(group.item(self._query.of, self._role()) for group in found)

    def _at_places(self, found: Sequence[Group]) -> Sequence[Group]:
        reduce = self._query.reduce
        return at_places(self._query.of, found, reduce.first, reduce.last) if isinstance(reduce, List) else found

    def _role(self) -> Role:
        """In which role the duties of a unit are shown: that in which they were counted, if it is one."""
        if isinstance(self._query.reduce, Average | Rank):
            return self._query.reduce.role
        counted = {leaf.role for leaf in self._held if isinstance(leaf, Duties)}
        return counted.pop() if len(counted) == 1 else "any"

    def _timeless(self, placed: Masked) -> bool:
        ordered = isinstance(self._query.reduce, Rank) and self._query.reduce.by == "deadline"
        asked = ordered or any(isinstance(leaf, Due | HasDeadline) for leaf in self._held)
        return asked and not any((rows & table.has_deadline).any() for table, rows in placed)

    def _undated(self, placed: Masked) -> int:
        """How many duties in place have a deadline that cannot be compared with a date that was asked for."""
        if not any(isinstance(leaf, Due) for leaf in self._held):
            return 0
        return sum(
            int((rows & table.has_deadline).sum()) - sum(bool(rows[row]) for row in table.closing_of)
            for table, rows in placed
        )

    def _open_ended(self, found: Sequence[Group]) -> int:
        """How many duties selected name collectives, where their units were counted."""
        reduce = self._query.reduce
        counts = isinstance(reduce, Rank | Average) and reduce.by in ("leads", "members")
        if not counts and not any(isinstance(leaf, Leads | Members) for leaf in self._held):
            return 0
        return sum(int((~table.members[1][rows]).sum()) for group in found for table, rows in group.rows)


def _bare(placed: Masked) -> tuple[ClauseRecord, ...]:
    """The clauses in place, where none of them has any duty."""
    if any((rows & table.is_duty).any() for table, rows in placed):
        return ()
    return tuple(clause for table, rows in placed for clause in table.clauses_of(rows))


def _only(where: Predicate, kinds: tuple[type, ...]) -> Predicate:
    """Those parts of a condition that speak of nothing but some kinds of things."""
    parts = where.parts if isinstance(where, And) else (where,)
    return And(tuple(part for part in parts if all(isinstance(leaf, kinds) for leaf in leaves(part))))
