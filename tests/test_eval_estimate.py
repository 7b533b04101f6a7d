"""Intervals and significance."""

import itertools
import math

import pytest

from eval.measures.estimate import mean, paired_p, percentile


def test_mean_and_interval():
    e = mean([1.0] * 60 + [0.0] * 40)
    assert (e.value, e.n) == (0.6, 100)
    # The normal approximation gives 0.6 ± 1.96·√(0.6·0.4/100) = 0.6 ± 0.096.
    assert e.low == pytest.approx(0.504, abs=0.02)
    assert e.high == pytest.approx(0.696, abs=0.02)


def test_intervals_are_repeatable_and_narrow_with_n():
    values = [0.0, 1.0, 1.0, 1.0]
    assert mean(values) == mean(values)
    wide, narrow = mean(values), mean(values * 25)
    assert narrow.high - narrow.low < (wide.high - wide.low) / 3


def test_no_spread_no_interval_and_nothing_is_nan():
    assert mean([1.0, 1.0]).low == mean([1.0, 1.0]).high == 1.0
    nothing = mean([])
    assert math.isnan(nothing.value) and nothing.n == 0


def test_percentiles():
    e = percentile([float(n) for n in range(101)], 95)
    assert e.value == 95
    assert 85 < e.low < 95 < e.high <= 100


@pytest.mark.parametrize("b", [(0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1), (0, 1, 0, 1, 0, 0)])
def test_paired_p_agrees_with_every_flip_counted(b):
    a = (1, 1, 1, 1, 1, 0)
    difference = [x - y for x, y in zip(a, b, strict=True) if x != y]
    flips = list(itertools.product((-1, 1), repeat=len(difference)))
    extreme = sum(
        abs(sum(s * d for s, d in zip(signs, difference, strict=True))) >= abs(sum(difference)) for signs in flips
    )
    assert paired_p(a, b) == pytest.approx(extreme / len(flips), abs=0.015)


def test_the_same_results_do_not_differ():
    assert paired_p([1, 0, 1], [1, 0, 1]) == 1.0
