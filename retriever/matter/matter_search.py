"""Finding the matter: hybrid retrieval of the duties that a question is about, calibrated, or nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from index.model.store import DutyRecord, Store, TextVectors, Vectors
from index.text.search_key import search_key
from index.text.tokens import bigrams, terms
from retriever.matter.candidates import Candidates, add_dense_candidates, lexical_candidates
from retriever.matter.correction import corrections
from retriever.matter.features import Array, Evidence, Query, coverage, idf, measure, standing
from retriever.matter.general_matters import Matter, load_matters
from retriever.matter.library_memory import Memory
from retriever.matter.matter_model import MatterModel, MatterModels, load_models
from retriever.matter.question_words import Content, read_content
from retriever.matter.reranker import Reranker
from retriever.matter.thesaurus import Expansion, Thesaurus, load_thesaurus

CERTAIN = 0.7
"""How probable an answer to a respelt question must be: a respelling adds its own doubt."""

WORD_FOR_WORD = 0.9
"""How probable a duty is at least that has the whole matter word for word, whatever the vectors of an encoder say that
the weights were not trained with."""

TELLING = 4
"""From how many characters on a matter of several words tells one duty from the others (项目 does not)."""

SURE = 0.9
"""How probable a duty is that needs no further wordings of the question tried."""

WORDINGS = 3
"""In how many official wordings a question is tried: each is encoded, which takes milliseconds."""

RIVALS = 12
"""How many general matters a duty is compared with."""


@dataclass(frozen=True, slots=True)
class MatterHit:
    """A duty that may be what is asked about; ``confidence`` is a calibrated probability 0..1."""

    record: DutyRecord
    confidence: float
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class MatterResult:
    """Ranked hits, best first. ``found`` is False when the documents do not say; hits are then near misses.

    ``correction`` is the wording that was understood in place of a typed one (按“机场”理解), else None.
    """

    found: bool
    hits: tuple[MatterHit, ...]
    correction: str | None = None


class MatterSearch:
    """Search over one library. See docs/architecture.md for the features and their training.

    While the store has no encoder, words alone decide, by weights of their own. ``reranker`` is an optional
    cross-encoder over the best duties, which brings weights of its own. Safe to call from many threads.
    """

    def __init__(
        self,
        store: Store,
        models: MatterModels | None = None,
        thesaurus: Thesaurus | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._store = store
        self._models = models or (reranker.models if reranker else load_models())
        self._thesaurus = load_thesaurus() if thesaurus is None else thesaurus
        self._reranker = reranker
        self._memory = Memory(store)

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """The duties a matter (question words, politeness and units already removed) is about."""
        content = read_content(matter)
        with self._store.reading():
            result = self._result(content, documents, k)
            if result.found:
                return self._with_slip_named(content, result)
            return (self._corrected(content, documents, k) if content.words else None) or result

    def measure(self, matter: str) -> tuple[MatterHit, ...]:
        """Every candidate with its features, best first: what the model is trained on."""
        with self._store.reading():
            return self._ranked(read_content(matter), None, certain=False)

    def _result(self, content: Content, documents: Collection[str] | None, k: int) -> MatterResult:
        hits = self._ranked(content, documents)
        found = bool(hits) and hits[0].confidence >= self._model.threshold
        return MatterResult(found, hits[:k])

    def _with_slip_named(self, content: Content, result: MatterResult) -> MatterResult:
        """What was found, saying which typed word was passed over for one that the best duty has."""
        best = result.hits[0]
        if not best.features["strange"]:
            return result
        task = search_key(best.record.duty.task)
        for correction in corrections(content.text, self._memory.vocabulary()):
            if correction.meant in task:
                return replace(result, correction=correction.meant)
        return result

    def _corrected(self, content: Content, documents: Collection[str] | None, k: int) -> MatterResult | None:
        """The result for the best respelling that the documents do answer, or None."""
        best: MatterResult | None = None
        for correction in corrections(content.text, self._memory.vocabulary()):
            result = self._result(read_content(correction.apply(content.text)), documents, k)
            sure = result.found and result.hits[0].confidence >= CERTAIN
            if sure and (best is None or result.hits[0].confidence > best.hits[0].confidence):
                best = replace(result, correction=correction.meant)
        return best

    @property
    def _model(self) -> MatterModel:
        return self._one_of(self._models)

    def _one_of(self, models: MatterModels) -> MatterModel:
        return models.full if self._store.encoder_ready else models.lexical

    def _ranked(
        self, content: Content, documents: Collection[str] | None, certain: bool = True
    ) -> tuple[MatterHit, ...]:
        """Every candidate, best first. One encoding where that makes the best one ``certain``, else also those of the
        question's wordings in official terms.
        """
        if not content.words:
            return ()
        expansions = self._thesaurus.expand(content.text)
        synonyms = list(dict.fromkeys(name for expansion in expansions for name in expansion.others))
        found = lexical_candidates(self._store, content, synonyms, documents)
        read = self._store.read_query(content.text)
        if read is not None:
            add_dense_candidates(self._store, found, read.vector, documents)
        records = list(found.records.values())
        if not records:
            return ()
        query = self._query(content, expansions, read)
        hits = self._weighed(query, found)
        if read is None or (certain and hits[0].confidence >= SURE):
            return hits
        wordings = official_wordings(content.text, expansions, records)
        vectors = [vector for text in wordings if (vector := self._store.encode_query(text)) is not None]
        if not vectors:
            return hits
        for vector in vectors:
            add_dense_candidates(self._store, found, vector, documents)
        return self._weighed(replace(query, official=tuple(vectors)), found)

    def _weighed(self, query: Query, found: Candidates) -> tuple[MatterHit, ...]:
        """All candidates, judged by their features."""
        records = list(found.records.values())
        texts, own = self._memory.duties(records)
        evidence = measure(query, records, texts, own, found.lexical)
        if self._reranker is not None:
            first_pass = self._one_of(load_models()).score(evidence)
            evidence = self._reranker.join(query.content.text, records, evidence, first_pass)
        return self._judged(query.content, records, evidence)

    def _near_matters(self, question: Vectors) -> tuple[tuple[Matter, float], ...]:
        """The general matters nearest to the question, nearest first."""
        matters = load_matters()
        near = self._memory.matters() @ question
        return tuple((matters[i], float(near[i])) for i in np.argsort(-near)[:RIVALS])

    def _query(self, content: Content, expansions: tuple[Expansion, ...], read: TextVectors | None) -> Query:
        names = [name for expansion in expansions for name in expansion.others]
        wanted = dict.fromkeys(
            (*content.terms, *(term for name in (*names, *content.words) for term in terms(name)))
        )
        frequency = self._store.document_frequency(list(wanted))
        total = self._memory.total()
        rarity = {term: idf(frequency.get(term, 0), total) for term in wanted}
        near = self._near_matters(read.vector) if read is not None else ()
        query = Query(content, expansions, rarity, 0.0, 0.0, idf(0, total), read, near)
        known = {word: known_share(word, query.others(word), frequency) for word in content.words}
        return replace(
            query,
            strange=1.0 - coverage(content.words, rarity, known),
            strange_nouns=1.0 - coverage(content.nouns, rarity, known) if content.nouns else 0.0,
        )

    def _judged(self, content: Content, records: list[DutyRecord], evidence: Evidence) -> tuple[MatterHit, ...]:
        scores = self._model.score(evidence)
        order = sorted(
            range(len(records)),
            key=lambda i: (-scores[i], records[i].clause.order, records[i].duty.ordinal),
        )
        ranked = {name: values[order] for name, values in evidence.items()}
        ranked |= standing(scores[order], ranked, [records[i].clause.id for i in order])
        probabilities = self._probabilities(content, ranked)
        return tuple(
            MatterHit(records[i], float(probability), {name: float(ranked[name][place]) for name in ranked})
            for place, (i, probability) in enumerate(zip(order, probabilities, strict=True))
        )

    def _probabilities(self, content: Content, ranked: Evidence) -> Array:
        """How likely each duty is the one asked about."""
        probabilities = self._model.probability(ranked)
        if len(content.words) < 2 or len(content.text) < TELLING:
            return probabilities
        literal = (ranked["longest"] == 1.0) & (ranked["bigrams"] == 1.0) & (ranked["words"] == 1.0)
        return np.where(literal, np.maximum(probabilities, WORD_FOR_WORD), probabilities)


def official_wordings(text: str, expansions: tuple[Expansion, ...], records: Iterable[DutyRecord]) -> list[str]:
    """The text with its everyday terms put in words that the records use, in up to WORDINGS ways."""
    near = "\n".join(search_key(record.duty.task) for record in records)
    used = [[n for n in e.others if n in near and e.term not in n][:WORDINGS] for e in expansions]
    wordings = []
    for way in range(max((len(names) for names in used), default=0)):
        out, at = "", 0
        for expansion, names in zip(expansions, used, strict=True):
            if names:
                out += text[at : expansion.start] + names[min(way, len(names) - 1)]
                at = expansion.end
        wordings.append(out + text[at:])
    return wordings


def known_share(word: str, others: tuple[str, ...], frequency: Mapping[str, int]) -> float:
    """How much of a word the library knows, 0..1: its pairs that occur, or all when another name of it occurs."""
    if any(all(frequency.get(term, 0) for term in terms(name)) for name in others):
        return 1.0
    pairs = bigrams(word) or [word]
    return sum(bool(frequency.get(pair, 0)) for pair in pairs) / len(pairs)
