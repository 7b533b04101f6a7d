"""Rows of a flattened table: the lines of one number, split into cells, become table rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.model.document import Diagnostic
from index.table.cell_assignment import OUTSIDE, Assignment, assign
from index.table.cell_shape import CellLine, is_break, is_name_list, is_none
from index.table.grid_table import heading_text, task_split, units_undivided
from index.table.header import UNIT_ROLES, Column, Role
from index.table.row import Field, TableRow


@dataclass(slots=True)
class Stretch:
    """The lines of one number, cut into parts by page breaks."""

    number: str
    groups: tuple[str, ...]
    start: int
    parts: list[list[CellLine]] = field(default_factory=lambda: [[]])

    def size(self) -> int:
        """How many lines it has."""
        return sum(len(part) for part in self.parts)


@dataclass(slots=True)
class _Cells:
    """One row under way: the lines of each column."""

    lines: dict[int, list[CellLine]] = field(default_factory=dict)

    def text(self, column: int) -> str:
        return "".join(line.text for line in self.lines.get(column, ()))

    def add(self, column: int, line: CellLine) -> None:
        self.lines.setdefault(column, []).append(line)


class RowReader:
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

    def read(self, stretches: Sequence[Stretch]) -> tuple[list[TableRow], list[Diagnostic]]:
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

    def _cells(self, stretch: Stretch, may_leave: bool) -> list[_Cells]:
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

    def _append(self, cells: _Cells, stretch: Stretch, first: bool) -> None:
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
            self._notes.append(units_undivided(stretch.number))
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

    def _task_end(self, cells: _Cells, task: Sequence[CellLine], stretch: Stretch) -> int:
        """Where the task's first run of lines ends: other cells of the row may stand before its rest."""
        others = sorted(line.start for c, lines in cells.lines.items() if c != self._task for line in lines)
        following = next((start for start in others if start > task[0].start), None)
        run = [line for line in task if following is None or line.start < following]
        if len(run) < len(task):
            self._notes.append(task_split(stretch.number))
        return run[-1].end

    def _fields(self, cells: _Cells) -> tuple[tuple[Field, ...], bool]:
        fields: list[Field] = []
        for column, role in enumerate(self._roles):
            lines = cells.lines.get(column)
            if lines and role in (*UNIT_ROLES, "leaders", "deadline"):
                persons = self._columns[column].persons
                fields.append(
                    Field(role, self._joined(role, lines), lines[0].start, lines[-1].end, persons=persons)
                )
        unit_columns = sum(role in UNIT_ROLES for role in self._roles)
        divided = any(line.closes for lines in cells.lines.values() for line in lines)
        of_units = [lines for c, lines in cells.lines.items() if self._roles[c] in UNIT_ROLES]
        doubtful = any(field.role in UNIT_ROLES and "\n" in field.text for field in fields)
        doubtful = doubtful or (len(of_units) < unit_columns and any(len(lines) > 1 for lines in of_units))
        return tuple(fields), unit_columns > 1 and not divided and doubtful

    def _joined(self, role: Role, lines: Sequence[CellLine]) -> str:
        text = lines[0].text
        for before, line in pairwise(lines):
            parted = self._paragraphs or (role in UNIT_ROLES and is_break(before.text, line.text))
            parted = parted or (role == "leaders" and is_name_list(before.text) and is_name_list(line.text))
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
        self, fields: tuple[Field, ...], raw: str, stretch: Stretch, first: bool, opens_section: bool
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
