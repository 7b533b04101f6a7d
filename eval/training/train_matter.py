"""Train the weights by which retriever/matter/matter_search.py finds and judges duties: ``python -m eval.training.train_matter --help``.

Two regressions over the named features of retriever/matter/features.py. The ranking is a conditional logit (softmax over
the duties of one question) whose weights keep the sign that their meaning gives them; the confidence is a logistic
regression over the best duties of every question, answerable or not. Both are measured by leaving out one document
at a time, then trained on all of them. With ``--reranker`` a cross-encoder's verdict is one more feature, and the
weights are written into its folder.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.questions.question_set import Question, read_questions
from index.encode.encoder import load_encoder
from index.ingest import ingest_file
from index.library.opening import open_library
from retriever.execute.scoped_library import Library
from retriever.matter.features import CONFIDENCE, CROSS_ENCODER, DENSE, LATE, LEXICAL, Evidence, standing
from retriever.matter.matter_model import PATH as WEIGHTS
from retriever.matter.matter_model import MatterModel, load_models
from retriever.matter.matter_search import MatterHit, MatterSearch
from retriever.matter.reranker import WEIGHTS as RERANKER_WEIGHTS
from retriever.matter.reranker import Reranker, load_cross_encoder
from retriever.scope.scope import Scope

Array = NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "eval" / "questions"
FOLDERS = (ROOT / "data" / "documents", ROOT / "eval" / "documents")
KINDS = frozenset({"lead", "responsible", "no_answer"})
"""Kinds of question that are about a matter."""

SEARCHED_BY_SOUND = frozenset({"typo"})
"""Styles left out: the search corrects them before it measures."""

JUDGED = 5
"""How many of the best duties of a question the confidence is trained on; all but the first at SECONDARY weight."""

SECONDARY = 0.3
RANKING_PENALTY = 0.002
CONFIDENCE_PENALTY = 0.002
WRONGLY_DECLINED = 0.04
"""Share of rightly ranked questions that the threshold may decline: an answer that is wrong costs more."""

NEGATIVE = frozenset(
    {"missing_names", "other_thing", "other_modifier", "unexplained", "strange", "strange_nouns", "behind_best"}
    | {"word_behind", "worst_behind", "unmet"}
)
"""Features that speak against a duty. The others can only speak for it: a weight of the other sign is noise."""

UNJUDGED = frozenset({"position", "context", "clause_similarity", "lexical"})
"""Features that tell duties of one question apart but not a right from a wrong answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the ``features`` of its candidates, their clause ids, and whether each is ``right``."""

    question: Question
    features: Evidence
    clauses: tuple[int, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a model makes of an example: candidates best first, and their probabilities in that order."""

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


def example(question: Question, hits: Sequence[MatterHit]) -> Example:
    """A question with what the search measured for it."""
    gold = {(g.clause, g.duty) for g in question.clauses}
    places = [(hit.record.clause.number, hit.record.duty.ordinal) for hit in hits]
    return Example(
        question,
        {name: np.array([hit.features[name] for hit in hits]) for name in (hits[0].features if hits else ())},
        tuple(hit.record.clause.id for hit in hits),
        tuple((number, ordinal) in gold or (number, None) in gold for number, ordinal in places),
    )


def measure_all(questions: Sequence[Question], dense: bool, reranker: Reranker | None = None) -> list[Example]:
    """Build a library of each document, in a folder that is thrown away, and measure its questions there.

    Left out are questions that are not understood as being about a matter, and those about an aspect of one that
    documents do not say: their matter may well be in the document.
    """
    encoder = load_encoder() if dense else None
    found: list[Example] = []
    for name in sorted({q.document for q in questions if q.document}):
        path = next(folder / name for folder in FOLDERS if (folder / name).is_file())
        with tempfile.TemporaryDirectory() as folder:
            store = open_library(Path(folder), encoder, create=True)
            ingest_file(store, path)
            search, library = MatterSearch(store, reranker=reranker), Library(store, store.generation)
            for question in (q for q in questions if q.document == name):
                understood = library.understand(question.question, Scope())
                if understood.matter and not understood.aspect:
                    found.append(example(question, search.measure(understood.matter)))
            store.close()
    return found


