"""Which duties are due when: at a time in the document's words, or by the end of a month."""

import re

from index.model.store import DutyRecord
from index.text.numerals import NUMERAL_CHARS, parse_number
from index.text.search_key import search_key
from retriever.execute.inquiry import Inquiry
from retriever.wording.answer import Answer, Kind
from retriever.wording.phrases_of_answers import count_of, document_text, grouped, tally

_MONTH = re.compile(rf"([{NUMERAL_CHARS}]+)月")
_ENDS = {"年底": 12, "年内": 12, "上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_BEFORE = re.compile(r"(?:月(?:底|末)?|年底|季度|半年)(?:之|以)?前")


def answer_by_deadline(inquiry: Inquiry) -> Answer:
    """Which duties have a deadline, or one given in words (6月底).

    6月底前 means that time where the document itself says so, else that month and all before it.
    """
    question = inquiry.question
    asked = question.deadline
    for document in inquiry.documents:
        dated = [record for record in inquiry.library.duties(document) if record.duty.deadline]
        if not dated:
            continue
        chosen = [record for record in dated if _due(record, asked)]
        words = f"完成时限为{asked}" if asked else "写明完成时限"
        last = _month(asked)
        said_before = bool(_BEFORE.search(search_key(question.text)))
        if last and said_before and not any(_BEFORE.search(search_key(r.duty.deadline or "")) for r in chosen):
            chosen = [record for record in dated if 0 < _month(record.duty.deadline or "") <= last]
            words = f"完成时限不晚于{last}月底"
        kind: Kind = "count" if question.counting else "list"
        text = f"在{document_text(document)}中，{words}的事项共 {tally(chosen)}。"
        text += f"\n\n{grouped(chosen)}" if chosen else ""
        return inquiry.answer(kind, text, chosen, count=count_of(chosen, question.text))
    return inquiry.refuse(f"{document_text(inquiry.documents[0])}没有为事项写明完成时限。")


def _due(record: DutyRecord, asked: str) -> bool:
    """Whether a duty's deadline is at the time asked for; months are compared as numbers."""
    held = search_key(record.duty.deadline or "")
    month = _month(asked) if "月" in asked else 0
    return _month(held) == month if month else asked in held


def _month(time: str) -> int:
    """The month with which a time ends (6月底: 6, 年底: 12), 0 for one that is not to be told."""
    key = search_key(time)
    if match := _MONTH.search(key):
        return parse_number(match[1]) or 0
    return next((month for words, month in _ENDS.items() if words in key), 0)
