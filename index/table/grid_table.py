"""Rows of a grid into duty rows: group rows, merged cells, inherited blanks, pages that continue.

Every reader of tables ends here: grids of docx, xlsx, html and pdf, delimited lines, drawings, and the cells of a
flattened table are all rows of cells under columns with roles.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.model.document import Diagnostic
from index.model.source import Cell, Table
from index.table.grid_header import GROUP_NUMBER, distinct_texts, heading_level, heading_text, unit_of_heading
from index.table.header import UNIT_ROLES, Column, Role, clean_name
from index.table.page_break import is_rest, names_go_on, rejoined
from index.table.row import KEPT_ROLES, Field, TableRow, clean_number, raw_text

_REMARK = re.compile(r"^(?:备注|注|说明|填表|合计|总计|小计|共计)")
_PRINTED_NUMBER = re.compile(r"^\s*([（(]?\d{1,3}[)）]?)[.．、]?\s*(?=[^\d.．、%％\s])")
_NEXT_ITEM = re.compile(r"\n\s*[（(]?2[)）]?[.．、]?\s*(?=[^\d.．、%％\s])")
"""A second numbered item in a cell: the number of the first is no row's."""

_AS_ABOVE = re.compile("同上|同前|〃|″")
_LONGEST_GROUP = 60


