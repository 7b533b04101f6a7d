"""Finding the matter: hybrid retrieval of the duties that a question is about, calibrated, or nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from index.model.store import DutyRecord, Store, Vectors
from index.text.search_key import search_key
from index.text.tokens import bigrams, terms
from retriever.matter.candidates import add_dense_candidates, lexical_candidates
from retriever.matter.correction import corrections
from retriever.matter.features import Query, coverage, idf, measure, standing
from retriever.matter.general_matters import Matter, load_matters
from retriever.matter.library_memory import Memory
from retriever.matter.matter_model import MatterModel, MatterModels, load_models
from retriever.matter.question_words import Content, read_content
from retriever.matter.reranker import Reranker
from retriever.matter.thesaurus import Expansion, Thesaurus, load_thesaurus

WORDINGS = 3
"""In how many official wordings a question is tried: each is encoded, which takes milliseconds."""

CERTAIN = 0.7
"""How probable an answer to a respelt question must be: a respelling adds its own doubt."""

WORD_FOR_WORD = 0.9
"""How probable a duty is at least that has the whole matter word for word, whatever the vectors of an encoder say that
the weights were not trained with."""

TELLING = 4
"""From how many characters on a matter of several words tells one duty from the others (项目 does not)."""

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

    def measure(self, matter: str, documents: Collection[str] | None = None) -> tuple[MatterHit, ...]:
        """Every candidate with its features, best first: what the model is trained on."""
        with self._store.reading():
            return self._ranked(read_content(matter), documents)

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

    def _ranked(self, content: Content, documents: Collection[str] | None) -> tuple[MatterHit, ...]:
        if not content.words:
            return ()
        expansions = self._thesaurus.expand(content.text)
        synonyms = list(dict.fromkeys(name for expansion in expansions for name in expansion.others))
        found = lexical_candidates(self._store, content, synonyms, documents)
        vectors = self._vectors(content.text, *official_wordings(content.text, expansions, found.records.values()))
        add_dense_candidates(self._store, found, vectors, documents)
        records = list(found.records.values())
        if not records:
            return ()
        query = self._query(content, expansions, vectors)
        texts, own = self._memory.duties(records)
        measured = measure(query, records, texts, own, found.lexical)
        if self._reranker is not None:
            first_pass = self._one_of(load_models()).score
            measured = self._reranker.join(content.text, records, measured, first_pass)
        return self._judged(content, records, measured)

    def _vectors(self, *wordings: str) -> Vectors:
        """Unit vectors (n, d) of the wordings; (0, 0) while there is no encoder."""
        encoded = [self._store.encode_query(wording) for wording in wordings]
        vectors = [vector for vector in encoded if vector is not None]
        return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)

    def _near_matters(self, vectors: Vectors) -> tuple[tuple[Matter, float], ...]:
        """The general matters nearest to the question, nearest first."""
        if not len(vectors):
            return ()
        matters = load_matters()
        near = self._memory.matters() @ vectors[0]
        return tuple((matters[i], float(near[i])) for i in np.argsort(-near)[:RIVALS])

    def _query(self, content: Content, expansions: tuple[Expansion, ...], vectors: Vectors) -> Query:
        names = [name for expansion in expansions for name in expansion.others]
        asked = dict.fromkeys(
            (*content.terms, *(term for name in (*names, *content.words) for term in terms(name)))
        )
        frequency = self._store.document_frequency(list(asked))
        total = self._memory.total()
        rarity = {term: idf(frequency.get(term, 0), total) for term in asked}
        near, told = (
            self._near_matters(vectors),
            self._memory.told(content.text, vectors[0]) if len(vectors) else None,
        )
        query = Query(content, expansions, rarity, 0.0, 0.0, idf(0, total), vectors, near, told)
        known = {word: known_share(word, query.others(word), frequency) for word in content.words}
        return replace(
            query,
            strange=1.0 - coverage(content.words, rarity, known),
            strange_nouns=1.0 - coverage(content.nouns, rarity, known) if content.nouns else 0.0,
        )

    def _judged(
        self, content: Content, records: list[DutyRecord], measured: list[dict[str, float]]
    ) -> tuple[MatterHit, ...]:
        scored = sorted(
            ((self._model.score(own), record, own) for record, own in zip(records, measured, strict=True)),
            key=lambda item: (-item[0], item[1].clause.order, item[1].duty.ordinal),
        )
        scores, ranked, features = zip(*scored, strict=True)
        places = standing(scores, features, [record.clause.id for record in ranked])
        judged = [own | place for own, place in zip(features, places, strict=True)]
        return tuple(
            MatterHit(record, self._probability(content, own), own)
            for record, own in zip(ranked, judged, strict=True)
        )

    def _probability(self, content: Content, own: Mapping[str, float]) -> float:
        """How likely the duty with these features is the one asked about."""
        telling = len(content.words) > 1 and len(content.text) >= TELLING
        literal = telling and own["longest"] == own["bigrams"] == own["words"] == 1.0
        return max(self._model.probability(own), WORD_FOR_WORD if literal else 0.0)


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
