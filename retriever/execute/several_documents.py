"""One question put to several documents: sets and counts document by document, a matter once for each that has it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.identity.homes import home_of
from index.model.identity import LEVELS
from index.model.store import DocumentRecord
from retriever.execute.duty_search import ALSO, SEARCHED
from retriever.execute.inquiry import Inquiry
from retriever.patterns.question import Ask
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import document_text, units_text

EACH: frozenset[Ask] = frozenset(
    (
        *("unit_duties", "leader_duties", "by_deadline", "compare", "rank_units", "rank_clauses", "rank_leaders"),
        *("no_lead", "with_lead", "each_mode", "all_mode"),
        *("count_units", "list_units", "count_clauses", "count_sections", "list_sections", "count_duties"),
    )
)
"""Asks that are answered document by document, complete."""
MATTER: frozenset[Ask] = frozenset(("who", "deadline", "leader"))
"""Asks about a matter, which each document may have its own answer to."""
POINTING: frozenset[Ask] = frozenset(("clause", "section"))
"""Asks for a numbered place, which means nothing as long as several documents have it."""
NEAR_BEST = 0.7
"""A further document has the matter when its best duty is at least this likely, compared with the best of all."""
FURTHER = 4
"""How many further documents are told of a matter."""
CHOICES = 8
_ORDERED: frozenset[Ask] = frozenset(("compare", "rank_units", "rank_clauses", "rank_leaders"))

Answering = Callable[[Inquiry], Answer]


def answer_over(inquiry: Inquiry, answering: Answering) -> Answer:
    """The answer to a question over the documents of an inquiry, however many they are."""
    ask = inquiry.question.ask
    if len(inquiry.documents) > 1:
        if ask in EACH:
            return _each(inquiry, answering)
        if ask in MATTER and inquiry.question.matter and inquiry.question.within is None:
            return _by_document(inquiry, answering)
        if ask in POINTING and inquiry.question.within is None:
            return _pointed(inquiry, answering)
    return answering(inquiry)


def _alone(inquiry: Inquiry, document: DocumentRecord) -> Inquiry:
    return replace(inquiry, documents=(document,))


def _each(inquiry: Inquiry, answering: Answering) -> Answer:
    """The answers of all documents that have one, grouped; their counts add up to the whole."""
    parts = [(d, part) for d in inquiry.documents if (part := answering(_alone(inquiry, d))).answered]
    if len(parts) < 2:
        return parts[0][1] if parts else answering(inquiry)
    answers = [part for _, part in parts]
    ordered = inquiry.question.ask in _ORDERED
    counts = [part.count for part in answers if part.count is not None]
    total = sum(counts) if len(counts) == len(parts) and not ordered else None
    lines = [
        f"- {document_text(document)}{_place(document)}" + (f"：{part.count}" if total is not None else "")
        for document, part in parts
    ]
    head = f"{len(parts)} 份现行文件" + (f"合计 {total}，分别是：" if total is not None else "分别是：")
    note = _unit_note(inquiry, [document for document, _ in parts])
    text = "\n\n".join(
        [head + "\n" + "\n".join(lines), *([note] if note else []), *(part.text for part in answers)]
    )
    yes = any(part.yes for part in answers) if answers[0].yes is not None else None
    return replace(
        _joined(answers, text),
        count=total,
        yes=yes,
        suggestions=tuple(f"{d.place.name or d.year}的呢？" for d, _ in parts[:3]),
    )


def _by_document(inquiry: Inquiry, answering: Answering) -> Answer:
    """What each document says of a matter: the best of all first, then the newest."""
    first = answering(inquiry)
    if not first.answered or not first.citations:
        return first
    chosen = first.citations[0].clause.document
    result = inquiry.finder.find(inquiry.question.matter, {d.id for d in inquiry.documents}, SEARCHED)
    best = max((hit.confidence for hit in result.hits), default=0.0)
    likely = {h.record.document.id for h in result.hits if h.confidence >= max(ALSO, best * NEAR_BEST)}
    further = [d for d in inquiry.documents if d.id in likely and d.id != chosen.id][:FURTHER]
    parts = [(chosen, first)]
    for document in further:
        part = answering(_alone(inquiry, document))
        if part.answered and part.citations:
            parts.append((document, part))
    if len(parts) < 2:
        return first
    documents = [document for document, _ in parts]
    blocks = [f"### {document_text(d)}{_tags(d, documents)}\n\n{part.text}" for d, part in parts]
    text = "\n\n".join([_verdict(parts), *blocks])
    return _joined([part for _, part in parts], text)


def _verdict(parts: Sequence[tuple[DocumentRecord, Answer]]) -> str:
    """Whether the documents agree, where they speak of one place or one lies in the other."""
    number = "两" if len(parts) == 2 else str(len(parts))
    first, *others = parts
    for document, part in others:
        one_place = (
            document.place == first[0].place
            or document.place.holds(first[0].place)
            or first[0].place.holds(document.place)
        )
        if one_place and set(part.lead) != set(first[1].lead):
            return f"**{number}份文件说法不同**，分别是："
    places = {document.place for document, _ in parts}
    return f"{number}份文件都写到这件事，" + ("各地的单位不同，分别是：" if len(places) > 1 else "分别是：")


def _tags(document: DocumentRecord, documents: Sequence[DocumentRecord]) -> str:
    """What tells a document from the others: （2025年，青山市，较新，层级较高）."""
    others = [other for other in documents if other.id != document.id]
    tags = [f"{document.year}年"] if document.year else []
    tags += [document.place.label] if document.place.label else []
    if document.year and all((other.year or 0) < document.year for other in others):
        tags.append("较新")
    own = document.place.level
    if own and all(other.place.level and LEVELS.index(other.place.level) > LEVELS.index(own) for other in others):
        tags.append("层级较高")
    return f"（{'，'.join(tags)}）" if tags else ""


def _pointed(inquiry: Inquiry, answering: Answering) -> Answer:
    """A clause or section of the only document that has it; where several have it, which one is asked back."""
    held = [d for d in inquiry.documents if answering(_alone(inquiry, d)).kind not in ("no_answer",)]
    if len(held) < 2:
        return answering(_alone(inquiry, held[0]) if held else inquiry)
    names = [document_text(document) for document in held[:CHOICES]]
    more = f"等 {len(held)} 份" if len(held) > CHOICES else ""
    question = inquiry.question.text
    return inquiry.refuse(
        f"{len(held)} 份现行文件都有这一处，请说明是哪一份：\n\n"
        + "\n".join(f"- {name}" for name in names)
        + more,
        [f"《{document.title}》{question}" for document in held[:CHOICES]],
        kind="clarify",
    )


def _unit_note(inquiry: Inquiry, documents: Sequence[DocumentRecord]) -> str:
    """That a name means another unit in another place's document."""
    names = [asked.mention.units[0] for asked in inquiry.question.units if asked.mention.units]
    apart = [name for name in names if len({home_of(name, document.place) for document in documents}) > 1]
    return f"“{units_text(apart)}”在各地的文件里是不同的单位，以下按文件分列。" if apart else ""


def _place(document: DocumentRecord) -> str:
    return f"（{document.place.label}）" if document.place.label else ""


def _joined(answers: Sequence[Answer], text: str) -> Answer:
    """One answer in the first's terms that stands on the citations of all."""
    citations = tuple(citation for part in answers for citation in part.citations)
    return replace(answers[0], text=text, citations=citations, total=len(citations))
