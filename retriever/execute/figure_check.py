"""Confirming a figure or a date: 今年新建的5G基站是2.5万个对吧. Yes or no from the words of the duty that has it."""

import re

from index.model.store import DutyRecord
from index.text.figures import Figure, figures_in
from index.text.search_key import search_key
from retriever.execute.duty_search import Found, find_matter
from retriever.execute.facts import answer_fact
from retriever.execute.inquiry import Inquiry
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import place_text, quoted, responsibility


def answer_figure(inquiry: Inquiry) -> Answer:
    """Whether the figure of a question is the one that the duty about its matter gives."""
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    claimed = figures_in(search_key(inquiry.question.figure))
    for record in found.records:
        given = _given(inquiry, record, {figure.kind for figure in claimed})
        if given:
            return _verdict(inquiry, found, record, bool(claimed & given))
    return answer_fact(inquiry)


def _given(inquiry: Inquiry, record: DutyRecord, kinds: set[str]) -> set[Figure]:
    """The figures of the kinds asked for that a duty gives about the matter: in the stretches nearest to it."""
    matter = search_key(re.sub(r"\W", "", inquiry.question.matter))
    pairs = {matter[i : i + 2] for i in range(len(matter) - 1)}
    parts = [part for part in re.split(r"[，,。；;]", search_key(record.duty.task)) if part]
    shared = [sum(pair in part for pair in pairs) for part in parts]
    near = [part for part, number in zip(parts, shared, strict=True) if number == max(shared)]
    figures = {figure for part in near for figure in figures_in(part) if figure.kind in kinds}
    if not figures and "月" in kinds and record.duty.deadline:
        return {figure for figure in figures_in(search_key(record.duty.deadline)) if figure.kind == "月"}
    return figures


def _verdict(inquiry: Inquiry, found: Found, record: DutyRecord, yes: bool) -> Answer:
    text = f"{found.note}{'是' if yes else '不是'}。文件写的是：\n\n{quoted(record.duty.task)}"
    if record.duty.deadline:
        text += f"\n\n完成时限：{record.duty.deadline}。"
    text += f"\n\n{responsibility(record.duty)}。\n\n依据：{place_text(record.clause)}"
    return inquiry.answer(
        "yes_no", text, (record,), yes=yes, confidence=found.confidence, suggestions=found.suggestions
    )
