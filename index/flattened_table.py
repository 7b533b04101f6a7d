"""Duty tables whose grid is lost: one cell a line (or several wrapped lines), as a pdf or a web page pastes them.

The header lines name the columns; the lines between one number and the next are one row, which
``index.cell_assignment`` splits into cells. Page marks and repeated headers inside a row only cut it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.cell_assignment import LONGEST_ROW
from index.cell_shape import CellLine, is_date, is_none, is_unit
from index.flattened_row import RowReader, Stretch
from index.grid_table import heading_level, heading_text
from index.model import Diagnostic
from index.source import SourceText
from index.table_header import LONGEST_NAME, Column, clean_name, columns_from_names, role_of
from index.table_row import TableRow

_MOST_HEADER_LINES = 16
_NUMBER = re.compile(r"^([（(]?(\d{1,3})[)）]?)[.．、]?$")
_CLOSING = re.compile(r"^(?:抄送|抄报|主送|[（(]?此件|附注|印发范围|.{0,20}\d{4}年\d{1,2}月\d{1,2}日印发$)")
_SIGNING_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$")
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇])"
)
_ATTACHMENT = re.compile(r"^附(?:件|表|录)?[\s\d一二三四五六七八九十]*[:：]?$")
_PAGE_MARK = re.compile(r"^(?:[-—–－·]\s*[\d０-９]+\s*[-—–－·]|第\s*\d+\s*页.*|\d+\s*/\s*\d+\s*页?)$")
_DASH = re.compile(r"^[—–－-]+$")
_DANGLING = re.compile(r"^(?:序|责任|牵头|配合|协同|协办|完成|分管|落实|时间|工作|主要|重点|具体|目标)$")


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A table found in lines: its columns, rows, what was not understood, and the range it fills."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    diagnostics: tuple[Diagnostic, ...]
    start: int
    end: int


def flattened_tables(source: SourceText, taken: Sequence[tuple[int, int]]) -> list[FlattenedTable]:
    """The flattened duty tables of a text, outside the ranges ``taken``.

    One without a number column has no safe row borders: it is left to be read as text.
    """
    lines = _cell_lines(source, taken)
    found: list[FlattenedTable] = []
    index = 0
    while index < len(lines):
        header = _header_at(lines, index)
        if header is None:
            index += 1
            continue
        columns, body = header
        table, index = _TableScan(source.text, lines, columns, index, body).read()
        if table is not None:
            found.append(table)
    return found


def _cell_lines(source: SourceText, taken: Sequence[tuple[int, int]]) -> list[CellLine]:
    lines: list[CellLine] = []
    blank, ranges, position = False, sorted(taken), 0
    for line in source.lines:
        while position < len(ranges) and ranges[position][1] <= line.start:
            position += 1
        inside = position < len(ranges) and ranges[position][0] <= line.start < ranges[position][1]
        text = source.text[line.start : line.end]
        bare = text.strip()
        if inside or not bare:
            blank = True
            continue
        closes = bare.endswith("|")
        bare = bare.rstrip("|").rstrip()
        start = line.start + len(text) - len(text.lstrip())
        lines.append(CellLine(bare, start, start + len(bare), closes, blank))
        blank = False
    return lines


def _header_at(lines: Sequence[CellLine], index: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns and first body line of a header that begins here with its number column, else None."""
    if role_of(lines[index].text) != "number" and clean_name(lines[index].text) != "序":
        return None
    for body in range(index + 3, min(len(lines), index + _MOST_HEADER_LINES)):
        text = lines[body].text
        if len(clean_name(text)) > LONGEST_NAME:
            return None
        if not _NUMBER.match(text) and not (_GROUP.match(text) and _number_follows(lines, body)):
            continue
        columns = columns_from_names(_names(lines[index:body]))
        return (columns, body) if columns is not None and columns[0].role == "number" else None
    return None


def _number_follows(lines: Sequence[CellLine], index: int) -> bool:
    return any(_NUMBER.match(line.text) for line in lines[index + 1 : index + 2])


def _names(lines: Sequence[CellLine]) -> list[str]:
    """Column names of the header lines, those that were broken over lines joined."""
    if any(line.closes for line in lines):
        return [line.text for line in lines]
    names: list[str] = []
    for line in lines:
        text = clean_name(line.text)
        joined = names[-1] + text if names else text
        broken = names and (role_of(names[-1]) is None or _DANGLING.match(names[-1]))
        if broken and role_of(joined) is not None:
            names[-1] = joined
        else:
            names.append(text)
    return names


