"""Ruled tables on a PDF page: pdfplumber finds the cells, the characters inside them become a grid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from index.extract.grid import Grid, GridCell
from index.extract.layout import Piece, into_lines
from index.text.printed_width import printed_width

SAME_EDGE = 3.0
"""Edges of cells closer than this (points) are one edge."""

WRAP_SLACK = 2.2
"""A line in a cell that leaves less room than this many characters was broken by the cell, not by the writer."""

OPEN_END = re.compile(r"[、，,（(〔【—-]\s*$")
CLOSED_END = re.compile(r"[。；;]\s*$")
ITEM_START = re.compile(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)．、.]|[①-⑳])")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A grid, where it begins on the page and the places of its column edges."""

    top: float
    columns: tuple[float, ...]
    grid: Grid


def find_tables(
    data: bytes, index: int, characters: Sequence[Piece], above: Sequence[float] = ()
) -> tuple[list[PlacedTable], list[Piece]]:
    """The ruled tables of a page (0-based) of at least two rows and columns, and the characters outside them.

    A single row at the top of a page is one where ``above``, the column edges of the table that ends the page before,
    are its own. A table without any text (frames of balloons) is none.
    """
    import pdfplumber

    with pdfplumber.open(BytesIO(data), pages=[index + 1]) as document:
        boxes = [tuple(found.cells) for found in document.pages[0].find_tables()]
    rest = list(characters)
    tables: list[PlacedTable] = []
    for cells in boxes:
        columns, rows = _edges(cells, 0, 2), _edges(cells, 1, 3)
        lone = not tables and len(rows) == 2 and same_edges(above, columns)
        if len(columns) < 3 or (len(rows) < 3 and not lone):
            continue  # a frame, or a rule across the page
        inside: dict[Box, list[Piece]] = {cell: [] for cell in cells}
        outside: list[Piece] = []
        for character in rest:
            cell = next((known for known in cells if _holds(known, character)), None)
            (inside[cell] if cell is not None else outside).append(character)
        rest = outside
        if any(inside.values()):
            tables.append(PlacedTable(rows[0], tuple(columns), _grid(inside, columns, rows)))
    return tables, rest


def same_edges(above: Sequence[float], columns: Sequence[float]) -> bool:
    """Whether two tables have the same column edges."""
    return len(above) == len(columns) and all(
        abs(before - after) <= SAME_EDGE for before, after in zip(above, columns, strict=True)
    )


def _holds(cell: Box, character: Piece) -> bool:
    x, y = (character.left + character.right) / 2, (character.top + character.bottom) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _edges(cells: Sequence[Box], *sides: int) -> list[float]:
    edges: list[float] = []
    for place in sorted(cell[side] for cell in cells for side in sides):
        if not edges or place - edges[-1] > SAME_EDGE:
            edges.append(place)
    return edges


def _grid(inside: dict[Box, list[Piece]], columns: list[float], rows: list[float]) -> Grid:
    grid = [[GridCell() for _ in columns[1:]] for _ in rows[1:]]
    for cell, characters in inside.items():
        left, right = _nearest(columns, cell[0]), _nearest(columns, cell[2])
        top, bottom = _nearest(rows, cell[1]), _nearest(rows, cell[3])
        for row in range(top, bottom):
            for column in range(left, right):
                first = (row, column) == (top, left)
                grid[row][column] = (
                    GridCell(cell_text(into_lines(characters), cell[2] - cell[0]))
                    if first
                    else GridCell(origin=(top, left))
                )
    return grid


def _nearest(edges: list[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def cell_text(lines: Sequence[Piece], width: float) -> str:
    """The text of a cell, with the lines that the cell's width broke joined again."""
    text = ""
    for at, line in enumerate(lines):
        text += line.text.strip()
        if at + 1 < len(lines) and not _is_broken(line, lines[at + 1], width):
            text += "\n"
    return text


def _is_broken(line: Piece, following: Piece, width: float) -> bool:
    if OPEN_END.search(line.text):
        return True
    if CLOSED_END.search(line.text) or ITEM_START.match(following.text):
        return False
    ems = printed_width(line.text) or 1.0
    em = (line.right - line.left) / ems
    return width - (line.right - line.left) < WRAP_SLACK * em
