"""Who leads, answers for or takes part in a matter; and yes or no about a unit's role in it."""

from collections.abc import Sequence
from dataclasses import replace

from index.model.document import Duty
from index.model.store import DutyRecord
from retriever.execute.clause_lookup import find_clauses
from retriever.execute.duty_search import Found, find_matter
from retriever.execute.figure_check import answer_figure
from retriever.execute.inquiry import Inquiry, clause_duties
from retriever.execute.unit_lookup import answer_unit_duties, plays, unit_name
from retriever.patterns.question import Asked, Role
from retriever.wording.answer import Answer, Kind
from retriever.wording.phrases_of_answers import clause_text, document_text, extras, place_text, quoted
from retriever.wording.responsibility_words import (
    lead_text,
    responsibility,
    shared_sentence,
    shared_text,
    units_text,
)

_MATTER_KINDS: dict[Role, Kind] = {"lead": "lead", "responsible": "responsible", "any": "responsible"}


def answer_who(inquiry: Inquiry) -> Answer:
    """Who leads a matter, or who is responsible, with the duty that says so."""
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    question = inquiry.question
    kind = _MATTER_KINDS[question.role]
    if len(found.items) > 1:
        return _answer_items(inquiry, found, kind)
    best = found.records[0]
    text = f"{found.note}{headline(best.duty, question.role)}{extras(best.duty)}\n\n"
    text += f"依据：{place_text(best.clause)}\n\n{quoted(best.duty.task)}"
    text += _others(found.records[1:])
    return inquiry.answer(kind, text, found.records, confidence=found.confidence, suggestions=found.suggestions)


def headline(duty: Duty, role: Role) -> str:
    """The units first, in the order of what was asked."""
    lead, shared = lead_text(duty), shared_text(duty)
    if role == "responsible" and duty.lead:
        if not duty.responsible:
            return f"文件没有写明配合单位，由**{lead}**牵头。"
        said = shared_sentence(duty, f"**{shared}**")
        return f"{said}（配合），由{lead}牵头。" if said.endswith("按职责分工负责") else f"{said}，由{lead}牵头。"
    if duty.lead:
        return f"**{lead}**牵头" + (
            f"，{shared_sentence(duty, shared)}。" if shared else "，没有列出其他责任单位。"
        )
    return f"{responsibility(duty)}。"


def _others(records: Sequence[DutyRecord]) -> str:
    if not records:
        return ""
    lines = [
        f"- {clause_text(record.clause)}：{' '.join(record.duty.task.split())}（{responsibility(record.duty)}）"
        for record in records
    ]
    return "\n\n另外，以下事项也涉及，各自的单位不同：\n\n" + "\n".join(lines)


def _answer_items(inquiry: Inquiry, found: Found, kind: Kind) -> Answer:
    """Every item of an enumeration with its own units."""
    clause = found.items[0].clause
    lines = [
        f"{place}. {' '.join(record.duty.task.split())}——{responsibility(record.duty)}"
        for place, record in enumerate(found.items, 1)
    ]
    text = f"{found.note}{place_text(clause)}分 {len(lines)} 项，分别是：\n\n" + "\n".join(lines)
    return inquiry.answer(
        "list", text, found.items, count=len(lines), confidence=found.confidence, suggestions=found.suggestions
    )


def answer_yes_no(inquiry: Inquiry) -> Answer:
    """Whether a unit has a role in a matter or a clause."""
    question = inquiry.question
    if question.clauses:
        return _about_clause(inquiry)
    if not question.matter and question.units:
        return _has_any(inquiry)
    if question.figure:
        return answer_figure(inquiry)
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    return _verdict(inquiry, found.items or found.records[:1], found)


def _has_any(inquiry: Inquiry) -> Answer:
    """Whether a unit has any duty in a role (省能源局有没有牵头任何工作)."""
    answer = answer_unit_duties(inquiry)
    if not answer.answered:
        return answer
    yes = bool(answer.citations)
    return replace(answer, kind="yes_no", yes=yes, text=f"{'有' if yes else '没有'}。{answer.text}")


def _about_clause(inquiry: Inquiry) -> Answer:
    question = inquiry.question
    ref = question.clauses[0]
    for document in inquiry.documents:
        clauses = find_clauses(inquiry.library.clauses(document), ref)
        if len(clauses) != 1:
            continue
        records = clause_duties(inquiry, clauses[0])
        if ref.duty is not None:
            records = [record for record in records if record.duty.ordinal == ref.duty]
        if records:
            return _verdict(inquiry, records, None)
        return inquiry.refuse(f"{place_text(clauses[0])}没有写明责任单位。")
    return inquiry.refuse(
        f"{document_text(inquiry.documents[0])}中没有找到这一条，或者编号不止一处，请说明所在部分。"
    )


def _verdict(inquiry: Inquiry, records: Sequence[DutyRecord], found: Found | None) -> Answer:
    """Say yes or no, and what the unit's role really is."""
    question = inquiry.question
    if not question.units:
        holding = [record for record in records if record.duty.lead]
    else:
        holding = [record for record in records if all(_holds(record, asked) for asked in question.units)]
    if question.alone:
        holding = [record for record in holding if _alone(record, question.units)]
    yes = bool(holding) is not question.negated
    shown = holding or list(records)
    note = found.note if found else ""
    parts = [_role_text(records, asked) for asked in question.units]
    if question.alone and question.negated:
        others = "还有其他单位" if yes else "没有其他单位"
        parts.append(f"除{units_text(asked.mention.surface for asked in question.units)}外{others}")
    text = (
        f"{note}{'是' if yes else '不是'}。{'；'.join(parts)}。"
        if parts
        else f"{note}{'有' if yes else '没有'}牵头单位。"
    )
    text += "".join(
        f"\n\n依据：{place_text(record.clause)}：{responsibility(record.duty)}\n\n{quoted(record.duty.task)}"
        for record in shown
    )
    return inquiry.answer(
        "yes_no",
        text,
        shown,
        yes=yes,
        confidence=found.confidence if found else 1.0,
        suggestions=found.suggestions if found else (),
    )


def _holds(record: DutyRecord, asked: Asked) -> bool:
    return bool(asked.mention.units) and plays(record, unit_name(asked), asked.role)


def _alone(record: DutyRecord, units: Sequence[Asked]) -> bool:
    """Whether no other unit shares the role."""
    named = {unit for asked in units for unit in asked.mention.units}
    role = units[0].role if units else "lead"
    held = record.duty.lead if role == "lead" else (*record.duty.lead, *record.duty.responsible)
    return set(held) <= named


def _role_text(records: Sequence[DutyRecord], asked: Asked) -> str:
    """What a unit is in these duties: 省财政厅是责任单位."""
    if not asked.mention.units:
        return f"文件的单位中没有出现{asked.mention.surface}"
    unit = unit_name(asked)
    if any(plays(record, unit, "lead") for record in records):
        return f"{unit}是牵头单位"
    if any(plays(record, unit, "responsible") for record in records):
        return f"{unit}是责任单位，不是牵头单位" if asked.role == "lead" else f"{unit}是责任单位"
    said = asked.mention.surface
    return f"{said}不在这项任务的牵头单位和责任单位之列"
