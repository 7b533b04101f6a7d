"""The lines of a text as cells of flattened tables; a row on one line, its cells split by blanks, as its cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model.source import Line, SourceText
from index.table.cell_shape import CellLine, row_number
from index.table.flattened_header import is_heading
from index.table.header import columns_from_names, role_of

_WIDE, _NARROW = re.compile(r"[ \u3000]{2,}|\u3000"), re.compile(r"[ \u3000]+")
_FEWEST_NAMES = 3
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class _Spacing:
    """How the header of a table has its names apart: the blanks between two, and how many names."""

    between: re.Pattern[str]
    names: int


def cell_lines(source: SourceText, taken: Sequence[tuple[int, int]]) -> list[CellLine]:
    """The lines of ``source`` outside the ranges ``taken``, a closing bar taken off.

    Below a line of column names with blanks between them, each line that begins with a number is split at such
    blanks, and so are the lines that go on with it.
    """
    lines: list[CellLine] = []
    blank, ranges, position = False, sorted(taken), 0
    spacing: _Spacing | None = None
    for line in source.lines:
        while position < len(ranges) and ranges[position][1] <= line.start:
            position += 1
        inside = position < len(ranges) and ranges[position][0] <= line.start < ranges[position][1]
        text = source.text[line.start : line.end]
        if inside or not text.strip():
            blank = True
            continue
        spacing = _spacing(text) or (None if blank and not _begins_row(text) else spacing)
        cut = spacing if spacing and not is_heading(text.strip()) else None
        lines += _cells(text, line, cut, blank)
        blank = False
    return lines


def _begins_row(text: str) -> bool:
    return is_heading(text.strip()) or row_number(text.split()[0]) is not None


def _spacing(text: str) -> _Spacing | None:
    """The spacing of a line of column names, None for any other line."""
    if len(text) > _LONGEST_HEADER or "\t" in text or "|" in text:
        return None
    for between in (_WIDE, _NARROW):
        names = between.split(text.strip())
        known = sum(role_of(name) is not None for name in names)
        if len(names) >= _FEWEST_NAMES and known > len(names) - 1 and "number" in map(role_of, names[:2]):
            return _Spacing(between, len(names)) if columns_from_names(names) else None
    return None


def _cells(text: str, line: Line, spacing: _Spacing | None, blank: bool) -> Iterator[CellLine]:
    bare = text.strip()
    start = line.start + len(text) - len(text.lstrip())
    closes = bare.endswith("|")
    bare = bare.rstrip("|").rstrip()
    if spacing is None:
        yield CellLine(bare, start, start + len(bare), closes, blank)
        return
    bounds = [0, *(edge for gap in spacing.between.finditer(bare) for edge in gap.span()), len(bare)]
    cells = list(zip(bounds[::2], bounds[1::2], strict=True))
    for begin, end in cells:
        yield CellLine(bare[begin:end], start + begin, start + end, len(cells) == spacing.names, blank)
