"""How well each kind of document is read: the public benchmark, scored by kind and by format."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench.document_forms import made
from eval.measures.duty_match import DutyVerdict, judge
from index.extract import extract, read_file
from index.parse import parse

BENCHMARK = Path(__file__).parents[1] / "benchmark"
GRID = ".grid"
"""A source that no format of an office has: only the forms made of it are read."""


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """A document of the benchmark in one format, judged duty by duty. A negative one wants no duty at all."""

    name: str
    kind: str
    format: str
    negative: bool
    verdicts: tuple[DutyVerdict, ...]


def score_benchmark(folder: Path = BENCHMARK) -> list[BenchmarkRow]:
    """Read and judge every document of the benchmark in every format that it has or can be made in.

    Raises UnreadableFileError for a document that cannot be read, ImportError when a format needs a package that is
    not installed (reportlab for pdf).
    """
    rows: list[BenchmarkRow] = []
    for gold_path in sorted(folder.glob("*.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        (file,) = (path for path in folder.glob(f"{gold_path.stem}.*") if path != gold_path)
        files = [] if file.suffix == GRID else [(file.name, read_file(file))]
        for name, data in [*files, *made(file, gold.get("also", ()))]:
            source = extract(data, name)
            verdicts = tuple(judge(parse(source, name, data), gold))
            rows.append(BenchmarkRow(name, gold["kind"], source.format, not gold["clauses"], verdicts))
    return rows


def as_text(rows: Sequence[BenchmarkRow], *, faults: bool = True) -> str:
    """One line a kind and one a format, with the shares of duties with all units and all fields right; then the faults."""
    documents = len({row.name.partition(".")[0] for row in rows})
    lines = [f"{documents} documents in {len(rows)} files"]
    lines += _summed(rows, "kind", lambda row: row.kind)
    lines += _summed(rows, "format", lambda row: row.format)
    lines.append(_line("all", rows))
    if faults:
        lines += [
            f"{row.name}  {verdict.number} {verdict.task}: {'; '.join(verdict.problems)}"
            for row in rows
            for verdict in row.verdicts
            if not verdict.fields
        ]
    return "\n".join(lines)


def _summed(rows: Sequence[BenchmarkRow], title: str, key: Callable[[BenchmarkRow], str]) -> list[str]:
    lines = [f"{title:<28}{'files':>6}{'units':>12}{'fields':>12}{'names':>9}"]
    found = sorted({key(row) for row in rows})
    return lines + [_line(one, [row for row in rows if key(row) == one]) for one in found]


def _line(title: str, rows: Sequence[BenchmarkRow]) -> str:
    wanted = [verdict for row in rows if not row.negative for verdict in row.verdicts]
    invented = sum(len(row.verdicts) for row in rows if row.negative)
    units, fields = sum(one.units for one in wanted), sum(one.fields for one in wanted)
    named, right = sum(one.named for one in wanted), sum(one.right for one in wanted)
    names = f"{right / named:.3f}" if named else "-"
    extra = f"  invented {invented}" if invented else ""
    return (
        f"{title:<28}{len(rows):>6}{f'{units}/{len(wanted)}':>12}{f'{fields}/{len(wanted)}':>12}{names:>9}{extra}"
    )
