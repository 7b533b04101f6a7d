"""Counts and comparisons over stored duties: who leads most, how many clauses, what has no lead."""

from collections import Counter
from collections.abc import Callable, Sequence

from index.model.store import DocumentRecord, DutyRecord
from retriever.execute.inquiry import Inquiry
from retriever.execute.narrow import narrow_to_matter
from retriever.execute.unit_lookup import ROLE_WORDS, plays, unit_name
from retriever.patterns.question import Ask, Role
from retriever.wording.answer import Answer, Citation, Kind
from retriever.wording.phrases_of_answers import (
    clause_text,
    count_of,
    document_text,
    grouped,
    quoted,
    tally,
    units_text,
)

_SHOWN = 5
"""How many clauses of a tie are written out; all are cited."""


def answer_rank_units(inquiry: Inquiry) -> Answer:
    """Which unit has most duties, or least; with a unit named, which has most together with it."""
    question, document = inquiry.question, inquiry.documents[0]
    role: Role = question.role
    records, where = _part(inquiry, document)
    partner = unit_name(question.units[0]) if question.units and not question.checking else ""
    if partner:
        records = [record for record in records if plays(record, partner, "any")]
        where += f"，与{partner}共同参加的事项里"
    counts = _units_by_count(records, role)
    counts.pop(partner, None)
    if not counts:
        return inquiry.refuse(f"{where}没有可以统计的责任单位。")
    verb = ROLE_WORDS[role]
    ordered = sorted(counts.items(), key=lambda pair: pair[1] if question.negated else -pair[1])
    if question.place:
        return _one_place(inquiry, records, ordered, where)
    limit = ordered[min(question.top, len(ordered)) - 1][1]
    chosen = [(u, n) for u, n in ordered if (n <= limit if question.negated else n >= limit)]
    extreme = "最少" if question.negated else "最多"
    names = {unit for unit, _ in chosen}
    cited = [record for record in records if any(plays(record, unit, role) for unit in names)]
    if question.top == 1:
        text = f"{where}，{verb}事项{extreme}的是{units_text(u for u, _ in chosen)}，"
        text += ("各" if len(chosen) > 1 else "共") + f" {chosen[0][1]} 项。"
    else:
        text = f"{where}，{verb}事项{extreme}的单位：\n\n"
        text += "\n".join(f"{place}. {unit}：{n} 项" for place, (unit, n) in enumerate(chosen, 1))
    yes = None
    if question.checking and question.units and question.units[0].mention.units:
        yes = unit_name(question.units[0]) in names
        text = ("是。" if yes else "不是。") + text
    return inquiry.answer("count", text, cited, count=chosen[0][1], yes=yes)


def _one_place(
    inquiry: Inquiry, records: Sequence[DutyRecord], ordered: Sequence[tuple[str, int]], where: str
) -> Answer:
    """Which units stand at one place of a ranking; those that tie share a place."""
    question, role = inquiry.question, inquiry.question.role
    numbers = list(dict.fromkeys(number for _, number in ordered))
    if question.place > len(numbers):
        return inquiry.refuse(f"{where}，{ROLE_WORDS[role]}事项的多少只分 {len(numbers)} 个名次。")
    number = numbers[question.place - 1]
    names = [unit for unit, held in ordered if held == number]
    order = f"第 {question.place} {'少' if question.negated else '多'}"
    each = "各" if len(names) > 1 else "共"
    text = f"{where}，{ROLE_WORDS[role]}事项{order}的是{units_text(names)}，{each} {number} 项。"
    before = "、".join(f"{unit}（{held} 项）" for unit, held in ordered if held in numbers[: question.place - 1])
    cited = [record for record in records if any(plays(record, unit, role) for unit in names)]
    return inquiry.answer("count", f"{text}排在前面的是{before}。" if before else text, cited, count=number)


def _part(inquiry: Inquiry, document: DocumentRecord) -> tuple[Sequence[DutyRecord], str]:
    """The duties of the section or matter asked for, or all, and the words that say which."""
    question = inquiry.question
    records = inquiry.library.duties(document)
    where = f"在{document_text(document)}"
    if not question.matter and question.section is None:
        return records, f"{where}中"
    narrowed = narrow_to_matter(inquiry, document, records)
    if narrowed is None:
        return (), f"{where}“{question.matter}”方面"
    return narrowed.records, f"{where}{narrowed.label}中"


