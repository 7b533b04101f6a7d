"""Rows of a real grid (docx, xlsx, pdf, html): header rows, group rows, merged cells, pages that continue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.model.document import Diagnostic
from index.model.source import Cell, Table
from index.table.cell_shape import is_none
from index.table.header import LONGEST_NAME, UNIT_ROLES, Column, clean_name, columns_from_names, role_of
from index.table.row import Field, TableRow, clean_number

_HEADER_SEARCH = 8
_GROUP_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十百]+[、.．]?|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇]+)"
)
_CLOSED = re.compile(r"[。；;！!？?]$")
_REMARK = re.compile(r"^(?:备注|注|说明|填表|合计|总计|小计|共计)")
_COUNT = re.compile(r"[（(]\d+\s*[项条个件大]+[)）]$")
_PRINTED_NUMBER = re.compile(r"^\s*([（(]?\d{1,3}[)）]?)[.．、]?\s*(?=[^\d.．、%％\s])")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, the index of its first body row, and the row above the names, if any.

    That is the table's title (``caption``), or the heading of its first rows (``group``: 一、稳增长).
    """

    columns: tuple[Column, ...]
    body: int
    caption: str | None
    group: str | None = None


def heading_text(text: str) -> str:
    """A heading cell in one piece: no line breaks, no closing count of its items （6 项）."""
    return _COUNT.sub("", re.sub(r"[\s\u3000]+", "", text).rstrip("|"))


def heading_level(text: str) -> int:
    """0 for 一、 and unnumbered headings, 1 for （一）: how group rows nest."""
    return 1 if re.match(r"[（(]", text) else 0


def find_header(table: Table) -> Header | None:
    """The header of a duty table, None when the table is not one (no unit column or no task column)."""
    width = max((len(row) for row in table.rows), default=0)
    caption: str | None = None
    for first, row in enumerate(table.rows[:_HEADER_SEARCH]):
        texts = _distinct_texts(row)
        if sum(role_of(text) is not None for text in texts) < 2:
            if len(texts) == 1:
                caption = heading_text(texts[0])
            continue
        last = first
        while last + 1 < len(table.rows) and _is_header_row(table.rows[last + 1]):
            last += 1
        names = [_column_name(table.rows[first : last + 1], column) for column in range(width)]
        lengths = [_mean_length(table.rows[last + 1 :], column) for column in range(width)]
        columns = columns_from_names(names, lengths)
        if columns is not None:
            grouped = caption is not None and _GROUP_NUMBER.match(caption)
            return Header(columns, last + 1, None if grouped else caption, caption if grouped else None)
    return None


def _distinct_texts(row: Sequence[Cell]) -> list[str]:
    return list({(cell.start, cell.end): cell.text for cell in row if cell.text.strip()}.values())


def _is_header_row(row: Sequence[Cell]) -> bool:
    """Whether a row below the first names is one more row of names: only names, and not merged from above."""
    own = [cell.text for cell in row if not cell.merged and cell.text.strip()]
    known = sum(role_of(text) is not None for text in own)
    short = all(len(clean_name(text)) <= LONGEST_NAME and not text.strip().isdigit() for text in own)
    return bool(own) and short and known * 2 > len(own)


def _column_name(rows: Sequence[Sequence[Cell]], column: int) -> str:
    """The name of a column under several header rows: the lowest that says something, else all joined."""
    names = list(dict.fromkeys(row[column].text for row in rows if column < len(row) and row[column].text.strip()))
    for name in reversed(names):
        if role_of(name) is not None:
            return name
    return "".join(names)


def _mean_length(rows: Sequence[Sequence[Cell]], column: int) -> float:
    lengths = [len(row[column].text) for row in rows if column < len(row) and not row[column].merged]
    return sum(lengths) / len(lengths) if lengths else 0.0


