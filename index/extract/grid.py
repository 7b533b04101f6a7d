"""Table cells before they have a place in the text, and merged cells spread out over a grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.extract.limits import MAX_TABLE_CELLS

MAX_SPAN = 1_000
"""The HTML standard's bound for a column span; row spans are held to it too."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place in a grid. A place covered by a merge has no text and the (row, column) where the merge began."""

    text: str = ""
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as html writes it: it covers ``rows`` × ``columns`` places of the grid."""

    text: str
    rows: int = 1
    columns: int = 1


Grid = Sequence[Sequence[GridCell]]


def spread(rows: Iterable[Sequence[Spanned]]) -> list[list[GridCell]]:
    """The rectangular grid of rows of spanned cells, placed as browsers place them.

    Raises ValueError when the spans cover more than ``MAX_TABLE_CELLS`` places.
    """
    placed: dict[tuple[int, int], GridCell] = {}
    height = 0
    for row_index, row in enumerate(rows):
        height = row_index + 1
        column = 0
        for cell in row:
            while (row_index, column) in placed:
                column += 1
            _place(placed, cell, row_index, column)
            column += min(max(cell.columns, 1), MAX_SPAN)
    width = max((column + 1 for row, column in placed if row < height), default=0)
    return [[placed.get((row, column), GridCell()) for column in range(width)] for row in range(height)]


def _place(placed: dict[tuple[int, int], GridCell], cell: Spanned, row: int, column: int) -> None:
    rows, columns = (min(max(span, 1), MAX_SPAN) for span in (cell.rows, cell.columns))
    if len(placed) + rows * columns > MAX_TABLE_CELLS:
        raise ValueError(f"more than {MAX_TABLE_CELLS} cells")
    for down in range(rows):
        for right in range(columns):
            placed.setdefault(
                (row + down, column + right),
                GridCell(origin=(row, column)) if down or right else GridCell(cell.text),
            )


def rectangular(rows: Sequence[Sequence[GridCell]]) -> list[list[GridCell]]:
    """The rows, each filled with empty cells to the width of the longest."""
    width = max(map(len, rows), default=0)
    return [[*row, *(GridCell() for _ in range(width - len(row)))] for row in rows]
