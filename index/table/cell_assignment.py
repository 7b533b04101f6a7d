"""Which column each line of a flattened row belongs to: the cheapest split of the lines in column order.

A dynamic programme over (line, column). Every column costs little for lines that look like its content and
much for others; columns may be absent (merged cells) at a price, and a row may start again at the task column
(several tasks under one number). Times and space are bounded by LONGEST_ROW lines a row.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.table.cell_shape import (
    CellLine,
    is_balanced,
    is_break,
    is_date,
    is_name_list,
    is_none,
    is_quantity,
    is_unit,
    is_unit_list,
    starts_unit,
    starts_with_verb,
    unit_names,
)
from index.table.header import UNIT_ROLES, Role
from index.text.printed_width import printed_width

LONGEST_ROW = 80
OUTSIDE = -1
_ABSENT: dict[Role, float] = {
    "task": 10.0, "lead": 2.5, "owner": 2.5, "support": 1.5, "leaders": 1.5, "deadline": 1.5, "section": 0.3,
    "other": 0.7, "number": 0.0, "lead office": 1.5, "office": 1.5, "contact": 1.0, "score": 1.0, "note": 0.7,
}  # fmt: skip
_MOST_LINES: dict[Role, int] = {"section": 6, "deadline": 4, "leaders": 8, "other": 6, "score": 1, "contact": 3}
_OFFICE = re.compile(r"[处科股室委队办组（）()]$")
_RESTART = 2.0
_LEAVE = 1.0
_RAGGED = 2.0
_LATE_SECTION = 6.0
_HOPELESS = 13.0  # more than leaving the task out: no further line makes such a cell right


@dataclass(frozen=True, slots=True)
class Assignment:
    """For each line the index of its column (OUTSIDE: not part of the row) and of its sub-row; and the cost."""

    columns: tuple[int, ...]
    subrows: tuple[int, ...]
    cost: float


def assign(
    lines: Sequence[CellLine],
    roles: Sequence[Role],
    before: Sequence[str] | None = None,
    paragraphs: bool = False,
    may_leave: bool = False,
) -> Assignment:
    """Split ``lines`` into cells of columns with these roles.

    ``before``: the text that each column has from the page before, where the lines continue a row that a page
    break cut. ``paragraphs``: line ends are paragraphs, not wraps. ``may_leave``: lines at the end may be text
    after the table.
    """
    count, last = len(lines), len(roles)
    costs = _Costs(lines, roles, paragraphs, before is not None)
    paths = _Paths(costs, roles, before or [""] * last)
    for line in range(count + 1):
        paths.advance(line)
        if 0 < line < count and paths.restart(line):
            paths.advance(line)
    finish, cost = count, paths.best[count][last]
    if math.isinf(cost) and any(line.closes for line in lines):
        # The borders that some lines have leave no way through the columns: then they are no borders of cells.
        return assign([replace(line, closes=False) for line in lines], roles, before, paragraphs, may_leave)
    if may_leave:
        finish, cost = min(
            [(finish, cost), *((line, paths.best[line][last] + costs.leaving(line)) for line in range(1, count))],
            key=lambda end: end[1],
        )
    return paths.trace(finish, cost)


class _Paths:
    """The cheapest way to each state (lines consumed, columns done) and where it came from."""

    def __init__(self, costs: "_Costs", roles: Sequence[Role], before: Sequence[str]) -> None:
        self._costs = costs
        self._absent = [0.0 if text else _ABSENT[role] for role, text in zip(roles, before, strict=True)]
        self._before = before
        self._last = len(roles)
        self._came: dict[tuple[int, int], tuple[int, int]] = {}
        self.best = [[math.inf] * (self._last + 1) for _ in range(costs.count + 1)]
        self.best[0][0] = 0.0

    def _reach(self, line: int, column: int, cost: float, origin: tuple[int, int]) -> bool:
        better = cost < self.best[line][column]
        if better:
            self.best[line][column] = cost
            self._came[line, column] = origin
        return better

    def advance(self, line: int) -> None:
        """From each state at ``line``, leave the next column out or give it some lines."""
        for column in range(self._last):
            here = self.best[line][column]
            if math.isinf(here):
                continue
            self._reach(line, column + 1, here + self._absent[column], (line, column))
            for end, cost in self._costs.segments(line, column, self._before[column]):
                self._reach(end, column + 1, here + cost, (line, column))

    def restart(self, line: int) -> bool:
        """Begin another task of the same number at ``line``; whether that is a state worth advancing."""
        return self._reach(line, 0, self.best[line][self._last] + _RESTART, (line, self._last))

    def trace(self, finish: int, cost: float) -> Assignment:
        """The assignment that reached the end of the columns after ``finish`` lines."""
        columns, subrows = [OUTSIDE] * self._costs.count, [0] * self._costs.count
        state, restarts = (finish, self._last), 0
        while state != (0, 0):
            origin = self._came[state]
            restarts += origin[1] == self._last
            for line in range(origin[0], state[0]):
                columns[line], subrows[line] = origin[1], restarts
            state = origin
        return Assignment(tuple(columns), tuple(restarts - row for row in subrows), cost)


class _Costs:
    """What it costs to make lines i..j the cell of a column."""

    def __init__(
        self, lines: Sequence[CellLine], roles: Sequence[Role], paragraphs: bool, continues: bool
    ) -> None:
        self.count = len(lines)
        self._known: dict[tuple[Role, int, str], list[tuple[int, float]]] = {}
        self._continues = continues
        self._lines = lines
        self._roles = roles
        self._paragraphs = paragraphs
        self._widths = [printed_width(line.text) for line in lines]
        self._none = [is_none(line.text) for line in lines]
        self._date = [is_date(line.text) for line in lines]
        self._divided = any(line.closes for line in lines)
        self._units = [is_unit_list(line.text) for line in lines]

    def leaving(self, first: int) -> float:
        """What it costs to say that the table ends before line ``first``: dates and units are no text after it."""
        return _LEAVE + 3.0 * sum(self._date[first:]) + 3.0 * sum(self._units[first:])

    def segments(self, first: int, column: int, prior: str) -> list[tuple[int, float]]:
        """Each (end, cost) of a cell that begins at ``first``; ``prior`` is what the cell holds already."""
        role: Role = "owner" if self._roles[column] in UNIT_ROLES else self._roles[column]
        if (role, first, prior) not in self._known:
            self._known[role, first, prior] = list(self._segments(role, first, prior))
        return self._known[role, first, prior]

    def _segments(self, role: Role, first: int, prior: str) -> Iterator[tuple[int, float]]:
        text, ragged, widest = prior, 0.0, 0.0
        rough = 0.0
        held = self._cell(role, prior) if prior else 0.0
        stop = min(len(self._lines), first + _MOST_LINES.get(role, LONGEST_ROW))
        for index in range(first, stop):
            line = self._lines[index]
            if index > first and (self._lines[index - 1].closes or self._none[index] or self._none[index - 1]):
                return
            if index > first:
                ragged += self._raggedness(role, first, index, widest)
            widest = max(widest, self._widths[index])
            unfinished = self._divided and not line.closes and index + 1 < len(self._lines)
            if role == "task":
                rough += self._task_line(index)
                if unfinished:
                    continue
                yield index + 1, rough + ragged + (2.0 if prior.endswith("。") else 0.0)
                continue
            if role in UNIT_ROLES and "。" in line.text.rstrip("。"):
                return
            text += self._joint(role, index) if index > first else ""
            text += line.text
            cost = ragged + self._cell(role, text) - held
            if cost > _HOPELESS:
                return
            if not unfinished:
                yield index + 1, cost

    def _joint(self, role: Role, index: int) -> str:
        """What stands between a line of a cell and the line before it."""
        if role in UNIT_ROLES:
            return "\n" if self._parted(index) else ""
        persons = role == "leaders" and all(is_name_list(line.text) for line in self._lines[index - 1 : index + 1])
        return "、" if persons else ""

    def _parted(self, index: int) -> bool:
        """Whether a unit cell has a unit's end before this line, not a wrap."""
        return self._paragraphs or is_break(self._lines[index - 1].text, self._lines[index].text)

    def _raggedness(self, role: Role, first: int, index: int, widest: float) -> float:
        """A line that the page wrapped is as wide as the cell; a short line inside a cell is a new cell's."""
        if self._paragraphs:
            return 0.0
        short = self._widths[index - 1] < max(widest, self._widths[index]) - 3
        if role in UNIT_ROLES:
            return 0.6 if is_break(self._lines[index - 1].text, self._lines[index].text) else 0.3 * short
        ends = role == "task" and self._lines[index - 1].text[-1:] in "。；：！;:"
        return _RAGGED if short and not ends else 0.0

    def _task_line(self, index: int) -> float:
        if self._none[index]:
            return 12.0
        quantity = 2.0 if is_quantity(self._lines[index].text) else 0.0
        return quantity + (4.0 if self._date[index] else 0.0) + (3.0 if self._units[index] else 0.0)

    def _cell(self, role: Role, text: str) -> float:
        if is_none(text):
            return 2.0 if role == "section" else -0.5
        if role == "deadline":
            return -2.0 if is_date(text) else 5.0
        if role == "leaders":
            return -1.0 if is_name_list(text) else 5.0
        if role in UNIT_ROLES:
            return _unit_cost(text) + (0.0 if starts_unit(text) else 1.5)
        if role in ("lead office", "office"):
            return -1.0 if all(_OFFICE.search(name) for name in unit_names(text)) else 5.0
        if role == "score":
            return -1.0 if is_quantity(text) else 5.0
        if role == "contact":
            return -1.0 if re.search(r"\d{7}", text) else 2.0 - 2.0 * is_name_list(text)
        if role == "section":
            return _section_cost(text) + (_LATE_SECTION if self._continues else 0.0)
        return _other_cost(text)


def _section_cost(text: str) -> float:
    cost = 2.0 * any(char in text for char in "。；;，,：:") + 0.3 * max(0.0, printed_width(text) - 12)
    cost += 3.0 * (not is_balanced(text)) + 3.0 * is_date(text) + 2.0 * is_unit_list(text)
    return cost + 1.5 * starts_with_verb(text) + 2.0 * (text[0] in "（(、，。”")


def _other_cost(text: str) -> float:
    cost = 0.5 + 0.1 * max(0.0, printed_width(text) - 15) + 1.0 * ("。" in text) + 1.0 * is_date(text)
    return cost + 2.0 * is_unit_list(text) + 3.0 * (not is_balanced(text)) - 1.0 * is_quantity(text)


def _unit_cost(text: str) -> float:
    names = unit_names(text.rstrip("。"))
    bad = sum(not is_unit(name) for name in names)
    good = sum(is_unit(name) and starts_unit(name) for name in names)
    return 3.0 * bad - min(2.0, 0.5 * good) + 3.0 * (not is_balanced(text))
