"""The lines of one number of a flattened table become rows of a grid again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.model.source import Cell
from index.table.cell_assignment import OUTSIDE, Assignment, assign
from index.table.cell_shape import CellLine, is_break, is_name_list
from index.table.header import UNIT_ROLES, Column, Role
from index.table.one_line_cells import fills_columns


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
class GridRow:
    """One row under way: the lines of each column but that of numbers; ``rest``: it goes on with the row above."""

    rest: bool = False
    lines: dict[int, list[CellLine]] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """What the column has so far."""
        return "".join(line.text for line in self.lines.get(column, ()))


class RowBuilder:
    """Gives the lines of stretches back their cells. The first column is that of numbers.

    ``paragraphs``: line ends are paragraphs, not wraps. ``one_line``: most rows have as many lines as columns.
    """

    def __init__(self, text: str, columns: tuple[Column, ...], paragraphs: bool, one_line: bool) -> None:
        self._text = text
        self._columns = columns[1:]
        self._one_line = one_line
        self._roles: tuple[Role, ...] = tuple(column.role for column in columns[1:])
        self._paragraphs = paragraphs

    def rows(self, stretch: Stretch, may_leave: bool) -> list[GridRow]:
        """The rows of one number. ``may_leave``: lines at its end may be text after the table."""
        (only, *others) = [part for part in stretch.parts if part] or [[]]
        if self._one_line and not others and fills_columns(only, self._columns):
            return [GridRow(lines={column: [line] for column, line in enumerate(only)})]
        found: list[GridRow] = []
        whole: dict[int, str] = {}
        for part in filter(None, stretch.parts):
            fresh = assign(part, self._roles, None, self._paragraphs, may_leave)
            continues = False
            if found:
                before = [whole.get(column, "") for column in range(len(self._roles))]
                joined = assign(part, self._roles, before, self._paragraphs, may_leave)
                continues = joined.cost <= fresh.cost + 2.0
                fresh = joined if continues else fresh
            new = self._placed(part, fresh, continues)
            found += new
            if not continues or len(new) > 1:
                whole.clear()
            for column in new[-1].lines if new else ():
                whole[column] = whole.get(column, "") + new[-1].text(column)
        return found

    def _placed(self, part: Sequence[CellLine], assignment: Assignment, continues: bool) -> list[GridRow]:
        rows = [GridRow(rest=continues)]
        for line, column, subrow in zip(part, assignment.columns, assignment.subrows, strict=True):
            if column == OUTSIDE:
                continue
            while len(rows) <= subrow:
                rows.append(GridRow())
            rows[subrow].lines.setdefault(column, []).append(line)
        return [row for row in rows if row.lines]

    def cells(self, row: GridRow, number: str, start: int) -> tuple[Cell, ...]:
        """The row as cells; ``number`` is printed at ``start`` (empty for a row without one)."""
        found = [Cell(number, start, start + len(number))]
        for column, role in enumerate(self._roles):
            lines = row.lines.get(column)
            if not lines:
                found.append(Cell("", found[-1].end, found[-1].end))
                continue
            begin, end = lines[0].start, lines[-1].end
            text = self._text[begin:end] if role == "task" else self._joined(role, lines)
            found.append(Cell(text, begin, end))
        return tuple(found)

    def is_undivided(self, row: GridRow) -> bool:
        """Whether the units of a row may be those of either of two columns."""
        unit_columns = sum(role in UNIT_ROLES for role in self._roles)
        of_units = {c: lines for c, lines in row.lines.items() if self._roles[c] in UNIT_ROLES}
        if unit_columns < 2 or any(line.closes for lines in row.lines.values() for line in lines):
            return False
        doubtful = any("\n" in self._joined(self._roles[c], lines) for c, lines in of_units.items())
        return doubtful or (len(of_units) < unit_columns and any(len(lines) > 1 for lines in of_units.values()))

    def _joined(self, role: Role, lines: Sequence[CellLine]) -> str:
        text = lines[0].text
        for before, line in pairwise(lines):
            parted = self._paragraphs or (role in UNIT_ROLES and is_break(before.text, line.text))
            parted = parted or (role == "leaders" and is_name_list(before.text) and is_name_list(line.text))
            text += ("\n" if parted else "") + line.text
        return text
