"""A library as queries see it: a table a document, each made once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from index.model.store import DocumentRecord, DutyFilter, Store
from index.text.places import load_places
from index.text.search_key import search_key
from retriever.execution.table import Table


@dataclass
class Snapshot:
    """What one generation of a store holds. Documents never change, so that the next one takes over their tables."""

    store: Store
    generation: int
    tables: dict[str, Table] = field(default_factory=dict)

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first."""
        return self.store.documents()

    @cached_property
    def current(self) -> tuple[DocumentRecord, ...]:
        """The documents that no other replaces."""
        return tuple(record for record in self.documents if record.superseded_by is None)

    def table(self, record: DocumentRecord) -> Table:
        """A document's table."""
        held = self.tables.get(record.id)
        if held is None or held.document != record:
            duties = self.store.duties(DutyFilter(documents=frozenset({record.id})))
            held = self.tables[record.id] = Table(record, self.store.clauses(record.id), duties)
        return held

    def following(self, generation: int) -> "Snapshot":
        """The snapshot of a later generation."""
        later = Snapshot(self.store, generation)
        held = {record.id for record in later.documents}
        later.tables = {id_: table for id_, table in self.tables.items() if id_ in held}
        return later


@lru_cache(maxsize=4096)
def home(document: DocumentRecord) -> frozenset[str]:
    """The provinces and cities that a document is from, by its issuer, title and number."""
    text = search_key(f"{document.issuer or ''} {document.title}")
    places = load_places()
    found = {name for name in places.names if name in text}
    short = (document.number or "")[:1]
    if short in places.shorts:
        found.add(places.shorts[short])
    return frozenset(found | {places.province_of(name) for name in found})


def named(documents: Iterable[DocumentRecord], name: str) -> tuple[DocumentRecord, ...]:
    """The documents with this id, number or title, else those whose title has it as a part."""
    wanted = _plain(name)
    held = tuple(documents)
    exact = tuple(d for d in held if d.id == name or wanted in (_plain(d.number or ""), _plain(d.title)))
    if exact or len(wanted) < 4:
        return exact
    return tuple(d for d in held if wanted in _plain(d.title) or wanted in _plain(d.number or ""))


def _plain(text: str) -> str:
    return "".join(char for char in search_key(text) if char.isalnum())
