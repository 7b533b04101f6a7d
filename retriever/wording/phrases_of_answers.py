"""Chinese sentences for the parts that every answer is made of: units, clauses, documents, lists."""

import re
from collections.abc import Sequence
from itertools import groupby

from index.model.document import Duty
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.wording.responsibility_words import responsibility, units_text

__all__ = [
    "clause_text",
    "count_of",
    "counts_clauses",
    "document_text",
    "duty_line",
    "extras",
    "grouped",
    "place_text",
    "quoted",
    "responsibility",
    "snippet",
    "tally",
    "units_text",
]

_SNIPPET = 60


def document_text(document: DocumentRecord) -> str:
    """A document's title in its marks, with its number: 《…》（湘政发〔2022〕1号）."""
    title = (
        document.title.strip("《》")
        if document.title.startswith("《") and document.title.endswith("》")
        else document.title
    )
    title = title.replace("《", "〈").replace("》", "〉")
    return f"《{title}》" + (f"（{document.number}）" if document.number else "")


def clause_text(clause: ClauseRecord) -> str:
    """How a clause is named: 第36条, and with its heading where numbers are not plain."""
    number = clause.number.strip("．.、 ")
    return f"第{number}条" if number.isdigit() else number


def place_text(clause: ClauseRecord) -> str:
    """Where a clause stands: document, clause, headings."""
    headings = " › ".join(clause.section)
    return f"{document_text(clause.document)}{clause_text(clause)}" + (f"（{headings}）" if headings else "")


def extras(duty: Duty) -> str:
    """Deadline, leaders and notes, where the document gives them, each as a sentence, and what was not understood."""
    parts = []
    if duty.deadline:
        parts.append(f"完成时限：{duty.deadline}。")
    if duty.leaders:
        parts.append(f"分管领导：{units_text(duty.leaders)}。")
    parts += [f"{note.label or '说明'}：{note.text.rstrip('。')}。" for note in duty.notes]
    if duty.unclear:
        parts.append(f"责任分工中“{'、'.join(duty.unclear)}”没有读懂，单位可能不全，请核对原文。")
    return "".join(parts)


def quoted(text: str) -> str:
    """A quotation as a Markdown block."""
    return "\n".join(f"> {line}" for line in text.strip().splitlines() if line.strip())


def snippet(text: str) -> str:
    """The beginning of a task, cut at a punctuation mark where it is long."""
    flat = " ".join(text.split())
    if len(flat) <= _SNIPPET:
        return flat
    cut = max(flat.rfind(mark, 20, _SNIPPET) for mark in "，。；、")
    return flat[: cut if cut > 0 else _SNIPPET].rstrip("，。；、") + "……"


def duty_line(record: DutyRecord, with_units: bool = True) -> str:
    """One duty as an item of a list."""
    line = f"- {clause_text(record.clause)}：{snippet(record.duty.task)}"
    if with_units:
        line += f"（{responsibility(record.duty)}）"
    return line


def grouped(records: Sequence[DutyRecord], with_units: bool = True) -> str:
    """Duties as a list under their outermost headings, each with its number of duties."""
    blocks = []
    for (_, heading), members in groupby(
        records, key=lambda r: (r.document.id, r.clause.section[0] if r.clause.section else "")
    ):
        block = list(members)
        lines = [f"**{heading or '未分部分'}**（{len(block)} 项）"]
        lines += [duty_line(record, with_units) for record in block]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def counts_clauses(question: str) -> bool:
    """Whether a question counts clauses (几条) and not duties (几项)."""
    return bool(re.search(r"(?:几|多少)(?:个|大)?条", question))


def count_of(records: Sequence[DutyRecord], question: str) -> int:
    """How many duties, or how many clauses where the question counts those."""
    return len({record.clause.id for record in records}) if counts_clauses(question) else len(records)


def tally(records: Sequence[DutyRecord]) -> str:
    """How many duties in how many clauses: 12 项（分布在 9 条）."""
    clauses = {record.clause.id for record in records}
    return f"{len(records)} 项（分布在 {len(clauses)} 条）"
