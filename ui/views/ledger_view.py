"""One page of the ledger as an HTML table."""

from collections.abc import Sequence

from index.model.store import DutyRecord
from retriever.wording.phrases_of_answers import clause_text
from ui.views.markup import action, escape

PAGE_ROWS = 50
_HEADINGS = ("文件", "部分", "条", "任务", "牵头单位", "责任单位", "时限")


def ledger_html(records: Sequence[DutyRecord], total: int, page: int) -> str:
    """``records`` are the rows of page ``page`` (0-based) out of ``total`` duties that match."""
    if not records:
        return '<p class="qt-counts">没有符合条件的事项。请放宽筛选条件。</p>'
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    body = "".join(_row(record) for record in records)
    first = page * PAGE_ROWS + 1
    return (
        f'<p class="qt-counts">共 <b>{total}</b> 项，当前第 {first}–{first + len(records) - 1} 项</p>'
        f'<div class="qt-table-wrap"><table class="qt-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(record: DutyRecord) -> str:
    duty, clause, document = record.duty, record.clause, record.document
    target = f"{clause.id}:{duty.ordinal}:{duty.span[0]}:{duty.span[1]}"
    superseded = '<span class="qt-badge">已被替代</span>' if document.superseded_by else ""
    cells = (
        f"{escape(document.number or document.title)}{superseded}",
        escape(clause.section[0] if clause.section else ""),
        action(clause_text(clause), "cite", target, "qt-cite", "查看原文"),
        escape(duty.task),
        escape("、".join(duty.lead)) or '<span class="qt-none">未明确</span>',
        escape("、".join(duty.responsible)),
        escape(duty.deadline or ""),
    )
    wide = {3, 5}
    return (
        "<tr>"
        + "".join(f"<td{' class=qt-wide' if i in wide else ''}>{c}</td>" for i, c in enumerate(cells))
        + "</tr>"
    )
