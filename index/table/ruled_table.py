"""Tables drawn with line characters (┌─┬─┐ │ │ ├─┼─┤), as legal databases of the 2000s print them: given back their grid.

A cell's lines stand between those of its neighbours. The drawing is replaced by one line a row, cells split by tabs, so
that a cell is one range of the text again. A column with text where the others have a rule goes on: it is merged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wcwidth import wcwidth

from index.model.source import Cell, Line, SourceText, Table
from index.table.cell_shape import is_break

_TOP = re.compile(r"^\s*(?:[┌┏╔][─━═┬┯┳╦]+[┐┓╗]|\+[-=+]*-\+)\s*$")
_BOTTOM = re.compile(r"^\s*(?:[└┗╚][─━═┴┷┻╩]+[┘┛╝]|\+[-=+]*-\+)\s*$")
_BORDER = re.compile(r"[│┃║├┣╠┤┫╣┼╋╬┬┳╦┴┻╩┌└┐┘|]|(?<![^|\s])\+(?=[-=])|(?<=[-=])\+")
_RULE = re.compile(r"^[─━═=\-\s]*[─━═=\-][─━═=\-\s]*$")


@dataclass(slots=True)
class _Box:
    """A cell: the printed lines of its text."""

    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The lines in one piece, a blank between two units."""
        joined = ""
        for line in self.lines:
            joined += (" " if joined and is_break(joined, line) else "") + line
        return joined


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two borders of a line, and the printed columns where it begins and ends."""

    text: str
    start: int
    end: int

    @property
    def is_rule(self) -> bool:
        """Whether it is part of a line between rows."""
        return bool(_RULE.match(self.text))


def unfold_ruled_tables(source: SourceText) -> SourceText:
    """Replace every drawn table of ``source`` by rows of cells; a source without one is returned as it is."""
    if not any(_TOP.match(source.text[line.start : line.end]) for line in source.lines):
        return source
    text, shifts = "", []
    lines: list[Line] = []
    tables: list[Table] = []
    position = 0
    while position < len(source.lines):
        line = source.lines[position]
        end = _bottom(source, position)
        if end is None:
            shifts.append((line.start, len(text) - line.start))
            lines.append(replace(line, start=len(text), end=len(text) + line.end - line.start))
            text += source.text[line.start : line.end] + "\n"
            position += 1
            continue
        drawn = [source.text[one.start : one.end] for one in source.lines[position + 1 : end]]
        rows, written = _written(_bands(drawn), len(text))
        if rows:
            tables.append(Table(rows, len(text), len(text) + len(written), line.page))
        for row in written.split("\n"):
            lines.append(Line(len(text), len(text) + len(row), line.page, line.confidence))
            text += row + "\n"
        position = end + 1
    kept = tuple(_shifted(table, shifts) for table in source.tables)
    return replace(source, text=text[:-1], lines=tuple(lines), tables=tuple(sorted((*kept, *tables), key=_start)))


def _start(table: Table) -> int:
    return table.start


def _bottom(source: SourceText, top: int) -> int | None:
    """The index of the line that closes the drawing whose first line is ``top``."""
    if not _TOP.match(source.text[source.lines[top].start : source.lines[top].end]):
        return None
    ascii_drawing = source.text[source.lines[top].start : source.lines[top].end].lstrip().startswith("+")
    bottom: int | None = None
    for index in range(top + 1, len(source.lines)):
        text = source.text[source.lines[index].start : source.lines[index].end]
        if _BOTTOM.match(text):
            if not ascii_drawing:
                return index
            bottom = index  # its rules look alike: the last one closes the drawing
        elif (ascii_drawing or text.strip()) and not _BORDER.match(text.strip()):
            return bottom
    return bottom


def _bands(drawn: Sequence[str]) -> list[list[_Box]]:
    """The rows of the grid: for each column its cell, the same one where cells are merged."""
    pieces = [found for found in map(_pieces, drawn) if found]
    width = max(map(len, pieces), default=0)
    full = next((found for found in pieces if len(found) == width), [])
    bands: list[list[_Box]] = []
    ruled = True
    for found in pieces:
        spread = _spread(found, full)
        rules = [piece.is_rule for piece in spread]
        if all(rules):
            ruled = True
            continue
        if any(rules) or ruled:
            bands.append(_next_band(bands[-1] if bands else None, spread, ruled))
            ruled = False
        told: set[int] = set()
        for box, piece in zip(bands[-1], spread, strict=True):
            if not piece.is_rule and piece.text.strip() and id(piece) not in told:
                told.add(id(piece))
                box.lines.append(piece.text.strip())
    return bands


def _next_band(above: list[_Box] | None, spread: Sequence[_Piece], ruled: bool) -> list[_Box]:
    """A new row: a new cell under each rule, the cell above where there is none; one cell where a piece spans columns."""
    boxes: list[_Box] = []
    for column, piece in enumerate(spread):
        if column and spread[column - 1] is piece and not piece.is_rule:
            boxes.append(boxes[-1])
        elif above is not None and not ruled and not piece.is_rule:
            boxes.append(above[column])
        else:
            boxes.append(_Box())
    return boxes


def _pieces(line: str) -> list[_Piece]:
    """What stands between the borders of a line, at its places in half characters."""
    found: list[_Piece] = []
    line = line.strip()
    wide = 1 if line[:1] in "|+" else 2
    borders = [match.start() for match in _BORDER.finditer(line)]
    start = 0
    for border, following in pairwise(borders):
        text = line[border + 1 : following]
        cells = sum(wide if _RULE.match(char) else max(0, wcwidth(char)) for char in text)
        found.append(_Piece(text, start + wide, start + wide + cells))
        start += wide + cells
    return found


def _spread(found: Sequence[_Piece], full: Sequence[_Piece]) -> list[_Piece]:
    """For each column the piece that covers it: a piece of a line with fewer borders covers several."""
    if len(found) == len(full):
        return list(found)
    middles = [(piece.start + piece.end) / 2 for piece in full]
    return [min(found, key=lambda piece: max(piece.start - middle, middle - piece.end, 0.0)) for middle in middles]


def _written(bands: Sequence[Sequence[_Box]], start: int) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    """The rows as cells located from ``start`` on, and the text that they fill."""
    first: dict[int, Cell] = {}
    rows: list[tuple[Cell, ...]] = []
    lines: list[str] = []
    for band in bands:
        row: list[Cell] = []
        written = ""
        for column, box in enumerate(band):
            written += "\t" if column else ""
            if id(box) in first:
                row.append(replace(first[id(box)], merged=True))
                continue
            text = box.text()
            first[id(box)] = Cell(text, start + len(written), start + len(written) + len(text))
            row.append(first[id(box)])
            written += text
        rows.append(tuple(row))
        lines.append(written)
        start += len(written) + 1
    return tuple(rows), "\n".join(lines)


def _shifted(table: Table, shifts: Sequence[tuple[int, int]]) -> Table:
    """A table that the extractor had found, at its place in the new text."""
    by = next((shift for start, shift in reversed(shifts) if start <= table.start), 0)
    rows = tuple(
        tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in row) for row in table.rows
    )
    return replace(table, rows=rows, start=table.start + by, end=table.end + by)
