"""The duties that changed between two documents, as records; what was kept at import, or compared now."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.identity.changes import compare, tasks_of
from index.model.store import DocumentRecord, DutyFilter, DutyRecord, Store
from index.model.versions import ChangeKind, Comparison, DutyKey


@dataclass(frozen=True, slots=True)
class ChangedDuty:
    """A duty that is not what it was; ``before`` is None for a new one, ``after`` for one dropped."""

    kinds: tuple[ChangeKind, ...]
    before: DutyRecord | None
    after: DutyRecord | None
    similarity: float = 0.0

    @property
    def record(self) -> DutyRecord:
        """The duty as it stands now, or as it last stood."""
        held = self.after or self.before
        assert held is not None  # a change is of at least one duty
        return held


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from an earlier to a later document: dropped duties first, then in the later's order."""

    earlier: DocumentRecord
    later: DocumentRecord
    comparison: Comparison
    duties: tuple[ChangedDuty, ...]

    def of_kinds(self, *kinds: ChangeKind) -> tuple[ChangedDuty, ...]:
        """The changes of any of the kinds (none given: all)."""
        return tuple(d for d in self.duties if not kinds or any(kind in kinds for kind in d.kinds))


def changes_between(store: Store, earlier: DocumentRecord, later: DocumentRecord) -> Changes:
    """What changed from one document to another."""
    kept = next((c for c in store.comparisons(later.id) if c.earlier == earlier.id and c.later == later.id), None)
    found = kept or compare(
        (earlier.id, tasks_of(store.clauses(earlier.id))),
        (later.id, tasks_of(store.clauses(later.id))),
        "edition",
        "",
    )
    before, after = _by_key(store, earlier.id), _by_key(store, later.id)
    duties = tuple(
        ChangedDuty(
            change.kinds,
            before[change.before] if change.before else None,
            after[change.after] if change.after else None,
            change.similarity,
        )
        for change in found.changes
    )
    return Changes(earlier, later, found, duties)


def predecessor(documents: Iterable[DocumentRecord], document: DocumentRecord) -> DocumentRecord | None:
    """What a document is naturally compared with: the version it replaced, else its series' edition before.

    Of several replaced versions the one that came last; of the editions of a year the one that others do not replace.
    """
    held = tuple(documents)
    replaced = [d for d in held if d.superseded_by == document.id]
    if replaced:
        return max(replaced, key=lambda d: (d.date or str(d.year or ""), d.added_at))
    return edition_before(held, document)


def edition_before(documents: Iterable[DocumentRecord], document: DocumentRecord) -> DocumentRecord | None:
    """The newest edition of a document's series of an earlier year."""
    editions = [
        d
        for d in documents
        if d.series and d.series == document.series and d.year and document.year and d.year < document.year
    ]
    return max(editions, key=lambda d: (d.year or 0, d.superseded_by is None), default=None)


def new_duties(store: Store, document: DocumentRecord) -> tuple[DutyRecord, ...]:
    """The duties of a document that its predecessor did not have; all of them where it has none (今年新增)."""
    before = edition_before(store.documents(), document)
    if before is None:
        return store.duties(DutyFilter(documents=frozenset({document.id})))
    added = changes_between(store, before, document).of_kinds("added")
    return tuple(change.record for change in added)


def _by_key(store: Store, document_id: str) -> dict[DutyKey, DutyRecord]:
    records = store.duties(DutyFilter(documents=frozenset({document_id})))
    return {(record.clause.order, record.duty.ordinal): record for record in records}
