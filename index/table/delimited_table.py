"""Tables in plain text with tabs or bars between the cells: found and given back their grid."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.model.source import Cell, Line, SourceText, Table
from index.table.grid_header import find_header
from index.table.header import UNIT_ROLES, Column, spanning_name
from index.table.ragged_row import fits, leaves_units_open, place_cells

_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])[^。]{1,40}$")
_GROUP = re.compile(r"[一二三四五六七八九十]+[、.．]?|[（(][一二三四五六七八九十]+[)）]")
_RULE = re.compile(r"^[\s|:：+\-—=]+$")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2


def delimited_tables(source: SourceText) -> list[Table]:
    """Runs of lines whose cells are split by tabs or bars, outside the tables that the source has already.

    A heading line between such rows is a row of one cell. Cells that a merge left out (a row is shorter than the
    header) are put back, see :func:`_filled`.
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
        fewest = 2 if run else _FEWEST_CELLS
        if len(cells) >= fewest or (run and cells and _HEADING.match(text)):
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
    if len(run) < _FEWEST_ROWS or all(len(row) < _FEWEST_CELLS for row in run):
        return []
    start, end = run[0][0].start, run[-1][-1].end
    rows = _with_one_header([*run])
    width = max(map(len, rows))
    padded = tuple((*row, *(_empty(row[-1].end) for _ in range(width - len(row)))) for row in rows)
    header = find_header(Table(padded, start, end))
    if header is None:
        return [Table(padded, start, end)]
    body = [_filled(row, rows[index], header.columns) for index, row in enumerate(padded) if index >= header.body]
    undivided = frozenset(header.body + index for index, (_, open_units) in enumerate(body) if open_units)
    return [Table((*padded[: header.body], *(row for row, _ in body)), start, end, undivided=undivided)]


def _filled(
    row: tuple[Cell, ...], own: tuple[Cell, ...], columns: Sequence[Column]
) -> tuple[tuple[Cell, ...], bool]:
    """A row with its cells under their columns, and whether its units may be those of either of two columns.

    ``own`` are the cells that the line has. A row of one or two cells may be a heading; one whose cells do not
    tell their columns stays as it is.
    """
    shifted = not own[-1].text and not fits(dict(enumerate(own)), columns)
    if shifted:
        own = own[: max(i for i, cell in enumerate(own) if cell.text) + 1]
    if len(own) >= len(columns) or len(own) < 2 or _GROUP.fullmatch(own[0].text):
        return row, False
    placed = place_cells(own, columns)
    if placed is None:
        return (_unread(own, columns) if not fits(dict(enumerate(own)), columns) else row), False
    if placed == dict(enumerate(own)):
        return row, False
    cells = tuple(placed.get(column, _empty(own[-1].end)) for column in range(len(columns)))
    return cells, leaves_units_open(placed, columns)


def _unread(own: Sequence[Cell], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """A row whose cells fit no columns, as one cell without a task, which the reader of rows reports."""
    at = next(i for i, column in enumerate(columns) if column.role in UNIT_ROLES)
    whole = Cell(" | ".join(cell.text for cell in own), own[0].start, own[-1].end)
    return tuple(whole if i == at else _empty(own[-1].end) for i in range(len(columns)))


def _with_one_header(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Put a second line of names (牵头单位, 配合单位) under the one name of the first that spans them (责任分工)."""
    upper, lower = rows[0], rows[1]
    width = len(upper) - 1 + len(lower)
    if not 2 <= len(lower) < len(upper) or not any(len(row) == width for row in rows[2:]):
        return rows
    at = spanning_name([cell.text for cell in upper], [cell.text for cell in lower])
    if at is None:
        return rows
    return [(*upper[:at], *lower, *upper[at + 1 :]), *rows[2:]]


def _empty(at: int) -> Cell:
    return Cell("", at, at)
