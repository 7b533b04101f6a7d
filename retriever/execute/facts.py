"""Figures, deadlines, leaders and enumerations: the sentence that says it, and who answers for it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model.store import DutyRecord
from index.text.search_key import search_key
from retriever.execute.duty_search import Found, find_matter
from retriever.execute.enumeration import opening_span
from retriever.execute.inquiry import Inquiry
from retriever.matter.thesaurus import load_thesaurus
from retriever.wording.answer import Answer, Citation
from retriever.wording.phrases_of_answers import place_text, quoted, responsibility, snippet, units_text

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+(?:个|家|项|条|件|%|倍|成|亩|斤|人|万|亿|年|大|级|类|批|张|所|座|处|镇|县|市)|百分之|翻番|[ivx]+类"
)
_MEASURE = re.compile(r"(?<=[一-鿿]{2})(?:人数|数量|数目|总数|个数|总量)$")
_NUMBER_ASKED = re.compile(r"多少|几|数")
_EVENT = re.compile(
    r"(?:什么时候|何时|啥时候|几时|几月份?|哪天|什么时间|多久)(?:开始|正式|能|会|要|可以|才|就)*"
    r"(?!要?(?:完成|完工|竣工|建成|做完|办完|办好|弄完|弄好|搞完|搞定|改完|修好|修完|建好|结束|交付|截止|到期|落实|实现|达标|到位|整完|动工|开工|启动|动起来|投用|启用|投产|通车|开通|上线|用上|能用|走人))"
    r"([一-鿿]{2})(?:呀|啊|呢|的)?$"
)
"""An event after 什么时候 that is not the completing of the duty (停水, 通车)."""
_LIKELY = 0.3
"""A duty below the best must be at least this likely for its figures to count."""


def answer_fact(inquiry: Inquiry) -> Answer:
    """The sentence with the figure asked for."""
    found = find_matter(inquiry)
    context = _figure_of_context(inquiry)
    if context is not None:
        return _state_figure(inquiry, context, found if isinstance(found, Found) else None)
    if isinstance(found, Answer):
        return found
    if found.items and (counted := _counted(inquiry, found)) is not None:
        return counted
    best = _best_sentence(_MEASURE.sub("", inquiry.question.matter), found.near)
    if best is None and not _NUMBER_ASKED.search(inquiry.question.text):
        span = _listing_span(inquiry.question.matter, found.records[0])
        best = found.records[0], span
    if best is None:
        best = _only_figure(inquiry, found.records[0])
    if best is None:
        record = found.records[0]
        text = f"文件提到了这项任务，但没有写明具体数字。{place_text(record.clause)}："
        return inquiry.refuse(text.rstrip("：") + "。", [f"{inquiry.question.matter}由谁负责？"])
    return _state_figure(inquiry, best, found)


def _state_figure(inquiry: Inquiry, best: tuple[DutyRecord, tuple[int, int]], found: Found | None) -> Answer:
    record, span = best
    citation = Citation(record.clause, span, record.duty.ordinal)
    text = f"{found.note if found else ''}{citation.quote.strip()}\n\n{responsibility(record.duty)}。\n\n"
    text += f"依据：{place_text(record.clause)}"
    return inquiry.answer(
        "fact",
        text,
        [record],
        citations=[citation],
        confidence=found.confidence if found else 1.0,
        suggestions=found.suggestions if found else (),
    )


def _counted(inquiry: Inquiry, found: Found) -> Answer | None:
    """How many items a clause counts off, in the words that announce them; None when it has no such words."""
    clause = found.items[0].clause
    span = opening_span(clause, found.items)
    citation = Citation(clause, span, None)
    if not citation.quote.strip() or not _FIGURE.search(search_key(citation.quote)):
        return None
    text = f"{found.note}{citation.quote.strip()}\n\n共 {len(found.items)} 项。\n\n依据：{place_text(clause)}"
    return inquiry.answer(
        "fact", text, found.items, citations=[citation], count=len(found.items), confidence=found.confidence
    )


def _figure_of_context(inquiry: Inquiry) -> tuple[DutyRecord, tuple[int, int]] | None:
    """Another figure of the duty spoken of before: 那就业呢 after GDP增速."""
    question = inquiry.question
    if not question.context:
        return None
    before = find_matter(replace(inquiry, question=replace(question, matter=question.context, context="")))
    if isinstance(before, Answer):
        return None
    wanted = _bigrams(search_key(question.matter))
    best = _best_sentence(question.matter, [(before.records[0], 1.0)])
    if best is None:
        return None
    record, (start, end) = best
    return best if wanted & _bigrams(search_key(record.clause.text[start:end])) else None


def _only_figure(inquiry: Inquiry, near: DutyRecord) -> tuple[DutyRecord, tuple[int, int]] | None:
    """The one phrase of the document that has a figure for the thing measured (就业人数: 城镇新增就业70万人)."""
    thing = _MEASURE.sub("", search_key(inquiry.question.matter))
    if len(thing) < 2:
        return None
    after = "人" if inquiry.question.matter.endswith("人数") else ""
    phrase = re.compile(rf"[^，。；;]*{re.escape(thing)}[^，。；;]{{0,4}}\d[\d.,]*[万亿]?{after}[^，。；;]*")
    found = [
        (record, match)
        for record in inquiry.library.duties(near.document)
        for match in phrase.finditer(record.duty.task)
    ]
    if len(found) != 1:
        return None
    record, match = found[0]
    start = record.duty.span[0]
    return record, (start + match.start(), start + match.end())


def _best_sentence(
    matter: str, near: Sequence[tuple[DutyRecord, float]]
) -> tuple[DutyRecord, tuple[int, int]] | None:
    """The sentence with a figure that shares most with the matter, and its span in the clause.

    Another name of one of its terms counts as a bigram. A duty that is likelier as a whole counts as much as a full
    share of the matter's bigrams; beside the best
    duty, a sentence must share some of them.
    """
    key = search_key(matter)
    wanted = _bigrams(key)
    others = [expansion.others for expansion in load_thesaurus().expand(key)]
    ranked = []
    for place, (record, likely) in enumerate(near):
        start = record.duty.span[0]
        for sentence in _SENTENCE.finditer(record.duty.task):
            if _FIGURE.search(search_key(sentence[0])):
                said = search_key(sentence[0])
                called = sum(any(name in said for name in names) for names in others)
                share = (len(wanted & _bigrams(said)) + called) / max(1, len(wanted))
                if place and (not share or likely < _LIKELY):
                    continue
                share += likely
                ranked.append(
                    (share, -place, -sentence.start(), record, (start + sentence.start(), start + sentence.end()))
                )
    if not ranked:
        return None
    best = max(ranked, key=lambda entry: entry[:3])
    return best[3], best[4]


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def answer_list(inquiry: Inquiry) -> Answer:
    """What an enumeration in the document holds, complete."""
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    if found.items:
        return _items(inquiry, found)
    record = found.records[0]
    span = _listing_span(inquiry.question.matter, record)
    citation = Citation(record.clause, span, record.duty.ordinal)
    text = f"{found.note}{citation.quote.strip()}\n\n{responsibility(record.duty)}。\n\n依据：{place_text(record.clause)}"
    further = found.records[1:]
    citations = [citation, *(Citation.of_duty(other) for other in further)]
    if further:
        text += "\n\n相关的还有：\n\n" + "\n".join(
            f"- {' '.join(other.duty.task.split())}（{responsibility(other.duty)}）" for other in further
        )
    return inquiry.answer(
        "list",
        text,
        found.records,
        citations=citations,
        confidence=found.confidence,
        suggestions=found.suggestions,
    )


def _items(inquiry: Inquiry, found: Found) -> Answer:
    lines = [
        f"{place}. {' '.join(record.duty.task.split())}——{responsibility(record.duty)}"
        for place, record in enumerate(found.items, 1)
    ]
    text = f"{found.note}{place_text(found.items[0].clause)}共 {len(lines)} 项：\n\n" + "\n".join(lines)
    return inquiry.answer("list", text, found.items, count=len(lines), confidence=found.confidence)


def _listing_span(matter: str, record: DutyRecord) -> tuple[int, int]:
    """The sentence of a duty that lists what is asked for; the whole task when none stands out."""
    wanted = _bigrams(search_key(matter))
    start = record.duty.span[0]
    sentences = list(_SENTENCE.finditer(record.duty.task))
    best = max(sentences, key=lambda s: (len(wanted & _bigrams(search_key(s[0]))), s[0].count("、")), default=None)
    if best is None or not wanted & _bigrams(search_key(best[0])):
        return record.duty.span
    return start + best.start(), start + best.end()


def answer_deadline(inquiry: Inquiry) -> Answer:
    """By when a matter is due."""
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    record = found.records[0]
    event = _EVENT.search(search_key(inquiry.question.text))
    if event and event[1] not in search_key(record.clause.text):
        text = f"文件没有写明{event[1]}的时间。{place_text(record.clause)}只写明任务和单位分工。"
        return inquiry.refuse(text, [f"{snippet(record.duty.task).rstrip('。；')}由谁负责？"])
    if not record.duty.deadline:
        dated = [
            s for s in _SENTENCE.finditer(record.duty.task) if re.search(r"\d+年|年底|月底|年内|季度|上半年", s[0])
        ]
        if not dated:
            text = f"文件没有写明完成时限。{place_text(record.clause)}只写明任务和单位分工。"
            return inquiry.refuse(text, [f"{inquiry.question.matter}由谁负责？"])
        start = record.duty.span[0]
        citation = Citation(record.clause, (start + dated[0].start(), start + dated[0].end()), record.duty.ordinal)
        text = f"{citation.quote.strip()}\n\n{responsibility(record.duty)}。\n\n依据：{place_text(record.clause)}"
        return inquiry.answer("fact", text, [record], citations=[citation], confidence=found.confidence)
    text = f"{found.note}完成时限：{record.duty.deadline}。{responsibility(record.duty)}。\n\n"
    text += f"依据：{place_text(record.clause)}\n\n{quoted(record.duty.task)}"
    return inquiry.answer("fact", text, [record], confidence=found.confidence, suggestions=found.suggestions)


def answer_leader(inquiry: Inquiry) -> Answer:
    """Which official is in charge of a matter."""
    found = find_matter(inquiry)
    if isinstance(found, Answer):
        return found
    record = found.records[0]
    if not record.duty.leaders:
        text = f"文件没有写明分管领导。{place_text(record.clause)}只写明任务和单位分工。"
        return inquiry.refuse(text, [f"{inquiry.question.matter}由谁牵头？"])
    text = f"{found.note}分管领导：{units_text(record.duty.leaders)}。{responsibility(record.duty)}。\n\n"
    text += f"依据：{place_text(record.clause)}\n\n{quoted(record.duty.task)}"
    return inquiry.answer("fact", text, [record], confidence=found.confidence)
