"""What speaks for a duty being what a question is about: named numbers, each with a meaning, mostly 0..1."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.model.store import DutyRecord, DutyVectors, TextVectors, Vectors
from index.text.search_key import search_key
from index.text.tokens import bigrams
from retriever.matter.general_matters import Matter
from retriever.matter.late_interaction import late_evidence
from retriever.matter.named_things import Thing, other_thing
from retriever.matter.question_words import Content, arabic, place_stem
from retriever.matter.thesaurus import Expansion

DENSE = (
    "clause_similarity",  # cosine of question and whole clause
    "duty_similarity",  # … and task
    "phrase_similarity",  # … and the nearest phrase of the task
    "official_similarity",  # the best of both, of the question or of it in official words
    "over_others",  # that over the similarity of the nearest general matter the duty does not name
)
LATE = (
    "token_match",  # how well the question's tokens are matched by the duty's, on average
    "word_match",  # … its words, by rarity
    "weakest_word",  # … the worst matched of its words; a word that stands in the duty is matched
    "word_behind",  # by how much other duties match its words better, by rarity
    "worst_behind",  # … the word of which that is worst
    "unmet",  # how badly the best matched duty matches the word that is worst for all duties
)
LEXICAL = (
    "lexical",  # BM25 of the duty over the best BM25 for this question
    "words",  # share of the question's words, weighted by rarity, that the task or its headings contain
    "bigrams",  # share of its character pairs, weighted by rarity, that the task contains
    "meaning",  # like words, other names of a word counting too
    "heading",  # share of its words, or other names of them, in the headings
    "context",  # share of its words in the whole clause that are not in the task or headings
    "longest",  # longest stretch of the question that stands in the task, over the question's length
    "focus",  # how much of a phrase of the task the question covers, best phrase
    "missing_names",  # share of the names in the question that the duty does not have
    "nouns",  # like meaning, of those words that name something
    "unexplained",  # rarity, against the rarest possible, of the rarest noun that the duty has under no name
    "other_thing",  # how clearly the duty is about another bridge, hospital, industry … than the question names
    "other_modifier",  # rarity, against the rarest possible, of the rarest word missing before one that the duty has
    "position",  # 1 for the first duty of a clause, 1/2 for the second …
)
CROSS_ENCODER = "cross_encoder"  # what an optional cross-encoder says of question and task
RANKING = (*DENSE, *LATE, *LEXICAL, CROSS_ENCODER)
CONFIDENCE = (
    "score",  # the ranking's weighted sum
    "behind_best",  # how far it lies behind the best one (0 for the best)
    "ahead_of_next",  # for the best: how far it lies ahead of the best duty in another clause
    "outstanding",  # how far its phrase similarity lies above the median of all candidates
    "strange_nouns",  # like strange, of those words that name something
    "strange",  # share of the question's words, by rarity, that occur nowhere in the library under any name
)
FEATURES = (*RANKING, *CONFIDENCE)

Array = NDArray[np.float64]
Evidence = dict[str, Array]
"""Features by name, an array with a number for each duty."""

OTHER_NAME = 0.9
"""What a word counts for when the duty has another name of it."""

PART = 0.6
"""What a word of three or more characters counts for, at most, when only parts of it occur."""

_BREAK = re.compile(r"[。；，、！？：;,!?\n]")


@dataclass(frozen=True, slots=True)
class DutyText:
    """A duty's texts as search keys, prepared once: task, headings, whole clause, pairs of each phrase."""

    task: str
    heading: str
    clause: str
    phrases: tuple[frozenset[str], ...]
    years: tuple[str, ...]

    @property
    def near(self) -> str:
        """Headings and task."""
        return f"{self.heading}\n{self.task}"

    @classmethod
    def of(cls, record: DutyRecord) -> "DutyText":
        """Prepare the texts of one duty."""
        document = record.document
        task = arabic(search_key(record.duty.task))
        phrases = (frozenset(bigrams(phrase)) for phrase in _BREAK.split(task))
        return cls(
            task,
            arabic(search_key(" ".join(record.clause.section))),
            arabic(search_key(record.clause.text)),
            tuple(phrase for phrase in phrases if len(phrase) >= 2),
            (search_key(document.title), search_key(document.issuer or ""), f"{document.year or ''}年"),
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be compared.

    ``rarity`` gives each word and bigram its weight (idf). ``read`` is what the encoder makes of its text, None while
    the library has none; ``matters`` are the general matters nearest to it with their
    similarity, nearest first; ``official`` are the vectors of its wordings in official terms.
    """

    content: Content
    expansions: tuple[Expansion, ...]
    rarity: Mapping[str, float]
    strange: float
    strange_nouns: float
    rarest: float
    read: TextVectors | None = None
    matters: tuple[tuple[Matter, float], ...] = ()
    official: tuple[Vectors, ...] = ()

    def others(self, word: str) -> tuple[str, ...]:
        """Other names of the thesaurus terms that a word is, contains or is part of."""
        return tuple(
            name
            for expansion in self.expansions
            if word in expansion.term or expansion.term in word
            for name in expansion.others
        )

    def other_names_in(self, word: str, text: str) -> float:
        """What a word counts for when a text has another name of it: less when it is another name of a part only."""
        return max(
            (
                OTHER_NAME * (1.0 if word in e.term else len(e.term) / len(word))
                for e in self.expansions
                if (word in e.term or e.term in word) and any(name in text for name in e.others)
            ),
            default=0.0,
        )

    def meaning(self, word: str, text: "DutyText") -> float:
        """How far a duty's task and headings have a word under some name, 0..1."""
        near = text.near
        return max(presence(word, near), self.other_names_in(word, near))

    def other_names(self, thing: Thing) -> tuple[str, ...]:
        """Other names of a named thing: not those that its kind alone goes by."""
        return tuple(
            name
            for e in self.expansions
            if thing.name in e.term and (e.term in thing.whole or thing.whole in e.term)
            for name in e.others
        )


def idf(frequency: int, total: int) -> float:
    """Weight of a term that occurs in ``frequency`` of ``total`` duties (BM25's, never negative)."""
    return math.log1p((total - frequency + 0.5) / (frequency + 0.5))


def measure(
    query: Query,
    records: Sequence[DutyRecord],
    texts: Sequence[DutyText],
    vectors: Sequence[DutyVectors],
    lexical: Mapping[int, float],
) -> Evidence:
    """The ranking features of n duties, an array (n,) each."""
    best = max(lexical.values(), default=0.0) or 1.0
    words = query.content.words
    meaning = np.array([[query.meaning(word, text) for word in words] for text in texts])
    rows = [
        _lexical(query, text, dict(zip(words, own, strict=True))) for text, own in zip(texts, meaning, strict=True)
    ]
    evidence: Evidence = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    evidence["lexical"] = np.array([lexical.get(record.id, 0.0) for record in records]) / best
    evidence["position"] = np.array([1.0 / record.duty.ordinal for record in records])
    evidence["strange"] = np.full(len(records), query.strange)
    evidence["strange_nouns"] = np.full(len(records), query.strange_nouns)
    if query.read is not None and all(len(own.duty) for own in vectors):
        evidence |= _dense(query, query.read.vector, texts, vectors)
        evidence |= late_evidence(query.read, query.content.text, words, query.rarity, meaning, vectors)
    return evidence


def standing(scores: Array, evidence: Evidence, clauses: Sequence[int]) -> Evidence:
    """The confidence features of n duties ranked best first, given their scores, features and clause ids."""
    rival = next((s for s, clause in zip(scores, clauses, strict=True) if clause != clauses[0]), scores[0] - 5.0)
    ahead = np.zeros(len(scores))
    ahead[0] = min(scores[0] - rival, 5.0)
    near = evidence.get("phrase_similarity", np.zeros(len(scores)))
    return {
        "score": scores,
        "behind_best": scores[0] - scores,
        "ahead_of_next": ahead,
        "outstanding": near - np.median(near),
    }


def coverage(words: Sequence[str], rarity: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Share of the words' weight that is found, each to its degree 0..1."""
    total = sum(rarity[word] for word in words)
    return sum(rarity[word] * found[word] for word in words) / total if total else 0.0


def presence(word: str, text: str) -> float:
    """1 when the word stands in the text; for a longer word that does not, the part of its pairs that do."""
    if word in text:
        return 1.0
    if len(word) < 3 or word.isascii():
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return PART * sum(pair in text for pair in pairs) / len(pairs)


def missing_names(names: Sequence[str], text: DutyText, others: Callable[[str], tuple[str, ...]]) -> float:
    """Share of names that neither the duty nor what its document is about has; half where only the clause has."""
    if not names:
        return 0.0
    total = 0.0
    for name in names:
        if any(other in text.task or other in text.heading for other in others(name)):
            continue
        stem = place_stem(name).removesuffix("年") if name[0].isdigit() else place_stem(name)
        if stem in text.task or stem in text.heading or any(stem in field for field in text.years):
            continue
        total += 0.5 if stem in text.clause else 1.0
    return total / len(names)


def other_modifier(query: Query, meaning: Mapping[str, float]) -> float:
    """Rarity of the rarest word that the duty has under no name, while it has the word that follows (东湖清淤)."""
    return max(
        (
            query.rarity[first] * (1 - meaning[first])
            for first, second in query.content.pairs
            if meaning.get(second, 0.0) >= OTHER_NAME and first in meaning
        ),
        default=0.0,
    )


def nearest_other(matters: Sequence[tuple[Matter, float]], text: DutyText) -> float:
    """Similarity of the nearest general matter that the duty does not name; all but the farthest are tried."""
    near = text.near
    for matter, similarity in matters[:-1]:
        if not matter.named_in(near):
            return similarity
    return matters[-1][1] if matters else 0.0


def longest_stretch(question: str, text: str) -> int:
    """Length of the longest stretch of the question that stands in the text, blanks apart."""
    best = 0
    for run in question.split():
        start = 0
        while start + best < len(run):
            while start + best < len(run) and run[start : start + best + 1] in text:
                best += 1
            start += 1
    return best


def _dense(
    query: Query,
    question: Vectors,
    texts: Sequence[DutyText],
    vectors: Sequence[DutyVectors],
) -> Evidence:
    starts = np.cumsum([0, *(len(own.phrases) for own in vectors)])[:-1]
    phrases, whole = np.concatenate([own.phrases for own in vectors]), np.stack([own.duty for own in vectors])
    duty, phrase = whole @ question, np.maximum.reduceat(phrases @ question, starts)
    best = np.maximum(duty, phrase)
    for wording in query.official:
        best = np.maximum(best, np.maximum(whole @ wording, np.maximum.reduceat(phrases @ wording, starts)))
    others = np.array([nearest_other(query.matters, text) for text in texts])
    return {
        "clause_similarity": np.asarray(np.stack([own.clause for own in vectors]) @ question, np.float64),
        "duty_similarity": np.asarray(duty, np.float64),
        "phrase_similarity": np.asarray(phrase, np.float64),
        "official_similarity": np.asarray(best, np.float64),
        "over_others": best - others,
    }


def _lexical(query: Query, text: DutyText, meaning: Mapping[str, float]) -> dict[str, float]:
    content, rarity = query.content, query.rarity
    near = text.near
    words = {word: presence(word, near) for word in content.words}
    heading, context = {}, {}
    for word in content.words:
        heading[word] = max(float(word in text.heading), query.other_names_in(word, text.heading))
        context[word] = float(word not in near and word in text.clause)
    pairs = {pair: float(pair in text.task) for pair in content.bigrams}
    asked = frozenset(content.bigrams) | {
        pair for e in query.expansions for name in e.others for pair in bigrams(name)
    }
    length = max((len(run) for run in content.text.split()), default=1)
    return {
        "words": coverage(content.words, rarity, words),
        "bigrams": coverage(content.bigrams, rarity, pairs),
        "meaning": coverage(content.words, rarity, meaning),
        "nouns": coverage(content.nouns, rarity, meaning) if content.nouns else 1.0,
        "unexplained": max((rarity[n] * (1 - meaning[n]) for n in content.nouns), default=0.0) / query.rarest,
        "heading": coverage(content.words, rarity, heading),
        "context": coverage(content.words, rarity, context),
        "longest": longest_stretch(content.text, text.task) / length,
        "focus": max((len(asked & phrase) / len(phrase) for phrase in text.phrases), default=0.0),
        "missing_names": missing_names(content.names, text, query.others),
        "other_thing": other_thing(content.things, near, query.other_names),
        "other_modifier": other_modifier(query, meaning) / query.rarest,
    }
