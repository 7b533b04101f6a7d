"""Parsing measured against gold annotations, document by document, summed up by format."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.parsing_score import ParsingScore, score
from index.extract import extract
from index.parse import parse

FLOOR = 0.98
"""The share of duties that must be exact in each annotated document."""


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One annotated document and its score."""

    name: str
    format: str
    score: ParsingScore

    @property
    def duty_exact(self) -> float:
        """Share of the gold's duties that are exact in task start, units and mode."""
        return self.score.duties.recall


def score_folders(folders: Iterable[Path]) -> list[ParsedRow]:
    """Score every document that has a gold annotation (same name, .json) beside it.

    Raises UnreadableFileError for a document that cannot be read.
    """
    rows = []
    for gold in sorted(path for folder in folders for path in folder.glob("*.json")):
        for file in sorted(gold.parent.glob(f"{gold.stem}.*")):
            if file.suffix != ".json":
                data = file.read_bytes()
                source = extract(data, file.name)
                document = parse(source, file.name, data)
                annotation = json.loads(gold.read_text(encoding="utf-8"))
                rows.append(ParsedRow(file.name, source.format, score(document, annotation)))
    return rows


def as_text(rows: Sequence[ParsedRow]) -> str:
    """One line a document, one a format, then every difference."""
    lines = [f"{'document':<34}{'format':<8}{'clauses':>12}{'duties':>12}{'unit P':>8}{'unit R':>8}{'unit F1':>8}"]
    lines += [_line(row.name, row.format, [row]) for row in rows]
    for form in sorted({row.format for row in rows}):
        lines.append(_line(f"= {form}", form, [row for row in rows if row.format == form]))
    lines += [f"{row.name}  {difference}" for row in rows for difference in row.score.differences]
    return "\n".join(lines)


def _line(name: str, form: str, rows: Sequence[ParsedRow]) -> str:
    clauses = (sum(r.score.clauses.right for r in rows), sum(r.score.clauses.wanted for r in rows))
    duties = (sum(r.score.duties.right for r in rows), sum(r.score.duties.wanted for r in rows))
    units = [sum(getattr(r.score.units, field) for r in rows) for field in ("right", "found", "wanted")]
    precision = units[0] / units[1] if units[1] else 1.0
    recall = units[0] / units[2] if units[2] else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"{name:<34}{form:<8}{clauses[0]:>6}/{clauses[1]:<5}{duties[0]:>6}/{duties[1]:<5}"
        f"{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}"
    )
