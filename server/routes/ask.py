"""Questions, and what readers think of the answers."""

from fastapi import APIRouter

from retriever.assistant import Message
from server.problems import documented
from server.roles import Reader, TheDesk
from server.wire import AnswerOut, AskRequest, FeedbackRequest

router = APIRouter(prefix="/api", tags=["问答"])


@router.post("/ask", summary="提问", responses=documented(400, 401, 403, 404, 413, 422, 429, 503))
def ask(body: AskRequest, desk: TheDesk, account: Reader) -> AnswerOut:
    """用库中文件的原文回答，或如实说明没有找到。追问请带上 history；服务端不保存对话。"""
    history = [Message(turn.role, turn.content) for turn in body.history]
    return AnswerOut.of(desk.ask(body.question, history, body.document, body.year, who=account.name))


@router.post(
    "/feedback", status_code=204, summary="评价一次回答", responses=documented(400, 401, 403, 413, 422, 429)
)
def give_feedback(body: FeedbackRequest, desk: TheDesk, account: Reader) -> None:
    """有用、无用、单位不对，附可选的说明。"""
    desk.feedback(body.question, body.verdict, body.answer, account.name, body.comment)
