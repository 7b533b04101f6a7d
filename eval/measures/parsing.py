"""Parsing measured against gold annotations, document by document, summed up by format."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.measures.parsing_score import Counts, ParsingScore, score
from eval.questions.corpus import WRITTEN
from index.extract import extract, read_file
from index.model.errors import UnreadableFileError
from index.parse import parse

ANNOTATED = Path(__file__).parents[1] / "annotated"
"""Documents for the parsing evaluation alone, in several formats beside one annotation."""

SAMPLES = Path(__file__).parents[3] / "shared" / "documents"
"""A folder of further annotated documents that may lie beside the checkout."""


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One annotated document, or all of a format, with its score."""

    name: str
    format: str
    score: ParsingScore

    @property
    def measures(self) -> dict[str, float]:
        """Share of the gold's clauses found and of its duties exact (units, mode, task start), and F1 of units."""
        clauses, duties, units = self.score.clauses, self.score.duties, self.score.units
        return {"clauses": clauses.recall, "duties": duties.recall, "duty f1": duties.f1, "unit f1": units.f1}


def default_folders() -> list[Path]:
    """Our own annotated documents, and the samples where they are there."""
    return [WRITTEN, ANNOTATED, *([SAMPLES] if SAMPLES.is_dir() else [])]


def score_folders(folders: Iterable[Path]) -> list[ParsedRow]:
    """Score every document that has a gold annotation (same name, .json) beside it.

    Raises UnreadableFileError for a document that cannot be read, and when nothing is annotated.
    """
    folders = list(folders)
    rows = [
        _scored(file, gold)
        for folder in folders
        for gold in sorted(folder.glob("*.json"))
        for file in sorted(folder.glob(f"{gold.stem}.*"))
        if file != gold
    ]
    if not rows:
        raise UnreadableFileError(
            f"这里没有带标注的文件：{'、'.join(map(str, folders))}。标注与文件同名，后缀为 .json，"
            "写法见 eval/documents/README.md。"
        )
    return rows


def _scored(file: Path, gold: Path) -> ParsedRow:
    data = read_file(file)
    source = extract(data, file.name)
    annotation = json.loads(gold.read_text(encoding="utf-8"))
    return ParsedRow(file.name, source.format, score(parse(source, file.name, data), annotation))


def by_format(rows: Sequence[ParsedRow]) -> list[ParsedRow]:
    """One row a format: the counts of its documents added up."""
    found = []
    for form in sorted({row.format for row in rows}):
        scores = [row.score for row in rows if row.format == form]
        found.append(ParsedRow(f"= {form}", form, sum(scores, ParsingScore())))
    return found


def as_text(rows: Sequence[ParsedRow]) -> str:
    """One line a document, one a format, then every difference."""
    lines = [
        f"{'document':<36}{'format':<10}{'clauses':>11}{'duties':>11}{'duty F1':>9}{'unit P':>8}{'unit R':>8}{'unit F1':>9}"
        f"{'deadlines':>11}{'leaders':>9}"
    ]
    lines += [_line(row) for row in (*rows, *by_format(rows))]
    lines += [f"{row.name}  {difference}" for row in rows for difference in row.score.differences]
    return "\n".join(lines)


def _line(row: ParsedRow) -> str:
    s = row.score
    return (
        f"{row.name:<36}{row.format:<10}{_ratio(s.clauses):>11}{_ratio(s.duties):>11}{s.duties.f1:>9.3f}"
        f"{s.units.precision:>8.3f}{s.units.recall:>8.3f}{s.units.f1:>9.3f}"
        f"{_ratio(s.deadlines):>11}{_ratio(s.leaders):>9}"
    )


def _ratio(counts: Counts) -> str:
    return f"{counts.right}/{counts.wanted}"
