"""Inspectors' sets: due, overdue, without lead, led by one and shared by another, new; each as a page or a file."""

import urllib.parse
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from index.model.store import DutyRecord
from retriever.across.hierarchy import linked_duties
from retriever.ledger.export import MEDIA_TYPES, Format, export
from retriever.ledger.inspection import WANTED_WORDS, Inspection, Wanted, inspected
from retriever.ledger.rows import ledgers
from server.identity_wire import LinkOut
from server.problems import documented
from server.roles import Reader, TheDesk
from server.routes.duties import Limit, Offset
from server.wire import DocumentId, DutyOut, DutyPage

router = APIRouter(prefix="/api", tags=["督查"])


def inspection(
    desk: TheDesk,
    wanted: Annotated[
        Wanted,
        Path(
            description="due_before 应完成，due_within 近期到期，overdue 已过时限，"
            "no_lead 未明确牵头，led_and_shared 一家牵头另一家参与，new 本年新增"
        ),
    ],
    day: Annotated[date | None, Query(description="截至哪一天，默认今天")] = None,
    days: Annotated[int, Query(ge=0, le=3660, description="due_within 往后看几天")] = 30,
    lead: Annotated[str, Query(max_length=100, description="牵头单位，可用别名")] = "",
    shared: Annotated[str, Query(max_length=100, description="责任单位，可用别名")] = "",
    document: Annotated[list[DocumentId], Query(max_length=50, description="文件编号")] = [],  # noqa: B006
) -> tuple[DutyRecord, ...]:
    """The duties of an inspectors' set."""
    names = desk.names
    asked = Inspection(
        wanted,
        day or date.today(),
        days,
        names.canonical(lead) if lead else "",
        names.canonical(shared) if shared else "",
    )
    return inspected(desk.store, asked, frozenset(document) if document else None)


Inspected = Annotated[tuple[DutyRecord, ...], Depends(inspection)]


@router.get("/inspections/{wanted}", summary="督查清单", responses=documented(400, 401, 403, 422, 429, 503))
def inspect(
    wanted: Wanted, records: Inspected, account: Reader, offset: Offset = 0, limit: Limit = 100
) -> DutyPage:
    """符合条件的全部分工事项，只看现行文件，除非指定了文件。"""
    items = [DutyOut.of(record) for record in records[offset : offset + limit]]
    return DutyPage(total=len(records), offset=offset, limit=limit, items=items)


@router.get(
    "/inspections/{wanted}/export.{form}",
    summary="导出督查清单",
    response_class=Response,
    responses=documented(400, 401, 403, 422, 429, 503)
    | {200: {"description": "文件", "content": {media: {} for media in MEDIA_TYPES.values()}}},
)
def export_inspection(wanted: Wanted, form: Format, records: Inspected, account: Reader) -> Response:
    """与督查清单相同的条件，导出为 xlsx、csv 或 docx。"""
    name = urllib.parse.quote(f"{WANTED_WORDS[wanted]}.{form}")
    headers = {"Content-Disposition": f"attachment; filename=\"inspection.{form}\"; filename*=UTF-8''{name}"}
    return Response(export(ledgers(records), form), media_type=MEDIA_TYPES[form], headers=headers)


@router.get(
    "/duties/{id}/linked", summary="上级任务与下级分解", responses=documented(401, 403, 404, 422, 429, 503)
)
def linked(id: Annotated[int, Path(ge=0, le=2**62)], desk: TheDesk, account: Reader) -> list[LinkOut]:
    """其他层级的现行文件里同一件事的任务，附相同的概率；只作参照，不合并。"""
    [record] = desk.store.duties_by_id([id])
    return [LinkOut.of(link) for link in linked_duties(desk.store, record)]
