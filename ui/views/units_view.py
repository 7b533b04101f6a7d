"""Units as chips: a labelled row for the leads and one for the others."""

from collections.abc import Iterable

from index.model.document import Duty
from ui.views.markup import action, escape


def unit_question(unit: str) -> str:
    """What a click on a unit asks."""
    return f"{unit}有哪些任务"


def _row(label: str, units: Iterable[str], css: str, collectives: frozenset[str]) -> str:
    chips = "".join(
        f'<span class="qt-chip qt-collective">{escape(unit)}</span>'
        if unit in collectives
        else action(unit, "ask", unit_question(unit), f"qt-chip {css}", f"查看{unit}的全部任务")
        for unit in units
    )
    return f'<div class="qt-role"><span class="qt-role-name">{label}</span><span class="qt-chips">{chips}</span></div>'


def duty_units(duty: Duty) -> str:
    """The lead and the responsible units of one duty, with its deadline and leaders where it has them."""
    collectives = frozenset(duty.generic)
    rows = []
    if duty.lead:
        rows.append(_row("牵头单位", duty.lead, "qt-lead", collectives))
    else:
        note = {"each": "分别负责，未明确牵头单位", "all": "各部门单位负责，未明确牵头单位"}.get(
            duty.mode, "未明确牵头单位"
        )
        rows.append(
            f'<div class="qt-role"><span class="qt-role-name">牵头单位</span><span class="qt-none">{note}</span></div>'
        )
    if duty.responsible:
        rows.append(_row("责任单位", duty.responsible, "qt-share", collectives))
    if duty.deadline:
        rows.append(_plain("完成时限", duty.deadline))
    if duty.leaders:
        rows.append(_plain("分管领导", "、".join(duty.leaders)))
    return "".join(rows)


def _plain(label: str, text: str) -> str:
    return f'<div class="qt-role"><span class="qt-role-name">{label}</span><span>{escape(text)}</span></div>'
