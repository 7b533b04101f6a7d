"""Measures over outcomes. Each says its convention; retrieval measures are those of ir_measures (TREC)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.measures.estimate import Estimate, mean
from eval.measures.outcome import MATTER_KINDS, SET_KINDS, DutyKey, Outcome, covered


@dataclass(frozen=True, slots=True)
class Measure:
    """``title`` is the Chinese name; ``of`` gives one value a question, None where the measure does not apply."""

    name: str
    title: str
    of: Callable[[Outcome], float | None]


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
    """Retrieval measures over the cited duties of questions about a matter; a wrong decline cites none and counts 0.

    Where the gold or the answer names a whole clause, that stands for each of its duties.
    """
    asked = [o for o in outcomes if _about_matter(o)]
    rankings = [as_gold(o.ranking, o.gold) for o in asked]
    return {f"duty {name}": values for name, values in retrieval(rankings, [o.gold for o in asked]).items()}


def clause_retrieval(outcomes: Sequence[Outcome]) -> dict[str, list[float]]:
    """The same over clauses: the duty's ordinal is left out."""
    asked = [o for o in outcomes if _about_matter(o)]
    rankings, golds = [_clauses(o.ranking) for o in asked], [_clauses(o.gold) for o in asked]
    return {f"clause {name}": values for name, values in retrieval(rankings, golds).items()}


def _about_matter(outcome: Outcome) -> bool:
    return outcome.question.kind in MATTER_KINDS and bool(outcome.gold) and outcome.question.answerable


def as_gold(ranking: Sequence[DutyKey], gold: Sequence[DutyKey]) -> list[DutyKey]:
    """The ranking with each duty that a gold covers written as that gold, each once."""
    return list(dict.fromkeys(next((g for g in gold if covered(key, [g])), key) for key in ranking))


def _clauses(keys: Sequence[DutyKey]) -> list[DutyKey]:
    return list(dict.fromkeys((document, clause, 0) for document, clause, _ in keys))


def set_f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of two sets; two empty sets agree (1)."""
    a, b = set(found), set(wanted)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _units_exact(role: str) -> Callable[[Outcome], float | None]:
    def value(outcome: Outcome) -> float | None:
        wanted = outcome.wanted_units(role)
        return None if wanted is None else float(outcome.answered and set(outcome.answer[role]) == set(wanted))

    return value


def _units_f1(role: str) -> Callable[[Outcome], float | None]:
    """A declined question scores 0 even where no unit was wanted: nothing was said."""

    def value(outcome: Outcome) -> float | None:
        wanted = outcome.wanted_units(role)
        if wanted is None:
            return None
        return set_f1(outcome.answer[role], wanted) if outcome.answered else 0.0

    return value


def _completeness(outcome: Outcome) -> float | None:
    """Recall of a set question's duties."""
    if not _about_set(outcome):
        return None
    return sum(covered(gold, outcome.ranking) for gold in outcome.gold) / len(outcome.gold)


def _precision(outcome: Outcome) -> float | None:
    """Share of the cited duties that belong to the set; 0 when none is cited."""
    if not _about_set(outcome):
        return None
    ranking = outcome.ranking
    return sum(covered(key, outcome.gold) for key in ranking) / len(ranking) if ranking else 0.0


def _about_set(outcome: Outcome) -> bool:
    return outcome.question.kind in SET_KINDS and bool(outcome.gold) and outcome.question.answerable


def _stated(field: str) -> Callable[[Outcome], float | None]:
    def value(outcome: Outcome) -> float | None:
        wanted = getattr(outcome.question, field)
        return None if wanted is None else float(outcome.answer[field] == wanted)

    return value


MEASURES: tuple[Measure, ...] = (
    Measure("correct", "全对", lambda o: float(o.correct)),
    Measure("lead exact", "牵头单位全对", _units_exact("lead")),
    Measure("lead f1", "牵头单位 F1", _units_f1("lead")),
    Measure("responsible exact", "责任单位全对", _units_exact("responsible")),
    Measure("responsible f1", "责任单位 F1", _units_f1("responsible")),
    Measure("list completeness", "清单完整率", _completeness),
    Measure("list precision", "清单准确率", _precision),
    Measure("yes/no", "是非正确率", _stated("yes")),
    Measure("count", "计数正确率", _stated("count")),
    Measure("declined", "拒答率（不该答）", lambda o: None if o.question.answerable else float(not o.answered)),
    Measure("false decline", "误拒率（该答）", lambda o: float(not o.answered) if o.question.answerable else None),
)


RETRIEVAL_TITLES = {
    f"{level} {measure}": f"{title} {measure.replace('success', 'Success').replace('rr', 'MRR')}"
    for level, title in (("clause", "条"), ("duty", "项"))
    for measure in ("success@1", "success@5", "rr@10")
}
TITLES = {measure.name: measure.title for measure in MEASURES} | RETRIEVAL_TITLES
"""Every measure's name with its Chinese title, in the order of printing."""


def summary(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every measure that applies to some of the outcomes, by name."""
    values: dict[str, list[float]] = {}
    for measure in MEASURES:
        values[measure.name] = [v for o in outcomes if (v := measure.of(o)) is not None]
    values |= clause_retrieval(outcomes) | duty_retrieval(outcomes)
    return {name: mean(found) for name, found in values.items() if found}
