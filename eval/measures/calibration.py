"""Whether the stated confidence is worth its number, and how long an answer takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.measures.estimate import Estimate, Values, bootstrap, percentile
from eval.measures.outcome import MATTER_KINDS, Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """A reliability bin: mean confidence and share right of the ``n`` answers in it."""

    confidence: float
    accuracy: float
    n: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error over ten equal-width bins (Guo et al. 2017) and the bins that hold answers."""

    error: Estimate
    bins: tuple[Bin, ...]


def calibration(outcomes: Sequence[Outcome]) -> Calibration:
    """Over every answer that names a matter's duty, answers to what should have been declined included."""
    judged = [o for o in outcomes if o.answered and o.answer["kind"] in MATTER_KINDS]
    confidence: Values = np.asarray([o.answer["confidence"] for o in judged], dtype=np.float64)
    right: Values = np.asarray([o.correct for o in judged], dtype=np.float64)
    return Calibration(
        bootstrap(judged, lambda rows: _error(_bins(confidence[rows], right[rows]))),
        _bins(confidence, right),
    )


def _bins(confidence: Values, right: Values) -> tuple[Bin, ...]:
    place: NDArray[np.intp] = np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
    sizes = np.bincount(place, minlength=BINS)
    confident = np.bincount(place, confidence, BINS)
    correct = np.bincount(place, right, BINS)
    return tuple(
        Bin(float(c / n), float(r / n), int(n)) for c, r, n in zip(confident, correct, sizes, strict=True) if n
    )


def _error(bins: Sequence[Bin]) -> float:
    return sum(b.n * abs(b.confidence - b.accuracy) for b in bins) / sum(b.n for b in bins)


def latency(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Median and 95th percentile, in milliseconds, by the names ``p50`` and ``p95``; the first call counts too."""
    times = [o.latency_ms for o in outcomes]
    return {"p50": percentile(times, 50), "p95": percentile(times, 95)}
