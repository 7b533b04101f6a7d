"""Tables in plain text with tabs or bars between the cells: found and given back their grid."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.source import Cell, Line, SourceText, Table

_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])[^。]{1,40}$")
_RULE = re.compile(r"^[\s|:：+\-—=]+$")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2


def delimited_tables(source: SourceText) -> list[Table]:
    """Runs of lines whose cells are split by tabs or bars, outside the tables that the source has already.

    A heading line between such rows is a row of one cell; rows are filled with empty cells to equal width.
    """
    taken = [(table.start, table.end) for table in source.tables]
    tables: list[Table] = []
    run: list[tuple[Cell, ...]] = []
    position = 0
    for line in source.lines:
        while position < len(taken) and taken[position][1] <= line.start:
            position += 1
        inside = position < len(taken) and taken[position][0] <= line.start
        text = source.text[line.start : line.end]
        cells = () if inside else _cells(text, line)
        if len(cells) >= _FEWEST_CELLS or (run and cells and _HEADING.match(text)):
            run.append(cells)
        elif inside or (text.strip() and not _RULE.match(text)):
            tables += _table(run)
            run = []
    return tables + _table(run)


def _cells(text: str, line: Line) -> tuple[Cell, ...]:
    separator = "\t" if "\t" in text else "|"
    if _RULE.match(text):
        return ()
    bounds = [0, *(match.end() for match in re.finditer(re.escape(separator), text)), len(text) + 1]
    cells = [_cell(text, line, start, end - 1) for start, end in pairwise(bounds)]
    if separator == "|" and text.lstrip().startswith("|"):
        cells = cells[1:]
    if separator == "|" and text.rstrip().endswith("|"):
        cells = cells[:-1]
    return tuple(cells)


def _cell(text: str, line: Line, start: int, end: int) -> Cell:
    bare = text[start:end]
    begin = line.start + start + len(bare) - len(bare.lstrip())
    return Cell(bare.strip(), begin, begin + len(bare.strip()))


def _table(run: Sequence[tuple[Cell, ...]]) -> list[Table]:
    if len(run) < _FEWEST_ROWS:
        return []
    width = max(map(len, run))
    rows = [(*row, *(Cell("", row[-1].end, row[-1].end) for _ in range(width - len(row)))) for row in run]
    return [Table(tuple(rows), run[0][0].start, run[-1][-1].end)]
