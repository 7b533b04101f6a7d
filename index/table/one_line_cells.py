"""Flattened tables with exactly one line a cell: each line's column is its place, and no number column is needed."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from index.model.source import Cell, Table
from index.table.cell_shape import CellLine, is_balanced, is_date, is_none, is_unit, is_unit_list, unit_names
from index.table.header import UNIT_ROLES, Column, Role, columns_from_names, role_of

_LONGEST_PERSONS = 40
_MOST_COLUMNS = 8
_FEWEST_ROWS = 2
_SHORTEST_TASK = 4
_LONGEST_PLAIN_NAME = 6


def fits(placed: Mapping[int, Cell | CellLine], columns: Sequence[Column]) -> bool:
    """Whether every unit column holds units and every column of officials persons, as far as they hold anything."""
    return all(_fits(cell.text, columns[i].role) for i, cell in placed.items() if not is_none(cell.text))


def _fits(text: str, role: Role) -> bool:
    if role in UNIT_ROLES:
        return not is_balanced(text) or any(
            is_unit(name.strip()) for part in unit_names(text) for name in (part, *re.split(r"[ \u3000：:]", part))
        )
    if role == "leaders":
        return len(text) <= _LONGEST_PERSONS and "。" not in text
    return role != "task" or not is_unit_list(text)


def fills_columns(lines: Sequence[CellLine], columns: Sequence[Column]) -> bool:
    """Whether the lines are one row, each the whole cell of its column."""
    if len(lines) != len(columns):
        return False
    for line, column in zip(lines, columns, strict=True):
        if column.role in UNIT_ROLES and not (is_none(line.text) or all(map(is_unit, unit_names(line.text)))):
            return False
        if column.role == "deadline" and not (is_none(line.text) or is_date(line.text)):
            return False
        if column.role == "task" and (len(line.text) < _SHORTEST_TASK or is_unit_list(line.text)):
            return False
    return fits(dict(enumerate(lines)), columns)


def _is_name(text: str) -> bool:
    """Whether a line is a column name beyond doubt, no cell of the body that looks like one."""
    return len(text) <= _LONGEST_PLAIN_NAME and role_of(text) not in (None, "other")


def unnumbered_table(lines: Sequence[CellLine], index: int) -> tuple[tuple[Column, ...], Table, int] | None:
    """The columns and body of a table without a number column whose header begins at ``index``, and the line after it.

    Two rows must follow the column names, or one that ends the text; the first line that does not fit ends the table.
    """
    named = list(takewhile(lambda line: role_of(line.text) is not None, lines[index : index + _MOST_COLUMNS]))
    for width in range(len(named), 1, -1):
        columns = columns_from_names([line.text for line in named[:width]])
        if columns is None or any(column.role == "number" for column in columns):
            continue
        rows: list[tuple[Cell, ...]] = []
        at = index + width
        if any(_is_name(line.text) for line in lines[at : at + width]):
            continue
        while fills_columns(row := lines[at : at + width], columns):
            rows.append(tuple(Cell(line.text, line.start, line.end) for line in row))
            at += width
        if len(rows) >= _FEWEST_ROWS or (rows and at == len(lines)):
            return columns, Table(tuple(rows), lines[index].start, rows[-1][-1].end, merges_lost=True), at
    return None
