"""台账: every duty as a filtered, paged table with exports."""

from typing import Any, get_args
from urllib.parse import urlencode

import gradio as gr

from index.model.store import DutyFilter
from retriever.desk import Desk
from retriever.ledger.export import Format
from ui.pages.chat import LISTENER, show_evidence
from ui.pages.pressed import pressed
from ui.views.evidence_view import EMPTY
from ui.views.ledger_view import PAGE_ROWS, ledger_html

_ANY = ""
_ROLES = (("牵头或责任", "units"), ("牵头", "lead"), ("责任", "responsible"))
_LEADS = (("全部", _ANY), ("只看未明确牵头单位的", "without"), ("只看有牵头单位的", "with"))
_DEADLINES = (("全部", _ANY), ("只看有完成时限的", "with"))
_DOWNLOAD = "(address) => { const a = document.createElement('a'); a.href = address; a.download = ''; a.click(); }"
_FORMAT_WORDS = {"xlsx": "导出 Excel", "csv": "导出 CSV", "docx": "导出 Word"}


def ledger_filter(
    document: str, year: str, section: str, unit: str | None, role: str, lead: str, deadline: str, text: str
) -> DutyFilter:
    """The choices on the page as a filter; an empty choice is no condition."""
    units: dict[str, Any] = {role: (unit,)} if unit else {}
    return DutyFilter(
        documents=frozenset({document}) if document else None,
        year=int(year) if year else None,
        section=section.strip() or None,
        text=text.strip() or None,
        has_lead={"without": False, "with": True}.get(lead),
        has_deadline=True if deadline else None,
        **units,
    )


def export_address(form: Format, where: DutyFilter, by_unit: bool) -> str:
    """Where the page downloads the duties that match, with the conditions of the API's export."""
    conditions = {
        "document": sorted(where.documents or ()),
        "year": [where.year] if where.year else [],
        "section": [where.section] if where.section else [],
        "text": [where.text] if where.text else [],
        "has_lead": [str(where.has_lead).lower()] if where.has_lead is not None else [],
        "has_deadline": ["true"] if where.has_deadline else [],
        "unit": where.units,
        "lead": where.lead,
        "responsible": where.responsible,
        "by": ["unit" if by_unit else "whole"],
    }
    return f"./ledger.{form}?{urlencode(conditions, doseq=True)}"


class LedgerTab:
    """Builds the tab inside an open ``gr.Blocks`` context and wires its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = gr.State(0)
        with gr.Row():
            self.document = gr.Dropdown(self._documents(), value=_ANY, label="文件", scale=2, min_width=200)
            self.year = gr.Dropdown(self._years(), value=_ANY, label="年份", min_width=90)
            self.unit = gr.Dropdown(
                self._units(), value=_ANY, label="单位", scale=2, min_width=180, elem_id="qt-unit"
            )
            self.role = gr.Dropdown(list(_ROLES), value="units", label="单位角色", min_width=110)
        with gr.Row():
            self.section = gr.Textbox(label="部分（标题中的字词）", min_width=160)
            self.text = gr.Textbox(label="全文包含", min_width=160, elem_id="qt-text-filter")
            self.lead = gr.Dropdown(
                list(_LEADS), value=_ANY, label="牵头情况", min_width=160, elem_id="qt-lead-filter"
            )
            self.deadline = gr.Dropdown(list(_DEADLINES), value=_ANY, label="完成时限", min_width=140)
        self.filters: list[Any] = [
            self.document,
            self.year,
            self.section,
            self.unit,
            self.role,
            self.lead,
            self.deadline,
            self.text,
        ]
        self.table = gr.HTML(self._show(0), elem_id="qt-ledger", js_on_load=LISTENER, apply_default_css=False)
        with gr.Row():
            self.before = gr.Button("上一页", min_width=90)
            self.after = gr.Button("下一页", min_width=90)
            self.by_unit = gr.Checkbox(False, label="Excel 每个单位一张表", min_width=180)
            self.exports = {form: gr.Button(word, min_width=110) for form, word in _FORMAT_WORDS.items()}
        self.address = gr.Textbox(visible="hidden")
        self.evidence = gr.HTML(EMPTY, js_on_load=LISTENER, elem_id="qt-ledger-evidence", apply_default_css=False)
        self._wire()

    def _documents(self) -> list[tuple[str, str]]:
        return [
            ("全部", _ANY),
            *((f"{d.title} {d.number or ''}".strip(), d.id) for d in self.desk.store.documents()),
        ]

    def _years(self) -> list[tuple[str, str]]:
        years = sorted({d.year for d in self.desk.store.documents() if d.year}, reverse=True)
        return [("全部", _ANY), *((str(year), str(year)) for year in years)]

    def _units(self) -> list[tuple[str, str]]:
        return [("全部", _ANY), *((u.name, u.name) for u in self.desk.store.units())]

    def refresh(self) -> "list[Any]":
        """Choices and first page as the library stands now (document, year, unit, table, page)."""
        return [
            gr.Dropdown(choices=self._documents(), value=_ANY),
            gr.Dropdown(choices=self._years(), value=_ANY),
            gr.Dropdown(choices=self._units(), value=_ANY),
            self._show(0),
            0,
        ]

    @property
    def refreshed(self) -> "list[Any]":
        """The components that ``refresh`` gives new values."""
        return [self.document, self.year, self.unit, self.table, self.page]

    def _show(self, page: int, where: DutyFilter | None = None) -> str:
        where = where or DutyFilter()
        records = self.desk.store.duties(where, page * PAGE_ROWS, PAGE_ROWS)
        return ledger_html(records, self.desk.store.count(where), page)

    def _turn(self, page: int, step: int, *choices: str) -> tuple[int, str]:
        where = ledger_filter(*choices)
        last = max(0, (self.desk.store.count(where) - 1) // PAGE_ROWS)
        page = min(max(0, page + step), last)
        return page, self._show(page, where)

    def _wire(self) -> None:
        shown: dict[str, Any] = {"outputs": [self.page, self.table], "api_visibility": "private"}
        for control in self.filters:
            happens = control.submit if control in (self.section, self.text) else control.input
            happens(lambda *choices: self._turn(0, 0, *choices), self.filters, show_progress="minimal", **shown)
        paged = [self.page, *self.filters]
        self.before.click(lambda page, *c: self._turn(page, -1, *c), paged, **shown)
        self.after.click(lambda page, *c: self._turn(page, 1, *c), paged, **shown)
        for form in get_args(Format):
            self.exports[form].click(
                lambda by_unit, *c, form=form: export_address(form, ledger_filter(*c), by_unit),
                [self.by_unit, *self.filters],
                self.address,
                api_visibility="private",
            ).then(None, self.address, js=_DOWNLOAD, api_visibility="private")
        for panel in (self.table, self.evidence):
            panel.click(self._pressed, outputs=self.evidence, show_progress="hidden", api_visibility="private")

    def _pressed(self, event: gr.EventData) -> Any:
        action, target = pressed(event)
        return show_evidence(self.desk, target) if action == "cite" else gr.skip()