@dataclass(slots=True)
class GridReader:
    """Reads the tables of one file that share a header; headings and the last row carry over from page to page.

    ``seen`` counts the rows of the body that are neither headings nor repeated column names; each of them is in
    ``rows``, joined to one of them (``joined``), or reported as not used (``unused``).
    """

    columns: tuple[Column, ...]
    groups: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: int = 0
    joined: int = 0
    unused: int = 0
    _numbered: bool = False
    _count: int = 0
    _last_number: str | None = None

    def read(self, table: Table, body: int) -> None:
        """Append the rows of a table from row ``body`` on."""
        shown = (cell for row in table.rows[body:] for cell in self._cells(row, "number"))
        self._numbered = self._numbered or any(clean_number(cell.text) for cell in shown)
        for index, row in enumerate(table.rows[body:], body):
            if all(cell.merged or not cell.text.strip() for cell in row) or self._is_repeated_header(row):
                continue
            group = self._group_heading(row)
            if group is not None:
                self.open_group(group)
                continue
            self.seen += 1
            if _is_remark(row):
                self._not_used(row, "info", "table-remark", "表格中的备注或合计行，未作为任务读入")
            elif index in table.rests and self.rows:
                self._rejoin(row)
            else:
                self._read_row(row, table, index, index == body and bool(self.rows))

    def _cells(self, row: Sequence[Cell], *roles: Role) -> list[Cell]:
        return [cell for cell, column in zip(row, self.columns, strict=False) if column.role in roles]

    def _is_repeated_header(self, row: Sequence[Cell]) -> bool:
        names = {column.name for column in self.columns}
        texts = [clean_name(text) for text in distinct_texts(row)]
        return len(texts) > 1 and sum(text in names for text in texts) * 2 > len(texts)

    def _group_heading(self, row: Sequence[Cell]) -> str | None:
        """The heading that a row is, None for a row of the body: one text across the width, or 一 | 名称."""
        texts = [text.strip() for text in distinct_texts(row)]
        spanning = sum(cell.merged for cell in row) >= len(row) - 2
        said = [c for c in self._cells(row, *UNIT_ROLES, "deadline", "leaders") if not c.merged and c.text.strip()]
        if len(texts) == 1 and spanning and self.rows:
            texts = [self._without_rest(texts[0])]
        heading = heading_text(
            "、".join(texts) if len(texts) == 2 and texts[0][-1:] not in "、）)" else "".join(texts)
        )
        if len(heading) > _LONGEST_GROUP or heading.endswith("。") or _REMARK.match(heading):
            return None
        if len(texts) == 1 and (spanning or GROUP_NUMBER.match(heading)):
            return heading
        if len(texts) == 2 and not said and GROUP_NUMBER.fullmatch(texts[0]):
            return heading
        return None

    def _without_rest(self, text: str) -> str:
        """A heading row without the end of the last name of the row above, which stands there before the heading."""
        before, _, heading = text.rpartition("\n")
        last = self.rows[-1].fields[-1:] if self.rows[-1].fields else ()
        if not before or not GROUP_NUMBER.match(heading):
            return text
        if last and last[0].role in UNIT_ROLES and names_go_on(last[0].text, before):
            whole = replace(last[0], text=last[0].text + before)
            fields = (*self.rows[-1].fields[:-1], whole)
            self.rows[-1] = replace(self.rows[-1], fields=fields, raw=raw_text(fields))
            return heading
        return text

    def open_group(self, heading: str) -> None:
        """Begin the rows of a group heading (一、稳增长)."""
        level = min(heading_level(heading), len(self.groups))
        self.groups[level:] = [heading]
        self.headings.clear()

    def _read_row(self, row: Sequence[Cell], table: Table, index: int, opens_page: bool) -> None:
        own = _own(row)
        line_start, line_end = min(cell.start for cell in own), max(cell.end for cell in own)
        task = self._task(row)
        fields = (*self._heading_unit(line_start), *self._fields(row, line_start))
        number = self._number(row, task)
        previous = self.rows[-1] if self.rows else None
        if number is None and previous and is_rest(previous, task, fields, opens_page):
            self._rejoin(row)
            return
        if task is None or not task.text.strip() or _stands_elsewhere(task, line_start, previous):
            self._not_used(row, "warning", "table-row-not-understood", "表格中有一行没有任务内容，未读入")
            return
        opened = any(not cell.merged and cell.text.strip() for cell in self._cells(row, "section"))
        section = self._section(row, task)
        self._last_number = number or self._last_number
        if previous is not None:
            fields = tuple(_as_above(one, previous) for one in fields)
            fields = self._inheriting(fields, previous, number, section, table.merges_lost and not opened)
        start, end = task.start + _leading(task.text), task.end - _trailing(task.text)
        if number is not None and not self._numbered and not _NEXT_ITEM.search(task.text):
            start += _printed_number_length(task.text.strip())
        self.rows.append(
            TableRow(
                number=number,
                section=section,
                start=start,
                end=max(line_end, end),
                task=Field("task", task.text, start, end, task.start < line_start),
                fields=fields,
                raw=raw_text(fields),
                undivided=index in table.undivided,
            )
        )
        if index in table.undivided:
            self.diagnostics.append(_units_undivided(self._last_number))

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
            printed = None if _NEXT_ITEM.search(task.text) else _PRINTED_NUMBER.match(task.text)
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
            if column.role not in KEPT_ROLES or (cell.start, cell.end) in seen or not cell.text.strip():
                continue
            seen.add((cell.start, cell.end))
            above = cell.start < line_start
            yield Field(column.role, cell.text.strip(), cell.start, cell.end, above, column.persons, column.name)

    def _heading_unit(self, at: int) -> Iterator[Field]:
        """The unit that the heading of a table without unit columns names, as a field of its rows."""
        if self.groups and not any(column.role in UNIT_ROLES for column in self.columns):
            unit = unit_of_heading(self.groups[-1])
            if unit is not None:
                yield Field("owner", unit, at, at, inherited=True)

    def _inheriting(
        self,
        fields: tuple[Field, ...],
        previous: TableRow,
        number: str | None,
        section: tuple[str, ...],
        merges_lost: bool,
    ) -> tuple[Field, ...]:
        """A row that names no unit shares those of the row above: under its number, or in its lost merged cell."""
        if any(f.role in UNIT_ROLES for f in fields):
            return fields
        if number is not None and not (merges_lost and self._in_one_cell(section, previous)):
            return fields
        carried = [replace(f, inherited=True) for f in previous.fields if f.role in (*UNIT_ROLES, "leaders")]
        if any(f.role == "leaders" for f in fields) or number is not None:
            carried = [f for f in carried if f.role != "leaders"]
        if number is not None and carried:
            self.diagnostics.append(_units_inherited(number, carried[0].text))
        return (*carried, *fields)

    def _in_one_cell(self, section: tuple[str, ...], previous: TableRow) -> bool:
        """Whether a row without units can stand beside a merged unit cell of the row above.

        Rows of one heading cell can, and rows of a table that names its units first.
        """
        roles = [column.role for column in self.columns]
        unit_first = all(i < roles.index("task") for i, role in enumerate(roles) if role in UNIT_ROLES)
        return ("section" in roles or unit_first) and section == previous.section

    def _rejoin(self, row: Sequence[Cell]) -> None:
        """Add what a page break cut off the last row; the rest of its task stays outside its one stretch."""
        self.joined += 1
        own = _own(row)
        task = self._task(row)
        fields = tuple(self._fields(row, own[0].start))
        sections = [cell.text.strip() for cell in self._cells(row, "section") if not cell.merged]
        rest = task if task and task.text.strip() not in sections else None
        whole = rejoined(self.rows[-1], fields, max(cell.end for cell in own))
        heading = "".join(sections)
        if heading and whole.section:
            whole = replace(whole, section=(*whole.section[:-1], whole.section[-1] + heading_text(heading)))
            self.headings = {i: text for i, text in self.headings.items() if text in whole.section}
        self.rows[-1] = whole
        if rest is not None and rest.text.strip():
            self.diagnostics.append(_task_split(self._last_number))

    def _not_used(self, row: Sequence[Cell], severity: str, code: str, why: str) -> None:
        self.unused += 1
        text = " | ".join(cell.text.strip() for cell in _own(row))
        (number,) = self._cells(row, "number") or (None,)
        printed = clean_number(number.text) if number is not None and not number.merged else ""
        message = f"{why}：“{text}”。请核对原表。"
        self.diagnostics.append(
            Diagnostic("info" if severity == "info" else "warning", code, message, printed or None)
        )


