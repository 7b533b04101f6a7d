"""A unit's duties, exactly and completely: what it leads, what it shares in, together with others, in one field."""

import re
from collections.abc import Sequence

from index.model.store import DocumentRecord, DutyRecord
from retriever.execute.inquiry import Inquiry
from retriever.execute.narrow import narrow_to_matter
from retriever.patterns.question import Asked, Role
from retriever.wording.answer import Answer, Kind
from retriever.wording.phrases_of_answers import count_of, document_text, grouped, tally, units_text

ROLE_WORDS: dict[Role, str] = {"lead": "牵头", "responsible": "参与（不牵头）", "any": "负责"}


_SHARE = re.compile(r"占比|占(?:了)?(?:全部|总数|所有|多少|百分)|比例|百分之几|百分比")


def plays(record: DutyRecord, unit: str, role: Role) -> bool:
    """Whether a unit has a role in a duty."""
    lead, shared = unit in record.duty.lead, unit in record.duty.responsible
    return lead if role == "lead" else shared if role == "responsible" else lead or shared


def unit_name(asked: Asked) -> str:
    """The one unit that was asked about."""
    return asked.mention.units[0]


def answer_unit_duties(inquiry: Inquiry) -> Answer:
    """Which duties one or more units have."""
    question = inquiry.question
    for document in inquiry.documents:
        present = inquiry.library.duties(document)
        if not _all_occur(inquiry.library.all_duties(document), question.units):
            continue
        records, restriction = _restricted(inquiry, document, present)
        if records is None:
            continue
        chosen = [record for record in records if _matches(record, question.units, question.every)]
        if len(question.units) > 1:
            return _answer_pair(inquiry, document, chosen, restriction)
        return _answer_one(inquiry, document, records, chosen, restriction)
    return _answer_absent(inquiry)


def _matches(record: DutyRecord, units: Sequence[Asked], every: bool) -> bool:
    held = [plays(record, unit_name(asked), asked.role) for asked in units]
    return all(held) if every else any(held)


def _all_occur(records: Sequence[DutyRecord], units: Sequence[Asked]) -> bool:
    return all(any(plays(record, unit_name(asked), "any") for record in records) for asked in units)


def _restricted(
    inquiry: Inquiry, document: DocumentRecord, records: Sequence[DutyRecord]
) -> tuple[Sequence[DutyRecord] | None, str]:
    """The duties of the section or matter asked for, with the words that name it; None when there is none."""
    question = inquiry.question
    if not question.matter and question.section is None:
        return records, ""
    narrowed = narrow_to_matter(inquiry, document, records)
    if narrowed is not None:
        return narrowed.records, narrowed.label
    return None, ""


def _answer_one(
    inquiry: Inquiry,
    document: DocumentRecord,
    records: Sequence[DutyRecord],
    chosen: Sequence[DutyRecord],
    restriction: str,
) -> Answer:
    question = inquiry.question
    asked = question.units[0]
    unit = unit_name(asked)
    where = f"在{document_text(document)}" + (f"{restriction}中" if restriction else "中")
    note = f"（按“{unit}”理解）" if asked.mention.approximate else ""
    led = [record for record in records if plays(record, unit, "lead")]
    shared = [record for record in records if plays(record, unit, "responsible")]
    suggestions = _next_questions(unit, asked.role)
    kind: Kind = "count" if question.counting else "unit_duties"
    yes = bool(chosen) if question.checking else None
    if not chosen:
        text = f"{where}，{unit}{note}未{_role_verb(asked.role)}任何事项"
        other = shared if asked.role == "lead" else led
        verb = "参与" if asked.role == "lead" else "牵头"
        text += f"，{verb} {len(other)} 项。" if asked.role != "any" else "。"
        return inquiry.answer(kind, text, (), count=0, yes=yes, suggestions=suggestions)
    if asked.role == "any":
        text = f"{where}，{unit}{note}共负责 {tally(chosen)}：牵头 {len(led)} 项，参与 {len(shared)} 项。\n\n"
        text += _sections("牵头", led) + ("\n\n" if led and shared else "") + _sections("参与", shared)
        ordered = [*led, *shared]
    else:
        text = f"{where}，{unit}{note}{_role_verb(asked.role)}的事项共 {tally(chosen)}。\n\n{grouped(chosen)}"
        ordered = list(chosen)
    if _SHARE.search(question.text):
        text = f"占全部 {len(records)} 项的 {len(chosen) / len(records):.1%}。{text}"
    return inquiry.answer(
        kind, text, ordered, count=count_of(ordered, question.text), yes=yes, suggestions=suggestions
    )


