"""Rows that a page break cut in two: whether a row is the rest of the one above, and both as one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model.source import Cell
from index.table.cell_shape import goes_on, is_balanced, is_none, is_unit, unit_names
from index.table.header import UNIT_ROLES
from index.table.row import Field, TableRow, raw_text

_CLOSED = re.compile(r"[。；;！!？?]$")


def is_rest(previous: TableRow, task: Cell | None, fields: Sequence[Field], opens_page: bool) -> bool:
    """Whether a row without a number is the rest of the row above.

    Where a page begins, every unit cell must go on from an open one and no task may begin; elsewhere a name must
    be visibly in two pieces (市市场监管（知识产 | 权）局), for a row without a number may be a task of its own.
    """
    has_task = task is not None and bool(task.text.strip())
    if has_task and _CLOSED.search(previous.task.text.strip()):
        return False
    before = {f.role: f for f in previous.fields}
    said = [f for f in fields if f.role in UNIT_ROLES and not is_none(f.text)]
    if not opens_page:
        return any(f.role in before and _is_cut(before[f.role].text, f.text) for f in said)
    return all(f.role not in before or names_go_on(before[f.role].text, f.text) for f in said)


def names_go_on(before: str, after: str) -> bool:
    """Whether a list of units goes on in another cell: after a mark, or inside a name."""
    return bool(re.search(r"[、，,]$", before)) or _is_cut(before, after)


def _is_cut(before: str, after: str) -> bool:
    """Whether the last name of a list ends in another cell."""
    if not is_balanced(before) and before.count("（") + before.count("(") > before.count("）") + before.count(")"):
        return True
    last, first = unit_names(before)[-1].strip(), unit_names(after)[0].strip()
    if not last or not first:
        return False
    return not is_unit(last) and (is_unit(last + first) or goes_on(before, after))


def rejoined(previous: TableRow, fields: Sequence[Field], end: int) -> TableRow:
    """The row with the fields of its rest, which ends at ``end``."""
    rest = {f.role: f for f in fields}
    joined = [replace(f, text=f.text + rest.pop(f.role).text) if f.role in rest else f for f in previous.fields]
    whole = (*joined, *rest.values())
    return replace(previous, end=end, fields=whole, raw=raw_text(whole))
