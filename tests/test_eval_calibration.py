"""Confidence against what happened."""

import pytest

from eval.measures.calibration import Bin, calibration, latency
from tests.evaluation_samples import DECLINED, INVENTED, RUN, answer, citation, outcome, question


def test_error_and_bins_by_hand():
    found = calibration(RUN)  # answered: 0.9 right, 0.7 wrong, 0.6 wrong (should have been declined)
    assert found.bins == (Bin(0.6, 0.0, 1), Bin(0.7, 0.0, 1), Bin(0.9, 1.0, 1))
    assert found.error.value == pytest.approx((0.6 + 0.7 + 0.1) / 3)
    assert found.error.n == 3
    assert found.error.low <= found.error.value <= found.error.high


def test_a_bin_averages_its_answers():
    run = [
        outcome(question(), answer(citation("1", n), confidence=c)) for n, c in ((2, 0.92), (1, 0.98), (2, 1.0))
    ]
    (found,) = calibration(run).bins
    assert (found.confidence, found.accuracy, found.n) == (pytest.approx(2.9 / 3), pytest.approx(2 / 3), 3)


def test_declines_and_exact_questions_are_not_judged():
    exact = outcome(question(kind="clause"), answer(citation("1", 2), kind="clause", confidence=1.0))
    found = calibration([DECLINED, exact])
    assert (found.bins, found.error.n) == ((), 0)
    assert calibration([INVENTED]).error.value == pytest.approx(0.6)


def test_latency():
    found = latency(RUN)  # 10, 10, 30, 20, 10 ms
    assert (found["p50"].value, found["p95"].value) == (10, pytest.approx(28))
