"""How sure a number is: bootstrap intervals and a paired test. All seeds are fixed, so a run can be repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
RESAMPLES = 1000
FLIPS = 10_000
SEED = 20220119


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic over ``n`` questions with its 95 % interval.

    The interval is the percentile bootstrap over questions (Efron 1979; 1,000 resamples).
    """

    value: float
    low: float
    high: float
    n: int


def bootstrap(rows: Sequence[object], statistic: Callable[[NDArray[np.intp]], float]) -> Estimate:
    """Any statistic of the rows picked by an index array, with its interval; all NaN when there are no rows."""
    if not rows:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    draws = np.random.default_rng(SEED).integers(0, len(rows), (RESAMPLES, len(rows)))
    low, high = np.percentile([statistic(draw) for draw in draws], [2.5, 97.5])
    return Estimate(statistic(np.arange(len(rows))), float(low), float(high), len(rows))


def mean(values: Sequence[float]) -> Estimate:
    """The mean of ``values`` and its interval."""
    sample: Values = np.asarray(values, dtype=np.float64)
    return bootstrap(values, lambda rows: float(sample[rows].mean()))


def percentile(values: Sequence[float], rank: float) -> Estimate:
    """The ``rank``-th percentile (0..100, linear interpolation) of ``values`` and its interval."""
    sample: Values = np.asarray(values, dtype=np.float64)
    return bootstrap(values, lambda rows: float(np.percentile(sample[rows], rank)))


def paired_p(a: Sequence[float], b: Sequence[float]) -> float:
    """Two-sided p of equal means by the sign-flip permutation test of paired differences (Fisher 1935).

    10,000 random flips; the observed one counts as one of them, so p is never 0.
    """
    difference: Values = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    difference = difference[difference != 0]
    if not len(difference):
        return 1.0
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], (FLIPS, len(difference)))
    extreme = np.abs((signs * difference).sum(axis=1)) >= abs(difference.sum()) - 1e-12
    return float((extreme.sum() + 1) / (FLIPS + 1))
