"""文件: import with a report before anything is stored, the list, deletion and superseding."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index.model.errors import QiantouError
from index.model.store import DocumentRecord
from retriever.desk import Desk
from ui.chat import LISTENER
from ui.markup import action, escape
from ui.visitor import account_name

_HEADINGS = ("文件", "发文字号", "年份", "条", "项", "来源", "状态", "")


@dataclass(frozen=True, slots=True)
class Pending:
    """An uploaded file whose report was read and found acceptable, waiting for a yes or no."""

    path: str
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
            self.files = gr.File(
                label="把文件拖到这里，或点击选择（可多选）",
                file_count="multiple",
                elem_id="qt-upload",
                height=150,
            )
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
        may_edit = self.desk.may(account_name(request), "editor")
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
        decided = [self.files, self.report, self.decision, self.pending, self.changed]
        self.files.upload(self._read, self.files, [self.report, self.decision, self.pending], **private)
        self.accept.click(self._accept, [self.pending, self.changed], decided, **private)
        self.reject.click(
            lambda count: self._decided("已放弃，库没有变化。", count), self.changed, decided, **private
        )
        self.mark.click(
            self._supersede, [self.older, self.newer, self.changed], [self.notice, self.changed], **private
        )
        self.table.click(self._pressed, self.changed, [self.table, self.notice, self.changed], **private)

    def _read(self, paths: list[str], request: gr.Request) -> tuple[str, Any, tuple[Pending, ...]]:
        who = account_name(request)
        if not self.desk.may(who, "editor"):
            return _refused("没有权限：只有编辑可以添加文件。"), gr.Row(visible=False), ()
        progress = gr.Progress()
        pending, reports = [], []
        for place, path in enumerate(paths or ()):
            name = Path(path).name
            progress(place / len(paths), desc=f"正在读取 {name}")
            try:
                report = self.desk.preview(name, Path(path).read_bytes())
            except QiantouError as error:
                reports.append(_refused(f"{name}：{error}"))
                continue
            reports.append(f'<div class="qt-report">{escape(report.text())}</div>')
            pending.append(Pending(path, name))
        return "".join(reports), gr.Row(visible=bool(pending)), tuple(pending)

    def _accept(self, pending: tuple[Pending, ...], count: int, request: gr.Request) -> "tuple[Any, ...]":
        bar = gr.Progress()
        lines = []
        for place, file in enumerate(pending):
            start = place / len(pending)

            def step(done: int, total: int, start: float = start, name: str = file.name) -> None:
                bar(start + done / max(1, total) / len(pending), desc=f"正在入库 {name}")

            try:
                self.desk.ingest(file.name, Path(file.path).read_bytes(), step, account_name(request))
            except QiantouError as error:
                lines.append(_refused(f"{file.name}：{error}"))
            else:
                lines.append(f'<div class="qt-report">{escape(file.name)} 已入库。</div>')
        return self._decided("".join(lines), count + 1, is_html=True)

    def _decided(self, message: str, count: int, is_html: bool = False) -> "tuple[Any, ...]":
        text = message if is_html else f'<div class="qt-report">{escape(message)}</div>'
        return None, text, gr.Row(visible=False), (), count

    def _supersede(self, older: str, newer: str, count: int, request: gr.Request) -> tuple[str, int]:
        if not older or older == newer:
            return _refused("请选择旧文件，以及另一份替代它的文件。"), count
        try:
            self.desk.supersede(older, newer or None, account_name(request))
        except QiantouError as error:
            return _refused(str(error)), count
        return '<div class="qt-report">已更新替代关系。</div>', count + 1

    def _pressed(self, count: int, event: gr.EventData, request: gr.Request) -> tuple[str, str, int]:
        who = account_name(request)
        may_edit = self.desk.may(who, "editor")
        notice, asked = "", None
        if event.action == "ask-remove":
            asked = str(event.target_value)
        elif event.action == "remove":
            try:
                self.desk.remove(str(event.target_value), who)
            except QiantouError as error:
                notice = _refused(str(error))
            else:
                notice, count = '<div class="qt-report">已删除。</div>', count + 1
        return documents_html(self.desk.store.documents(), may_edit, asked), notice, count


def _refused(message: str) -> str:
    return f'<div class="qt-report qt-refused" role="alert">{escape(message)}</div>'
