"""Settling which unit is meant: a choice to make where a name is ambiguous, a plain word where it is absent."""

import re
from dataclasses import replace

from index.text.search_key import search_key
from retriever.execute.inquiry import Inquiry
from retriever.patterns.question import Asked
from retriever.patterns.references import foreign_years
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import units_text

_MATTER_ASKS = ("who", "yes_no", "fact", "list", "deadline", "leader")


def settle_units(inquiry: Inquiry) -> Inquiry | Answer:
    """The inquiry with one unit for each name; or the answer that a name is ambiguous or does not occur."""
    question = inquiry.question
    if question.unknown:
        return inquiry.refuse(f"文件中没有出现“{question.unknown}”，因此没有可以列出的分工事项。")
    if question.aspect and (question.ask not in _MATTER_ASKS or (question.units and not question.matter)):
        return inquiry.refuse(f"文件没有写明{question.aspect}，只写明任务和单位分工。")
    if question.ask not in (*_MATTER_ASKS, "by_deadline") and not question.scope.explicit:
        year = next(iter(foreign_years(_dated(question.text), inquiry.library.documents)), None)
        if year is not None:
            return inquiry.refuse(f"文件库里没有{year}年的文件，因此不能回答那一年的分工。")
    settled: list[Asked] = []
    for asked in question.units:
        units = _within(inquiry, asked)
        if len(units) > 1:
            return _choose(inquiry, asked, units)
        if not units and not (question.ask == "yes_no" and (question.matter or question.clauses)):
            return inquiry.refuse(f"文件中没有出现“{asked.mention.surface}”，因此没有可以列出的分工事项。")
        settled.append(replace(asked, mention=replace(asked.mention, units=units)))
    return replace(inquiry, question=replace(question, units=tuple(settled)))


def _dated(text: str) -> str:
    """A question's search key without the years by which something is due (2025年底前)."""
    return re.sub(r"(?:到|至)?\d{4}年(?:底|末|初|以?前|之前|\d{1,2}月)", "", search_key(text))


def _within(inquiry: Inquiry, asked: Asked) -> tuple[str, ...]:
    """The units that a name may mean in the documents that may answer."""
    units = asked.mention.units
    if len(units) < 2:
        return units
    ids = [document.id for document in inquiry.documents]
    present = {unit.name for unit in inquiry.library.store.units(ids)}
    return tuple(unit for unit in units if unit in present)


def _choose(inquiry: Inquiry, asked: Asked, units: tuple[str, ...]) -> Answer:
    text = f"“{asked.mention.surface}”可能指{units_text(units)}，请选择要问的单位。"
    suggestions = [inquiry.question.text.replace(asked.mention.surface, unit, 1) for unit in units]
    return inquiry.refuse(text, suggestions, kind="clarify")
