"""What stands in a duty or on a document: figures, deadlines, leaders, dates, numbers, issuers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.model.store import DutyRecord
from retriever.execution.outcome import Selected
from retriever.execution.sentences import Span, best_figure, dated_sentence, opening
from retriever.query.asking import question
from retriever.query.predicates import Matter
from retriever.query.queries import Select
from retriever.query.reductions import Value, Who
from retriever.wording.answer import Answer, Citation
from retriever.wording.composing import compose, decline, matter_note, records_of, selected_said
from retriever.wording.phrases_of_answers import document_text, place_text, quoted, responsibility, units_text
from retriever.wording.refusals import nobody

_FACTS = {"title": "标题", "number": "发文字号", "issuer": "发文机关", "date": "成文日期"}


def value(outcome: Selected, how: Value) -> Answer:
    """The value asked for, with the words that state it."""
    if how.of in _FACTS:
        return _document_facts(outcome)
    if how.of == "figure":
        return _figure(outcome)
    return _stated(outcome, _STATED[how.of])


def who_instead(matter: str) -> list[str]:
    """What can be asked of a matter in place of a value that the document does not give."""
    return [question(Select("duties", Matter(matter), Who()))] if matter else []


def _document_facts(outcome: Selected) -> Answer:
    lines = []
    for item in outcome.items:
        document = item.document
        if document is not None:
            facts = {"number": document.number, "issuer": document.issuer, "date": document.date}
            said = "；".join(f"{_FACTS[name]}{fact or '文件中未注明'}" for name, fact in facts.items())
            lines.append(f"{document_text(document)}：{said}。")
    if not lines:
        return decline(outcome, f"文件库里没有{selected_said(outcome)}。")
    return compose(outcome, "fact", "\n\n".join(lines), ())


def _figure(outcome: Selected) -> Answer:
    matter = outcome.matter
    records = records_of(outcome.items)
    if not records:
        return nobody(outcome)
    held = {record.id for record in records}
    if matter is not None and matter.items:
        clause, span = opening(records)
        citation = Citation(clause, span, None)
        text = f"{citation.quote.strip()}\n\n共 {len(records)} 项。\n\n依据：{place_text(clause)}"
        return compose(outcome, "fact", text, records, citations=[citation], count=len(records))
    asked = matter.text if matter else ""
    near = [(r, likely) for r, likely in matter.near if r.id in held or matter.found] if matter else []
    best = best_figure(asked, near or [(record, 1.0) for record in records])
    if best is None:
        text = f"文件提到了这项任务，但没有写明具体数字。{place_text(records[0].clause)}。"
        return decline(outcome, text, who_instead(asked))
    return _state(outcome, *best)


def _state(outcome: Selected, record: DutyRecord, span: Span) -> Answer:
    citation = Citation(record.clause, span, record.duty.ordinal)
    text = f"{matter_note(outcome.matter)}{citation.quote.strip()}\n\n{responsibility(record.duty)}。\n\n"
    text += f"依据：{place_text(record.clause)}"
    return compose(outcome, "fact", text, [record], citations=[citation])


@dataclass(frozen=True, slots=True)
class _Stated:
    """Something that a document may state beside a duty."""

    name: str
    of: Callable[[DutyRecord], str]


_STATED = {
    "deadline": _Stated("完成时限", lambda record: record.duty.deadline or ""),
    "leader": _Stated("分管领导", lambda record: units_text(record.duty.leaders)),
}


def _stated(outcome: Selected, stated: _Stated) -> Answer:
    """What is stated beside the duty that is meant, or beside each of those of a place."""
    records: Sequence[DutyRecord] = records_of(outcome.items)
    matter = outcome.matter
    if not records:
        return nobody(outcome)
    if matter is not None and not matter.items:
        held = {record.id: record for record in records}
        records = [next((held[r.id] for r in matter.records if r.id in held), records[0])]
    telling = [record for record in records if stated.of(record)]
    if not telling and stated.name == "完成时限" and (found := dated_sentence(records[0])):
        return _state(outcome, records[0], found)
    if not telling:
        text = f"文件没有写明{stated.name}。{place_text(records[0].clause)}只写明任务和单位分工。"
        return decline(outcome, text, who_instead(matter.text if matter else ""))
    text = "\n\n".join(
        f"{stated.name}：{stated.of(record)}。{responsibility(record.duty)}。\n\n"
        f"依据：{place_text(record.clause)}\n\n{quoted(record.duty.task)}"
        for record in telling
    )
    return compose(outcome, "fact", f"{matter_note(matter)}{text}", telling)
