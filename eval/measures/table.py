"""A run as a table: for the screen, as Markdown, as CSV and as JSON."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from typing import Any

from eval.measures.calibration import calibration, latency
from eval.measures.estimate import Estimate
from eval.measures.metrics import TITLES, summary
from eval.measures.outcome import Outcome

ALL = "all"
KIND_TITLES = {
    ALL: "全部",
    "lead": "谁牵头",
    "responsible": "谁负责",
    "unit_duties": "单位任务",
    "unit_pair": "多单位共同",
    "clause": "条",
    "section": "部分",
    "fact": "数字与时限",
    "list": "列举",
    "yes_no": "是非",
    "count": "计数",
    "smalltalk": "闲聊",
    "clarify": "须澄清",
    "no_answer": "文件没有",
}
SUMMARY = ("correct", "duty success@1", "lead exact", "responsible exact", "list completeness", "list precision")
"""The measures of the Markdown table."""


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Estimate]]:
    """Measures for all questions, then for each kind that occurs, in the order of ``KIND_TITLES``."""
    present = {o.question.kind for o in outcomes}
    groups = {ALL: list(outcomes)}
    groups |= {k: [o for o in outcomes if o.question.kind == k] for k in KIND_TITLES if k in present}
    return {name: summary(members) for name, members in groups.items()}


def decline_table(outcomes: Sequence[Outcome]) -> dict[tuple[bool, bool], int]:
    """Counts by (answerable, answered)."""
    table = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for outcome in outcomes:
        table[outcome.question.answerable, outcome.answered] += 1
    return table


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Plain text: a block a kind with a line a measure; then calibration, decline table and latency."""
    lines = []
    for kind, measures in by_kind(outcomes).items():
        lines.append(f"\n{KIND_TITLES[kind]} {kind}")
        lines += [
            f"  {_pad(f'{TITLES[name]} {name}', 34)} {_interval(e)}  n={e.n}" for name, e in measures.items()
        ]
    calibrated = calibration(outcomes)
    if calibrated.bins:
        lines.append(f"\n校准误差 ECE {_interval(calibrated.error)}  n={calibrated.error.n}")
        lines += [f"  把握 {b.confidence:.2f}  实际 {b.accuracy:.2f}  n={b.n}" for b in calibrated.bins]
    declines = decline_table(outcomes)
    lines.append(f"\n{_pad('拒答两向表', 14)}  已回答  已拒答")
    for answerable, title in ((True, "该答"), (False, "不该答")):
        lines.append(f"  {_pad(title, 12)}{declines[answerable, True]:>8}{declines[answerable, False]:>8}")
    times = "，".join(
        f"{name} {e.value:.1f} [{e.low:.1f}, {e.high:.1f}] ms" for name, e in latency(outcomes).items()
    )
    lines.append(f"\n耗时 {times}  n={len(outcomes)}")
    return "\n".join(lines)


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.3f}  [{estimate.low:.3f}, {estimate.high:.3f}]"


def _pad(text: str, width: int) -> str:
    """Fill up to a width in columns; a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(0, width - taken)


def as_markdown(outcomes: Sequence[Outcome]) -> str:
    """A small table, one row a kind, and a line with calibration, declines and latency."""
    head = ["题型 kind", "n", *(f"{TITLES[name]} {name}" for name in SUMMARY)]
    lines = [_row(head), _row(["---"] * len(head))]
    for kind, measures in by_kind(outcomes).items():
        cells = [_cell(measures.get(name), interval=name == "correct") for name in SUMMARY]
        lines.append(_row([f"{KIND_TITLES[kind]} {kind}", str(measures["correct"].n), *cells]))
    declines, times = decline_table(outcomes), latency(outcomes)
    lines += [
        "",
        f"误拒 wrongly declined {declines[True, False]}/{declines[True, False] + declines[True, True]}，"
        f"误答 wrongly answered {declines[False, True]}/{declines[False, True] + declines[False, False]}，"
        f"ECE {calibration(outcomes).error.value:.3f}，"
        f"p50 {times['p50'].value:.0f} ms，p95 {times['p95'].value:.0f} ms",
    ]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(estimate: Estimate | None, interval: bool = False) -> str:
    if estimate is None:
        return "—"
    return f"{estimate.value:.2f}" + (f" [{estimate.low:.2f}, {estimate.high:.2f}]" if interval else "")


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Everything, JSON-ready: measures by kind, calibration, declines, latency, each question with its verdict."""
    calibrated, declines = calibration(outcomes), decline_table(outcomes)
    return {
        "kinds": {
            kind: {name: _numbers(e) for name, e in measures.items()}
            for kind, measures in by_kind(outcomes).items()
        },
        "calibration": {
            "ece": _numbers(calibrated.error) if calibrated.bins else None,
            "bins": [{"confidence": b.confidence, "accuracy": b.accuracy, "n": b.n} for b in calibrated.bins],
        },
        "declines": [
            {"answerable": answerable, "answered": answered, "n": n}
            for (answerable, answered), n in declines.items()
        ],
        "latency_ms": {name: _numbers(e) for name, e in latency(outcomes).items()},
        "questions": [
            {
                "id": o.question.id,
                "question": o.question.question,
                "kind": o.question.kind,
                "correct": o.correct,
                "latency_ms": o.latency_ms,
                "answer": o.answer,
            }
            for o in outcomes
        ],
    }


def _numbers(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}


def as_csv(outcomes: Sequence[Outcome]) -> str:
    """One line a kind and measure."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("kind", "measure", "value", "low", "high", "n"))
    rows = [(kind, name, e) for kind, measures in by_kind(outcomes).items() for name, e in measures.items()]
    rows += [(ALL, "ece", calibration(outcomes).error)]
    rows += [(ALL, f"latency {name} ms", e) for name, e in latency(outcomes).items()]
    for kind, name, e in rows:
        writer.writerow((kind, name, f"{e.value:.4f}", f"{e.low:.4f}", f"{e.high:.4f}", e.n))
    return stream.getvalue()
