"""The ledger (台账): stored duties as rows that a table, a spreadsheet or a Word file can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.model.document import Mode

if TYPE_CHECKING:  # the command line reads Grouping from here and must start fast
    from index.model.store import DutyRecord

Grouping = Literal["whole", "unit", "section"]
MODE_WORDS: dict[Mode, str] = {
    "lead": "牵头负责",
    "joint": "按职责分工负责",
    "each": "分别负责",
    "all": "各部门单位负责",
}
COLUMNS: tuple[str, ...] = (
    "序号", "文件", "发文字号", "地区", "部分", "条", "事项", "任务内容", "牵头单位", "责任单位", "分工方式",
    "完成时限", "分管领导", "责任原文", "本单位角色",
)  # fmt: skip
WITHOUT_ROLE = COLUMNS[:-1]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A named table: its ``columns`` and, row by row, their texts."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def ledgers(
    records: Sequence[DutyRecord], by: Grouping = "whole", units: Sequence[str] = ()
) -> tuple[Ledger, ...]:
    """One ledger of all duties, or one for each unit (those given, else all that occur) or top-level section.

    A duty stands in the ledger of every unit that leads or shares it, with that unit's role in the last column.
    """
    if by == "unit":
        names = units or tuple(dict.fromkeys(name for record in records for name in _units(record)))
        return tuple(_ledger(name, [r for r in records if name in _units(r)], unit=name) for name in names)
    if by == "section":
        groups: dict[str, list[DutyRecord]] = {}
        for record in records:
            groups.setdefault(record.clause.section[0] if record.clause.section else "未分部分", []).append(record)
        return tuple(_ledger(title, members) for title, members in groups.items())
    return (_ledger("台账", records, unit=units[0] if len(units) == 1 else None),)


def _ledger(title: str, records: Iterable[DutyRecord], unit: str | None = None) -> Ledger:
    rows = tuple(_row(place, record, unit) for place, record in enumerate(records, 1))
    return Ledger(title, COLUMNS if unit else WITHOUT_ROLE, rows)


def _row(place: int, record: DutyRecord, unit: str | None) -> tuple[str, ...]:
    duty, clause = record.duty, record.clause
    row = (
        str(place),
        record.document.title,
        record.document.number or "",
        record.document.place.label,
        " / ".join(clause.section),
        clause.number,
        str(duty.ordinal),
        duty.task,
        "、".join(duty.lead),
        "、".join(duty.responsible),
        MODE_WORDS[duty.mode],
        duty.deadline or "",
        "、".join(duty.leaders),
        duty.raw,
    )
    return row if unit is None else (*row, "牵头" if unit in duty.lead else "责任")


def _units(record: DutyRecord) -> tuple[str, ...]:
    return record.duty.lead + record.duty.responsible
