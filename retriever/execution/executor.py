"""Execute a query over a library: its exact parts on stored duties, its matter, if it has one, by one search."""

from collections.abc import Collection, Sequence
from threading import Lock

from index.model.store import DocumentRecord, Store
from retriever.execution.matter_duties import Finder
from retriever.execution.outcome import Item, Joined, Outcome, Selected, Spoken
from retriever.execution.selection import NAMING_DOCUMENTS, Selection
from retriever.execution.snapshot import Snapshot
from retriever.query.contained import conditions_in
from retriever.query.predicates import Predicate, Within
from retriever.query.queries import Compare, OutOfScope, Query, Select, Several, Talk

NEAR_MISSES = 3
"""How many duties are named for a question about something that documents do not say."""


class Executor:
    """Executes queries over one store, whose duties are read once a generation. Safe to call from many threads.

    ``finder`` is asked at most once for each selection, and only for a matter.
    """

    def __init__(self, store: Store, finder: Finder) -> None:
        self._store = store
        self._finder = finder
        self._snapshot: Snapshot | None = None
        self._lock = Lock()

    def run(self, query: Query, documents: Collection[str] | None = None) -> Outcome:
        """The outcome of a query; ``documents`` are the ids that may answer, None: those not replaced by others.

        A query that names documents by itself (a year, a title) may be answered by replaced ones too.
        """
        with self._store.reading():
            return self._run(query, self._current(), documents)

    def _current(self) -> Snapshot:
        generation = self._store.generation
        with self._lock:
            if self._snapshot is None:
                self._snapshot = Snapshot(self._store, generation)
            elif self._snapshot.generation != generation:
                self._snapshot = self._snapshot.following(generation)
            return self._snapshot

    def _run(self, query: Query, snapshot: Snapshot, documents: Collection[str] | None) -> Outcome:
        match query:
            case Select():
                return self._select(query, snapshot, documents)
            case Several(queries):
                return Joined(query, tuple(self._run(part, snapshot, documents) for part in queries))
            case Compare(selects):
                return Joined(query, tuple(self._run(part, snapshot, documents) for part in selects))
            case Talk() | OutOfScope():
                return self._spoken(query, _candidates(snapshot, documents, ()))

    def _select(self, query: Select, snapshot: Snapshot, documents: Collection[str] | None) -> Selected:
        held = conditions_in(query)
        earlier = {
            leaf: _duties_by_document(self._run(leaf.previous, snapshot, documents), leaf.place)
            for leaf in held
            if isinstance(leaf, Within)
        }
        tables = [snapshot.table(record) for record in _candidates(snapshot, documents, held)]
        return Selection(query, snapshot, tables, earlier, self._finder).outcome()

    def _spoken(self, query: Talk | OutOfScope, documents: tuple[DocumentRecord, ...]) -> Spoken:
        if isinstance(query, Talk) or not query.about or not documents:
            return Spoken(query, documents)
        result = self._finder.find(query.about, {document.id for document in documents}, NEAR_MISSES)
        near = tuple(hit.record for hit in result.hits) if result.found else ()
        return Spoken(query, documents, near)


def _candidates(
    snapshot: Snapshot, documents: Collection[str] | None, held: Sequence[Predicate]
) -> tuple[DocumentRecord, ...]:
    if documents is not None:
        return tuple(record for record in snapshot.documents if record.id in documents)
    if any(isinstance(leaf, NAMING_DOCUMENTS) for leaf in held):
        return snapshot.documents
    return snapshot.current


def items_of(outcome: Outcome) -> tuple[Item, ...]:
    """What an outcome stands on, in the order in which an answer lists it."""
    match outcome:
        case Selected(matter=matter, items=items) if matter is not None and matter.found:
            rank = {record.id: place for place, record in enumerate(matter.records)}
            return tuple(
                sorted(items, key=lambda item: min((rank.get(r.id, len(rank)) for r in item.records), default=0))
            )
        case Selected(items=items):
            return items
        case Joined(parts=parts):
            return tuple(item for part in parts for item in items_of(part))
    return ()


def _duties_by_document(outcome: Outcome, place: int) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """The ids of the duties that an outcome stands on, and of the clauses without any, by document."""
    items = items_of(outcome)
    if place:
        at = place - 1 if place > 0 else place
        items = (items[at],) if -len(items) <= at < len(items) else ()
    duties: dict[str, set[int]] = {}
    clauses: dict[str, set[int]] = {}
    for item in items:
        for record in item.records:
            duties.setdefault(record.document.id, set()).add(record.id)
        for clause in item.clauses:
            if not clause.duties:
                clauses.setdefault(clause.document.id, set()).add(clause.id)
    return {id_: (frozenset(duties.get(id_, ())), frozenset(clauses.get(id_, ()))) for id_ in (*duties, *clauses)}
