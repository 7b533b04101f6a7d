"""One document's duties as columns, so that a condition is a few operations on arrays."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.model.document import Duty
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.execution.closing_dates import closing_dates
from retriever.execution.headings import Path, clause_number, heading_paths
from retriever.query.predicates import Role

Mask = NDArray[np.bool_]
"""Which rows of a table (n,)."""
Numbers = NDArray[np.int64]

COLLECTIVE = 2
"""How many units a collective (有关部门) stands for at least."""


@dataclass(frozen=True, slots=True)
class Row:
    """A duty, or a clause that has none (``duty`` is None)."""

    clause: ClauseRecord
    duty: DutyRecord | None


class Table:
    """The rows of one document, in its order, and what is asked of them as columns of the same length."""

    def __init__(
        self, document: DocumentRecord, clauses: Sequence[ClauseRecord], duties: Sequence[DutyRecord]
    ) -> None:
        """``duties`` are those of the document, in order."""
        self.document = document
        self.clauses = tuple(clauses)
        by_clause: dict[int, list[DutyRecord]] = defaultdict(list)
        for record in duties:
            by_clause[record.clause.id].append(record)
        self.rows: list[Row] = []
        places, ordinals, sizes = [], [], []
        for place, clause in enumerate(self.clauses):
            own = by_clause.get(clause.id, [])
            for ordinal, record in enumerate(own, 1):
                self.rows.append(Row(clause, record))
                ordinals.append(ordinal)
            if not own:
                self.rows.append(Row(clause, None))
                ordinals.append(0)
            places += [place] * max(1, len(own))
            sizes += [len(own)] * max(1, len(own))
        self.clause_at: Numbers = np.array(places, np.int64)
        """Of each row, the place of its clause among ``clauses``, from 0."""
        self.ordinal: Numbers = np.array(ordinals, np.int64)
        """Of each row, which duty of its clause it is, from 1; 0 for a clause without duties."""
        self.of_clause: Numbers = np.array(sizes, np.int64)
        """Of each row, how many duties its clause has."""

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def is_duty(self) -> Mask:
        """Rows that are duties."""
        return self.ordinal > 0

    @cached_property
    def duties(self) -> tuple[Duty | None, ...]:
        """Of each row, its duty."""
        return tuple(row.duty.duty if row.duty else None for row in self.rows)

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every heading path."""
        return heading_paths(self.clauses)

    @cached_property
    def number(self) -> Numbers:
        """Of each clause, its printed number; 0 for one that is no number."""
        return np.array([clause_number(clause) or 0 for clause in self.clauses], np.int64)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Duty id → row."""
        return {row.duty.id: at for at, row in enumerate(self.rows) if row.duty is not None}

    @cached_property
    def units(self) -> dict[str, tuple[Numbers, Numbers]]:
        """Unit → the rows that it leads, the rows that name it otherwise."""
        lead: dict[str, list[int]] = defaultdict(list)
        shared: dict[str, list[int]] = defaultdict(list)
        for at, duty in enumerate(self.duties):
            for unit in dict.fromkeys(duty.lead) if duty else ():
                lead[unit].append(at)
            for unit in dict.fromkeys(duty.responsible) if duty else ():
                shared[unit].append(at)
        return {
            unit: (np.array(lead.get(unit, ()), np.int64), np.array(shared.get(unit, ()), np.int64))
            for unit in dict.fromkeys((*lead, *shared))
        }

    @cached_property
    def collectives(self) -> frozenset[str]:
        """Names of the document that stand for several units."""
        return frozenset(unit for duty in self.duties if duty for unit in duty.generic)

    @cached_property
    def leaders(self) -> dict[str, Numbers]:
        """Official → the rows that they are in charge of."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, duty in enumerate(self.duties):
            for name in dict.fromkeys(duty.leaders) if duty else ():
                found[name].append(at)
        return {name: np.array(rows, np.int64) for name, rows in found.items()}

    @cached_property
    def leads(self) -> tuple[Numbers, Mask]:
        """Of each row, how many lead units at least, and whether that is the exact number."""
        return self._sizes([duty.lead if duty else () for duty in self.duties])

    @cached_property
    def members(self) -> tuple[Numbers, Mask]:
        """Of each row, how many units at least, and whether that is the exact number."""
        return self._sizes([(*duty.lead, *duty.responsible) if duty else () for duty in self.duties])

    def units_in(self, role: Role) -> tuple[Numbers, Mask]:
        """As ``members``, of the units in a role."""
        if role == "any":
            return self.members
        return self.leads if role == "lead" else self._shared

    @cached_property
    def _shared(self) -> tuple[Numbers, Mask]:
        return self._sizes([duty.responsible if duty else () for duty in self.duties])

    def _sizes(self, units: Sequence[tuple[str, ...]]) -> tuple[Numbers, Mask]:
        plain = [sum(unit not in self.collectives for unit in dict.fromkeys(own)) for own in units]
        wide = [sum(unit in self.collectives for unit in dict.fromkeys(own)) for own in units]
        several = np.array(wide, np.int64)
        return np.array(plain, np.int64) + COLLECTIVE * several, several == 0

    @cached_property
    def has_deadline(self) -> Mask:
        """Rows with a deadline, of whatever wording."""
        return np.array([bool(duty and duty.deadline) for duty in self.duties], np.bool_)

    @cached_property
    def closing(self) -> tuple[tuple[int, int], ...]:
        """(row, day) for each time that a deadline names; days as proleptic ordinals.

        In a document without a year, times without one are of the year 2000, which only such times are compared with.
        """
        year = self.document.year or NO_YEAR
        return tuple(
            (at, day.toordinal())
            for at, duty in enumerate(self.duties)
            if duty and duty.deadline
            for day in closing_dates(duty.deadline, year)
        )

    @cached_property
    def closing_of(self) -> dict[int, list[int]]:
        """Row → the days of ``closing``."""
        days: dict[int, list[int]] = defaultdict(list)
        for row, day in self.closing:
            days[row].append(day)
        return dict(days)

    def rows_at(self, rows: Numbers) -> Mask:
        """The mask of some rows."""
        mask = np.zeros(len(self), np.bool_)
        mask[rows] = True
        return mask

    def records(self, mask: Mask) -> list[DutyRecord]:
        """The duties of a mask, in order."""
        return [duty for at in np.flatnonzero(mask) if (duty := self.rows[at].duty) is not None]

    def clauses_of(self, mask: Mask) -> list[ClauseRecord]:
        """The clauses that a mask has rows of, in order."""
        return [self.clauses[at] for at in np.unique(self.clause_at[mask])]


NO_YEAR = 2000
