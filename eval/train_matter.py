"""Train the weights by which retriever/matter.py finds and judges duties: ``python -m eval.train_matter --help``.

Two regressions over the named features of retriever/features.py. The ranking is a conditional logit (softmax over
the duties of one question) whose weights keep the sign that their meaning gives them; the confidence is a logistic
regression over the best duties of every question, answerable or not. Both are measured by leaving out one document
at a time, then trained on all of them.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retriever.features import CONFIDENCE, DENSE, LEXICAL, standing
from retriever.matter import MatterHit
from retriever.model import MatterModel

Array = NDArray[np.float64]

JUDGED = 5
"""How many of the best duties of a question the confidence is trained on."""

RANKING_PENALTY = 0.002
CONFIDENCE_PENALTY = 0.01
WRONGLY_DECLINED = 0.02
"""Share of answerable questions that the threshold may decline."""

NEGATIVE = {"missing_names", "unexplained"}
JUDGING = (
    "score",
    "behind_best",
    "ahead_of_next",
    "strange",
    "missing_names",
    "meaning",
    "longest",
    "focus",
    "nouns",
    "unexplained",
    "strange_nouns",
)
JUDGING_DENSE = ("phrase_similarity", "official_similarity", "outstanding", "over_others")


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates: ``features`` and whether each is ``right``; none is when unanswerable."""

    question: str
    document: str
    note: str
    split: str
    features: tuple[dict[str, float], ...]
    clauses: tuple[int, ...]
    right: tuple[bool, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model makes of an example: the place of the best duty among its candidates, and its probability."""

    example: Example
    order: tuple[int, ...]
    probabilities: tuple[float, ...]

    @property
    def correct(self) -> bool:
        """Whether the duty ranked first is right."""
        return bool(self.order) and self.example.right[self.order[0]]

    @property
    def confidence(self) -> float:
        """The probability of the duty ranked first."""
        return self.probabilities[0] if self.probabilities else 0.0


def example(row: dict[str, object], hits: Sequence[MatterHit]) -> Example:
    """A row of a question file with what the search measured for it."""
    gold = {(str(c["clause"]), c.get("duty")) for c in row["clauses"]}  # type: ignore[union-attr, attr-defined]
    places = [(hit.record.clause.number, hit.record.duty.ordinal) for hit in hits]
    return Example(
        str(row["question"]),
        str(row["document"]),
        str(row.get("note", "")),
        str(row["split"]),
        tuple(hit.features for hit in hits),
        tuple(hit.record.clause.id for hit in hits),
        tuple((number, ordinal) in gold or (number, None) in gold for number, ordinal in places),
        bool(row["answerable"]),
    )


def train(examples: Sequence[Example], dense: bool) -> MatterModel:
    """Fit ranking, confidence and threshold on examples, with or without the dense features."""
    ranking = fit_ranking(examples, (*DENSE, *LEXICAL) if dense else LEXICAL)
    names = (*JUDGING, *JUDGING_DENSE) if dense else JUDGING
    weights, intercept = fit_confidence(examples, MatterModel(ranking, {}, 0.0, 0.5), names)
    model = MatterModel(ranking, weights, intercept, 0.5)
    return MatterModel(ranking, weights, intercept, choose_threshold([judge(model, e) for e in examples]))


def fit_ranking(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Weights that make the right duties likely among the candidates of their question."""
    from scipy.optimize import minimize

    tables = [(table(e.features, names), np.array(e.right)) for e in examples if any(e.right) and not all(e.right)]
    spread = np.concatenate([x for x, _ in tables]).std(axis=0) + 1e-9

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = RANKING_PENALTY * float(weights @ weights), 2 * RANKING_PENALTY * weights
        for x, right in tables:
            scaled = x / spread
            scores = scaled @ weights
            p = np.exp(scores - scores.max())
            p /= p.sum()
            q = np.where(right, p, 0.0)
            total -= float(np.log(q.sum() + 1e-12)) / len(tables)
            slope = slope + (p - q / (q.sum() + 1e-12)) @ scaled / len(tables)
        return total, slope

    bounds = [(None, 0.0) if name in NEGATIVE else (0.0, None) for name in names]
    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(w), 4) for name, w in zip(names, fitted.x / spread, strict=True)}


def fit_confidence(
    examples: Sequence[Example], model: MatterModel, names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and intercept that give the best duties their probability of being right."""
    from sklearn.linear_model import LogisticRegression

    rows, labels, weights = [], [], []
    for e in examples:
        order, evidence = ranked(model, e)
        for place, index in enumerate(order[:JUDGED]):
            rows.append(evidence[place])
            labels.append(e.right[index])
            weights.append(1.0 if place == 0 else 0.3)
    x = table(rows, names)
    spread = x.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=1 / (CONFIDENCE_PENALTY * len(x)), max_iter=5000)
    fitted.fit(x / spread, labels, sample_weight=weights)
    found = {name: round(float(w), 4) for name, w in zip(names, fitted.coef_[0] / spread, strict=True)}
    return found, round(float(fitted.intercept_[0]), 4)


def ranked(model: MatterModel, e: Example) -> tuple[list[int], list[dict[str, float]]]:
    """Candidates best first, with their features including those of their standing."""
    scores = [model.score(f) for f in e.features]
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    if not order:
        return [], []
    places = standing([scores[i] for i in order], [e.features[i] for i in order], [e.clauses[i] for i in order])
    return order, [e.features[i] | place for i, place in zip(order, places, strict=True)]


def judge(model: MatterModel, e: Example) -> Judged:
    """Rank and judge the candidates of an example."""
    order, evidence = ranked(model, e)
    return Judged(e, tuple(order), tuple(model.probability(f) for f in evidence))


def choose_threshold(judged: Iterable[Judged]) -> float:
    """The threshold that declines the most unanswerable questions at the permitted price."""
    right = sorted(j.confidence for j in judged if j.example.answerable and j.correct)
    return round(right[int(len(right) * WRONGLY_DECLINED)] - 1e-4, 4)


def table(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Array:
    """Features as an array (rows, names)."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], np.float64)
