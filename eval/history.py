"""Runs over time: one JSON line a run, a trend table and a chart."""

import hashlib
import io
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.metrics import latency, summary
from eval.outcome import Outcome

HISTORY = Path(__file__).parent / "history.jsonl"
TRACKED = ("correct", "duty success@1", "lead exact", "responsible exact", "declined", "false decline")


def digest(paths: Sequence[Path]) -> dict[str, str]:
    """The first 12 hex digits of each question file's sha256, by file name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in paths}


def commit() -> str | None:
    """The short hash of the checked-out commit; None outside a git checkout or without git."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def record(outcomes: Sequence[Outcome], paths: Sequence[Path], encoder: str, note: str = "") -> dict[str, Any]:
    """One run as a history line."""
    middle, tail = latency(outcomes)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "encoder": encoder,
        "note": note,
        "sets": digest(paths),
        "n": len(outcomes),
        "metrics": {name: round(e.mean, 4) for name, e in summary(outcomes).items()},
        "latency_ms": {"p50": round(middle, 1), "p95": round(tail, 1)},
    }


def append(line: dict[str, Any], path: Path = HISTORY) -> None:
    """Add a run to the history file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read(path: Path = HISTORY) -> list[dict[str, Any]]:
    """All runs, oldest first; none when there is no history yet."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def trend(runs: Sequence[dict[str, Any]]) -> str:
    """The tracked measures of each run as plain text."""
    head = f"{'date':<20} {'commit':<9} {'n':>5}  " + "  ".join(f"{name:>17}" for name in TRACKED)
    rows = [
        f"{run['date'][:19]:<20} {run['commit'] or '-':<9} {run['n']:>5}  "
        + "  ".join(f"{run['metrics'].get(name, float('nan')):>17.3f}" for name in TRACKED)
        for run in runs
    ]
    return "\n".join([head, *rows])


def chart(runs: Sequence[dict[str, Any]]) -> str:
    """The tracked measures over the runs as an SVG document."""
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4))
    axes = figure.add_subplot()
    for name in TRACKED:
        axes.plot([run["metrics"].get(name, float("nan")) for run in runs], marker="o", label=name)
    axes.set_xticks(range(len(runs)), [run["date"][:10] for run in runs], rotation=30, ha="right")
    axes.set_ylim(-0.02, 1.02)
    axes.legend(fontsize=8)
    stream = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qiantou"}):
        figure.savefig(stream, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return stream.getvalue()
