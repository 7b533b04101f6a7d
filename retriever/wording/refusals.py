"""Why there is no answer: what does not occur, what may be several things, what was not found."""

from collections.abc import Sequence

from index.model.store import DutyRecord
from retriever.execution.outcome import MatterFound, Selected
from retriever.query.asking import question
from retriever.query.predicates import InClause, InSection, Matter
from retriever.query.queries import Select
from retriever.query.reductions import Contents, Exists, Who
from retriever.query.saying import place_said
from retriever.query.validity import leaves
from retriever.wording.answer import Answer
from retriever.wording.composing import decline, selected_said, where_said
from retriever.wording.phrases_of_answers import document_text, place_text, snippet, units_text

LAST = Select("clauses", InClause(-1, by="place"), Contents())


def refusal(outcome: Selected) -> Answer | None:
    """The decline that an outcome calls for before anything else can be said, None when it can be answered."""
    missing, matter = outcome.missing, outcome.matter
    if missing.documents:
        held = "、".join(document_text(document) for document in outcome.documents[:5])
        text = f"文件库里没有{units_text(missing.documents)}。" + (f"现有：{held}。" if held else "")
        return decline(outcome, text)
    if not outcome.documents:
        return decline(outcome, "文件库里没有可以查的文件，请先导入分工文件。")
    if missing.places:
        return _no_such_place(outcome)
    if missing.units and not isinstance(outcome.query.reduce, Exists):
        return decline(outcome, f"文件中没有出现{units_text(missing.units)}，因此无法回答它的分工。")
    if missing.leaders:
        return decline(outcome, f"文件中没有写明{units_text(missing.leaders)}分管的事项。")
    if outcome.ambiguous is not None:
        asked, choices = outcome.ambiguous.asked, outcome.ambiguous.choices
        text = f"{document_text(outcome.ambiguous.document)}中{asked}有 {len(choices)} 处，请选择：\n\n"
        text += "\n".join(f"- {headings}" for headings, _ in choices)
        return decline(outcome, text, [question(query) for _, query in choices], kind="clarify")
    if outcome.timeless:
        return decline(outcome, f"{where_said(outcome.documents)}，没有为事项写明完成时限。")
    if matter is not None and not matter.found:
        return _not_found(outcome, matter)
    return None


def _no_such_place(outcome: Selected) -> Answer:
    document = outcome.documents[0]
    asked = units_text(outcome.missing.places)
    lacking = [leaf for leaf in leaves(outcome.query.where) if isinstance(leaf, InClause | InSection)]
    size = ""
    if any(isinstance(leaf, InClause) and place_said(leaf) in outcome.missing.places for leaf in lacking):
        size = f"共有 {document.clauses} 条，" if len(outcome.documents) == 1 else ""
    name = document_text(document) if len(outcome.documents) == 1 else where_said(outcome.documents)
    return decline(outcome, f"{name}{size}没有{asked}。", [question(LAST)] if size else [])


def _not_found(outcome: Selected, matter: MatterFound) -> Answer:
    names = "、".join(document_text(document) for document in outcome.documents[:3])
    more = "等" if len(outcome.documents) > 3 else ""
    text = f"文件中没有找到与“{matter.text}”对应的分工事项（已查{names}{more}）。"
    near = near_misses([record for record, _ in matter.near])
    if near:
        text += "下面是字面上接近的事项，仅供参考。"
    return decline(outcome, text, near)


def near_misses(records: Sequence[DutyRecord]) -> tuple[str, ...]:
    """Duties that were not meant, as questions to ask instead."""
    tasks = dict.fromkeys(snippet(record.duty.task).rstrip("。；") for record in records[:3])
    return tuple(question(Select("duties", Matter(task), Who())) for task in tasks)


def nobody(outcome: Selected) -> Answer:
    """No duty is there to answer from: the clause names no unit, or what was found does not fulfil the rest."""
    if outcome.bare:
        return decline(outcome, f"{'、'.join(place_text(clause) for clause in outcome.bare)}没有写明责任单位。")
    matter = outcome.matter
    if matter is not None and matter.records:
        text = f"文件有与“{matter.text}”有关的事项，但没有{selected_said(outcome)}。"
        return decline(outcome, text, near_misses(matter.records))
    return decline(outcome, f"{where_said(outcome.documents)}，没有{selected_said(outcome)}。")
