"""Is it alive, is it ready, and the numbers."""

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from index.model.errors import EncoderError
from server.problems import documented
from server.roles import Reader, TheDesk

router = APIRouter(tags=["运行状态"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Whether every kind of question can be answered without waiting."""

    ready: bool
    encoder: Literal["loaded", "loading", "failed"]
    documents: int
    generation: int
    detail: str = ""


@router.get("/healthz", summary="进程是否存活")
async def healthz() -> Health:
    """进程能应答即为 ok。"""
    return Health()


@router.get(
    "/readyz",
    summary="是否就绪",
    responses={503: {"description": "尚未就绪：编码模型还在载入，或载入失败", "model": Readiness}},
)
def readyz(desk: TheDesk, response: Response) -> Readiness:
    """编码模型载入后为就绪（200）；此前返回 503，但按单位、按条等精确查询已经可用。"""
    store = desk.store
    found = Readiness(
        ready=False, encoder="loading", documents=len(store.documents()), generation=store.generation
    )
    try:
        if desk.ready:
            return found.model_copy(update={"ready": True, "encoder": "loaded"})
    except EncoderError as error:
        found = found.model_copy(update={"encoder": "failed", "detail": error.told})
    response.status_code = 503
    return found


@router.get(
    "/metrics",
    summary="Prometheus 指标",
    response_class=PlainTextResponse,
    responses=documented(401, 403),
)
def metrics(desk: TheDesk, account: Reader) -> Response:
    """请求数、耗时、回答种类等；不含问题原文。"""
    desk.metrics.documents.set(len(desk.store.documents()))
    desk.metrics.generation.set(desk.store.generation)
    return Response(desk.metrics.exposition(), media_type=CONTENT_TYPE_LATEST)
