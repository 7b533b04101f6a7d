"""The library for other assistants: an MCP server at ``/mcp`` (streamable HTTP, stateless)."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, TypeVar

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from index.model.errors import NotFoundError, QiantouError
from server.desk import LibraryDesk
from server.logs import LOG
from server.problems import DETAILS, problem
from server.roles import account_of
from server.wire import MAX_QUESTION, AnswerOut, ClauseOut, DocumentOut, UnitDuties

INSTRUCTIONS = (
    "查询政府“重点工作分工”文件：某项工作由谁牵头、谁负责，某单位承担哪些事项，某条原文。"
    "回答都来自库中文件的原文；没有的内容会如实说明，请不要自行补充单位名称。"
)
Result = TypeVar("Result")
DocumentIdIn = Annotated[str | None, Field(description="文件编号（见 list_documents）；省略则为最新的文件")]


class McpFace:
    """The MCP endpoint as an ASGI app; ``running()`` must be entered for as long as it serves."""

    def __init__(self, desk: LibraryDesk) -> None:
        self._desk = desk
        self._server = _server(desk)
        # Host and Origin are checked for the whole service (server.app), with the office's own host names.
        self._app = self._server.streamable_http_app(
            streamable_http_path="/mcp",
            stateless_http=True,
            json_response=True,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )

    def running(self) -> AbstractAsyncContextManager[None]:
        """The session manager's life."""
        return self._server.session_manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve whoever may read."""
        request = Request(scope, receive)
        try:
            account = await run_in_threadpool(account_of, self._desk, request.headers.get("authorization", ""))
        except HTTPException as error:
            refusal = problem(error.status_code, str(error.detail), "http-401", dict(error.headers or {}))
            await refusal(scope, receive, send)
            return
        request.state.account = account.name
        await self._app(scope, receive, send)


def _server(desk: LibraryDesk) -> MCPServer:
    server = MCPServer("qiantou", title="谁牵头", instructions=INSTRUCTIONS)

    @server.tool(title="提问")
    async def ask(
        context: Context,
        question: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, description="中文问题")],
        document: DocumentIdIn = None,
        year: Annotated[int | None, Field(description="只在这一年的文件里找")] = None,
    ) -> AnswerOut:
        """回答谁牵头、谁负责、某单位的事项、某条内容等问题，附原文引用；文件中没有的如实说明。"""
        request = context.request_context.request
        who = str(request.state.account) if isinstance(request, Request) else ""
        return await _in_thread(lambda: AnswerOut.of(desk.ask(question, (), document, year, who)))

    @server.tool(title="一个单位的全部事项")
    async def list_unit_duties(
        unit: Annotated[str, Field(min_length=1, max_length=100, description="单位名称或别名，如 省发改委")],
        document: DocumentIdIn = None,
        year: Annotated[int | None, Field(description="只在这一年的文件里找")] = None,
    ) -> UnitDuties:
        """一个单位牵头的和作为责任单位的全部事项，完整无遗漏。"""
        return await _in_thread(
            lambda: UnitDuties.of(desk.unit_duties(unit, frozenset({document}) if document else None, year))
        )

    @server.tool(title="一条原文")
    async def get_clause(
        number: Annotated[str, Field(min_length=1, max_length=20, description="条的编号，如 36")],
        document: DocumentIdIn = None,
    ) -> list[ClauseOut]:
        """按编号取条文原文及其分工；编号在文件中重复出现时全部列出。"""
        return await _in_thread(lambda: _clauses(desk, number, document))

    @server.tool(title="文件清单")
    async def list_documents() -> list[DocumentOut]:
        """库中全部文件。"""
        return await _in_thread(lambda: [DocumentOut.of(record) for record in desk.store.documents()])

    return server


async def _in_thread(work: Callable[[], Result]) -> Result:
    """Run CPU work off the event loop; our errors become tool errors with the same words."""
    try:
        return await anyio.to_thread.run_sync(work)
    except QiantouError as error:
        raise ToolError(error.told) from error
    except Exception as error:
        LOG.exception("a tool failed")
        raise ToolError(DETAILS[500]) from error


def _clauses(desk: LibraryDesk, number: str, document: str | None) -> list[ClauseOut]:
    documents = desk.store.documents()
    if document is None and not documents:
        raise NotFoundError("库里还没有文件。请先用 qiantou ingest 或网页导入文件。")
    chosen = desk.document(document) if document else documents[0]
    found = [ClauseOut.of(clause) for clause in desk.store.clauses(chosen.id) if clause.number == number]
    if not found:
        raise NotFoundError(f"《{chosen.title}》没有第{number}条。")
    return found
