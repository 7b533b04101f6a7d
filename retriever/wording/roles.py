"""Who has a role in duties, and whether some unit has."""

from collections.abc import Sequence

from index.model.document import Duty
from index.model.store import ClauseRecord, DutyRecord
from retriever.execution.outcome import Selected
from retriever.query.asking import THINGS
from retriever.query.predicates import Has, InClause, Role
from retriever.query.reductions import Exists, Who
from retriever.query.validity import leaves
from retriever.wording.answer import Answer, Kind
from retriever.wording.composing import (
    completeness,
    compose,
    condition_said,
    matter_note,
    records_of,
    selected_said,
    where_said,
)
from retriever.wording.lists import by_document
from retriever.wording.phrases_of_answers import (
    clause_text,
    extras,
    place_text,
    quoted,
    responsibility,
    units_text,
)
from retriever.wording.refusals import nobody

_KINDS: dict[Role, Kind] = {"lead": "lead", "member": "responsible", "any": "responsible"}
SHOWN = 5
"""How many duties a verdict quotes; all are cited."""


def who(outcome: Selected, how: Who) -> Answer:
    """Who leads, or is responsible, with the duties that say so."""
    matter, records = outcome.matter, _records(outcome)
    if not records:
        return nobody(outcome)
    if matter is not None and not matter.items:
        best = records[0]
        text = f"{matter_note(matter)}{headline(best.duty, how.role)}{extras(best.duty)}\n\n"
        text += f"依据：{place_text(best.clause)}\n\n{quoted(best.duty.task)}{_others(records[1:])}"
        return compose(outcome, _KINDS[how.role], text, records)
    blocks = "\n\n".join(_clause_block(own, how.role) for own in _by_clause(records))
    if matter is not None:
        return compose(outcome, "list", f"{matter_note(matter)}{blocks}", records, count=len(records))
    pointed = any(isinstance(leaf, InClause) for leaf in leaves(outcome.query.where))
    kind: Kind = "clause" if pointed else _KINDS[how.role] if len(records) == 1 else "list"
    return compose(outcome, kind, blocks, records, count=None if pointed else len(records))


def _records(outcome: Selected) -> Sequence[DutyRecord]:
    """The duties in the order in which they answer: the likeliest of a matter first, else as in the document."""
    records = records_of(outcome.items)
    if outcome.matter is None:
        return records
    rank = {record.id: place for place, record in enumerate(outcome.matter.records)}
    return sorted(records, key=lambda record: rank.get(record.id, len(rank)))


def headline(duty: Duty, role: Role) -> str:
    """The units first, in the order of what was asked."""
    lead, shared = units_text(duty.lead), units_text(duty.responsible)
    if role == "member" and duty.lead:
        if not duty.responsible:
            return f"文件没有写明配合单位，由**{lead}**牵头。"
        return f"**{shared}**按职责分工负责（配合），由{lead}牵头。"
    if duty.lead:
        return f"**{lead}**牵头" + (f"，{shared}按职责分工负责。" if shared else "，没有列出其他责任单位。")
    return f"{responsibility(duty)}。"


def _others(records: Sequence[DutyRecord]) -> str:
    if not records:
        return ""
    lines = [
        f"- {clause_text(record.clause)}：{' '.join(record.duty.task.split())}（{responsibility(record.duty)}）"
        for record in records
    ]
    return "\n\n另外，以下事项也涉及，各自的单位不同：\n\n" + "\n".join(lines)


def _by_clause(records: Sequence[DutyRecord]) -> list[list[DutyRecord]]:
    blocks: dict[int, list[DutyRecord]] = {}
    for record in records:
        blocks.setdefault(record.clause.id, []).append(record)
    return list(blocks.values())


def _clause_block(records: Sequence[DutyRecord], role: Role) -> str:
    """One clause under its own heading, each of its duties with its units."""
    clause: ClauseRecord = records[0].clause
    if len(records) == 1:
        duty = records[0].duty
        which = f"第{duty.ordinal}项" if len(clause.duties) > 1 else ""
        return f"{headline(duty, role)}{extras(duty)}\n\n**{place_text(clause)}{which}**\n\n{quoted(duty.task)}"
    lines = "\n".join(
        f"{record.duty.ordinal}. {responsibility(record.duty)}。{extras(record.duty)}\n"
        f"   > {' '.join(record.duty.task.split())}"
        for record in records
    )
    return f"**{place_text(clause)}**，共 {len(records)} 项分工：\n\n{lines}"


def exists(outcome: Selected, how: Exists) -> Answer:
    """Whether there are such things; of a place or a matter, with what the units' role there really is."""
    yes = bool(outcome.number) is not how.negated
    units = [leaf for leaf in leaves(outcome.query.where) if isinstance(leaf, Has)]
    if outcome.judged:
        return _verdict(outcome, yes, units)
    if outcome.matter is not None or (units and outcome.missing.units):
        names = units_text(outcome.missing.units) or units_text(unit.unit for unit in units)
        return compose(outcome, "yes_no", f"没有。文件中没有出现{names}的有关事项。", (), yes=yes)
    records = records_of(outcome.items)
    word = ("没有" if how.negated else "有") if yes else ("有" if how.negated else "没有")
    found = f"{where_said(outcome.documents)}，{selected_said(outcome)}共 {outcome.number} {THINGS[outcome.query.of][1]}。"
    none = f"{where_said(outcome.documents)}，没有{selected_said(outcome)}。"
    text = f"{'是的，' if how.negated and yes else ''}{word}。{found if outcome.number else none}{completeness(outcome)}"
    if records:
        text += f"\n\n{by_document(records)}"
    return compose(outcome, "yes_no", text, records, yes=yes, count=outcome.number)


def _verdict(outcome: Selected, yes: bool, units: Sequence[Has]) -> Answer:
    holding = records_of(outcome.items)
    shown = holding or outcome.judged
    roles = [role_text(outcome.judged, unit) for unit in dict.fromkeys(units)]
    if roles:
        text = f"{matter_note(outcome.matter)}{'是' if yes else '不是'}。{'；'.join(roles)}。"
    else:
        what = condition_said(outcome)
        text = f"{matter_note(outcome.matter)}{'是' if yes else '不是'}，{'有' if holding else '没有'}{what}事项。"
    text += "".join(
        f"\n\n依据：{place_text(record.clause)}：{responsibility(record.duty)}\n\n{quoted(record.duty.task)}"
        for record in shown[:SHOWN]
    )
    return compose(outcome, "yes_no", text, shown, yes=yes)


def role_text(records: Sequence[DutyRecord], asked: Has) -> str:
    """What a unit is in some duties: 省财政厅是责任单位，不是牵头单位."""
    unit = asked.unit
    if any(unit in record.duty.lead for record in records):
        return f"{unit}是牵头单位"
    if any(unit in record.duty.responsible for record in records):
        return f"{unit}是责任单位，不是牵头单位" if asked.role == "lead" else f"{unit}是责任单位"
    return f"{unit}不在这{'项' if len(records) == 1 else f' {len(records)} 项'}任务的牵头单位和责任单位之列"
