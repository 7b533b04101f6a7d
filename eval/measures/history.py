"""Runs over time: one JSON line a run, a trend table and a chart."""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.measures.calibration import calibration, latency
from eval.measures.metrics import TITLES, summary
from eval.measures.outcome import Outcome
from eval.measures.svg import new_figure, svg_text
from index.model.errors import UnreadableFileError

HISTORY = Path(__file__).parents[1] / "history.jsonl"
TRACKED = ("correct", "duty success@1", "lead exact", "responsible exact", "declined", "false decline")
Run = dict[str, Any]


def record(outcomes: Sequence[Outcome], paths: Sequence[Path], encoder: str, note: str = "") -> Run:
    """One run as a history line. Runs are comparable where ``name`` and the digests of ``sets`` agree."""
    calibrated = calibration(outcomes)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "name": name_of(paths),
        "encoder": encoder,
        "note": note,
        "sets": digest(paths),
        "n": len(outcomes),
        "metrics": {name: round(e.value, 4) for name, e in summary(outcomes).items()},
        "ece": round(calibrated.error.value, 4) if calibrated.bins else None,
        "latency_ms": {name: round(e.value, 1) for name, e in latency(outcomes).items()},
    }


def name_of(paths: Sequence[Path]) -> str:
    """What a run is of: ``dev`` or ``test`` where all files are of that split, else the files' names."""
    endings = {path.stem.rpartition("-")[2] for path in paths}
    return endings.pop() if len(paths) > 1 and len(endings) == 1 else "+".join(path.stem for path in paths)


def digest(paths: Sequence[Path]) -> dict[str, str]:
    """The first 12 hex digits of each question file's sha256, by file name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in paths}


def commit() -> str | None:
    """The short hash of the checked-out commit, with ``+`` for uncommitted changes; None without git or a checkout.

    The history itself does not count as a change: each recorded run adds to it.
    """
    try:
        head = _git("rev-parse", "--short", "HEAD")
        changes = _git("status", "--porcelain", "--untracked-files=no", "--", ":/", f":(exclude){HISTORY.name}")
    except (OSError, subprocess.CalledProcessError):
        return None
    return head + ("+" if changes else "")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
    return done.stdout.strip()


def append(run: Run, path: Path = HISTORY) -> None:
    """Add a run to the history file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


def read(path: Path = HISTORY) -> list[Run]:
    """All runs, oldest first; none when there is no history yet. Raises UnreadableFileError, naming the line."""
    if not path.exists():
        return []
    runs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            runs += [json.loads(line)] if line.strip() else []
        except json.JSONDecodeError as error:
            raise UnreadableFileError(
                f"评测历史“{path.name}”第 {number} 行不是 JSON：{error.msg}。请改正或删去这一行。"
            ) from error
    return runs


def trend(runs: Sequence[Run]) -> str:
    """The tracked measures of each run as plain text."""
    head = f"{'date':<20} {'commit':<9} {'name':<12} {'n':>5}  " + "  ".join(f"{name:>17}" for name in TRACKED)
    rows = [
        f"{run['date'][:19]:<20} {run['commit'] or '-':<9} {run['name']:<12} {run['n']:>5}  "
        + "  ".join(f"{run['metrics'].get(name, float('nan')):>17.3f}" for name in TRACKED)
        for run in runs
    ]
    return "\n".join([head, *rows])


def chart(runs: Sequence[Run]) -> str:
    """The tracked measures over the runs as an SVG document, one panel for the runs of each name."""
    names = list(dict.fromkeys(run["name"] for run in runs))
    figure = new_figure(9, 0.5 + 3.5 * len(names))
    for place, name in enumerate(names, 1):
        own = [run for run in runs if run["name"] == name]
        axes = figure.add_subplot(len(names), 1, place)
        for measure in TRACKED:
            axes.plot([r["metrics"].get(measure, float("nan")) for r in own], marker="o", label=TITLES[measure])
        axes.set_xticks(range(len(own)), [f"{r['date'][:10]}\n{r['commit'] or ''}" for r in own], fontsize=8)
        axes.set_ylim(-0.02, 1.02)
        axes.set_title(f"题集 {name}")
        axes.legend(fontsize=8)
    figure.set_layout_engine("tight")
    return svg_text(figure)
