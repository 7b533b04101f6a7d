"""How far a background import is, once or as a stream of events."""

import dataclasses
from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends
from fastapi import Path as PathParameter
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from server.operation.background_imports import ImportJob
from server.problems import documented
from server.roles import Editor, TheDesk
from server.wire import ImportJobOut

router = APIRouter(prefix="/api/imports", tags=["文件"])
_SECONDS_BETWEEN_LOOKS = 0.2
Id = Annotated[str, PathParameter(pattern="^[0-9a-f]{16}$", description="导入任务编号")]


def find_job(id: Id, desk: TheDesk, account: Editor) -> ImportJob:
    """The job, looked up before a stream begins, so that a wrong id is a 404."""
    return desk.imports.job(id)


TheJob = Annotated[ImportJob, Depends(find_job)]


@router.get("/{id}", summary="导入任务的状态", responses=documented(401, 403, 404, 422, 429, 503))
def get_import(job: TheJob) -> ImportJobOut:
    """Waiting 排队，running 进行中，done 完成（附导入报告），failed 失败（附原因）。"""
    return ImportJobOut(**dataclasses.asdict(job))


@router.get(
    "/{id}/events",
    summary="导入进度（SSE）",
    response_class=EventSourceResponse,
    responses=documented(401, 403, 404, 422, 429, 503),
)
async def import_events(job: TheJob, desk: TheDesk) -> AsyncIterator[ServerSentEvent]:
    """每有进展发一个事件，事件名为状态，数据同上；完成或失败后结束。"""
    shown: ImportJob | None = None
    while True:
        if job != shown:
            yield ServerSentEvent(event=job.state, data=dataclasses.asdict(job))
            shown = job
        if job.finished:
            return
        await anyio.sleep(_SECONDS_BETWEEN_LOOKS)
        job = await run_in_threadpool(desk.imports.job, job.id)