def _as_above(one: Field, previous: TableRow) -> Field:
    """A field that says 同上 with the text that the row above has in its column."""
    if not _AS_ABOVE.fullmatch(one.text):
        return one
    above = next((f for f in previous.fields if f.role == one.role and f.name == one.name), None)
    return replace(one, text=above.text, persons=above.persons) if above else one


def _own(row: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in row if not cell.merged and cell.text.strip()]


def _task_split(number: str | None) -> Diagnostic:
    message = f"表格第 {number} 项的任务内容被换页隔断，事项只取前一页的文字，全文见该条原文。"
    return Diagnostic("info", "table-task-split", message, number)


def _units_undivided(number: str | None) -> Diagnostic:
    message = f"表格第 {number} 项的牵头与配合单位连在一起，无法区分，未认定牵头单位。请核对原表。"
    return Diagnostic("warning", "table-units-undivided", message, number)


def _units_inherited(number: str, units: str) -> Diagnostic:
    message = f"表格第 {number} 项没有写责任单位，按合并单元格沿用上一行：“{units[:40]}”。请核对原表。"
    return Diagnostic("warning", "table-units-inherited", message, number)


def _stands_elsewhere(task: Cell, line_start: int, previous: TableRow | None) -> bool:
    """Whether a merge carries a cell into the task column that was no task where it began (a heading's)."""
    if task.start >= line_start:
        return False
    return previous is None or not (previous.task.start < task.end and task.start < previous.task.end)


def _is_remark(row: Sequence[Cell]) -> bool:
    texts = distinct_texts(row)
    return bool(_REMARK.match(texts[0].strip())) and len(texts) <= 2


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip())


def _printed_number_length(text: str) -> int:
    match = _PRINTED_NUMBER.match(text)
    return match.end() if match else 0
