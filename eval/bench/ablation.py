"""What each part earns: the same matter questions put to simpler systems and to the full one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.bench.systems import document_id
from eval.measures.estimate import Estimate, mean, paired_p
from eval.measures.metrics import as_gold, retrieval
from eval.measures.outcome import MATTER_KINDS, DutyKey
from eval.questions.question_set import Question
from index.model.errors import InvalidQuestionError
from index.model.store import DutyRecord, Level, Store
from index.text.tokens import terms
from retriever.matter.matter_search import MatterSearch
from retriever.matter.question_words import read_content

DEPTH = 10
Ranker = Callable[[str, frozenset[str] | None], Sequence[DutyRecord]]


@dataclass(frozen=True, slots=True)
class Row:
    """One system's Success@1, Success@5 and RR@10 over duties; ``p`` compares its Success@1 with the last system's."""

    system: str
    measures: dict[str, Estimate]
    p: float


class Rankers:
    """The systems by name; each ranks at most ``DEPTH`` duties for a question, whose question words are cut off for all.

    ``dense-clause`` is plain RAG: one vector a clause, answered with the clause's first duty. ``hybrid`` is
    reciprocal rank fusion of bm25, dense-duty and phrases with k = 60 (Cormack, Clarke and Büttcher 2009). ``full``
    is the matter search of the assistant, before its decision to answer or decline.
    """

    def __init__(self, store: Store) -> None:
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

    def _dense(self, text: str, level: Level, documents: frozenset[str] | None) -> Sequence[DutyRecord]:
        vector = self.store.encode_query(read_content(text).text)
        if vector is None:
            return ()
        hits = self.store.search_vectors(vector, level, DEPTH, documents)
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


def compare(store: Store, questions: Sequence[Question], names: Sequence[str]) -> list[Row]:
    """One row a system over the answerable matter questions without history, in the order named.

    Raises InvalidQuestionError when no question asks for a matter.
    """
    asked = [q for q in questions if q.kind in MATTER_KINDS and q.answerable and q.clauses and not q.history]
    if not asked:
        raise InvalidQuestionError(
            "题集里没有可用于对比的题：对比只用问任务的题（lead、responsible、fact），且不带前文。"
        )
    sources = {record.id: record.source for record in store.documents()}
    golds: list[list[DutyKey]] = [[(g.document, g.clause, g.duty or 0) for g in q.clauses] for q in asked]
    rankers = Rankers(store)
    values: dict[str, dict[str, list[float]]] = {}
    for name in names:
        rankings = [
            _ranking(rankers.by_name[name], question, gold, sources)
            for question, gold in zip(asked, golds, strict=True)
        ]
        values[name] = retrieval(rankings, golds)
    last = values[names[-1]]["success@1"]
    return [
        Row(name, {m: mean(v) for m, v in measured.items()}, paired_p(measured["success@1"], last))
        for name, measured in values.items()
    ]


def _ranking(
    ranker: Ranker, question: Question, gold: Sequence[DutyKey], sources: Mapping[str, str]
) -> list[DutyKey]:
    identifier = document_id(sources, question.document)
    ranked = ranker(question.question, frozenset({identifier}) if identifier else None)
    return as_gold([(r.document.source, r.clause.number, r.duty.ordinal) for r in ranked], gold)


def as_text(rows: Sequence[Row]) -> str:
    """Plain text: one line a system."""
    lines = [f"{'system':<14}{'duty success@1':>22}{'success@5':>11}{'rr@10':>8}{'p':>8}{'n':>6}"]
    for row in rows:
        one, five, reciprocal = (row.measures[m] for m in ("success@1", "success@5", "rr@10"))
        interval = f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"
        lines.append(
            f"{row.system:<14}{interval:>22}{five.value:>11.3f}{reciprocal.value:>8.3f}{row.p:>8.4f}{one.n:>6}"
        )
    return "\n".join(lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """The same as a Markdown table."""
    lines = ["| system | n | duty Success@1 | Success@5 | MRR@10 | p |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        one, five, reciprocal = (row.measures[m] for m in ("success@1", "success@5", "rr@10"))
        p = "—" if row is rows[-1] else f"{row.p:.4f}"
        lines.append(
            f"| {row.system} | {one.n} | {one.value:.2f} [{one.low:.2f}, {one.high:.2f}] | {five.value:.2f} "
            f"| {reciprocal.value:.2f} | {p} |"
        )
    return "\n".join(lines) + "\n"
