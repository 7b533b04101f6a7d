"""A library in memory and a finder that compares characters, for tests of understanding and exact answers."""

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from index.identity.editions import newer_editions
from index.identity.identify import identify
from index.model.document import Document
from index.model.errors import NotFoundError
from index.model.identity import Place
from index.model.store import ClauseRecord, DocumentRecord, DutyFilter, DutyRecord, UnitCount
from index.model.versions import Comparison
from retriever.matter.matter_search import MatterHit, MatterResult


class MemoryStore:
    """The reading half of a store, over parsed documents."""

    generation = 1

    def __init__(self, *documents: Document, superseded: dict[str, str] | None = None) -> None:
        self._clauses: dict[str, list[ClauseRecord]] = {}
        self._duties: list[DutyRecord] = []
        records = []
        for document in documents:
            record = DocumentRecord(
                document.id, document.title, document.number, document.issuer, document.date, document.year,
                document.source, document.sha256, len(document.clauses),
                sum(len(clause.duties) for clause in document.clauses), "2024-01-01T00:00:00",
                (superseded or {}).get(document.id), document.rules, *astuple_identity(document),
            )  # fmt: skip
            records.append(record)
        newer = newer_editions(records)
        records = [replace(record, newer_edition=newer.get(record.id)) for record in records]
        self._documents = tuple(sorted(records, key=lambda record: -(record.year or 0)))
        by_id = {document.id: document for document in documents}
        number = 0
        for record in self._documents:
            for clause in by_id[record.id].clauses:
                number += 1
                held = ClauseRecord(
                    number,
                    record,
                    clause.number,
                    clause.order,
                    clause.section,
                    clause.text,
                    clause.start,
                    clause.duties,
                )
                self._clauses.setdefault(record.id, []).append(held)
                self._duties += [DutyRecord(len(self._duties) + i, held, d) for i, d in enumerate(clause.duties)]

    def reading(self) -> AbstractContextManager[None]:
        return nullcontext()

    def comparisons(self, document_id: str) -> tuple[Comparison, ...]:
        return ()

    def documents(self) -> tuple[DocumentRecord, ...]:
        return self._documents

    def clauses(self, document_id: str) -> tuple[ClauseRecord, ...]:
        if document_id not in self._clauses:
            raise NotFoundError(document_id)
        return tuple(self._clauses[document_id])

    def duties(self, where: DutyFilter, offset: int = 0, limit: int | None = None) -> tuple[DutyRecord, ...]:
        return tuple(d for d in self._duties if where.documents is None or d.document.id in where.documents)

    def units(self, documents: Collection[str] | None = None) -> tuple[UnitCount, ...]:
        lead: Counter[str] = Counter()
        shared: Counter[str] = Counter()
        generic = set()
        for record in self._duties:
            if documents is None or record.document.id in documents:
                lead.update(record.duty.lead)
                shared.update(record.duty.responsible)
                generic.update(record.duty.generic)
        names = sorted({*lead, *shared}, key=lambda name: (-lead[name], -shared[name]))
        return tuple(UnitCount(name, lead[name], shared[name], name in generic) for name in names)


def astuple_identity(document: Document) -> tuple[Place, str | None, str | None]:
    identity = document.identity or identify(document)
    return identity.place, identity.kind, identity.series


class CharacterFinder:
    """Finds duties by the share of a matter's bigrams in their tasks. Records what it was asked."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.asked: list[str] = []

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        self.asked.append(matter)
        wanted = _bigrams(matter)
        hits = []
        for record in self._store.duties(
            DutyFilter(documents=None if documents is None else frozenset(documents))
        ):
            share = len(wanted & _bigrams(record.duty.task)) / max(1, len(wanted))
            hits.append(MatterHit(record, share, {}))
        hits.sort(key=lambda hit: -hit.confidence)
        return MatterResult(bool(hits) and hits[0].confidence >= 0.6, tuple(hits[:k]))


def _bigrams(text: str) -> set[str]:
    plain = "".join(char for char in text.lower() if char.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def units_of(records: Sequence[DutyRecord]) -> set[str]:
    """Every unit named in some duties."""
    return {unit for record in records for unit in (*record.duty.lead, *record.duty.responsible)}
