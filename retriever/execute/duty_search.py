"""From a matter in words to the duties that answer, in one document, or to a decline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model.store import DocumentRecord, DutyRecord
from index.text.search_key import search_key
from retriever.execute.enumeration import enumerated, item_duties
from retriever.execute.inquiry import Inquiry, clause_duties
from retriever.matter.matter_search import MatterHit, MatterResult
from retriever.patterns.intents import load_wording
from retriever.patterns.references import foreign_places, foreign_years, mentions_place
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import document_text, snippet

NEAR = 0.1
"""A newer document is preferred while its best hit is at most this much less likely."""
NEAR_SERIES = 0.45
"""The same for a newer document by the same issuer: a later year of one series words its tasks anew."""
ALSO = 0.5
"""A further duty is named beside the best when it is at least this likely itself."""
SURE = 0.7
"""What the story before a question finds counts from this likelihood on: it was told, not asked."""
SEARCHED = 20
"""How many duties to look at."""
NAMED = 3
"""How many further duties are named at most."""
DATE = "具体日期"
"""The aspect that a duty's deadline answers, wherever that is printed."""
_SEVERAL = re.compile(r"分别|各自|逐[项件一]|每[一]?[项件个]|[十两三四五六七八九0-9]+(?:大|件|项|个|类|张|条)")


@dataclass(frozen=True, slots=True)
class Found:
    """Duties of one document, the best first. ``items`` are all items of an enumeration that was asked for,
    ``near`` every duty found in the document with its likelihood.
    """

    records: tuple[DutyRecord, ...]
    confidence: float
    note: str = ""
    suggestions: tuple[str, ...] = ()
    items: tuple[DutyRecord, ...] = ()
    near: tuple[tuple[DutyRecord, float], ...] = ()


def find_matter(inquiry: Inquiry) -> Found | Answer:
    """The duties that a question's matter is about, or the decline that says why there are none."""
    question = inquiry.question
    if not question.matter and not question.background:
        return inquiry.refuse("请写出想问的任务、单位或条款号。", kind="clarify")
    if not question.aspect and (items := enumerated(inquiry, question.matter)):
        return Found(items, 1.0, items=items, near=tuple((item, 1.0) for item in items))
    ids = {document.id for document in inquiry.documents}
    result = _search(inquiry, ids)
    if question.within is not None:
        held = tuple(hit for hit in result.hits if inquiry.library.holds(hit.record))
        result = replace(result, hits=held, found=result.found and bool(held))
    if not result.found or not result.hits:
        return _not_found(inquiry, result)
    document = _preferred(inquiry.documents, result.hits, question.matter)
    hits = _literal_first(question.matter, [hit for hit in result.hits if hit.record.document.id == document.id])
    stranger = _stranger(inquiry, hits[0].record)
    if stranger:
        return inquiry.refuse(f"文件中没有找到{stranger}的相关内容。", _near_misses(result))
    if question.aspect and not _says_aspect(question.aspect, hits[0].record):
        text = f"文件没有写明{question.aspect}。{document_text(document)}只写明任务和单位分工。"
        return inquiry.refuse(text, _near_misses(result))
    best = hits[0].confidence
    also = [hit.record for hit in hits[1:] if hit.confidence >= max(ALSO, best * ALSO)]
    records = (hits[0].record, *also[:NAMED])
    note = f"（按“{result.correction}”理解）" if result.correction else ""
    several = bool(_SEVERAL.search(question.text))
    items = item_duties(clause_duties(inquiry, records[0].clause)) if several else ()
    near = tuple((hit.record, hit.confidence) for hit in hits)
    return Found(records, best, note, _other_years(result, document, question.matter), items, near)


def _search(inquiry: Inquiry, ids: set[str]) -> MatterResult:
    """What the question's matter finds, else what the nearest part of the story before it surely finds."""
    question = inquiry.question
    result = inquiry.finder.find(question.matter, ids, SEARCHED) if question.matter else MatterResult(False, ())
    if result.found:
        return result
    for part in question.background:
        told = inquiry.finder.find(part, ids, SEARCHED)
        if told.found and told.hits[0].confidence >= SURE:
            return told
    return result


def _literal_first(matter: str, hits: Sequence[MatterHit]) -> list[MatterHit]:
    """Hits whose task has the whole matter word for word before those that have not."""
    words = search_key(matter).replace(" ", "")
    if len(words) < 4:
        return list(hits)
    return sorted(hits, key=lambda hit: words not in search_key(hit.record.duty.task))


def _preferred(documents: Sequence[DocumentRecord], hits: Sequence[MatterHit], matter: str) -> DocumentRecord:
    """The newest document with a hit about as likely as the best of all, or a likely one that has the very words."""
    best = hits[0]
    words = re.sub(r"\W", "", search_key(matter))
    near = {
        hit.record.document.id
        for hit in hits
        if hit.confidence >= best.confidence - _leeway(hit, best)
        or (hit.confidence >= ALSO and words in re.sub(r"\W", "", search_key(hit.record.duty.task)))
    }
    return next((document for document in documents if document.id in near), hits[0].record.document)


def _leeway(hit: MatterHit, best: MatterHit) -> float:
    """How much less likely a hit may be: more where the same issuer has gone on to a newer document."""
    issuer = best.record.document.issuer
    same = issuer is not None and hit.record.document.issuer == issuer
    return NEAR_SERIES if same and hit.confidence >= ALSO else NEAR


def _stranger(inquiry: Inquiry, record: DutyRecord) -> str:
    """A year or a province in the question that neither the documents nor the duty's clause know."""
    key, clause = search_key(inquiry.question.text), search_key(record.clause.text)
    for year in foreign_years(key, inquiry.library.documents):
        if str(year) not in clause:
            return f"{year}年"
    for place in foreign_places(key, inquiry.library.documents):
        if not mentions_place(clause, place):
            return place
    return ""


def _says_aspect(name: str, record: DutyRecord) -> bool:
    aspect = next(aspect for aspect in load_wording().aspects if aspect.name == name)
    task = search_key(record.duty.task)
    return any(re.search(word, task) for word in aspect.text) or (
        aspect.name == DATE and bool(record.duty.deadline)
    )


def _not_found(inquiry: Inquiry, result: MatterResult) -> Answer:
    names = "、".join(document_text(document) for document in inquiry.documents[:3])
    more = "等" if len(inquiry.documents) > 3 else ""
    asked = inquiry.question.matter or "，".join(reversed(inquiry.question.background))
    text = f"文件中没有找到与“{asked}”对应的分工事项（已查{names}{more}）。"
    near = _near_misses(result)
    if near:
        text += "下面是字面上接近的事项，仅供参考。"
    return inquiry.refuse(text, near, confidence=result.hits[0].confidence if result.hits else 0.0)


def _near_misses(result: MatterResult) -> tuple[str, ...]:
    tasks = dict.fromkeys(snippet(hit.record.duty.task).rstrip("。；") for hit in result.hits[:3])
    return tuple(f"您是想问“{task}”由谁负责吗？" for task in tasks)


def _other_years(result: MatterResult, chosen: DocumentRecord, matter: str) -> tuple[str, ...]:
    """The same matter in documents of other years, as questions."""
    years = dict.fromkeys(
        hit.record.document.year
        for hit in result.hits
        if hit.record.document.id != chosen.id and hit.record.document.year and hit.confidence >= ALSO
    )
    return tuple(f"{year}年{matter}由谁负责？" for year in years if year != chosen.year)
