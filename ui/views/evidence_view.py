"""The evidence panel: a whole clause in its place, with the answering stretch marked."""

from index.model.store import ClauseRecord
from retriever.wording.phrases_of_answers import clause_text, document_text
from ui.views.markup import action, escape
from ui.views.units_view import duty_units

EMPTY = '<div class="qt-evidence qt-empty"><p>点击答案中的条号，这里显示原文全文，并标出作答的语句。</p></div>'


def _marked(text: str, span: tuple[int, int]) -> str:
    start, end = span
    if not 0 <= start < end <= len(text):
        return escape(text)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def _neighbours(clause: ClauseRecord, clauses: tuple[ClauseRecord, ...]) -> str:
    place = next(i for i, other in enumerate(clauses) if other.id == clause.id)
    links = []
    if place > 0:
        before = clauses[place - 1]
        links.append(action(f"← 上一条（{clause_text(before)}）", "cite", f"{before.id}:0:0:0", "qt-step"))
    if place + 1 < len(clauses):
        after = clauses[place + 1]
        links.append(action(f"下一条（{clause_text(after)}）→", "cite", f"{after.id}:0:0:0", "qt-step"))
    return f'<nav class="qt-steps">{"".join(links)}</nav>'


def evidence_html(
    clause: ClauseRecord, clauses: tuple[ClauseRecord, ...], duty: int, span: tuple[int, int]
) -> str:
    """A clause of ``clauses`` (its document's) with ``span`` marked and the units of ``duty`` (0: of all duties)."""
    document = clause.document
    path = "".join(f"<li>{escape(heading)}</li>" for heading in clause.section)
    shown = [d for d in clause.duties if duty in (0, d.ordinal)]
    duties = "".join(
        f'<section class="qt-duty"><h5>第{d.ordinal}项{"" if duty else "　" + escape(d.task[:40])}</h5>{duty_units(d)}</section>'
        for d in shown
    )
    none = '<p class="qt-none">本条没有写明责任单位。</p>' if not clause.duties else ""
    superseded = '<span class="qt-badge">已被替代</span>' if document.superseded_by else ""
    return (
        f'<div class="qt-evidence" aria-live="polite"><h3>{escape(clause_text(clause))}{superseded}</h3>'
        f'<p class="qt-document">{escape(document_text(document))}</p>'
        f'<ol class="qt-path">{path}</ol><div class="qt-clause">{_marked(clause.text, span)}</div>'
        f"{duties}{none}{_neighbours(clause, clauses)}</div>"
    )
