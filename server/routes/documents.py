"""Documents: list, upload, delete, supersede, original, clauses and duties."""

import dataclasses
import urllib.parse
from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile
from fastapi import Path as PathParameter

from index.model.store import Progress
from server.access.file_names import source_name
from server.problems import documented
from server.roles import Editor, Reader, TheDesk
from server.routes.duties import Conditions, Limit, Offset, page
from server.wire import (
    ClauseOut,
    DocumentId,
    DocumentOut,
    DutyPage,
    ImportJobOut,
    ReportOut,
    SupersedeRequest,
)

router = APIRouter(prefix="/api/documents", tags=["文件"])
Id = Annotated[DocumentId, PathParameter()]


@router.get("", summary="列出文件", responses=documented(401, 403, 429, 503))
def list_documents(desk: TheDesk, account: Reader) -> list[DocumentOut]:
    """库中全部文件，新的在前。"""
    return [DocumentOut.of(record) for record in desk.store.documents()]


@router.post(
    "",
    status_code=201,
    summary="上传文件",
    response_model=ReportOut | ImportJobOut,
    responses=documented(400, 401, 403, 409, 413, 422, 429, 503)
    | {
        200: {"description": "预览：导入报告，未入库", "model": ReportOut},
        202: {"description": "已排队，进度见 /api/imports/{id}/events", "model": ImportJobOut},
    },
)
def upload(
    file: UploadFile,
    desk: TheDesk,
    account: Editor,
    response: Response,
    preview: Annotated[bool, Query(description="只看导入报告，不入库")] = False,
    force: Annotated[bool, Query(description="有疑问（如没有识别出分工）也入库")] = False,
    background: Annotated[bool, Query(description="立即返回任务编号，在后台导入")] = False,
) -> ReportOut | ImportJobOut:
    """支持 txt、docx、doc、xlsx、pdf、ofd、html、图片等，按内容识别格式。返回导入报告。"""
    name = source_name(file.filename)
    content = file.file.read()
    if preview:
        response.status_code = 200
        return ReportOut.of(desk.preview(name, content, account.name))

    def work(progress: Progress | None) -> ReportOut:
        return ReportOut.of(desk.ingest(name, content, progress, account.name, force))

    if background:
        response.status_code = 202
        job = desk.imports.start(name, lambda progress: work(progress).model_dump(mode="json"))
        return ImportJobOut(**dataclasses.asdict(job))
    return work(None)


@router.get("/{id}", summary="一份文件", responses=documented(401, 403, 404, 422, 429, 503))
def get_document(id: Id, desk: TheDesk, account: Reader) -> DocumentOut:
    """文件的题名、发文字号、条数与事项数等。"""
    return DocumentOut.of(desk.document(id))


@router.delete("/{id}", status_code=204, summary="删除文件", responses=documented(401, 403, 404, 422, 429, 503))
def delete_document(id: Id, desk: TheDesk, account: Editor) -> None:
    """从库中删除，不可恢复（原件请先下载）。"""
    desk.remove(id, account.name)


@router.put(
    "/{id}/superseded-by",
    summary="标记为已被取代",
    responses=documented(400, 401, 403, 404, 409, 413, 422, 429, 503),
)
def supersede_document(id: Id, body: SupersedeRequest, desk: TheDesk, account: Editor) -> DocumentOut:
    """标记由哪份文件取代；by 为 null 时取消标记。"""
    return DocumentOut.of(desk.supersede(id, body.by, account.name))


@router.get(
    "/{id}/original",
    summary="下载原件",
    response_class=Response,
    responses=documented(401, 403, 404, 422, 429, 503)
    | {200: {"description": "原件，逐字节不变", "content": {"application/octet-stream": {}}}},
)
def original(id: Id, desk: TheDesk, account: Reader) -> Response:
    """上传时的文件。"""
    record = desk.document(id)
    name = urllib.parse.quote(record.source, safe="")
    # Always a download of unknown type: a browser must never render an uploaded page as ours.
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(desk.store.original(id), media_type="application/octet-stream", headers=headers)


@router.get("/{id}/clauses", summary="文件的条", responses=documented(401, 403, 404, 422, 429, 503))
def clauses(
    id: Id,
    desk: TheDesk,
    account: Reader,
    number: Annotated[str | None, Query(max_length=20, description="条的编号")] = None,
    section: Annotated[str | None, Query(max_length=200, description="标题中含有的文字")] = None,
    text: Annotated[str | None, Query(max_length=200, description="条文中含有的文字")] = None,
) -> list[ClauseOut]:
    """按原文顺序；可按编号、标题、文字筛选。"""
    return [
        ClauseOut.of(clause)
        for clause in desk.store.clauses(id)
        if (number is None or clause.number == number)
        and (section is None or any(section in heading for heading in clause.section))
        and (text is None or text in clause.text)
    ]


@router.get("/{id}/duties", summary="文件的分工事项", responses=documented(401, 403, 404, 422, 429, 503))
def document_duties(
    id: Id, where: Conditions, desk: TheDesk, account: Reader, offset: Offset = 0, limit: Limit = 100
) -> DutyPage:
    """与 GET /api/duties 相同的条件，只在这份文件里。"""
    desk.document(id)
    return page(desk, dataclasses.replace(where, documents=frozenset({id})), offset, limit)