def _units_by_count(records: Sequence[DutyRecord], role: Role) -> Counter[str]:
    counts: Counter[str] = Counter()
    for record in records:
        duty = record.duty
        units = (
            duty.lead
            if role == "lead"
            else duty.responsible
            if role == "responsible"
            else duty.lead + duty.responsible
        )
        counts.update(unit for unit in dict.fromkeys(units) if unit not in duty.generic)
    return counts


def answer_compare(inquiry: Inquiry) -> Answer:
    """Which of several units has more duties, or fewer."""
    question = inquiry.question
    role = question.role
    document = inquiry.documents[0]
    records = inquiry.library.duties(document)
    units = [unit_name(asked) for asked in question.units]
    held = {unit: [record for record in records if plays(record, unit, role)] for unit in units}
    verb = ROLE_WORDS[role]
    most = (min if question.negated else max)(len(found) for found in held.values())
    best = [unit for unit, found in held.items() if len(found) == most]
    each = "，".join(f"{unit}{verb} {len(found)} 项" for unit, found in held.items())
    if len(best) == len(units):
        verdict = "一样多"
    else:
        others = [len(found) for unit, found in held.items() if unit not in best]
        apart = min(abs(most - number) for number in others)
        more = "少" if question.negated else "多"
        verdict = f"{units_text(best)}{verb}的{'最' if len(units) > 2 else '更'}{more}，{more} {apart} 项"
    text = f"在{document_text(document)}中，{each}；{verdict}。"
    yes = None
    if question.checking:
        yes = best == [units[0]]
        text = ("是。" if yes else "不是。") + text
    cited = [record for record in records if any(plays(record, unit, role) for unit in units)]
    return inquiry.answer("count", text, cited, count=most, yes=yes)


def answer_rank_clauses(inquiry: Inquiry) -> Answer:
    """Which clause, or which duty where the question says 项, names most units, or fewest."""
    question, document = inquiry.question, inquiry.documents[0]
    by_duty = "项" in question.text and "条" not in question.text
    groups: dict[int, list[DutyRecord]] = {}
    for record in inquiry.library.duties(document):
        groups.setdefault(record.id if by_duty else record.clause.id, []).append(record)
    sizes = {key: len(_units_of(records)) for key, records in groups.items()}
    if not any(sizes.values()):
        return inquiry.refuse(f"{document_text(document)}中没有写明责任单位的条款。")
    extreme = min(size for size in sizes.values() if size) if question.negated else max(sizes.values())
    chosen = [records for key, records in groups.items() if sizes[key] == extreme]
    word = "最少" if question.negated else "最多"
    places = units_text(dict.fromkeys(clause_text(records[0].clause) for records in chosen))
    each = "各" if len(chosen) > 1 else "共"
    text = f"涉及单位{word}的是{document_text(document)}{places}{'中的分工事项' if by_duty else ''}，"
    text += f"{each}涉及 {extreme} 家单位。\n\n" + "\n\n".join(
        f"{clause_text(records[0].clause)}：{units_text(_units_of(records))}。\n{quoted(records[0].duty.task)}"
        for records in chosen[:_SHOWN]
    )
    cited = [record for records in chosen for record in records]
    return inquiry.answer("count", text, cited, count=extreme)


def _units_of(records: Sequence[DutyRecord]) -> list[str]:
    units = [unit for record in records for unit in (*record.duty.lead, *record.duty.responsible)]
    generic = {unit for record in records for unit in record.duty.generic}
    return [unit for unit in dict.fromkeys(units) if unit not in generic]


_KINDS: dict[Ask, tuple[Callable[[DutyRecord], bool], str]] = {
    "no_lead": (lambda record: not record.duty.lead, "没有明确牵头单位"),
    "with_lead": (lambda record: bool(record.duty.lead), "明确了牵头单位"),
    "each_mode": (lambda record: record.duty.mode == "each", "写明分别负责"),
    "all_mode": (lambda record: record.duty.mode == "all", "由各部门单位共同负责"),
}


