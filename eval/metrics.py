"""Measures over outcomes. Each says its convention; retrieval measures are those of ir_measures (TREC)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.outcome import MATTER_KINDS, SET_KINDS, DutyKey, Outcome, covered

Values = NDArray[np.float64]
RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """``of`` gives one value a question, or None where the measure does not apply to it."""

    name: str
    title: str
    of: Callable[[Outcome], float | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``n`` questions with its bootstrap 95 % interval (percentile method, 1,000 resamples, fixed seed)."""

    mean: float
    low: float
    high: float
    n: int


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of ``values`` and its interval; all NaN when there are none."""
    if not values:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    sample: Values = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(20220119).integers(0, len(sample), (RESAMPLES, len(sample)))
    means = sample[draws].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(sample.mean()), float(low), float(high), len(sample))


def retrieval(rankings: Sequence[Sequence[DutyKey]], golds: Sequence[Sequence[DutyKey]]) -> dict[str, list[float]]:
    """Success@1, Success@5 and RR@10 by ir_measures, one value a question, in order.

    TREC conventions: Success@k is 1 when any relevant item stands in the first k; a question without results
    counts 0. Relevance is binary: every gold duty counts the same.
    """
    import ir_measures
    from ir_measures import RR, Success

    measures = {"success@1": Success @ 1, "success@5": Success @ 5, "rr@10": RR @ 10}
    values = {name: [0.0] * len(golds) for name in measures}
    qrels, run = [], []
    for number, (ranking, gold) in enumerate(zip(rankings, golds, strict=True)):
        qrels += [ir_measures.Qrel(str(number), "|".join(map(str, key)), 1) for key in gold]
        run += [
            ir_measures.ScoredDoc(str(number), "|".join(map(str, key)), float(len(ranking) - place))
            for place, key in enumerate(ranking)
        ]
    names = {str(measure): name for name, measure in measures.items()}
    for metric in ir_measures.iter_calc(list(measures.values()), qrels, run):
        values[names[str(metric.measure)]][int(metric.query_id)] = float(metric.value)
    return values


def duty_retrieval(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """Retrieval measures over duties of the questions that ask for a matter."""
    asked = [o for o in outcomes if _about_matter(o)]
    return {f"duty {k}": v for k, v in retrieval([o.ranking for o in asked], [o.gold for o in asked]).items()}


def clause_retrieval(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """The same over clauses: the duty's ordinal is left out."""
    asked = [o for o in outcomes if _about_matter(o)]
    return {
        f"clause {k}": v
        for k, v in retrieval([_clauses(o.ranking) for o in asked], [_clauses(o.gold) for o in asked]).items()
    }


def _about_matter(outcome: Outcome) -> bool:
    return outcome.question.kind in MATTER_KINDS and bool(outcome.gold) and outcome.question.answerable


def _clauses(keys: Sequence[DutyKey]) -> list[DutyKey]:
    return list(dict.fromkeys((document, clause, 0) for document, clause, _ in keys))


def set_f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of two sets; two empty sets agree (1)."""
    a, b = set(found), set(wanted)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _units(role: str, exact: bool) -> Callable[[Outcome], float | None]:
    def value(outcome: Outcome) -> float | None:
        wanted = outcome.wanted_units(role)
        if wanted is None:
            return None
        found = outcome.answer[role] if outcome.answered else []
        return float(set(found) == set(wanted) and outcome.answered) if exact else set_f1(found, wanted)

    return value


def _completeness(outcome: Outcome) -> float | None:
    if outcome.question.kind not in SET_KINDS or not outcome.gold or not outcome.question.answerable:
        return None
    return sum(covered(g, outcome.ranking) for g in outcome.gold) / len(outcome.gold)


def _precision(outcome: Outcome) -> float | None:
    if outcome.question.kind not in SET_KINDS or not outcome.gold or not outcome.question.answerable:
        return None
    return (
        sum(covered(r, outcome.gold) for r in outcome.ranking) / len(outcome.ranking) if outcome.ranking else 0.0
    )


def _stated(field: str) -> Callable[[Outcome], float | None]:
    def value(outcome: Outcome) -> float | None:
        wanted = getattr(outcome.question, field)
        return None if wanted is None else float(outcome.answer[field] == wanted)

    return value


MEASURES: tuple[Measure, ...] = (
    Measure("correct", "全对", lambda o: float(o.correct)),
    Measure("lead exact", "牵头单位全对", _units("lead", exact=True)),
    Measure("lead f1", "牵头单位 F1", _units("lead", exact=False)),
    Measure("responsible exact", "责任单位全对", _units("responsible", exact=True)),
    Measure("responsible f1", "责任单位 F1", _units("responsible", exact=False)),
    Measure("list completeness", "清单完整率", _completeness),
    Measure("list precision", "清单准确率", _precision),
    Measure("yes/no", "是非正确率", _stated("yes")),
    Measure("count", "计数正确率", _stated("count")),
    Measure("declined", "拒答率（不该答）", lambda o: None if o.question.answerable else float(not o.answered)),
    Measure("false decline", "误拒率（该答）", lambda o: float(not o.answered) if o.question.answerable else None),
)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every measure that applies to some of the outcomes."""
    values: dict[str, list[float]] = {}
    for measure in MEASURES:
        values[measure.name] = [v for o in outcomes if (v := measure.of(o)) is not None]
    values |= clause_retrieval(outcomes) | duty_retrieval(outcomes)
    return {name: estimate(found) for name, found in values.items() if found}


@dataclass(frozen=True, slots=True)
class Bin:
    """A reliability bin: mean confidence and share right of the ``n`` answers in it."""

    confidence: float
    accuracy: float
    n: int


def reliability(outcomes: Sequence[Outcome]) -> tuple[float, tuple[Bin, ...]]:
    """Expected calibration error and its ten equal-width bins (Guo et al. 2017), over answered matter questions."""
    asked = [o for o in outcomes if o.answered and o.question.kind in MATTER_KINDS]
    if not asked:
        return 0.0, ()
    confidence: Values = np.asarray([o.answer["confidence"] for o in asked], dtype=np.float64)
    right: Values = np.asarray([o.correct for o in asked], dtype=np.float64)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(float(confidence[place == b].mean()), float(right[place == b].mean()), int((place == b).sum()))
        for b in range(BINS)
        if (place == b).any()
    )
    return sum(b.n * abs(b.confidence - b.accuracy) for b in bins) / len(asked), bins


def latency(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    times = [o.latency_ms for o in outcomes]
    return (float(np.percentile(times, 50)), float(np.percentile(times, 95))) if times else (0.0, 0.0)


def paired_p(a: Sequence[float], b: Sequence[float]) -> float:
    """Two-sided p of equal means by a paired sign-flip permutation test (10,000 flips, fixed seed; Fisher 1935)."""
    difference: Values = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    difference = difference[difference != 0]
    if not len(difference):
        return 1.0
    signs = np.random.default_rng(20220119).choice([-1.0, 1.0], (10_000, len(difference)))
    extreme = np.abs((signs * difference).sum(axis=1)) >= abs(difference.sum()) - 1e-12
    return float((extreme.sum() + 1) / (len(extreme) + 1))
