"""文件: import with a report before anything is stored, the list, deletion and superseding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.model.errors import QiantouError
from index.model.store import DocumentRecord
from retriever.desk import Desk
from ui.assets import asset
from ui.pages.chat import LISTENER
from ui.pages.pressed import pressed
from ui.views.markup import action, escape
from ui.visitor import visitor_of

MOST_AT_ONCE = 50
"""How many files one upload may bring."""
UPLOADING = asset("uploading.js")
_UPLOADER = (
    '<label class="qt-drop"><input type="file" multiple aria-label="添加文件">'
    '<span class="qt-drop-state" role="status">把文件拖到这里，或点击选择（可多选）</span></label>'
)
_HEADINGS = ("文件", "发文字号", "年份", "条", "项", "来源", "状态", "")


@dataclass(frozen=True, slots=True)
class Pending:
    """An upload of this browser session whose report was read, waiting for a yes or no."""

    upload: str
    name: str


def documents_html(documents: Sequence[DocumentRecord], may_edit: bool, asked: str | None = None) -> str:
    """The library's documents; ``asked`` is the id of the one whose deletion waits for a second click."""
    if not documents:
        return '<p class="qt-counts">库里还没有文件。</p>'
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    titles = {d.id: d.number or d.title for d in documents}
    rows = "".join(_row(d, titles, may_edit, asked) for d in documents)
    return f'<div class="qt-table-wrap"><table class="qt-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(record: DocumentRecord, titles: dict[str, str], may_edit: bool, asked: str | None) -> str:
    state = "现行"
    if record.superseded_by:
        state = f"已被{titles.get(record.superseded_by, '其他文件')}替代"
    cells = [
        escape(record.title),
        escape(record.number or ""),
        str(record.year or ""),
        str(record.clauses),
        str(record.duties),
        escape(record.source),
        escape(state),
        _actions(record, asked) if may_edit else "",
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _actions(record: DocumentRecord, asked: str | None) -> str:
    if record.id == asked:
        return (
            action("确认删除", "remove", record.id, "qt-danger") + " " + action("取消", "keep", "", "qt-verdict")
        )
    return action("删除…", "ask-remove", record.id, "qt-danger")


class DocumentsTab:
    """Builds the tab inside an open ``gr.Blocks`` context and wires its events; ``changed`` runs after each change."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pending = gr.State(())
        with gr.Column(visible=False) as self.editing:
            self.uploader = gr.HTML(_UPLOADER, elem_id="qt-upload", js_on_load=UPLOADING, apply_default_css=False)
            self.report = gr.HTML("", elem_id="qt-report", apply_default_css=False)
            with gr.Row(visible=False) as self.decision:
                self.accept = gr.Button("确认入库", variant="primary", elem_id="qt-accept")
                self.reject = gr.Button("不入库", elem_id="qt-reject")
            with gr.Row():
                self.older = gr.Dropdown(self._choices(), value="", label="旧文件", min_width=200)
                self.newer = gr.Dropdown(
                    self._choices(), value="", label="由哪份文件替代（留空为恢复现行）", min_width=200
                )
                self.mark = gr.Button("标记替代", min_width=110)
        self.notice = gr.HTML("", elem_id="qt-notice", apply_default_css=False)
        self.table = gr.HTML("", elem_id="qt-documents", js_on_load=LISTENER, apply_default_css=False)
        self.changed = gr.State(0)
        self._wire()

    def _choices(self) -> list[tuple[str, str]]:
        return [("", ""), *((f"{d.title} {d.number or ''}".strip(), d.id) for d in self.desk.store.documents())]

    def opened(self, request: gr.Request) -> "list[Any]":
        """What this visitor sees: the editing part only where allowed, and the list."""
        may_edit = self.desk.may(visitor_of(request).account, "editor")
        choices = gr.Dropdown(choices=self._choices(), value="")
        return [
            gr.Column(visible=may_edit),
            documents_html(self.desk.store.documents(), may_edit),
            choices,
            choices,
        ]

    @property
    def shown(self) -> "list[Any]":
        """The components that ``opened`` gives new values."""
        return [self.editing, self.table, self.older, self.newer]

    def _wire(self) -> None:
        private: dict[str, Any] = {"api_visibility": "private"}
        decided = [self.report, self.decision, self.pending, self.changed]
        self.uploader.upload(self._read, self.pending, [self.report, self.decision, self.pending], **private)
        self.accept.click(self._accept, [self.pending, self.changed], decided, **private)
        self.reject.click(self._reject, [self.pending, self.changed], decided, **private)
        self.mark.click(
            self._supersede, [self.older, self.newer, self.changed], [self.notice, self.changed], **private
        )
        self.table.click(self._pressed, self.changed, [self.table, self.notice, self.changed], **private)

    def _read(
        self, before: tuple[Pending, ...], event: gr.EventData, request: gr.Request
    ) -> tuple[str, Any, tuple[Pending, ...]]:
        visitor = visitor_of(request)
        for held in before:
            self.desk.uploads.forget(visitor.session, held.upload)
        progress = gr.Progress()
        pending, reports = [], []
        _, value = pressed(event)
        uploads = value.split(",")[:MOST_AT_ONCE]
        for place, upload in enumerate(uploads):
            name = "文件"
            try:
                file = self.desk.uploads.find(visitor.session, upload)
                name = file.name
                progress(place / len(uploads), desc=f"正在读取 {name}")
                report = self.desk.preview(name, file.content, visitor.account)
            except QiantouError as error:
                self.desk.uploads.forget(visitor.session, upload)
                reports.append(_refused(f"{name}：{error.told}"))
                continue
            reports.append(f'<div class="qt-report">{escape(report.text())}</div>')
            pending.append(Pending(upload, name))
        return "".join(reports), gr.Row(visible=bool(pending)), tuple(pending)

    def _accept(self, pending: tuple[Pending, ...], count: int, request: gr.Request) -> "tuple[Any, ...]":
        visitor = visitor_of(request)
        bar = gr.Progress()
        lines = []
        for place, held in enumerate(pending):
            start = place / len(pending)

            def step(done: int, total: int, start: float = start, name: str = held.name) -> None:
                bar(start + done / max(1, total) / len(pending), desc=f"正在入库 {name}")

            try:
                file = self.desk.uploads.find(visitor.session, held.upload)
                self.desk.ingest(file.name, file.content, step, visitor.account)
            except QiantouError as error:
                lines.append(_refused(f"{held.name}：{error.told}"))
            else:
                lines.append(f'<div class="qt-report">{escape(held.name)} 已入库。</div>')
            self.desk.uploads.forget(visitor.session, held.upload)
        return "".join(lines), gr.Row(visible=False), (), count + 1

    def _reject(self, pending: tuple[Pending, ...], count: int, request: gr.Request) -> "tuple[Any, ...]":
        for held in pending:
            self.desk.uploads.forget(visitor_of(request).session, held.upload)
        return '<div class="qt-report">已放弃，库没有变化。</div>', gr.Row(visible=False), (), count

    def _supersede(self, older: str, newer: str, count: int, request: gr.Request) -> tuple[str, int]:
        if not older or older == newer:
            return _refused("请选择旧文件，以及另一份替代它的文件。"), count
        try:
            self.desk.supersede(older, newer or None, visitor_of(request).account)
        except QiantouError as error:
            return _refused(error.told), count
        return '<div class="qt-report">已更新替代关系。</div>', count + 1

    def _pressed(self, count: int, event: gr.EventData, request: gr.Request) -> tuple[str, str, int]:
        who = visitor_of(request).account
        act, document = pressed(event)
        may_edit = self.desk.may(who, "editor")
        notice, asked = "", None
        if act == "ask-remove":
            asked = document
        elif act == "remove":
            try:
                self.desk.remove(document, who)
            except QiantouError as error:
                notice = _refused(error.told)
            else:
                notice, count = '<div class="qt-report">已删除。</div>', count + 1
        return documents_html(self.desk.store.documents(), may_edit, asked), notice, count


def _refused(message: str) -> str:
    return f'<div class="qt-report qt-refused" role="alert">{escape(message)}</div>'
