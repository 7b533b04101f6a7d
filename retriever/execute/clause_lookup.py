"""Clauses and sections by number or title, and what stands in them."""

from collections.abc import Sequence
from dataclasses import replace

from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.execute.facts import answer_list
from retriever.execute.inquiry import Inquiry, clause_duties
from retriever.execute.narrow import find_sections, in_section
from retriever.execution.headings import clause_number
from retriever.patterns.question import ClauseRef, Question
from retriever.wording.answer import Answer, Citation
from retriever.wording.phrases_of_answers import (
    clause_text,
    counts_clauses,
    document_text,
    extras,
    grouped,
    place_text,
    quoted,
    responsibility,
    tally,
)


def find_clauses(clauses: Sequence[ClauseRecord], ref: ClauseRef) -> tuple[ClauseRecord, ...]:
    """The clauses that a reference may mean: several where numbers restart, none where there is no such number."""
    if ref.clause_id is not None:
        meant = [place for place, clause in enumerate(clauses) if clause.id == ref.clause_id]
        places = [place + (ref.step or 0) for place in meant]
        return tuple(clauses[place] for place in places if 0 <= place < len(clauses))
    if ref.from_end is not None:
        return (clauses[-ref.from_end],) if 0 < ref.from_end <= len(clauses) else ()
    return tuple(clause for clause in clauses if clause_number(clause) == ref.number)


def answer_clause(inquiry: Inquiry) -> Answer:
    """What a clause says and who answers for it."""
    question = inquiry.question
    for document in inquiry.documents:
        clauses = inquiry.library.clauses(document)
        found = [_narrowed(clauses, find_clauses(clauses, ref), question) for ref in question.clauses]
        if not all(found):
            continue
        several = next((matches for matches in found if len(matches) > 1), None)
        if several is not None:
            return _clarify(inquiry, several)
        return _state(inquiry, [matches[0] for matches in found])
    return _no_such_clause(inquiry)


def _narrowed(
    clauses: Sequence[ClauseRecord], matches: tuple[ClauseRecord, ...], question: Question
) -> tuple[ClauseRecord, ...]:
    """Of several clauses with one number, those in the section that the question names."""
    if len(matches) < 2 or question.section is None:
        return matches
    paths = find_sections(clauses, question.section)
    return tuple(clause for clause in matches if any(in_section(clause, path) for path in paths)) or matches


def _state(inquiry: Inquiry, clauses: Sequence[ClauseRecord]) -> Answer:
    question = inquiry.question
    blocks: list[str] = []
    records: list[DutyRecord] = []
    citations: list[Citation] = []
    for clause, ref in zip(clauses, question.clauses, strict=True):
        duties = clause_duties(inquiry, clause)
        if ref.duty is not None:
            chosen = [record for record in duties if record.duty.ordinal == ref.duty]
            if not chosen:
                return inquiry.refuse(
                    f"{place_text(clause)}共有 {len(duties)} 项分工，没有第 {ref.duty} 项。",
                    [f"{clause_text(clause)}的内容"],
                )
            duties = chosen
        records += duties
        whole = not duties or (ref.duty is None and not _asks_role(question))
        citations += [Citation.of_clause(clause)] if whole else [Citation.of_duty(record) for record in duties]
        blocks.append(_clause_block(clause, duties, whole))
    text = "\n\n".join(blocks)
    if question.counting and question.ask == "clause":
        text = f"{'、'.join(clause_text(clause) for clause in clauses)}共 {len(records)} 项分工。\n\n{text}"
        return inquiry.answer("count", text, records, count=len(records))
    return inquiry.answer("clause", text, records, citations=citations, suggestions=_neighbours(clauses[-1]))


def _asks_role(question: Question) -> bool:
    return question.role != "any" or question.ask == "who"


def _clause_block(clause: ClauseRecord, duties: Sequence[DutyRecord], whole: bool) -> str:
    head = f"**{place_text(clause)}**"
    if not duties:
        return f"{head}\n\n文件没有为这一条写明责任单位。\n\n{quoted(clause.text)}"
    if len(duties) == 1:
        duty = duties[0].duty
        lines = f"{responsibility(duty)}。{extras(duty)}"
        return f"{lines}\n\n{head}\n\n{quoted(clause.text if whole else duty.task)}"
    lines = "\n".join(
        f"{place}. {responsibility(record.duty)}。{extras(record.duty)}\n   > {' '.join(record.duty.task.split())}"
        for place, record in enumerate(duties, 1)
    )
    return f"{head}，共 {len(duties)} 项分工：\n\n{lines}"


