"""Measures agree with what can be computed by hand."""

import random

import pytest

from eval.measures.metrics import TITLES, as_gold, duty_retrieval, retrieval, set_f1, summary
from tests.evaluation_samples import (
    DECLINED,
    INVENTED,
    MISSED,
    RIGHT,
    RUN,
    WRONG,
    answer,
    citation,
    decline,
    outcome,
    question,
)


def success(ranking, gold, k):
    return float(any(item in gold for item in ranking[:k]))


def reciprocal_rank(ranking, gold, k):
    return next((1 / place for place, item in enumerate(ranking[:k], 1) if item in gold), 0.0)


def test_retrieval_agrees_with_an_independent_computation():
    chance = random.Random(7)
    universe = [(f"{d}.txt", str(c), n) for d in "ab" for c in range(1, 8) for n in (1, 2)]
    rankings = [chance.sample(universe, chance.randint(0, 14)) for _ in range(60)]
    golds = [chance.sample(universe, chance.randint(1, 3)) for _ in range(60)]
    found = retrieval(rankings, golds)
    pairs = list(zip(rankings, golds, strict=True))
    assert found["success@1"] == [success(r, g, 1) for r, g in pairs]
    assert found["success@5"] == [success(r, g, 5) for r, g in pairs]
    assert found["rr@10"] == pytest.approx([reciprocal_rank(r, g, 10) for r, g in pairs])


def test_retrieval_of_nothing():
    assert retrieval([], []) == {"success@1": [], "success@5": [], "rr@10": []}
    assert retrieval([[]], [[("a.txt", "1", 1)]]) == {"success@1": [0.0], "success@5": [0.0], "rr@10": [0.0]}


def test_a_whole_clause_stands_for_its_duties_in_a_ranking():
    assert as_gold([("a", "2", 1), ("a", "1", 3), ("a", "1", 1)], [("a", "1", 0)]) == [
        ("a", "2", 1),
        ("a", "1", 0),
    ]
    asked = question(gold=(("a.txt", "1", None),), lead=None, responsible=None, mode=None)
    assert duty_retrieval([outcome(asked, answer(citation("1", 4)))])["duty success@1"] == [1.0]


@pytest.mark.parametrize(
    ("found", "wanted", "value"),
    [
        ("", "", 1),
        ("ab", "ab", 1),
        ("ab", "bc", 0.5),
        ("a", "", 0),
        ("", "a", 0),
        ("abc", "a", 0.5),
        ("aab", "ab", 1),
    ],
)
def test_f1_of_sets(found, wanted, value):
    assert set_f1(list(found), list(wanted)) == pytest.approx(value)


def test_each_measure_over_a_small_run():
    found = {name: (round(e.value, 6), e.n) for name, e in summary(RUN).items()}
    assert found == {
        "correct": (0.4, 5),
        "lead exact": (0.666667, 3),
        "lead f1": (0.666667, 3),
        "responsible exact": (0.666667, 3),
        "responsible f1": (0.666667, 3),
        "declined": (0.5, 2),
        "false decline": (0.333333, 3),
        "clause success@1": (0.333333, 3),
        "clause success@5": (0.333333, 3),
        "clause rr@10": (0.333333, 3),
        "duty success@1": (0.333333, 3),
        "duty success@5": (0.333333, 3),
        "duty rr@10": (0.333333, 3),
    }


def test_a_decline_earns_nothing_where_no_unit_was_wanted():
    asked = question(lead=(), mode="joint")
    assert summary([outcome(asked, decline())])["lead f1"].value == 0
    assert summary([outcome(asked, decline())])["lead exact"].value == 0


def test_lists_are_measured_by_completeness_and_precision():
    asked = question(kind="unit_duties", gold=[("a.txt", str(c), 1) for c in range(1, 5)], count=4)
    found = summary([outcome(asked, answer(*(citation(c, 1) for c in "129"), count=3))])
    assert found["list completeness"].value == 0.5
    assert found["list precision"].value == pytest.approx(2 / 3)
    assert found["count"].value == 0
    assert summary([outcome(asked, decline())])["list precision"].value == 0


def test_every_measure_has_a_chinese_title():
    assert summary(RUN).keys() <= TITLES.keys()
    assert [o.correct for o in (RIGHT, WRONG, MISSED, DECLINED, INVENTED)] == [True, False, False, True, False]
