"""The duties worth a closer look: the union of what dense and lexical search find near a question."""

from collections.abc import Collection
from dataclasses import dataclass, field

from index.model.store import DutyFilter, DutyRecord, Hit, Level, Store, Vectors
from index.text.tokens import terms
from retriever.matter.question_words import Content

DEPTH = {"duty": 40, "phrase": 40, "clause": 12}
"""How many results each dense search contributes; a clause brings all its duties."""

LEXICAL_DEPTH = 40


@dataclass(slots=True)
class Candidates:
    """Duties by id, with the lexical score of those that were found so (BM25, unbounded)."""

    records: dict[int, DutyRecord] = field(default_factory=dict)
    lexical: dict[int, float] = field(default_factory=dict)
    best_lexical: float = 0.0


def lexical_candidates(
    store: Store, content: Content, synonyms: Collection[str], documents: Collection[str] | None
) -> Candidates:
    """Duties that share terms with the question, or with other names of what it says (``synonyms``)."""
    direct = store.search_terms(content.terms, LEXICAL_DEPTH, documents) if content.terms else []
    extra = list(dict.fromkeys(term for name in synonyms for term in terms(name)))
    widened = store.search_terms(extra, LEXICAL_DEPTH, documents) if extra else []
    found = Candidates(lexical={hit.id: hit.score for hit in direct})
    found.best_lexical = max((hit.score for hit in direct), default=0.0)
    _take(store, found, [*direct, *widened])
    return found


def add_dense_candidates(
    store: Store, found: Candidates, vector: Vectors, documents: Collection[str] | None
) -> None:
    """Add the duties nearest to the query vector (d,), by themselves, by phrase or by clause."""
    levels: tuple[Level, ...] = ("duty", "phrase")
    for level in levels:
        _take(store, found, store.search_vectors(vector, level, DEPTH[level], documents))
    for hit in store.search_vectors(vector, "clause", DEPTH["clause"], documents):
        clause = store.clause(hit.id)
        where = DutyFilter(documents=frozenset({clause.document.id}), clause=clause.number)
        records = (record for record in store.duties(where) if record.clause.id == clause.id)
        found.records.update((record.id, record) for record in records)


def _take(store: Store, found: Candidates, hits: list[Hit]) -> None:
    fresh = list(dict.fromkeys(hit.id for hit in hits if hit.id not in found.records))
    found.records.update((record.id, record) for record in store.duties_by_id(fresh))