def _neighbours(clause: ClauseRecord) -> tuple[str, ...]:
    number = clause_number(clause)
    return (f"第{number + 1}条的内容",) if number is not None and clause.number.strip("．.").isdigit() else ()


def _clarify(inquiry: Inquiry, clauses: Sequence[ClauseRecord]) -> Answer:
    places = [clause.section[-1] if clause.section else f"第 {clause.order} 个" for clause in clauses]
    text = f"{document_text(clauses[0].document)}的编号在各部分重新起算，{clause_text(clauses[0])}有 {len(clauses)} 处，请选择：\n\n"
    text += "\n".join(f"- {place}" for place in places)
    return inquiry.refuse(text, [f"“{place}”部分的{clause_text(clauses[0])}" for place in places], kind="clarify")


def _no_such_clause(inquiry: Inquiry) -> Answer:
    document = inquiry.documents[0]
    clauses = inquiry.library.clauses(document)
    ref = inquiry.question.clauses[0]
    asked = f"第{ref.number}条" if ref.number is not None else "这一条"
    text = f"{document_text(document)}共有 {len(clauses)} 条，没有{asked}。"
    return inquiry.refuse(text, ["最后一条的内容"])


def answer_section(inquiry: Inquiry) -> Answer:
    """What stands in a part of a document."""
    section = inquiry.question.section
    if section is None:
        raise ValueError("没有指明部分的问题不能按部分回答")
    for document in inquiry.documents:
        clauses = inquiry.library.clauses(document)
        paths = find_sections(clauses, section)
        if len(paths) > 1:
            text = "有几个部分都符合，请选择：\n\n" + "\n".join(f"- {' › '.join(path)}" for path in paths)
            return inquiry.refuse(text, [f"“{path[-1]}”部分有哪些任务" for path in paths], kind="clarify")
        if paths:
            return _section_block(inquiry, document, paths[0])
        by_number = [c for c in clauses if section.numbers and clause_number(c) == section.numbers[-1]]
        if by_number and any(not c.number.strip("．.、").isdigit() for c in by_number):
            if len(by_number) > 1:
                return _clarify(inquiry, by_number)
            return _state_clause(inquiry, by_number[0])
    if section.title:
        return answer_list(replace(inquiry, question=replace(inquiry.question, ask="list", matter=section.title)))
    named = f"第{section.numbers[-1]}" if section.numbers else ""
    top = _top_headings(inquiry, inquiry.documents[0])
    return inquiry.refuse(
        f"{document_text(inquiry.documents[0])}中没有{named}这个部分。",
        [f"“{heading}”部分有哪些任务" for heading in top[:3]],
    )


def _state_clause(inquiry: Inquiry, clause: ClauseRecord) -> Answer:
    duties = clause_duties(inquiry, clause)
    text = _clause_block(clause, duties, True)
    return inquiry.answer("clause", text, duties, citations=[Citation.of_clause(clause)])


def _section_block(inquiry: Inquiry, document: DocumentRecord, path: tuple[str, ...]) -> Answer:
    question = inquiry.question
    records = [record for record in inquiry.library.duties(document) if in_section(record.clause, path)]
    if question.role == "lead":
        led = [record for record in records if record.duty.lead]
        without = len(records) - len(led)
        note = f"其中 {len(led)} 项有牵头单位，{without} 项未明确牵头单位。"
    else:
        note = ""
    clauses = [clause for clause in inquiry.library.clauses(document) if in_section(clause, path)]
    bare = len(clauses) - len({record.clause.id for record in records})
    if bare:
        note += f"另有 {bare} 条没有写明责任单位。"
    text = f"{document_text(document)}“{path[-1]}”部分共 {len(clauses)} 条、{tally(records)}。{note}\n\n{grouped(records)}"
    if question.counting:
        count = len(clauses) if counts_clauses(question.text) else len(records)
        return inquiry.answer("count", text, records, count=count)
    return inquiry.answer("section", text, records, count=len(records))


def _top_headings(inquiry: Inquiry, document: DocumentRecord) -> list[str]:
    return list(dict.fromkeys(c.section[0] for c in inquiry.library.clauses(document) if c.section))