class _TableScan:
    """Walks the lines of one table: rows, page breaks, group headings, and where the table ends."""

    def __init__(
        self, text: str, lines: Sequence[CellLine], columns: tuple[Column, ...], first: int, body: int
    ) -> None:
        self._text = text
        self._lines = lines
        self._columns = columns
        self._first = first
        self._body = body
        self._header = [clean_name(line.text) for line in lines[first:body]]
        self._stretches: list[Stretch] = []
        self._groups: list[str] = []

    def read(self) -> tuple[FlattenedTable | None, int]:
        """The table and the index of the first line after it."""
        index = self._body
        while index < len(self._lines):
            step = self._step(index)
            if step == 0:
                break
            index += step
        if not self._stretches:
            return None, self._body
        gaps = sum(line.after_blank for line in self._lines[self._body : index])
        paragraphs = gaps * 2 > index - self._body
        rows, notes = RowReader(self._text, self._columns, paragraphs).read(self._stretches)
        end = max((row.end for row in rows), default=self._lines[index - 1].end)
        after = next((i for i in range(self._body, index) if self._lines[i].start >= end), index)
        return FlattenedTable(self._columns, tuple(rows), tuple(notes), self._lines[self._first].start, end), after

    def _step(self, index: int) -> int:
        """How many lines the element at ``index`` has; 0: the table has ended."""
        page = self._page_break(index)
        if page:
            self._cut()
            return page
        text = self._lines[index].text
        if self._is_next_number(index):
            self._stretches.append(
                Stretch(_NUMBER.sub(r"\1", text), tuple(self._groups), self._lines[index].start)
            )
            return 1
        if _ATTACHMENT.match(text) or _CLOSING.match(text) or self._is_signature(index):
            return 0
        if _header_at(self._lines, index) is not None:
            return 0
        if _GROUP.match(text) and len(text) <= 40 and not text.endswith("。"):
            if not self._number_after_pages(index + 1):
                return 0
            self._open_group(heading_text(text))
            return 1
        if not self._stretches or self._stretches[-1].size() >= LONGEST_ROW:
            return 0
        self._stretches[-1].parts[-1].append(self._lines[index])
        return 1

    def _page_break(self, index: int) -> int:
        """The number of lines of a page mark or repeated header at ``index``."""
        text = self._lines[index].text
        if _PAGE_MARK.match(text):
            return 1
        marks = [line.text for line in self._lines[index : index + 3]]
        if len(marks) == 3 and _DASH.match(marks[0]) and marks[1].isdigit() and _DASH.match(marks[2]):
            return 3
        if clean_name(text) != self._header[0]:
            return 0
        size = len(self._header)
        same = [clean_name(line.text) for line in self._lines[index : index + size]] == self._header
        return size if same else 0

    def _cut(self) -> None:
        if self._stretches and self._stretches[-1].parts[-1]:
            self._stretches[-1].parts.append([])

    def _is_next_number(self, index: int) -> bool:
        match = _NUMBER.match(self._lines[index].text)
        if match is None:
            return False
        if not self._stretches:
            return True
        last = self._stretches[-1]
        before = _NUMBER.match(last.number)
        if not last.parts[0] or before is None or (match[1] == match[2]) != (before[1] == before[2]):
            return False
        number = int(match[2])
        step = number - int(before[2])
        restarts = number == 1 and tuple(self._groups) != last.groups
        return step == 1 or restarts or (1 < step <= 3 and self._row_looks_complete())

    def _row_looks_complete(self) -> bool:
        lines = [line for part in self._stretches[-1].parts for line in part]
        return len(lines) > 1 and (is_none(lines[-1].text) or is_unit(lines[-1].text))

    def _is_signature(self, index: int) -> bool:
        """Whether the issuer and the date of issue stand here: units and a date after a row that has its own."""
        following = self._lines[index + 1 : index + 2]
        if not following or not _SIGNING_DATE.match(following[0].text) or not is_unit(self._lines[index].text):
            return False
        if following[0].text.endswith("印发"):
            return True
        row = [line.text for part in self._stretches[-1].parts for line in part] if self._stretches else []
        dated = any(column.role == "deadline" for column in self._columns)
        return len(row) > 1 and (is_date(row[-1]) if dated else is_unit(row[-1]))

    def _number_after_pages(self, index: int) -> bool:
        while index < len(self._lines):
            page = self._page_break(index)
            if not page:
                return bool(_NUMBER.match(self._lines[index].text))
            index += page
        return False

    def _open_group(self, heading: str) -> None:
        level = min(heading_level(heading), len(self._groups))
        self._groups[level:] = [heading]
