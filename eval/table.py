"""A run as a table, as CSV and as JSON."""

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

from eval.metrics import Estimate, latency, reliability, summary
from eval.outcome import Outcome

ALL = "全部"


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Estimate]]:
    """Measures for all questions, then for each kind in alphabetical order."""
    kinds = sorted({o.question.kind for o in outcomes})
    groups = {ALL: list(outcomes)} | {k: [o for o in outcomes if o.question.kind == k] for k in kinds}
    return {name: summary(members) for name, members in groups.items()}


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Plain text: one block a kind, one line a measure, with interval and n; then decline table, calibration, latency."""
    lines = []
    for kind, measures in by_kind(outcomes).items():
        lines.append(f"\n{kind}")
        lines += [
            f"  {name:<20} {e.mean:6.3f}  [{e.low:.3f}, {e.high:.3f}]  n={e.n}" for name, e in measures.items()
        ]
    error, bins = reliability(outcomes)
    lines.append(f"\n校准误差 ECE {error:.3f}")
    lines += [f"  把握 {b.confidence:.2f}  实际 {b.accuracy:.2f}  n={b.n}" for b in bins]
    declines = decline_table(outcomes)
    lines.append("\n拒答两向表            已回答  已拒答")
    lines.append(f"  该答               {declines[True, True]:6}  {declines[True, False]:6}")
    lines.append(f"  不该答             {declines[False, True]:6}  {declines[False, False]:6}")
    middle, tail = latency(outcomes)
    lines.append(f"\n耗时 p50 {middle:.1f} ms，p95 {tail:.1f} ms")
    return "\n".join(lines)


def decline_table(outcomes: Sequence[Outcome]) -> dict[tuple[bool, bool], int]:
    """Counts by (answerable, answered)."""
    table = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for outcome in outcomes:
        table[outcome.question.answerable, outcome.answered] += 1
    return table


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Everything, JSON-ready: measures by kind, calibration, latency, and each question with its verdict."""
    error, bins = reliability(outcomes)
    middle, tail = latency(outcomes)
    return {
        "kinds": {
            kind: {
                name: {"mean": e.mean, "low": e.low, "high": e.high, "n": e.n}
                for name, e in measures.items()
                if not math.isnan(e.mean)
            }
            for kind, measures in by_kind(outcomes).items()
        },
        "calibration": {
            "ece": error,
            "bins": [{"confidence": b.confidence, "accuracy": b.accuracy, "n": b.n} for b in bins],
        },
        "latency_ms": {"p50": middle, "p95": tail},
        "questions": [
            {"id": o.question.id, "question": o.question.question, "correct": o.correct, "answer": o.answer}
            for o in outcomes
        ],
    }


def as_csv(outcomes: Sequence[Outcome]) -> str:
    """One line a kind and measure."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("kind", "measure", "mean", "low", "high", "n"))
    for kind, measures in by_kind(outcomes).items():
        for name, e in measures.items():
            writer.writerow((kind, name, f"{e.mean:.4f}", f"{e.low:.4f}", f"{e.high:.4f}", e.n))
    return stream.getvalue()
