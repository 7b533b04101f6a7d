"""Duty tables whose grid is lost: one cell a line (or several wrapped lines), as a pdf or a web page pastes them.

The header lines name the columns; the lines between one number and the next are one row, which
``index.table.cell_assignment`` splits into cells. Page marks and repeated headers inside a row only cut it. What comes
out is a grid again, read by ``index.table.grid_table`` as any other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model.source import Cell, SourceText, Table
from index.table.cell_assignment import LONGEST_ROW
from index.table.cell_lines import cell_lines
from index.table.cell_shape import CellLine, RowNumber, is_date, is_none, is_unit, is_unit_list, row_number
from index.table.flattened_header import BARE_GROUP, LONGEST_HEADING, header_at, is_heading, is_number_name
from index.table.flattened_row import RowBuilder, Stretch
from index.table.grid_header import heading_level, heading_text
from index.table.header import LONGEST_NAME, UNIT_ROLES, Column, clean_name
from index.table.one_line_cells import unnumbered_table

_NEAR, _FAR = 3, 50
"""How many numbers may be left out between two rows: an excerpt of a table keeps the numbers of the whole."""
_CLOSING = re.compile(
    r"^(?:合计|总计|小计|(?:注|备注|说明)[:：].*|抄送|抄报|主送|[（(]?此件|附注|印发范围|.{0,20}\d{4}年\d{1,2}月\d{1,2}日印发$)"
)
_SIGNING_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$")
_ATTACHMENT = re.compile(r"^附(?:件|表|录)?[\s\d一二三四五六七八九十]*[:：]?$")
_PAGE_MARK = re.compile(r"^(?:[-—–－·]\s*[\d０-９]+\s*[-—–－·]|第\s*\d+\s*页.*|\d+\s*/\s*\d+\s*页?)$")
_DASH = re.compile(r"^[—–－-]+$")


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A table found in lines: its columns, and its body as a grid (group headings are rows of one merged cell)."""

    columns: tuple[Column, ...]
    table: Table


