"""Tables in plain text with tabs or bars between the cells: found and given back their grid."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.model.source import Cell, Line, SourceText, Table
from index.table.cell_assignment import OUTSIDE, assign
from index.table.cell_shape import CellLine
from index.table.grid_header import find_header
from index.table.header import UNIT_ROLES, Column, columns_from_names, role_of, spanning_name
from index.table.one_line_cells import fits

_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])[^。]{1,40}$")
_GROUP = re.compile(r"[一二三四五六七八九十]+[、.．]?|[（(][一二三四五六七八九十]+[)）]")
_BARS = ("|", "｜")
_RULE = re.compile(r"^[\s|｜:：+\-—=]+$")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_NUMBER = re.compile(r"^(?:[（(]?\d{1,3}[)）]?|\d{1,2}(?:[.．]\d{1,2})+)[.．、]?$")


def delimited_tables(source: SourceText) -> list[Table]:
    """Runs of lines whose cells are split by tabs or bars, outside the tables that the source has already.

    A heading line between such rows is a row of one cell. Cells that a merge left out (a row is shorter than the
    header) are put back, see :func:`_filled`.
    """
    taken = [(table.start, table.end) for table in source.tables]
    tables: list[Table] = []
    run: list[tuple[Cell, ...]] = []
    edged = False
    position = 0
    for line in source.lines:
        while position < len(taken) and taken[position][1] <= line.start:
            position += 1
        inside = position < len(taken) and taken[position][0] <= line.start
        text = source.text[line.start : line.end]
        if not run:
            edged = text.lstrip().startswith(_BARS)
        cells = () if inside else _cells(text, line, edged)
        fewest = 2 if run or _names_columns(cells) else _FEWEST_CELLS
        if len(cells) >= fewest or (run and cells and _HEADING.match(text)):
            run.append(cells)
        elif inside or (text.strip() and not _RULE.match(text)):
            tables += _table(run)
            run = []
    return tables + _table(run)


def _names_columns(cells: Sequence[Cell]) -> bool:
    """Whether two cells are the header of a duty table: 责任单位 | 工作任务."""
    names = [cell.text for cell in cells]
    return len(names) == 2 and None not in map(role_of, names) and columns_from_names(names) is not None


def _cells(text: str, line: Line, edged: bool) -> tuple[Cell, ...]:
    """The cells of a line. ``edged``: the table has a bar at its left edge; else a bar there follows an empty cell."""
    tabs = "\t" in text
    if _RULE.match(text):
        return ()
    bounds = [
        0,
        *(match.end() for match in re.finditer("\t" if tabs else f"[{''.join(_BARS)}]", text)),
        len(text) + 1,
    ]
    cells = [_cell(text, line, start, end - 1) for start, end in pairwise(bounds)]
    if not tabs and edged and text.lstrip().startswith(_BARS):
        cells = cells[1:]
    if not tabs and text.rstrip().endswith(_BARS):
        cells = cells[:-1]
    return tuple(cells)


def _cell(text: str, line: Line, start: int, end: int) -> Cell:
    bare = text[start:end]
    begin = line.start + start + len(bare) - len(bare.lstrip())
    return Cell(bare.strip(), begin, begin + len(bare.strip()))


def _table(run: Sequence[tuple[Cell, ...]]) -> list[Table]:
    if len(run) < _FEWEST_ROWS or (all(len(row) < _FEWEST_CELLS for row in run) and not _names_columns(run[0])):
        return []
    start, end = run[0][0].start, run[-1][-1].end
    rows = _with_one_header([*run])
    width = max(map(len, rows))
    padded = tuple((*row, *(_empty(row[-1].end) for _ in range(width - len(row)))) for row in rows)
    header = find_header(Table(padded, start, end))
    if header is None:
        return [Table(padded, start, end, merges_lost=True)]
    body = [_filled(row, rows[index], header.columns) for index, row in enumerate(padded) if index >= header.body]
    undivided = frozenset(header.body + index for index, (_, open_units) in enumerate(body) if open_units)
    return [
        Table(
            (*padded[: header.body], *(row for row, _ in body)), start, end, undivided=undivided, merges_lost=True
        )
    ]


def _filled(
    row: tuple[Cell, ...], own: tuple[Cell, ...], columns: Sequence[Column]
) -> tuple[tuple[Cell, ...], bool]:
    """A row with its cells under their columns, and whether its units may be those of either of two columns.

    ``own`` are the cells that the line has. A row of one or two cells may be a heading; one whose cells do not
    tell their columns stays as it is.
    """
    if len(own) == len(columns) and _says_only_units(own, columns):
        return row, False  # the rest of names that a page break cut
    shifted = not own[-1].text and not fits(dict(enumerate(own)), columns)
    if shifted:
        own = own[: max(i for i, cell in enumerate(own) if cell.text) + 1]
    if len(own) >= len(columns) or len(own) < 2 or _GROUP.fullmatch(own[0].text):
        return row, False
    placed = _place_cells(own, columns)
    if placed is None:
        return (_unread(own, columns) if not fits(dict(enumerate(own)), columns) else row), False
    if placed == dict(enumerate(own)):
        return row, False
    cells = tuple(placed.get(column, _empty(own[-1].end)) for column in range(len(columns)))
    return cells, _leaves_units_open(placed, columns)


def _says_only_units(own: Sequence[Cell], columns: Sequence[Column]) -> bool:
    return all(not cell.text or column.role in UNIT_ROLES for cell, column in zip(own, columns, strict=True))


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


def _place_cells(cells: Sequence[Cell], columns: Sequence[Column]) -> dict[int, Cell] | None:
    """The column of each cell, in order; None when the cells do not tell.

    A number stands in the number column; the others are placed by what they look like (units, dates, persons).
    """
    roles = [column.role for column in columns]
    numbered = roles.index("number") if "number" in roles else None
    if numbered is None:
        return _placed(cells, 0, columns)
    at = next((i for i, cell in enumerate(cells[: numbered + 1]) if _NUMBER.match(cell.text)), None)
    if at is None:
        return _placed(cells, numbered + 1, columns[numbered + 1 :])
    left = _placed(cells[:at], 0, columns[:numbered])
    right = _placed(cells[at + 1 :], numbered + 1, columns[numbered + 1 :])
    return None if left is None or right is None else {**left, numbered: cells[at], **right}


def _placed(cells: Sequence[Cell], first: int, columns: Sequence[Column]) -> dict[int, Cell] | None:
    if len(cells) > len(columns):
        return None
    if len(cells) == len(columns) or not cells:
        return {first + i: cell for i, cell in enumerate(cells)}
    if not any(column.role == "task" for column in columns):
        return {first + i: cell for i, cell in enumerate(cells)}
    lines = [CellLine(cell.text, cell.start, cell.end, closes=True) for cell in cells]
    found = assign(lines, [column.role for column in columns], None, False, False)
    distinct = len(set(found.columns)) == len(cells) and OUTSIDE not in found.columns and not any(found.subrows)
    placed = {first + column: cell for column, cell in zip(found.columns, cells, strict=True)}
    return placed if distinct and fits({i - first: cell for i, cell in placed.items()}, columns) else None


def _leaves_units_open(placed: dict[int, Cell], columns: Sequence[Column]) -> bool:
    """Whether a row has fewer unit cells than unit columns, so that its units may be those of either column."""
    of_units = [i for i, column in enumerate(columns) if column.role in UNIT_ROLES]
    said = sum(i in placed for i in of_units)
    return 0 < said < len(of_units)