def answer_by_mode(inquiry: Inquiry) -> Answer:
    """Which duties have no lead, have one, are shared in a given way."""
    question, document = inquiry.question, inquiry.documents[0]
    holds, words = _KINDS[question.ask]
    records, where = _part(inquiry, document)
    chosen = [record for record in records if holds(record)]
    kind: Kind = "count" if question.counting else "list"
    if not chosen:
        return inquiry.answer(kind, f"{where}，没有“{words}”的事项。", (), count=0)
    text = f"{where}，{words}的事项共 {tally(chosen)}。\n\n{grouped(chosen)}"
    return inquiry.answer(kind, text, chosen, count=count_of(chosen, question.text))


def answer_rank_leaders(inquiry: Inquiry) -> Answer:
    """Which official is in charge of most duties, or of fewest."""
    question, document = inquiry.question, inquiry.documents[0]
    records = inquiry.library.duties(document)
    counts = Counter(name for record in records for name in dict.fromkeys(record.duty.leaders))
    if not counts:
        return inquiry.refuse(f"{document_text(document)}没有写明分管领导。")
    ranked = sorted(counts.items(), key=lambda pair: pair[1] if question.negated else -pair[1])
    chosen = [name for name, number in ranked if number == ranked[0][1]]
    extreme = "最少" if question.negated else "最多"
    text = f"在{document_text(document)}中，分管事项{extreme}的是{units_text(chosen)}，{ranked[0][1]} 项。\n\n"
    text += "\n".join(f"- {name}：{number} 项" for name, number in ranked)
    cited = [record for record in records if set(chosen) & set(record.duty.leaders)]
    return inquiry.answer("count", text, cited, count=ranked[0][1])


def answer_totals(inquiry: Inquiry) -> Answer:
    """How many clauses, sections, duties or units a document has."""
    question, document = inquiry.question, inquiry.documents[0]
    clauses = inquiry.library.clauses(document)
    records = inquiry.library.duties(document)
    tops = list(dict.fromkeys(clause.section[0] for clause in clauses if clause.section))
    subs = list(dict.fromkeys(clause.section for clause in clauses if len(clause.section) > 1))
    name = document_text(document)
    if question.ask == "count_clauses":
        text = f"{name}共 {len(clauses)} 条，分为 {len(records)} 项分工。"
        return inquiry.answer(
            "count", text, records, count=len(clauses), citations=_all_clauses(inquiry, document)
        )
    if question.ask in ("count_sections", "list_sections"):
        text = f"{name}共 {len(tops)} 个部分" + (f"、{len(subs)} 个小节" if subs else "") + "：\n\n"
        text += "\n".join(f"- {heading}" for heading in tops)
        kind: Kind = "count" if question.ask == "count_sections" else "list"
        return inquiry.answer(kind, text, records, count=len(tops), citations=_all_clauses(inquiry, document))
    if question.ask == "count_duties":
        led = sum(bool(record.duty.lead) for record in records)
        text = f"{name}共 {len(clauses)} 条、{len(records)} 项分工，其中 {led} 项明确了牵头单位，{len(records) - led} 项未明确。"
        return inquiry.answer("count", text, records, count=len(records))
    return _units(inquiry, document, records)


def _units(inquiry: Inquiry, document: DocumentRecord, records: Sequence[DutyRecord]) -> Answer:
    question = inquiry.question
    if question.section or question.matter:
        narrowed = narrow_to_matter(inquiry, document, records)
        if narrowed is None:
            return inquiry.refuse(f"{document_text(document)}中没有找到“{question.matter}”。")
        records = narrowed.records
    counts = _units_by_count(records, question.role)
    word = {"lead": "牵头", "responsible": "参与", "any": "责任"}[question.role]
    text = f"{document_text(document)}共涉及 {len(counts)} 家{word}单位（“有关部门”等统称不计）："
    text += units_text(f"{unit}（{n} 项）" for unit, n in counts.most_common()) + "。"
    kind: Kind = "count" if question.ask == "count_units" else "list"
    return inquiry.answer(kind, text, records, count=len(counts))


def _all_clauses(inquiry: Inquiry, document: DocumentRecord) -> list[Citation]:
    return [Citation.of_clause(clause) for clause in inquiry.library.clauses(document)]
