"""Lines and tables, in reading order, into one SourceText with exact offsets."""

import re
from collections.abc import Sequence

from index.extract.grid import Grid, GridCell
from index.extract.limits import MAX_LINES, MAX_TABLE_CELLS, MAX_TEXT_CHARACTERS
from index.model.errors import UnreadableFileError
from index.model.source import Cell, Line, SourceText, Table
from index.text.plain import plain_characters

LINE_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


class Assembly:
    """Collects the lines and tables of one file; ``source`` gives the finished text.

    Raises UnreadableFileError when the text outgrows the limits.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._parts: list[str] = []
        self._length = 0
        self._cells = 0
        self._lines: list[Line] = []
        self._tables: list[Table] = []
        self._left_out: list[str] = []

    def add_text(self, text: str, page: int = 0, confidence: float = 1.0) -> None:
        """Adds a text, one line for each of its lines."""
        for line in LINE_BREAK.split(text):
            self._add_line(plain_characters(line), page, confidence)

    def add_paragraph(self, text: str, page: int = 0, confidence: float = 1.0) -> None:
        """Adds the lines of a text that hold anything but blanks."""
        for line in LINE_BREAK.split(text):
            if line := plain_characters(line).rstrip():
                self._add_line(line, page, confidence)

    def add_table(self, grid: Grid, page: int = 0, *, merges_lost: bool = False) -> None:
        """Adds a grid, one line a row. A cell covered by a merge takes the text of the merge's first cell.

        ``merges_lost``: the format cannot say which cells are merged.
        """
        start = self._length
        rows: list[tuple[Cell, ...]] = []
        for cells in grid:
            self._cells += len(cells)
            if self._cells > MAX_TABLE_CELLS:
                raise self._outgrown("表格的单元格", MAX_TABLE_CELLS)
            self._add_row(cells, rows, page)
        if rows:
            self._tables.append(Table(tuple(rows), start, self._length - 1, page, merges_lost=merges_lost))

    def add_sheet(self, grid: Grid, *, merges_lost: bool = False) -> None:
        """Adds a sheet: the rows above its table that hold a single value are lines of text."""
        body = 0
        while body < len(grid) and sum(bool(cell.text) for cell in grid[body]) <= 1:
            for cell in grid[body]:
                if cell.text:
                    self.add_paragraph(cell.text)
            body += 1
        if body < len(grid):
            self.add_table(
                [[_moved_up(cell, body) for cell in row] for row in grid[body:]], merges_lost=merges_lost
            )

    def leave_out(self, what: str) -> None:
        """Notes a part of the file that is not in the text, in Chinese, for the import report."""
        self._left_out.append(what)

    def source(
        self, format_name: str, *, hard_wrapped: bool = False, metadata: dict[str, str] | None = None
    ) -> SourceText:
        """The finished text; line ends are single line feeds."""
        return SourceText(
            "".join(self._parts)[:-1],
            tuple(self._lines),
            tuple(self._tables),
            hard_wrapped,
            format_name,
            metadata or {},
            tuple(dict.fromkeys(self._left_out)),
        )

    def _add_row(self, cells: Sequence[GridCell], rows: list[tuple[Cell, ...]], page: int) -> None:
        row: list[Cell] = []
        shown: list[str] = []
        offset = self._length
        for cell in cells:
            if cell.origin is None:
                text = plain_characters(LINE_BREAK.sub("\n", cell.text)).replace("\t", " ").strip()
                row.append(Cell(text, offset, offset + len(text)))
                shown.append(text.replace("\n", " "))
            else:
                first = (
                    row[cell.origin[1]] if cell.origin[0] == len(rows) else rows[cell.origin[0]][cell.origin[1]]
                )
                row.append(Cell(first.text, first.start, first.end, merged=True))
                shown.append("")
            offset += len(shown[-1]) + 1
        rows.append(tuple(row))
        self._add_line("\t".join(shown), page, 1.0)

    def _add_line(self, line: str, page: int, confidence: float) -> None:
        start = self._length
        self._lines.append(Line(start, start + len(line), page, confidence))
        self._parts += (line, "\n")
        self._length += len(line) + 1
        if self._length > MAX_TEXT_CHARACTERS:
            raise self._outgrown("文字", MAX_TEXT_CHARACTERS)
        if len(self._lines) > MAX_LINES:
            raise self._outgrown("行", MAX_LINES)

    def _outgrown(self, what: str, limit: int) -> UnreadableFileError:
        return UnreadableFileError(
            f"文件“{self._file_name}”的{what}超过上限 {limit:,}，不像一份分工文件。请拆分后再试。"
        )


def _moved_up(cell: GridCell, by: int) -> GridCell:
    """The cell in a grid without its first rows; a merge that began there is gone."""
    if cell.origin is None or cell.origin[0] < by:
        return GridCell(cell.text)
    return GridCell(origin=(cell.origin[0] - by, cell.origin[1]))
