"""Questions, and what readers think of the answers."""

from typing import Any

from fastapi import APIRouter

from retriever.assistant import Message
from retriever.query.json_form import json_schema, query_from_json
from server.problems import documented
from server.roles import Reader, TheDesk
from server.wire import AnswerOut, AskRequest, FeedbackRequest, QueryRequest

router = APIRouter(prefix="/api", tags=["问答"])


@router.post("/ask", summary="提问", responses=documented(400, 401, 403, 404, 413, 422, 429, 503))
def ask(body: AskRequest, desk: TheDesk, account: Reader) -> AnswerOut:
    """用库中文件的原文回答，或如实说明没有找到。追问请带上 history；服务端不保存对话。"""
    history = [Message(turn.role, turn.content) for turn in body.history]
    return AnswerOut.of(desk.ask(body.question, history, body.document, body.year, who=account.name))


@router.post("/query", summary="查询", responses=documented(400, 401, 403, 404, 413, 422, 429, 503))
def query(body: QueryRequest, desk: TheDesk, account: Reader) -> AnswerOut:
    """执行一个写成 JSON 的查询，不经过提问的理解；格式见 `GET /api/query/schema`。回答里的 `query` 可以原样再提交。"""
    asked = query_from_json(body.query)
    return AnswerOut.of(desk.execute(asked, body.document, body.year, who=account.name))


@router.get("/query/schema", summary="查询的格式", responses=documented(401, 403, 429))
def query_schema(account: Reader) -> dict[str, Any]:
    """`POST /api/query` 所收查询的 JSON Schema（draft 2020-12）。"""
    return json_schema()


@router.post(
    "/feedback", status_code=204, summary="评价一次回答", responses=documented(400, 401, 403, 413, 422, 429)
)
def give_feedback(body: FeedbackRequest, desk: TheDesk, account: Reader) -> None:
    """有用、无用、单位不对，附可选的说明。"""
    desk.feedback(body.question, body.verdict, body.answer, account.name, body.comment)
