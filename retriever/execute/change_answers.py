"""What changed between the editions or versions of documents, said document by document."""

from collections.abc import Sequence

from index.model.store import DocumentRecord, Store
from index.model.versions import CHANGE_WORDS, ChangeKind
from retriever.across.change_questions import ChangeQuestion
from retriever.across.changes import ChangedDuty, Changes, changes_between, edition_before, predecessor
from retriever.wording.answer import Answer, Citation
from retriever.wording.phrases_of_answers import document_text, place_text, snippet, units_text

_SHOWN = 30
"""How many changes of a document are written out; all are cited."""


def answer_changes(
    question: str, asked: ChangeQuestion, store: Store, documents: Sequence[DocumentRecord]
) -> Answer:
    """The changes of the documents in scope against those that they follow, complete."""
    held = store.documents()
    pairs = [(d, before) for d in documents if (before := _before(asked, held, d))]
    if not pairs:
        names = "、".join(document_text(document) for document in documents[:3])
        return Answer(
            question, "no_answer", False, f"文件库里没有{names or '这些文件'}可以比较的旧版或往年的文件。"
        )
    found = [
        (changes, changes.of_kinds(*asked.kinds)) for changes in (changes_between(store, b, d) for d, b in pairs)
    ]
    blocks = [_block(changes, duties, asked.kinds) for changes, duties in found]
    total = sum(len(duties) for _, duties in found)
    head = [f"{len(found)} 份文件合计 {total} 项。"] if len(found) > 1 else []
    citations = tuple(Citation.of_duty(duty.record) for _, duties in found for duty in duties)
    return Answer(
        question,
        "list",
        True,
        "\n\n".join([*head, *blocks]),
        1.0,
        count=total,
        citations=citations,
        total=len(citations),
    )


def _before(
    asked: ChangeQuestion, documents: Sequence[DocumentRecord], document: DocumentRecord
) -> DocumentRecord | None:
    """The document that another is compared with."""
    if asked.version:
        return predecessor(documents, document)
    year = asked.year or (document.year + asked.shift if asked.shift and document.year else 0)
    if not year:
        return edition_before(documents, document) or predecessor(documents, document)
    of_year = [d for d in documents if d.series and d.series == document.series and d.year == year]
    return next((d for d in of_year if d.superseded_by is None), of_year[0] if of_year else None)


def _block(changes: Changes, duties: Sequence[ChangedDuty], kinds: Sequence[ChangeKind]) -> str:
    what = "、".join(CHANGE_WORDS[kind] for kind in kinds) or "有变化"
    head = f"{document_text(changes.later)}与{document_text(changes.earlier)}相比，{what}的共 {len(duties)} 项。"
    lines = [f"{place}. {_line(duty, kinds)}" for place, duty in enumerate(duties[:_SHOWN], 1)]
    if len(duties) > _SHOWN:
        lines.append(f"……另有 {len(duties) - _SHOWN} 项，见引用。")
    return "\n".join([head, "", *lines]) if lines else head


def _line(duty: ChangedDuty, kinds: Sequence[ChangeKind]) -> str:
    before, after = duty.before, duty.after
    said = [CHANGE_WORDS[kind] for kind in duty.kinds] if not kinds else []
    if before and after:
        old, new = before.duty, after.duty
        if "lead" in duty.kinds:
            said.append(f"牵头：{units_text(old.lead) or '无'} → {units_text(new.lead) or '无'}")
        if "units" in duty.kinds:
            said.append(f"责任单位：{units_text(old.responsible) or '无'} → {units_text(new.responsible) or '无'}")
        if "deadline" in duty.kinds:
            said.append(f"时限：{old.deadline or '无'} → {new.deadline or '无'}")
    record = duty.record
    note = f"（{'；'.join(said)}）" if said else ""
    return f"{snippet(record.duty.task)}{note} —— {place_text(record.clause)}"
