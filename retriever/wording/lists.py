"""Sets: which duties, clauses, sections, units, leaders or documents, and how many."""

from collections.abc import Sequence

from index.model.store import DocumentRecord, DutyRecord
from retriever.execution.outcome import Item, Selected
from retriever.query.asking import THINGS, question
from retriever.query.predicates import And, Has, InSection, Not, Predicate
from retriever.query.queries import Select
from retriever.query.reductions import Count, List
from retriever.query.saying import run_said
from retriever.wording.answer import Answer, Kind
from retriever.wording.composing import (
    completeness,
    compose,
    documents_of,
    grounds,
    matter_note,
    records_of,
    selected_said,
    where_said,
)
from retriever.wording.phrases_of_answers import clause_text, document_text, grouped, snippet, tally, units_text

SHOWN = 300
"""How many duties are written out; all are cited."""


def listed(outcome: Selected) -> Answer:
    """Which things were selected, or how many they are."""
    if outcome.query.of == "duties":
        return _duties(outcome)
    if outcome.query.of == "documents":
        return _documents(outcome)
    return _groups(outcome)


def headline(outcome: Selected) -> str:
    """How many things were selected of what, where."""
    name, unit = THINGS[outcome.query.of]
    where = f"{where_said(outcome.documents)}，{matter_note(outcome.matter)}"
    if not outcome.number:
        return f"{where}没有{selected_said(outcome)}。{completeness(outcome)}"
    number = f" {outcome.number} {unit}"
    if outcome.query.of == "duties":
        whole = len(outcome.items) == outcome.number
        number = " " + tally(records_of(outcome.items)) if whole else f" {outcome.number} 项"
    things = selected_said(outcome)
    text = f"{where}{things}共{number}" if things != name else f"{where}共{number}{name if name != unit else ''}"
    return f"{text}{_split(outcome)}{_places(outcome)}。{completeness(outcome)}"


def _places(outcome: Selected) -> str:
    """Which of them are listed, where only some places were asked for: ，其中最后一项."""
    match outcome.query.reduce:
        case List(first, last) if first:
            return f"，其中{run_said(first, last, THINGS[outcome.query.of][1])}如下"
    return ""


def _split(outcome: Selected) -> str:
    """How many of them stand in each of several documents: 《…》3 项、《…》5 项."""
    unit = THINGS[outcome.query.of][1]
    sizes: dict[str, tuple[DocumentRecord, int]] = {}
    for item in outcome.items:
        for document in documents_of(item.records) or ((item.document,) if item.document else ()):
            sizes[document.id] = document, sizes.get(document.id, (document, 0))[1] + 1
    if (
        len(outcome.documents) < 2
        or len(outcome.items) < outcome.number
        or outcome.query.of in ("documents", "units", "leaders")
    ):
        return ""
    return "：" + "、".join(f"{document_text(document)} {number} {unit}" for document, number in sizes.values())


def _duties(outcome: Selected) -> Answer:
    records = records_of(outcome.items)
    kind = "count" if isinstance(outcome.query.reduce, Count) else _kind(outcome.query.where)
    count = len(outcome.items)
    if not records:
        return compose(outcome, kind, headline(outcome), (), count=0, suggestions=_other_role(outcome))
    unit = _only_unit(outcome.query.where)
    if unit is not None and unit.role == "any":
        led = [record for record in records if unit.unit in record.duty.lead]
        shared = [record for record in records if unit.unit not in record.duty.lead]
        text = f"{headline(outcome)}其中牵头 {len(led)} 项，参与 {len(shared)} 项。\n\n"
        text += "\n\n".join(
            f"### {title}的 {len(own)} 项\n\n{by_document(own)}"
            for title, own in (("牵头", led), ("参与", shared))
            if own
        )
        return compose(outcome, kind, text, (*led, *shared), count=count)
    text = f"{headline(outcome)}\n\n{by_document(records)}"
    return compose(outcome, kind, text, records, count=count, suggestions=_other_role(outcome))


def by_document(records: Sequence[DutyRecord]) -> str:
    """Duties under their headings, and where they are of several documents, under those; of very many, the first."""
    shown = records[:SHOWN]
    documents = documents_of(shown)
    more = f"\n\n……其余 {len(records) - SHOWN} 项从略，引用中是完整的。" if len(records) > SHOWN else ""
    if len(documents) < 2:
        return grouped(shown) + more
    blocks = (
        f"#### {document_text(document)}\n\n{grouped([r for r in shown if r.document.id == document.id])}"
        for document in documents
    )
    return "\n\n".join(blocks) + more


def _kind(where: Predicate) -> Kind:
    parts = where.parts if isinstance(where, And) else (where,)
    units = [part for part in parts if isinstance(part, Has)]
    if any(isinstance(part, Not) for part in parts):
        return "list"
    if len(units) > 1:
        return "unit_pair"
    if units:
        return "unit_duties"
    return "section" if len(parts) == 1 and isinstance(parts[0], InSection) else "list"


def _only_unit(where: Predicate) -> Has | None:
    parts = where.parts if isinstance(where, And) else (where,)
    units = [part for part in parts if isinstance(part, Has)]
    return units[0] if len(units) == 1 else None


def _other_role(outcome: Selected) -> tuple[str, ...]:
    unit = _only_unit(outcome.query.where)
    if unit is None or unit.role == "any":
        return ()
    return (question(Select("duties", Has(unit.unit, "member" if unit.role == "lead" else "lead"))),)


def _groups(outcome: Selected) -> Answer:
    kind: Kind = "count" if isinstance(outcome.query.reduce, Count) else "list"
    lines = _names(outcome) if outcome.query.of in ("units", "leaders") else _lines(outcome.items)
    text = headline(outcome)
    if outcome.query.of == "units" and outcome.number:
        text += "“有关部门”等统称不计。"
    if lines:
        text += f"\n\n{lines}"
    return compose(
        outcome, kind, text, records_of(outcome.items), count=len(outcome.items), citations=grounds(outcome)
    )


def _names(outcome: Selected) -> str:
    ordered = sorted(outcome.items, key=lambda item: -len(item.records))
    names = (f"{item.name}（{len(item.records)} 项）" if item.records else item.name for item in ordered)
    return units_text(names) + ("。" if ordered else "")


def _lines(items: Sequence[Item]) -> str:
    several = len({item.document.id for item in items if item.document}) > 1
    return "\n".join(_line(item, several) for item in items)


def _line(item: Item, with_document: bool) -> str:
    document = document_text(item.document) if with_document and item.document else ""
    if item.clause is None:
        duties = f"{len(item.records)} 项分工" if item.records else "没有写明责任单位"
        return f"- {document}{item.name}（{len(item.clauses)} 条，{duties}）"
    task = item.records[0].duty.task if item.records else item.clause.text
    more = f"（等 {len(item.records)} 项）" if len(item.records) > 1 else ""
    return f"- {document}{clause_text(item.clause)}：{snippet(task)}{more}"


def _documents(outcome: Selected) -> Answer:
    documents = [item.document for item in outcome.items if item.document]
    lines = [
        f"- {document_text(d)}，{d.issuer or '发文机关未注明'}，{d.date or d.year or '日期未注明'}，"
        f"{d.clauses} 条、{d.duties} 项分工" + ("（已被替代）" if d.superseded_by else "")
        for d in documents
    ]
    text = f"{selected_said(outcome)}共 {len(documents)} 份" + ("：\n\n" + "\n".join(lines) if lines else "。")
    kind: Kind = "count" if isinstance(outcome.query.reduce, Count) else "list"
    return compose(outcome, kind, text, (), count=len(documents))
