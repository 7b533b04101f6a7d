"""Chinese sentences for the parts that every answer is made of: units, clauses, documents, lists."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from index.model.document import Duty
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord

_SNIPPET = 60


def units_text(units: Iterable[str]) -> str:
    """Names in a row: 省财政厅、省税务局."""
    return "、".join(units)


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


def responsibility(duty: Duty) -> str:
    """Who does a duty, as a sentence without its full stop."""
    if duty.mode == "lead":
        text = f"由{units_text(duty.lead)}牵头"
        return text + (f"，{units_text(duty.responsible)}按职责分工负责" if duty.responsible else "")
    if duty.mode == "all":
        return (
            f"未明确牵头单位，由{units_text(duty.responsible)}负责"
            if duty.responsible
            else "未明确牵头单位和责任单位"
        )
    how = "分别负责" if duty.mode == "each" else "按职责分工负责"
    if len(duty.responsible) == 1 and duty.mode == "joint":
        how = "负责"
    return f"未明确牵头单位，由{units_text(duty.responsible)}{how}"


def extras(duty: Duty) -> str:
    """Deadline and leaders, where the document gives them, each as a sentence."""
    parts = []
    if duty.deadline:
        parts.append(f"完成时限：{duty.deadline}。")
    if duty.leaders:
        parts.append(f"分管领导：{units_text(duty.leaders)}。")
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
