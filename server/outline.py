"""A parsed document for people (an outline) and for programs (the contract's JSON shape)."""

from dataclasses import asdict
from typing import Any

from index.model.document import Document


def parsed_shape(document: Document) -> dict[str, Any]:
    """What ``qiantou parse --json`` prints."""
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "date": document.date,
        "year": document.year,
        "rules": list(document.rules),
        "clauses": [
            {
                "number": clause.number,
                "section": list(clause.section),
                "text": clause.text,
                "duties": [
                    {
                        "ordinal": duty.ordinal,
                        "task": duty.task,
                        "raw": duty.raw,
                        "lead": list(duty.lead),
                        "responsible": list(duty.responsible),
                        "mode": duty.mode,
                        "deadline": duty.deadline,
                        "leaders": list(duty.leaders),
                        "span": list(duty.span),
                        "notes": [asdict(note) for note in duty.notes],
                        "open_ended": duty.open_ended,
                        "unclear": list(duty.unclear),
                    }
                    for duty in clause.duties
                ],
            }
            for clause in document.clauses
        ],
        "diagnostics": [
            {"severity": note.severity, "code": note.code, "clause": note.clause, "message": note.message}
            for note in document.diagnostics
        ],
    }


def outline(document: Document) -> str:
    """Headings, clauses and who answers for each duty, one fact a line."""
    facts = "，".join(fact for fact in (document.number, document.issuer, document.date) if fact)
    lines = [f"《{document.title}》{f'（{facts}）' if facts else ''}"]
    lines.append(f"{len(document.clauses)} 条，{sum(len(clause.duties) for clause in document.clauses)} 项")
    lines += [f"适用全文：{rule}" for rule in document.rules]
    above: tuple[str, ...] = ()
    for clause in document.clauses:
        for depth, heading in enumerate(clause.section):
            if clause.section[: depth + 1] != above[: depth + 1]:
                lines += ["", "  " * depth + heading]
        above = clause.section
        lines.append(f"  第{clause.number}条")
        for duty in clause.duties:
            lines.append(f"    {duty.ordinal}. {duty.task}")
            lines += [f"       {label}：{'、'.join(names)}" for label, names in (
                ("牵头", duty.lead), ("责任", duty.responsible), ("分管", duty.leaders)) if names]  # fmt: skip
            if duty.open_ended:
                lines[-1] += " 等"
            if duty.deadline:
                lines.append(f"       时限：{duty.deadline}")
            lines += [f"       {note.label}：{note.text}" for note in duty.notes]
            lines += [f"       没有读懂：{piece}" for piece in duty.unclear]
    if document.diagnostics:
        lines += ["", "请核对："]
        lines += [
            f"  {f'第{note.clause}条 ' if note.clause else ''}{note.message}" for note in document.diagnostics
        ]
    return "\n".join(lines)
