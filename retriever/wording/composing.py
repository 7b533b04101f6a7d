"""An answer made from an outcome: its citations, its units, its confidence, and the words that say where it looked."""

from collections.abc import Iterable, Sequence

from index.model.store import DocumentRecord, DutyRecord
from retriever.execution.outcome import Item, MatterFound, Outcome, Selected
from retriever.query.asking import attribute, question, things_said
from retriever.query.normal_form import normalised
from retriever.query.predicates import (
    And,
    DutyOrdinal,
    Having,
    InClause,
    InDocument,
    InSection,
    Not,
    Place,
    Predicate,
    Within,
    Year,
)
from retriever.query.validity import leaves
from retriever.wording.answer import Answer, Citation, Kind
from retriever.wording.phrases_of_answers import document_text

SHOWN_DOCUMENTS = 3
_OF_DOCUMENTS = (InDocument, Place, Year)
_OF_PLACES = (DutyOrdinal, InClause, InDocument, InSection, Place, Within, Year)


def compose(
    outcome: Outcome,
    kind: Kind,
    text: str,
    records: Sequence[DutyRecord] = (),
    *,
    yes: bool | None = None,
    count: int | None = None,
    suggestions: Sequence[str] = (),
    citations: Sequence[Citation] | None = None,
) -> Answer:
    """An answer that stands on duties (or on citations given); its units are those of the first duty."""
    cited = tuple(citations) if citations is not None else tuple(Citation.of_duty(record) for record in records)
    first = records[0].duty if records else None
    return Answer(
        question=question(outcome.query),
        kind=kind,
        answered=True,
        text=text,
        confidence=_confidence(outcome),
        yes=yes,
        count=count,
        lead=first.lead if first else (),
        responsible=first.responsible if first else (),
        mode=first.mode if first else None,
        citations=cited,
        total=len(cited),
        suggestions=tuple(suggestions),
        query=outcome.query,
    )


def decline(outcome: Outcome, text: str, suggestions: Sequence[str] = (), kind: Kind = "no_answer") -> Answer:
    """A decline, a request to choose, or small talk."""
    matter = outcome.matter if isinstance(outcome, Selected) else None
    return Answer(
        question=question(outcome.query),
        kind=kind,
        answered=False,
        text=text,
        confidence=matter.confidence if matter else 0.0,
        suggestions=tuple(suggestions),
        query=outcome.query,
    )


def _confidence(outcome: Outcome) -> float:
    return outcome.matter.confidence if isinstance(outcome, Selected) and outcome.matter else 1.0


def selected_said(outcome: Selected) -> str:
    """What was selected, in the words of the query: 由省财政厅牵头的事项. Documents are named by the answer itself."""
    return things_said(outcome.query.of, _beside_documents(outcome.query.where))


def condition_said(outcome: Selected) -> str:
    """The condition before what it describes, but for the documents."""
    return attribute(_beside_documents(outcome.query.where))


def _beside_documents(where: Predicate) -> Predicate:
    parts = where.parts if isinstance(where, And) else (where,)
    return normalised(And(tuple(part for part in parts if not isinstance(part, _OF_DOCUMENTS))))


def where_said(documents: Sequence[DocumentRecord]) -> str:
    """Where was looked: 在《…》中, 在5份文件中."""
    if len(documents) == 1:
        return f"在{document_text(documents[0])}中"
    return f"在 {len(documents)} 份文件中"


def matter_note(matter: MatterFound | None) -> str:
    """How a matter was understood, where that is not plain: a respelling, a search that may miss something."""
    if matter is None or not matter.found:
        return ""
    return f"（按“{matter.correction}”理解）" if matter.correction else ""


def completeness(outcome: Selected) -> str:
    """What a reader of a set must know: how its matter was taken, what could not be compared or counted exactly."""
    notes = []
    matter = outcome.matter
    if matter is not None:
        how = f"按{matter.label}查" if matter.label else "按意思检索，可能有遗漏，请核对原文"
        notes.append(f"“{matter.text}”{how}。")
    if outcome.undated:
        notes.append(f"另有 {outcome.undated} 项的完成时限没有写明可以比较的日期，未列入。")
    if outcome.open_ended:
        notes.append(f"其中 {outcome.open_ended} 项写有“有关部门”一类的统称，每个统称按至少两家计。")
    return "".join(notes)


def records_of(items: Iterable[Item]) -> tuple[DutyRecord, ...]:
    """The duties of some items, each once, in the library's order."""
    found = {record.id: record for item in items for record in item.records}
    documents = {
        document: place for place, document in enumerate(dict.fromkeys(r.document.id for r in found.values()))
    }
    return tuple(sorted(found.values(), key=lambda r: (documents[r.document.id], r.clause.order, r.duty.ordinal)))


def grounds(outcome: Selected) -> list[Citation]:
    """What an answer about groups stands on: whole clauses where only places were asked for, else the duties."""
    held = list(leaves(outcome.query.where))
    if outcome.query.of == "clauses" and all(isinstance(leaf, _OF_PLACES) for leaf in held):
        return [Citation.of_clause(item.clause) for item in outcome.items if item.clause is not None]
    if any(isinstance(leaf, Having | Not) for leaf in held) or not any(item.records for item in outcome.items):
        clauses = {clause.id: clause for item in outcome.items for clause in item.clauses}
        return [Citation.of_clause(clause) for clause in clauses.values()]
    return [Citation.of_duty(record) for record in records_of(outcome.items)]


def documents_of(records: Sequence[DutyRecord]) -> tuple[DocumentRecord, ...]:
    """The documents of some duties, in order."""
    return tuple({record.document.id: record.document for record in records}.values())
