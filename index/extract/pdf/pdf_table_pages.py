"""Tables that go on over a page break, joined into one."""

import re

from index.extract.grid import Grid, GridCell
from index.extract.pdf.pdf_tables import PlacedTable, same_edges

SERIAL = re.compile(r"\d{1,4}")
MIN_SERIAL_SHARE = 0.6
"""A column is one of serial numbers when this share of its filled cells are numbers."""

CLOSED = "。；;"


def goes_on(upper: PlacedTable, lower: PlacedTable) -> bool:
    """Whether a table at the top of a page has the column edges of the table at the foot of the page before."""
    return same_edges(upper.columns, lower.columns)


def joined(upper: PlacedTable, lower: PlacedTable) -> PlacedTable:
    """One table of both parts.

    Header rows that the second part repeats are dropped. A first row without its serial number is the rest of the
    row that the page break cut; a first cell that is empty in a column of merged cells goes on with the merge.
    """
    grid = [list(row) for row in upper.grid]
    repeated = _repeated(upper.grid, lower.grid)
    shift = len(grid) - repeated
    rows = [[_moved(cell, shift) for cell in row] for row in lower.grid[repeated:]]
    if rows and _is_rest(upper.grid, rows[0]):
        grid[-1] = [_extended(cell, rest) for cell, rest in zip(grid[-1], rows[0], strict=True)]
        del rows[0]
        rows = [[_moved(cell, -1) for cell in row] for row in rows]
    elif rows:
        _go_on_with_merges(grid, rows)
    return PlacedTable(upper.top, upper.columns, [*grid, *rows])


def _repeated(upper: Grid, lower: Grid) -> int:
    """How many rows at the beginning of both parts are the same."""
    count = 0
    for above, below in zip(upper, lower, strict=False):
        if list(above) != list(below) or not any(cell.text for cell in below):
            break
        count += 1
    return count


def _moved(cell: GridCell, by: int) -> GridCell:
    return cell if cell.origin is None else GridCell(origin=(max(cell.origin[0] + by, 0), cell.origin[1]))


def _is_rest(upper: Grid, row: list[GridCell]) -> bool:
    for column, cell in enumerate(row):
        filled = [above[column].text for above in upper if above[column].text]
        numbers = sum(bool(SERIAL.fullmatch(text)) for text in filled)
        if filled and numbers >= MIN_SERIAL_SHARE * len(filled):
            return cell == GridCell()
    return False


def _extended(cell: GridCell, rest: GridCell) -> GridCell:
    if cell.origin is not None or not rest.text:
        return cell
    return GridCell(cell.text + ("\n" if cell.text.endswith(tuple(CLOSED)) else "") + rest.text)


def _go_on_with_merges(grid: list[list[GridCell]], rows: list[list[GridCell]]) -> None:
    """Gives empty first cells of the second part, and those merged with them, the origin of the merge above."""
    start = len(grid)
    for column, cell in enumerate(rows[0]):
        origins = ((at, above[column].origin) for at, above in enumerate(grid))
        if cell == GridCell() and any(origin is not None and origin[0] < at for at, origin in origins):
            origin = grid[-1][column].origin or (start - 1, column)
            for row in rows:
                if row[column] == GridCell(origin=(start, column)) or row is rows[0]:
                    row[column] = GridCell(origin=origin)