def flattened_tables(source: SourceText, taken: Sequence[tuple[int, int]]) -> list[FlattenedTable]:
    """The flattened duty tables of a text, outside the ranges ``taken``.

    One without a number column has safe row borders only where each cell is one line; else it is left to be read as
    text.
    """
    lines = cell_lines(source, taken)
    found: list[FlattenedTable] = []
    index = 0
    while index < len(lines):
        header = header_at(lines, index)
        if header is None:
            unnumbered = unnumbered_table(lines, index)
            index += 1
            if unnumbered is not None:
                columns, grid, index = unnumbered
                found.append(FlattenedTable(columns, grid))
            continue
        columns, body = header
        table, index = _TableScan(source.text, lines, columns, index, body).read()
        if table is not None:
            found.append(table)
    return found


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
        self._leading = not is_number_name(lines[first].text)
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
        table = self._grid(paragraphs=gaps * 2 > index - self._body)
        after = next((i for i in range(self._body, index) if self._lines[i].start >= table.end), index)
        return FlattenedTable(self._columns, table), after

    def _grid(self, paragraphs: bool) -> Table:
        width = len(self._columns) - 1
        one_line = sum(stretch.size() == width for stretch in self._stretches) * 2 > len(self._stretches)
        builder = RowBuilder(self._text, self._columns, paragraphs, one_line)
        rows: list[tuple[Cell, ...]] = []
        rests, undivided = set[int](), set[int]()
        groups: tuple[str, ...] = ()
        end = self._lines[self._body - 1].end
        for position, stretch in enumerate(self._stretches):
            shared = next(
                (i for i, (a, b) in enumerate(zip(groups, stretch.groups, strict=False)) if a != b), None
            )
            known = min(len(groups), len(stretch.groups)) if shared is None else shared
            rows += [self._spanning(heading, stretch.start) for heading in stretch.groups[known:]]
            groups = stretch.groups
            found = builder.rows(stretch, may_leave=position == len(self._stretches) - 1)
            for at, row in enumerate(found):
                (rests if row.rest else set[int]()).add(len(rows))
                if builder.is_undivided(row):
                    undivided.add(len(rows))
                rows.append(builder.cells(row, "" if at else stretch.number, stretch.start))
                end = max(end, *(line.end for lines in row.lines.values() for line in lines))
        return Table(
            tuple(rows), self._lines[self._first].start, end, 0, frozenset(undivided), frozenset(rests), True
        )

    def _spanning(self, heading: str, at: int) -> tuple[Cell, ...]:
        first = Cell(heading, at, at)
        return (first, *(Cell(heading, at, at, merged=True) for _ in self._columns[1:]))

    def _step(self, index: int) -> int:
        """How many lines the element at ``index`` has; 0: the table has ended."""
        page = self._page_break(index)
        if page:
            self._cut()
            return page
        text = self._lines[index].text
        category = self._is_category(index)
        if category or self._is_next_number(index):
            first = [self._lines[index]] if category else []
            number = row_number(self._lines[index + category].text)
            assert number is not None  # both tests have seen it
            start = self._lines[index + category].start
            self._stretches.append(Stretch(number.printed, tuple(self._groups), start, [first]))
            return 1 + category
        if _ATTACHMENT.match(text) or _CLOSING.match(text) or self._is_signature(index):
            return 0
        if header_at(self._lines, index) is not None:
            return 0
        if is_heading(text) and not (BARE_GROUP.match(text) and not self._heading_of(index)):
            if not self._number_after_pages(index):
                return 0
            return self._open_group(index)
        if not self._stretches or self._stretches[-1].size() >= LONGEST_ROW:
            return 0
        self._stretches[-1].parts[-1].append(self._lines[index])
        return 1

    def _heading_of(self, index: int) -> str:
        """The title on the line after a heading's bare number, empty where there is none."""
        if index + 1 >= len(self._lines):
            return ""
        text = self._lines[index + 1].text
        title = len(text) <= LONGEST_HEADING and text[-1] != "。" and not row_number(text)
        return text if title and self._number_after_pages(index + 2) else ""

    def _is_category(self, index: int) -> bool:
        """Whether the cell of a heading column to the left of the number stands here."""
        if not self._leading or index + 1 >= len(self._lines) or not self._is_next_number(index + 1):
            return False
        text = self._lines[index].text
        if self._columns[-1].role == "other" and self._stretches:
            return False  # a remark of the row above looks the same
        other = is_date(text) or is_none(text) or is_unit(text) or row_number(text) or text[-1] in "。；;，、"
        return not other and len(text) <= LONGEST_NAME and (not self._stretches or self._row_looks_complete())

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
        number = row_number(self._lines[index].text)
        if number is None:
            return False
        if not self._stretches:
            return True
        last = self._stretches[-1]
        before = row_number(last.number)
        if not last.parts[0] or before is None:
            return False
        if number.style != before.style:
            return self._changes_rank(number)
        opened = tuple(self._groups) != last.groups
        if number.follows(before) or (opened and (number.is_first or number.value > before.value)):
            return True
        ends_in_units = self._columns[-1].role in (*UNIT_ROLES, "deadline")
        return number.skips(before, _FAR if ends_in_units else _NEAR) and self._row_looks_complete()

    def _changes_rank(self, number: RowNumber) -> bool:
        """Whether the items of a row begin here (（1） below 2), or the rows go on after them (3 after （4）)."""
        peers = (row_number(one.number) for one in reversed(self._stretches))
        before = next((peer for peer in peers if peer and peer.style == number.style), None)
        begins = number.is_first and number.style == "bracketed"
        return begins or (before is not None and number.follows(before))

    def _row_looks_complete(self) -> bool:
        lines = [line for part in self._stretches[-1].parts for line in part]
        if len(lines) < 2:
            return False
        last = lines[-1].text.rstrip("。")
        return is_none(last) or is_unit_list(last) or is_unit(last) or is_date(last)

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
        """Whether a row's number comes next, after page breaks and headings (some may have no rows)."""
        while index < len(self._lines):
            page = self._page_break(index)
            text = self._lines[index].text
            if not page and not is_heading(text):
                category = (
                    self._leading and index + 1 < len(self._lines) and row_number(self._lines[index + 1].text)
                )
                return row_number(text) is not None or bool(category)
            index += page or (2 if BARE_GROUP.match(text) else 1)
        return False

    def _open_group(self, index: int) -> int:
        """Open the group whose heading stands here; returns its number of lines."""
        text = self._lines[index].text
        bare = BARE_GROUP.match(text)
        joint = "" if text.endswith((")", "）")) else "、"
        heading = heading_text(f"{text}{joint}{self._heading_of(index)}" if bare else text)
        level = min(heading_level(heading), len(self._groups))
        self._groups[level:] = [heading]
        return 2 if bare else 1
