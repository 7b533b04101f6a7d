"""Duty tables whose grid is lost: one cell a line (or several wrapped lines), as a pdf or a web page pastes them.

The header lines name the columns; the lines between one number and the next are one row, which
``index.cell_assignment`` splits into cells. Page marks and repeated headers inside a row only cut it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.cell_assignment import LONGEST_ROW, OUTSIDE, Assignment, assign
from index.cell_shape import CellLine, is_break, is_none, is_unit
from index.grid_table import heading_level, heading_text
from index.model import Diagnostic
from index.source import SourceText
from index.table_header import LONGEST_NAME, UNIT_ROLES, Column, Role, clean_name, columns_from_names, role_of
from index.table_row import Field, TableRow

_MOST_HEADER_LINES = 16
_NUMBER = re.compile(r"^(\d{1,3})[.．、]?$")
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇])"
)
_ATTACHMENT = re.compile(r"^附(?:件|表|录)?[\s\d一二三四五六七八九十]*[:：]?$")
_PAGE_MARK = re.compile(r"^(?:[-—–－·]\s*[\d０-９]+\s*[-—–－·]|第\s*\d+\s*页.*|\d+\s*/\s*\d+\s*页?)$")
_DASH = re.compile(r"^[—–－-]+$")
_DANGLING = re.compile(r"^(?:责任|牵头|配合|协同|协办|完成|分管|落实|时间|工作|主要|重点|具体|目标)$")


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A table found in lines: its columns, rows, what was not understood, and the range it fills."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    diagnostics: tuple[Diagnostic, ...]
    start: int
    end: int


def flattened_tables(source: SourceText, taken: Sequence[tuple[int, int]]) -> list[FlattenedTable]:
    """The flattened duty tables of a text, outside the ranges ``taken``."""
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


@dataclass(slots=True)
class _Stretch:
    """The lines of one number, cut into parts by page breaks."""

    number: str
    groups: tuple[str, ...]
    start: int
    parts: list[list[CellLine]] = field(default_factory=lambda: [[]])

    def size(self) -> int:
        return sum(len(part) for part in self.parts)


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
        self._stretches: list[_Stretch] = []
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
        rows, notes = _Rows(self._text, self._columns, paragraphs).read(self._stretches)
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
                _Stretch(_NUMBER.sub(r"\1", text), tuple(self._groups), self._lines[index].start)
            )
            return 1
        if _ATTACHMENT.match(text) or _header_at(self._lines, index) is not None:
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
        number, last = int(match[1]), self._stretches[-1]
        if not last.parts[0]:
            return False
        step = number - int(last.number)
        restarts = number == 1 and tuple(self._groups) != last.groups
        return step == 1 or restarts or (1 < step <= 3 and self._row_looks_complete())

    def _row_looks_complete(self) -> bool:
        lines = [line for part in self._stretches[-1].parts for line in part]
        return len(lines) > 1 and (is_none(lines[-1].text) or is_unit(lines[-1].text))

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


@dataclass(slots=True)
class _Cells:
    """One row under way: the lines of each column."""

    lines: dict[int, list[CellLine]] = field(default_factory=dict)

    def text(self, column: int) -> str:
        return "".join(line.text for line in self.lines.get(column, ()))

    def add(self, column: int, line: CellLine) -> None:
        self.lines.setdefault(column, []).append(line)


class _Rows:
    """Turns the stretches of a table into rows."""

    def __init__(self, text: str, columns: tuple[Column, ...], paragraphs: bool) -> None:
        self._text = text
        self._columns = columns[1:]
        self._roles: tuple[Role, ...] = tuple(column.role for column in self._columns)
        self._paragraphs = paragraphs
        self._task = self._roles.index("task")
        self._rows: list[TableRow] = []
        self._notes: list[Diagnostic] = []
        self._headings: dict[int, str] = {}

    def read(self, stretches: Sequence[_Stretch]) -> tuple[list[TableRow], list[Diagnostic]]:
        """Rows of all stretches in order, with what was not understood."""
        groups: tuple[str, ...] = ()
        for position, stretch in enumerate(stretches):
            if stretch.groups != groups:
                groups = stretch.groups
                self._headings.clear()
            cells = self._cells(stretch, may_leave=position == len(stretches) - 1)
            for ordinal, one in enumerate(cells):
                self._append(one, stretch, first=ordinal == 0)
        return self._rows, self._notes

    def _cells(self, stretch: _Stretch, may_leave: bool) -> list[_Cells]:
        cells: list[_Cells] = []
        for part in filter(None, stretch.parts):
            fresh = assign(part, self._roles, None, self._paragraphs, may_leave)
            continues = False
            if cells:
                before = [cells[-1].text(column) for column in range(len(self._roles))]
                joined = assign(part, self._roles, before, self._paragraphs, may_leave)
                continues = joined.cost <= fresh.cost + 2.0
                fresh = joined if continues else fresh
            self._place(cells, part, fresh, continues)
        return cells

    def _place(
        self, cells: list[_Cells], part: Sequence[CellLine], assignment: Assignment, continues: bool
    ) -> None:
        base = len(cells) - 1 if continues else len(cells)
        for line, column, subrow in zip(part, assignment.columns, assignment.subrows, strict=True):
            if column == OUTSIDE:
                continue
            while len(cells) <= base + subrow:
                cells.append(_Cells())
            cells[base + subrow].add(column, line)

    def _append(self, cells: _Cells, stretch: _Stretch, first: bool) -> None:
        task = cells.lines.get(self._task)
        number = stretch.number if first else None
        if not task:
            text = " ".join(line.text for lines in cells.lines.values() for line in lines)
            message = (
                f"表格第 {stretch.number} 项没有读出任务内容：“{text[:60]}”。请核对原表，或改用 docx、xlsx 格式。"
            )
            self._notes.append(Diagnostic("warning", "table-row-not-understood", message, stretch.number))
            return
        opens_section = self._read_headings(cells)
        fields, undivided = self._fields(cells)
        raw = self._raw(cells)
        if not any(one.role in UNIT_ROLES for one in fields):
            fields, raw = self._carried(fields, raw, stretch, first, opens_section)
        if undivided:
            message = f"表格第 {stretch.number} 项的牵头与配合单位连在一起，无法区分，未认定牵头单位。请核对原表。"
            self._notes.append(Diagnostic("warning", "table-units-undivided", message, stretch.number))
        end = max(line.end for lines in cells.lines.values() for line in lines)
        task_end = self._task_end(cells, task, stretch)
        text = self._text[task[0].start : task_end]
        self._rows.append(
            TableRow(
                number=number,
                section=(*stretch.groups, *self._headings.values()),
                start=task[0].start,
                end=end,
                task=Field("task", text, task[0].start, task_end),
                fields=fields,
                raw=raw,
                undivided=undivided,
            )
        )

    def _read_headings(self, cells: _Cells) -> bool:
        opened = False
        for column, role in enumerate(self._roles):
            if role == "section" and column in cells.lines:
                self._headings = {c: text for c, text in self._headings.items() if c < column}
                self._headings[column] = heading_text(cells.text(column))
                opened = True
        return opened

    def _task_end(self, cells: _Cells, task: Sequence[CellLine], stretch: _Stretch) -> int:
        """Where the task's first run of lines ends: other cells of the row may stand before its rest."""
        others = sorted(line.start for c, lines in cells.lines.items() if c != self._task for line in lines)
        following = next((start for start in others if start > task[0].start), None)
        run = [line for line in task if following is None or line.start < following]
        if len(run) < len(task):
            message = f"表格第 {stretch.number} 项的任务内容被换页隔断，事项只取前一页的文字，全文见该条原文。"
            self._notes.append(Diagnostic("info", "table-task-split", message, stretch.number))
        return run[-1].end

    def _fields(self, cells: _Cells) -> tuple[tuple[Field, ...], bool]:
        fields: list[Field] = []
        for column, role in enumerate(self._roles):
            lines = cells.lines.get(column)
            if lines and role in (*UNIT_ROLES, "leaders", "deadline"):
                fields.append(Field(role, self._joined(role, lines), lines[0].start, lines[-1].end))
        unit_columns = sum(role in UNIT_ROLES for role in self._roles)
        divided = any(line.closes for lines in cells.lines.values() for line in lines)
        doubtful = any(field.role in UNIT_ROLES and "\n" in field.text for field in fields)
        return tuple(fields), unit_columns > 1 and not divided and doubtful

    def _joined(self, role: Role, lines: Sequence[CellLine]) -> str:
        text = lines[0].text
        for before, line in pairwise(lines):
            parted = self._paragraphs or (role in UNIT_ROLES and is_break(before.text, line.text))
            text += ("\n" if parted else "") + line.text
        return text

    def _raw(self, cells: _Cells) -> str:
        said = sorted(
            (line.start, line.end, column)
            for column, lines in cells.lines.items()
            if self._roles[column] in (*UNIT_ROLES, "leaders", "deadline")
            for line in lines
            if not is_none(line.text)
        )
        if not said:
            return ""
        start, end = said[0][0], said[-1][1]
        between = [line for line in cells.lines[self._task] if start < line.start < end]
        return "\n".join(self._text[s:e] for s, e, _ in said) if between else self._text[start:end]

    def _carried(
        self, fields: tuple[Field, ...], raw: str, stretch: _Stretch, first: bool, opens_section: bool
    ) -> tuple[tuple[Field, ...], str]:
        """Units of the row above for a row without any: the same number, or the same cell of a heading column."""
        grouped = "section" in self._roles and not opens_section
        if (
            not self._rows
            or (first and not grouped)
            or self._rows[-1].section[: len(stretch.groups)] != stretch.groups
        ):
            return fields, raw
        above = self._rows[-1]
        units = tuple(replace(one, inherited=True) for one in above.fields if one.role in UNIT_ROLES)
        if first and units:
            above_text = units[0].text[:40]
            message = (
                f"表格第 {stretch.number} 项没有写责任单位，按合并单元格沿用上一行：“{above_text}”。请核对原表。"
            )
            self._notes.append(Diagnostic("warning", "table-units-inherited", message, stretch.number))
        return (*units, *fields), raw or above.raw
