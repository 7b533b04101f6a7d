"""The application: four tabs over one desk."""

from typing import TYPE_CHECKING, Any

from retriever.desk import Desk, Visitor
from ui.assets import asset
from ui.visitor import VISITOR

if TYPE_CHECKING:
    import gradio as gr

TITLE = "谁牵头 · 重点工作分工问答"
HEAD = f"<script>{asset('head.js')}</script>"
# Gradio takes its own words from the browser's language; these are the ones our components show, in any of them.
CHINESE = {
    "common.or": "或",
    "common.loading": "加载中",
    "common.error": "错误",
    "common.remove": "移除",
    "common.clear": "清除",
    "common.download": "下载",
    "common.no_devices": "未找到设备",
    "file.uploading": "正在上传…",
    "upload_text.drop_file": "把文件拖到这里",
    "upload_text.drop_csv": "把文件拖到这里",
    "upload_text.click_to_upload": "点击选择文件",
    "upload_text.drop_to_upload": "拖到这里上传",
    "errors.something_went_wrong": "出错了，请刷新页面再试",
    "blocks.connection_can_break": "手机锁屏或切换页面可能中断连接",
    "blocks.lost_connection": "连接已断开，正在重新连接…",
    "blocks.waiting_for_inputs": "文件正在上传，请稍候",
}
LANGUAGES = ("en", "zh-CN", "zh-TW")


def build(desk: Desk) -> "gr.Blocks":
    """The Gradio application over a desk. Mount it with ``mount``."""
    import gradio as gr

    from ui.pages.chat import ChatTab
    from ui.pages.documents import DocumentsTab
    from ui.pages.ledger import LedgerTab
    from ui.pages.statistics import StatisticsTab

    blocks: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False)
    with blocks:
        gr.HTML(
            '<header class="qt-banner"><h1>谁牵头</h1><p>重点工作分工，一问便知谁负责</p></header>',
            apply_default_css=False,
        )
        with gr.Tabs():
            with gr.Tab("问答"):
                chat = ChatTab(desk)
            with gr.Tab("台账"):
                ledger = LedgerTab(desk)
            with gr.Tab("统计") as charts:
                statistics = StatisticsTab(desk, charts)
            with gr.Tab("文件") as files:
                documents = DocumentsTab(desk)
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        everything = [*documents.shown, *ledger.refreshed, chat.scope, statistics.document]

        def refresh(request: gr.Request) -> list[Any]:
            return [*documents.opened(request), *ledger.refresh(), chat.refresh(), statistics.refresh()]

        blocks.load(refresh, None, everything, **private)
        blocks.load(chat.fresh, None, chat.log, **private)
        documents.changed.change(refresh, None, everything, **private)
        files.select(documents.opened, None, documents.shown, **private)
    return blocks


def _account(request: Any) -> str | None:
    visitor = request.scope.get(VISITOR)
    return visitor.account if isinstance(visitor, Visitor) else None


def mount(app: Any, desk: Desk, path: str = "/") -> Any:
    """Mount the application on a FastAPI app that stands behind a gate (see ``ui.visitor``).

    Returns the app. Nothing is fetched from elsewhere: system fonts, no analytics, no footer links.
    """
    import gradio as gr

    fonts = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
    theme = gr.themes.Default(primary_hue="red", neutral_hue="slate", font=fonts, font_mono=["monospace"])
    return gr.mount_gradio_app(
        app,
        build(desk),
        path=path,
        auth_dependency=_account,
        theme=theme,
        css=asset("style.css"),
        head=HEAD,
        i18n=gr.I18n(**{language: CHINESE for language in LANGUAGES}),
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        run_history=False,
        enable_monitoring=False,
    )
