"""Rows of a delimited table with fewer cells than columns: where merged cells left nothing, each cell finds its column."""

import re
from collections.abc import Mapping, Sequence

from index.model.source import Cell
from index.table.cell_assignment import OUTSIDE, assign
from index.table.cell_shape import CellLine, is_none, is_unit, is_unit_list, unit_names
from index.table.header import UNIT_ROLES, Column, Role

_LONGEST_PERSONS = 40
_NUMBER = re.compile(r"^(?:[（(]?\d{1,3}[)）]?|\d{1,2}(?:[.．]\d{1,2})+)[.．、]?$")


def place_cells(cells: Sequence[Cell], columns: Sequence[Column]) -> dict[int, Cell] | None:
    """The column of each cell, in order; None when the cells do not tell.

    A number stands in the number column; the others are placed by what they look like (units, dates, persons).
    """
    roles = [column.role for column in columns]
    numbered = roles.index("number") if "number" in roles else None
    if numbered is None:
        return _placed(cells, 0, columns)
    at = next((i for i, cell in enumerate(cells[: numbered + 1]) if _NUMBER.match(cell.text)), None)
    if at is None:
        return _placed(cells, numbered + 1, columns[numbered + 1 :])
    left = _placed(cells[:at], 0, columns[:numbered])
    right = _placed(cells[at + 1 :], numbered + 1, columns[numbered + 1 :])
    return None if left is None or right is None else {**left, numbered: cells[at], **right}


def _placed(cells: Sequence[Cell], first: int, columns: Sequence[Column]) -> dict[int, Cell] | None:
    if len(cells) > len(columns):
        return None
    if len(cells) == len(columns) or not cells:
        return {first + i: cell for i, cell in enumerate(cells)}
    if not any(column.role == "task" for column in columns):
        return {first + i: cell for i, cell in enumerate(cells)}
    lines = [CellLine(cell.text, cell.start, cell.end, closes=True) for cell in cells]
    found = assign(lines, [column.role for column in columns], None, False, False)
    distinct = len(set(found.columns)) == len(cells) and OUTSIDE not in found.columns and not any(found.subrows)
    placed = {first + column: cell for column, cell in zip(found.columns, cells, strict=True)}
    return placed if distinct and fits({i - first: cell for i, cell in placed.items()}, columns) else None


def fits(placed: Mapping[int, Cell], columns: Sequence[Column]) -> bool:
    """Whether every unit column holds units and every column of officials persons, as far as they hold anything."""
    return all(_fits(cell.text, columns[i].role) for i, cell in placed.items() if not is_none(cell.text))


def _fits(text: str, role: Role) -> bool:
    if role in UNIT_ROLES:
        return any(
            is_unit(name.strip()) for part in unit_names(text) for name in (part, *re.split(r"[ \u3000：:]", part))
        )
    if role == "leaders":
        return len(text) <= _LONGEST_PERSONS and "。" not in text
    return role != "task" or not is_unit_list(text)


def leaves_units_open(placed: dict[int, Cell], columns: Sequence[Column]) -> bool:
    """Whether a row has fewer unit cells than unit columns, so that its units may be those of either column."""
    of_units = [i for i, column in enumerate(columns) if column.role in UNIT_ROLES]
    said = sum(i in placed for i in of_units)
    return 0 < said < len(of_units)