@dataclass(slots=True)
class GridReader:
    """Reads the tables of one file that share a header; headings and the last row carry over from page to page."""

    columns: tuple[Column, ...]
    groups: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _numbered: bool = False
    _count: int = 0
    _last_number: str | None = None

    def read(self, table: Table, body: int) -> None:
        """Append the rows of a table from row ``body`` on."""
        shown = (cell for row in table.rows[body:] for cell in self._cells(row, "number"))
        self._numbered = self._numbered or any(clean_number(cell.text) for cell in shown)
        for index, row in enumerate(table.rows[body:]):
            if all(cell.merged or not cell.text.strip() for cell in row) or self._is_repeated_header(row):
                continue
            group = self._group_heading(row)
            if group is not None:
                self.open_group(group)
            elif not _is_remark(row):
                self._read_row(row, index == 0 and bool(self.rows), body + index in table.undivided)

    def _cells(self, row: Sequence[Cell], *roles: str) -> list[Cell]:
        return [cell for cell, column in zip(row, self.columns, strict=False) if column.role in roles]

    def _is_repeated_header(self, row: Sequence[Cell]) -> bool:
        names = {column.name for column in self.columns}
        texts = [clean_name(text) for text in _distinct_texts(row)]
        return len(texts) > 1 and sum(text in names for text in texts) * 2 > len(texts)

    def _group_heading(self, row: Sequence[Cell]) -> str | None:
        """The heading that a row is, None for a row of the body: one text across the width, or 一 | 名称."""
        texts = [text.strip() for text in _distinct_texts(row)]
        spanning = sum(cell.merged for cell in row) >= len(row) - 2
        said = [c for c in self._cells(row, *UNIT_ROLES, "deadline", "leaders") if not c.merged and c.text.strip()]
        heading = heading_text(
            "、".join(texts) if len(texts) == 2 and texts[0][-1:] not in "、）)" else "".join(texts)
        )
        if len(heading) > 60 or heading.endswith("。") or _REMARK.match(heading):
            return None
        if len(texts) == 1 and (spanning or _GROUP_NUMBER.match(heading)):
            return heading
        if len(texts) == 2 and not said and _GROUP_NUMBER.fullmatch(texts[0]):
            return heading
        return None

    def open_group(self, heading: str) -> None:
        """Begin the rows of a group heading (一、稳增长)."""
        level = min(heading_level(heading), len(self.groups))
        self.groups[level:] = [heading]
        self.headings.clear()

    def _read_row(self, row: Sequence[Cell], continues: bool, undivided: bool) -> None:
        own = [cell for cell in row if not cell.merged and cell.text.strip()]
        line_start, line_end = min(cell.start for cell in own), max(cell.end for cell in own)
        task = self._task(row)
        fields = tuple(self._fields(row, line_start))
        number = self._number(row, task)
        previous = self.rows[-1] if self.rows else None
        if continues and number is None and previous and _splits(previous, task, fields):
            self._rejoin(previous, task, fields, line_end)
            return
        if task is None or not task.text.strip() or _stands_elsewhere(task, line_start, previous):
            self._not_understood(own)
            return
        self._last_number = number or self._last_number
        if number is None and previous is not None:
            fields = _inheriting(fields, previous)
        start, end = task.start + _leading(task.text), task.start + len(task.text.rstrip())
        if number is not None and not self._numbered:
            start += _printed_number_length(task.text.strip())
        self.rows.append(
            TableRow(
                number=number,
                section=self._section(row, task),
                start=start,
                end=max(line_end, end),
                task=Field("task", task.text, start, end, task.start < line_start),
                fields=fields,
                raw=raw_text(fields),
                undivided=undivided,
            )
        )
        if undivided:
            self.diagnostics.append(units_undivided(self._last_number))

    def _task(self, row: Sequence[Cell]) -> Cell | None:
        """The task cell; where it is empty, the nearest heading cell to its left that is this row's own."""
        (task,) = self._cells(row, "task") or (None,)
        if task is not None and task.text.strip():
            return task
        left = [cell for cell in self._cells(row, "section") if not cell.merged and cell.text.strip()]
        return left[-1] if left else None

    def _number(self, row: Sequence[Cell], task: Cell | None) -> str | None:
        if not self._numbered:
            if task is None or (self.rows and task.start == self.rows[-1].task.start):
                return None
            printed = _PRINTED_NUMBER.match(task.text)
            return clean_number(printed[1]) if printed else self._counted()
        (cell,) = self._cells(row, "number")
        number = clean_number(cell.text)
        same_group = self.rows and self.rows[-1].section[: len(self.groups)] == tuple(self.groups)
        if cell.merged or not number:
            return None if same_group else self._counted()
        repeated = self.rows and number == self._last_number
        return None if repeated and self._section(row, task) == self.rows[-1].section else number

    def _counted(self) -> str:
        """The running number of a row that has none."""
        self._count += 1
        return str(self._count)

    def _section(self, row: Sequence[Cell], task: Cell | None) -> tuple[str, ...]:
        for index, (cell, column) in enumerate(zip(row, self.columns, strict=False)):
            if column.role != "section" or not cell.text.strip() or (task and cell.start == task.start):
                continue
            heading = heading_text(cell.text)
            if self.headings.get(index) != heading:
                self.headings = {i: text for i, text in self.headings.items() if i < index}
                self.headings[index] = heading
        return (*self.groups, *dict.fromkeys(self.headings.values()))

    def _fields(self, row: Sequence[Cell], line_start: int) -> Iterator[Field]:
        seen: set[tuple[int, int]] = set()
        for cell, column in zip(row, self.columns, strict=False):
            if column.role not in (*UNIT_ROLES, "leaders", "deadline") or (cell.start, cell.end) in seen:
                continue
            if cell.text.strip():
                seen.add((cell.start, cell.end))
                text, above = cell.text.strip(), cell.start < line_start
                yield Field(column.role, text, cell.start, cell.end, above, column.persons)

    def _rejoin(self, above: TableRow, task: Cell | None, fields: Sequence[Field], end: int) -> None:
        """Add what the page break cut off the last row; the rest of its task stays outside its one stretch."""
        self.rows[-1] = _rejoined(above, fields, end)
        if task is not None and task.text.strip():
            self.diagnostics.append(task_split(self._last_number))

    def _not_understood(self, own: Sequence[Cell]) -> None:
        text = " | ".join(cell.text.strip() for cell in own)
        message = f"表格中有一行没有任务内容，未读入：“{text[:60]}”。请核对原表。"
        self.diagnostics.append(Diagnostic("warning", "table-row-not-understood", message))


