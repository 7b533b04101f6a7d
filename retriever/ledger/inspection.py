"""The sets that inspectors (督查) ask for: what is due, overdue, without lead, led by one and shared by another, new."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from index.model.errors import InvalidQuestionError
from index.model.store import DutyFilter, DutyRecord, Store
from index.text.due_days import due_day
from retriever.across.changes import new_duties

Wanted = Literal["due_before", "due_within", "overdue", "no_lead", "led_and_shared", "new"]
WANTED_WORDS: dict[Wanted, str] = {
    "due_before": "到期前应完成",
    "due_within": "近期到期",
    "overdue": "已过时限",
    "no_lead": "未明确牵头单位",
    "led_and_shared": "一家牵头另一家参与",
    "new": "本年新增",
}
INSPECTIONS: tuple[str, ...] = get_args(Wanted)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Which set. ``day`` is the day as of which due dates are judged, ``days`` how far ``due_within`` looks ahead.

    ``lead`` and ``shared`` name units by their names in the library.
    """

    wanted: Wanted
    day: date
    days: int = 30
    lead: str = ""
    shared: str = ""


def inspected(
    store: Store, inspection: Inspection, documents: Collection[str] | None = None
) -> tuple[DutyRecord, ...]:
    """The duties of a set, complete, in the library's order; of the current documents unless others are named.

    Deadlines that name no time (长期坚持) are due on no day. Raises InvalidQuestionError where units are missing.
    """
    only = None if documents is None else frozenset(documents)
    match inspection.wanted:
        case "no_lead":
            return store.duties(DutyFilter(documents=only, has_lead=False))
        case "led_and_shared":
            if not (inspection.lead and inspection.shared):
                raise InvalidQuestionError("请同时给出牵头单位和责任单位。")
            return store.duties(
                DutyFilter(documents=only, lead=(inspection.lead,), responsible=(inspection.shared,))
            )
        case "new":
            held = [d for d in store.documents() if (d.current if only is None else d.id in only)]
            return tuple(record for document in held for record in new_duties(store, document))
    dated = store.duties(DutyFilter(documents=only, has_deadline=True))
    return tuple(record for record in dated if _is_due(record, inspection))


def _is_due(record: DutyRecord, inspection: Inspection) -> bool:
    day = due_day(record.duty.deadline or "", record.document.year)
    if day is None:
        return False
    match inspection.wanted:
        case "due_before":
            return day <= inspection.day
        case "due_within":
            return inspection.day <= day <= inspection.day + timedelta(days=inspection.days)
        case _:
            return day < inspection.day
