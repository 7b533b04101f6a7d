"""What each part earns: the same matter questions put to simpler systems and to the full one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.metrics import Estimate, estimate, paired_p, retrieval
from eval.outcome import MATTER_KINDS, DutyKey
from eval.question_set import Question
from eval.systems import document_id
from index.embedded import EmbeddedStore
from index.store import DutyRecord
from index.tokens import terms
from retriever.content import read_content
from retriever.matter import MatterSearch

DEPTH = 10
Ranker = Callable[[str, frozenset[str] | None], Sequence[DutyRecord]]


@dataclass(frozen=True, slots=True)
class Row:
    """One system's Success@1, Success@5 and RR@10 over duties; ``p`` compares its Success@1 with the last system's."""

    system: str
    measures: dict[str, Estimate]
    p: float


class Rankers:
    """The systems by name. All but ``full`` rank by one score; ``hybrid`` fuses four rankings.

    ``dense-clause`` is plain RAG: one vector a clause, answered with the clause's first duty. ``hybrid`` is
    reciprocal rank fusion with k = 60 (Cormack, Clarke and Büttcher 2009).
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self.store = store
        self.matter = MatterSearch(store)
        self.by_name: dict[str, Ranker] = {
            "bm25": self.bm25,
            "dense-clause": self.dense_clause,
            "dense-duty": lambda text, documents: self._dense(text, "duty", documents),
            "phrases": lambda text, documents: self._dense(text, "phrase", documents),
            "hybrid": self.hybrid,
            "full": lambda text, documents: [h.record for h in self.matter.find(text, documents, DEPTH).hits],
        }

    def bm25(self, text: str, documents: frozenset[str] | None) -> Sequence[DutyRecord]:
        """Jieba words and character bigrams."""
        hits = self.store.search_terms(terms(read_content(text).text), DEPTH, documents)
        return self.store.duties_by_id([hit.id for hit in hits])

    def dense_clause(self, text: str, documents: frozenset[str] | None) -> Sequence[DutyRecord]:
        """The nearest clauses' first duties."""
        vector = self.store.encode_query(read_content(text).text)
        if vector is None:
            return ()
        found = []
        for hit in self.store.search_vectors(vector, "clause", DEPTH, documents):
            clause = self.store.clause(hit.id)
            found += [DutyRecord(0, clause, duty) for duty in clause.duties[:1]]
        return found

    def _dense(self, text: str, level: str, documents: frozenset[str] | None) -> Sequence[DutyRecord]:
        vector = self.store.encode_query(read_content(text).text)
        if vector is None:
            return ()
        hits = self.store.search_vectors(vector, "duty" if level == "duty" else "phrase", DEPTH, documents)
        return self.store.duties_by_id([hit.id for hit in hits])

    def hybrid(self, text: str, documents: frozenset[str] | None) -> Sequence[DutyRecord]:
        """Reciprocal rank fusion of bm25, dense-duty and phrases."""
        scores: dict[int, float] = {}
        records: dict[int, DutyRecord] = {}
        for name in ("bm25", "dense-duty", "phrases"):
            for rank, record in enumerate(self.by_name[name](text, documents), 1):
                scores[record.id] = scores.get(record.id, 0.0) + 1 / (60 + rank)
                records[record.id] = record
        best = sorted(scores, key=lambda key: -scores[key])
        return [records[key] for key in best[:DEPTH]]


def compare(store: EmbeddedStore, questions: Sequence[Question], names: Sequence[str]) -> list[Row]:
    """One row a system over the answerable matter questions without history, in the order named."""
    asked = [q for q in questions if q.kind in MATTER_KINDS and q.answerable and q.clauses and not q.history]
    sources = {record.id: record.source for record in store.documents()}
    golds: list[list[DutyKey]] = [[(g.document, g.clause, g.duty or 0) for g in q.clauses] for q in asked]
    rankers = Rankers(store)
    values: dict[str, dict[str, list[float]]] = {}
    for name in names:
        rankings: list[list[DutyKey]] = []
        for question in asked:
            identifier = document_id(sources, question.document)
            ranked = rankers.by_name[name](question.question, frozenset({identifier}) if identifier else None)
            rankings.append([(r.document.source, r.clause.number, r.duty.ordinal) for r in ranked])
        values[name] = retrieval(rankings, golds)
    last = values[names[-1]]["success@1"]
    return [
        Row(name, {m: estimate(v) for m, v in measured.items()}, paired_p(measured["success@1"], last))
        for name, measured in values.items()
    ]


def as_text(rows: Sequence[Row]) -> str:
    """Plain text: one line a system."""
    lines = [f"{'system':<14}{'success@1':>22}{'success@5':>11}{'rr@10':>8}{'p':>8}"]
    for row in rows:
        one, five, reciprocal = (row.measures[m] for m in ("success@1", "success@5", "rr@10"))
        interval = f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]"
        lines.append(f"{row.system:<14}{interval:>22}{five.mean:>11.3f}{reciprocal.mean:>8.3f}{row.p:>8.3f}")
    return "\n".join(lines)