def train(examples: Sequence[Example], names: Sequence[str]) -> MatterModel:
    """Fit ranking, confidence and threshold on examples, by the named ranking features."""
    ranking = fit_ranking(examples, names)
    judging = [name for name in (*names, *CONFIDENCE) if name not in UNJUDGED]
    weights, intercept = fit_confidence(examples, MatterModel(ranking, {}, 0.0, 0.5), judging)
    model = MatterModel(ranking, weights, intercept, 0.5)
    return replace(model, threshold=choose_threshold([judge(model, e) for e in examples]))


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

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=_bounds(names))
    return {name: round(float(w), 4) for name, w in zip(names, fitted.x / spread, strict=True) if w}


def fit_confidence(
    examples: Sequence[Example], model: MatterModel, names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and intercept that give the best duties their probability of being right."""
    from scipy.optimize import minimize
    from scipy.special import expit

    rows, labels, shares = [], [], []
    for e in examples:
        order, evidence = ranked(model, e)
        if order:
            rows.append(table(evidence, names)[:JUDGED])
        labels += [1.0 if e.right[index] else 0.0 for index in order[:JUDGED]]
        shares += [1.0 if place == 0 else SECONDARY for place in range(len(order[:JUDGED]))]
    x, y, share = np.concatenate(rows), np.array(labels), np.array(shares)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    scaled = np.hstack([(x - middle) / spread, np.ones((len(x), 1))])
    share /= share.sum()

    def loss(weights: Array) -> tuple[float, Array]:
        logits = scaled @ weights
        slope = scaled.T @ (share * (expit(logits) - y))
        slope[:-1] += 2 * CONFIDENCE_PENALTY * weights[:-1]
        penalty = CONFIDENCE_PENALTY * float(weights[:-1] @ weights[:-1])
        return float(share @ (np.logaddexp(0.0, logits) - y * logits)) + penalty, slope

    bounds = [*_bounds(names), (None, None)]
    fitted = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = fitted.x[:-1] / spread
    intercept = float(fitted.x[-1] - weights @ middle)
    return {n: round(float(w), 4) for n, w in zip(names, weights, strict=True) if w}, round(intercept, 4)


def _bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    return [(None, 0.0) if name in NEGATIVE else (0.0, None) for name in names]


def ranked(model: MatterModel, e: Example) -> tuple[list[int], Evidence]:
    """Candidates best first, with their features including those of their standing."""
    if not e.clauses:
        return [], {}
    scores = model.score(e.features)
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    evidence = {name: values[order] for name, values in e.features.items()}
    return order, evidence | standing(scores[order], evidence, [e.clauses[i] for i in order])


def judge(model: MatterModel, e: Example) -> Judged:
    """Rank and judge the candidates of an example."""
    order, evidence = ranked(model, e)
    return Judged(e, tuple(order), tuple(float(p) for p in model.probability(evidence)) if order else ())


def choose_threshold(judged: Iterable[Judged]) -> float:
    """The threshold that declines the most unanswerable questions at the permitted price."""
    right = sorted(j.confidence for j in judged if j.example.question.answerable and j.correct)
    return round(right[int(len(right) * WRONGLY_DECLINED)] - 1e-4, 4)


def table(evidence: Evidence, names: Sequence[str]) -> Array:
    """Features as an array (duties, names)."""
    nothing = np.zeros(len(next(iter(evidence.values()))))
    return np.stack([evidence.get(name, nothing) for name in names], axis=1)


def cross_validate(examples: Sequence[Example], names: Sequence[str]) -> list[tuple[Judged, bool]]:
    """Judge the questions of each document by a model that has seen none of them; and whether it would answer."""
    outcomes: list[tuple[Judged, bool]] = []
    for name in sorted({str(e.question.document) for e in examples}):
        model = train([e for e in examples if e.question.document != name], names)
        judged = [judge(model, e) for e in examples if e.question.document == name]
        outcomes += [(j, j.confidence >= model.threshold) for j in judged]
    return outcomes


def report(outcomes: Sequence[tuple[Judged, bool]]) -> dict[str, Any]:
    """First-rank accuracy by style, declines both ways, and reliability in ten bins (mean confidence, share right)."""
    answerable = [(j, answers) for j, answers in outcomes if j.example.question.answerable]
    unanswerable = [answers for j, answers in outcomes if not j.example.question.answerable]
    first = {
        style: _share([j.correct for j, _ in answerable if j.example.question.style == style])
        for style in sorted({j.example.question.style for j, _ in answerable})
    }
    bins: dict[str, list[float]] = {}
    for low in range(10):
        inside = [j for j, _ in outcomes if low <= min(9, int(10 * j.confidence)) < low + 1]
        if inside:
            mean = float(np.mean([j.confidence for j in inside]))
            bins[f"{low / 10:.1f}"] = [round(mean, 3), *_share([j.correct for j in inside])]
    return {
        "right_first": first,
        "answerable_declined": _share([not answers for _, answers in answerable]),
        "answerable_wrong": _share([answers and not j.correct for j, answers in answerable]),
        "unanswerable_declined": _share([not answers for answers in unanswerable]),
        "reliability": bins,
    }


def _share(flags: Sequence[bool]) -> list[float]:
    return [round(float(np.mean(flags)), 3) if flags else 0.0, len(flags)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, cross-validate, train on everything and write the weights."""
    parser = argparse.ArgumentParser(description="训练“找事项”的权重：data/matter_weights.json")
    parser.add_argument("sets", nargs="*", type=Path, help="题集（默认 matter-train.jsonl 与各 *-dev.jsonl）")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--reranker", type=Path, help="交叉编码器所在文件夹：连它一起训练，权重写入该文件夹")
    parser.add_argument("--failures", action="store_true", help="列出排错、误答和误拒的题")
    options = parser.parse_args(arguments)
    paths = options.sets or [SETS / "matter-train.jsonl", *sorted(SETS.glob("*-dev.jsonl"))]
    questions = [q for path in paths for q in read_questions(path) if _is_about_a_matter(q)]
    folder = options.reranker
    reranker = Reranker(load_cross_encoder(folder), load_models()) if folder else None
    more = (CROSS_ENCODER,) if reranker else ()
    stored = {}
    for name, names in (("full", (*DENSE, *LATE, *LEXICAL, *more)), ("lexical", (*LEXICAL, *more))):
        examples = measure_all(questions, name == "full", reranker)
        outcomes = cross_validate(examples, names)
        measured = report(outcomes)
        stored[name] = train(examples, names).to_dict() | {"cross_validation": measured}
        print(name, json.dumps(measured, ensure_ascii=False, indent=1))  # noqa: T201
        if options.failures:
            print_failures(outcomes)
    output = folder / RERANKER_WEIGHTS if folder else options.output
    output.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _is_about_a_matter(q: Question) -> bool:
    plain = not q.history and bool(q.document) and q.style not in SEARCHED_BY_SOUND
    return plain and q.kind in KINDS and q.split != "test"


def print_failures(outcomes: Sequence[tuple[Judged, bool]]) -> None:
    """The questions that went wrong, by how."""
    for j, answers in outcomes:
        question = j.example.question
        kind = None
        if question.answerable and not j.correct:
            kind = "排错"
        elif question.answerable and not answers:
            kind = "误拒"
        elif not question.answerable and answers:
            kind = "误答"
        if kind:
            print(kind, question.document, question.style, f"{j.confidence:.2f}", question.question, sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