def _role_verb(role: Role) -> str:
    return {"lead": "牵头", "responsible": "参与", "any": "承担"}[role]


def _sections(title: str, records: Sequence[DutyRecord]) -> str:
    return f"### {title}的 {len(records)} 项\n\n{grouped(records)}" if records else ""


def _answer_pair(
    inquiry: Inquiry, document: DocumentRecord, chosen: Sequence[DutyRecord], restriction: str
) -> Answer:
    question = inquiry.question
    names = units_text(unit_name(asked) for asked in question.units)
    where = f"在{document_text(document)}" + (f"{restriction}中" if restriction else "中")
    roles = {asked.role for asked in question.units}
    if question.every:
        if len(roles) > 1:
            what = "、".join(f"{unit_name(asked)}{_role_verb(asked.role)}" for asked in question.units) + "的"
        else:
            what = f"{names}共同{_role_verb(roles.pop())}的" if roles != {"any"} else f"{names}共同参加的"
    else:
        what = f"{names}中至少一家{_role_verb(question.units[0].role)}的"
    if not chosen:
        return inquiry.answer("unit_pair", f"{where}，没有{what}事项。", (), count=0)
    text = f"{where}，{what}事项共 {tally(chosen)}。"
    if not question.every:
        each = [
            f"{unit_name(asked)} {sum(plays(r, unit_name(asked), asked.role) for r in chosen)} 项"
            for asked in question.units
        ]
        text += f"其中{'，'.join(each)}（同一事项可能重复计入）。"
    text += f"\n\n{grouped(chosen)}"
    return inquiry.answer("unit_pair", text, chosen, count=len(chosen))


def _answer_absent(inquiry: Inquiry) -> Answer:
    """Say which of the units asked about does not occur in the documents that may answer."""
    missing = [
        unit_name(asked)
        for asked in inquiry.question.units
        if not any(_all_occur(inquiry.library.all_duties(document), (asked,)) for document in inquiry.documents)
    ]
    if missing:
        return inquiry.refuse(f"文件中没有出现{units_text(missing)}，因此没有可以列出的分工事项。")
    question = inquiry.question
    if question.matter or question.section:
        about = question.matter or (question.section.title if question.section else "")
        names = units_text(unit_name(asked) for asked in question.units)
        return inquiry.refuse(
            f"文件中没有找到与“{about}”对应的部分或事项，因此不能列出{names}在这方面的分工。",
            [f"{names}负责哪些工作？"],
        )
    names = units_text(unit_name(asked) for asked in inquiry.question.units)
    return inquiry.refuse(f"没有一份文件同时出现{names}。")


def answer_leader_duties(inquiry: Inquiry) -> Answer:
    """Which duties an official is in charge of."""
    official = inquiry.question.official
    for document in inquiry.documents:
        chosen = [record for record in inquiry.library.duties(document) if official in record.duty.leaders]
        if chosen:
            text = f"在{document_text(document)}中，{official}分管的事项共 {tally(chosen)}。\n\n{grouped(chosen)}"
            kind: Kind = "count" if inquiry.question.counting else "unit_duties"
            return inquiry.answer(kind, text, chosen, count=len(chosen))
    return inquiry.refuse(f"文件中没有写明{official}分管的事项。")


def _next_questions(unit: str, role: Role) -> tuple[str, ...]:
    other: dict[Role, str] = {
        "lead": f"{unit}参与哪些事项？",
        "responsible": f"{unit}牵头哪些事项？",
        "any": f"{unit}牵头几项？",
    }
    return (other[role],)