def task_split(number: str | None) -> Diagnostic:
    """The note on a task that a page break cut in two."""
    message = f"表格第 {number} 项的任务内容被换页隔断，事项只取前一页的文字，全文见该条原文。"
    return Diagnostic("info", "table-task-split", message, number)


def units_undivided(number: str | None) -> Diagnostic:
    """The note on units that may be those of either of two columns."""
    message = f"表格第 {number} 项的牵头与配合单位连在一起，无法区分，未认定牵头单位。请核对原表。"
    return Diagnostic("warning", "table-units-undivided", message, number)


def _stands_elsewhere(task: Cell, line_start: int, previous: TableRow | None) -> bool:
    """Whether a merge carries a cell into the task column that was no task where it began (a heading's)."""
    if task.start >= line_start:
        return False
    return previous is None or not (previous.task.start < task.end and task.start < previous.task.end)


def _is_remark(row: Sequence[Cell]) -> bool:
    texts = _distinct_texts(row)
    return bool(_REMARK.match(texts[0].strip())) and len(texts) <= 2


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _printed_number_length(text: str) -> int:
    match = _PRINTED_NUMBER.match(text)
    return match.end() if match else 0


def _splits(previous: TableRow, task: Cell | None, fields: Sequence[Field]) -> bool:
    """Whether a first row of a page is the rest of the last row of the page before, not a task of its own."""
    has_task = task is not None and bool(task.text.strip())
    if has_task and _CLOSED.search(previous.task.text.strip()):
        return False
    unit_roles_said = {f.role for f in fields if not is_none(f.text)}
    before = {f.role: f for f in previous.fields}
    return all(role not in before or _is_open(before[role].text) for role in unit_roles_said)


def _is_open(text: str) -> bool:
    return bool(re.search(r"[、，,]$", text)) or text.count("（") + text.count("(") > text.count(
        "）"
    ) + text.count(")")


def _rejoined(previous: TableRow, fields: Sequence[Field], end: int) -> TableRow:
    rest = {f.role: f for f in fields}
    joined = [replace(f, text=f.text + rest.pop(f.role).text) if f.role in rest else f for f in previous.fields]
    fields = (*joined, *rest.values())
    return replace(previous, end=end, fields=fields, raw=raw_text(fields))


def raw_text(fields: Sequence[Field]) -> str:
    """The unit, deadline and leader cells as they stand, split by tabs."""
    return "\t".join(field.text for field in fields if not is_none(field.text))


def _inheriting(fields: tuple[Field, ...], previous: TableRow) -> tuple[Field, ...]:
    """A row under a merged number that names no unit shares the units (and leaders) of the row above."""
    if any(f.role in UNIT_ROLES for f in fields):
        return fields
    carried = [replace(f, inherited=True) for f in previous.fields if f.role in (*UNIT_ROLES, "leaders")]
    if any(f.role == "leaders" for f in fields):
        carried = [f for f in carried if f.role != "leaders"]
    return (*carried, *fields)
