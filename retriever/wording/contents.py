"""What stands in clauses, sections and duties, in full."""

from collections.abc import Sequence

from index.model.store import ClauseRecord, DutyRecord
from retriever.execution.headings import clause_number
from retriever.execution.outcome import Item, Selected
from retriever.query.asking import question
from retriever.query.predicates import InClause
from retriever.query.queries import Select
from retriever.query.reductions import Contents
from retriever.wording.answer import Answer, Citation, Kind
from retriever.wording.composing import compose, decline, matter_note, records_of, selected_said, where_said
from retriever.wording.lists import listed
from retriever.wording.phrases_of_answers import (
    document_text,
    extras,
    grouped,
    place_text,
    quoted,
    responsibility,
    tally,
)


def contents(outcome: Selected) -> Answer:
    """The full text of what was selected, with who answers for it."""
    if not outcome.items:
        return decline(outcome, f"{where_said(outcome.documents)}，没有{selected_said(outcome)}。")
    match outcome.query.of:
        case "clauses":
            return _clauses(outcome)
        case "duties":
            return _duties(outcome)
        case "sections" | "subsections":
            return _sections(outcome)
    return listed(outcome)


def _clauses(outcome: Selected) -> Answer:
    clauses = [(item.clause, item) for item in outcome.items if item.clause is not None]
    blocks = [_clause_block(clause, _all_duties(clause, item)) for clause, item in clauses]
    records = records_of(outcome.items)
    citations = [Citation.of_clause(clause) for clause, _ in clauses]
    text = matter_note(outcome.matter) + "\n\n".join(blocks)
    next_one = _neighbour(clauses[-1][0]) if len(clauses) == 1 else ()
    return compose(outcome, "clause", text, records, citations=citations, suggestions=next_one)


def _all_duties(clause: ClauseRecord, item: Item) -> Sequence[DutyRecord]:
    """A clause's duties as records, those included that the query left out: a clause is shown whole."""
    held = {record.duty.ordinal: record for record in item.records}
    return [held.get(duty.ordinal) or DutyRecord(0, clause, duty) for duty in clause.duties]


def _clause_block(clause: ClauseRecord, duties: Sequence[DutyRecord]) -> str:
    head = f"**{place_text(clause)}**"
    if not duties:
        return f"{head}\n\n文件没有为这一条写明责任单位。\n\n{quoted(clause.text)}"
    if len(duties) == 1:
        duty = duties[0].duty
        return f"{responsibility(duty)}。{extras(duty)}\n\n{head}\n\n{quoted(clause.text)}"
    return f"{head}，共 {len(duties)} 项分工：\n\n{_numbered(duties)}"


def _numbered(records: Sequence[DutyRecord]) -> str:
    return "\n".join(
        f"{record.duty.ordinal}. {responsibility(record.duty)}。{extras(record.duty)}\n"
        f"   > {' '.join(record.duty.task.split())}"
        for record in records
    )


def _neighbour(clause: ClauseRecord) -> tuple[str, ...]:
    number = clause_number(clause)
    if number is None or not clause.number.strip("．.").isdigit():
        return ()
    return (question(Select("clauses", InClause(number + 1), Contents())),)


def _duties(outcome: Selected) -> Answer:
    records = records_of(outcome.items)
    blocks = [
        f"{responsibility(record.duty)}。{extras(record.duty)}\n\n"
        f"**{place_text(record.clause)}{f'第{record.duty.ordinal}项' if len(record.clause.duties) > 1 else ''}**\n\n"
        f"{quoted(record.duty.task)}"
        for record in records
    ]
    kind: Kind = "list" if len(records) > 1 else "fact" if outcome.matter else "clause"
    text = matter_note(outcome.matter) + "\n\n".join(blocks)
    return compose(outcome, kind, text, records, count=len(records) if len(records) > 1 else None)


def _sections(outcome: Selected) -> Answer:
    blocks = []
    for item in outcome.items:
        bare = sum(not clause.duties for clause in item.clauses)
        note = f"另有 {bare} 条没有写明责任单位。" if bare else ""
        document = document_text(item.document) if item.document else ""
        head = f"{document}“{item.name}”部分共 {len(item.clauses)} 条、{tally(item.records)}。{note}"
        blocks.append(f"{head}\n\n{grouped(item.records)}" if item.records else head)
    records = records_of(outcome.items)
    return compose(outcome, "section", "\n\n".join(blocks), records, count=len(records))
