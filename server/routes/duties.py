"""Duties and units: exact search, never the best few; and the same set as a file."""

import urllib.parse
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from index.model.document import Mode
from index.model.store import DutyFilter
from retriever.ledger.export import MEDIA_TYPES, Format
from retriever.ledger.rows import Grouping
from server.desk import LibraryDesk
from server.problems import documented
from server.roles import Reader, TheDesk
from server.wire import DocumentId, DutyOut, DutyPage, UnitDuties, UnitOut, Year

router = APIRouter(prefix="/api", tags=["分工事项"])
MAX_PAGE = 1_000
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="从第几项起（0 为第一项）")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="最多几项")]
Name = Annotated[str, Query(min_length=1, max_length=100)]
Names = Annotated[list[Annotated[str, Query(min_length=1, max_length=100)]], Query(max_length=20)]


def conditions(
    desk: TheDesk,
    lead: Annotated[Names, Query(description="牵头单位，可用别名；给出几个则须同时牵头")] = [],  # noqa: B006
    responsible: Annotated[Names, Query(description="责任单位，可用别名")] = [],  # noqa: B006
    unit: Annotated[Names, Query(description="不论牵头还是责任")] = [],  # noqa: B006
    text: Annotated[str | None, Query(max_length=200, description="条文中含有的文字")] = None,
    section: Annotated[str | None, Query(max_length=200, description="部分、方面标题中含有的文字")] = None,
    clause: Annotated[str | None, Query(max_length=20, description="条的编号")] = None,
    document: Annotated[list[DocumentId], Query(max_length=50, description="文件编号")] = [],  # noqa: B006
    year: Annotated[Year | None, Query()] = None,
    mode: Annotated[Mode | None, Query(description="分工方式")] = None,
    has_lead: Annotated[bool | None, Query(description="是否明确了牵头单位")] = None,
    has_deadline: Annotated[bool | None, Query(description="是否写明了时限")] = None,
    superseded: Annotated[bool, Query(description="是否包括已被新文件取代的文件")] = True,
) -> DutyFilter:
    """The conditions of a search over duties; all that are given must hold."""
    return DutyFilter(
        documents=frozenset(document) if document else None,
        year=year,
        lead=tuple(desk.names.canonical(name) for name in lead),
        responsible=tuple(desk.names.canonical(name) for name in responsible),
        units=tuple(desk.names.canonical(name) for name in unit),
        section=section or None,
        text=text or None,
        clause=clause or None,
        mode=mode,
        has_lead=has_lead,
        has_deadline=has_deadline,
        include_superseded=superseded,
    )


Conditions = Annotated[DutyFilter, Depends(conditions)]


def page(desk: LibraryDesk, where: DutyFilter, offset: int, limit: int) -> DutyPage:
    """A page of what matches, with the number of all that match."""
    items = [DutyOut.of(record) for record in desk.store.duties(where, offset, limit)]
    return DutyPage(total=desk.store.count(where), offset=offset, limit=limit, items=items)


@router.get("/duties", summary="检索分工事项", responses=documented(401, 403, 422, 429, 503))
def search_duties(
    where: Conditions, desk: TheDesk, account: Reader, offset: Offset = 0, limit: Limit = 100
) -> DutyPage:
    """按条件精确检索，total 为符合条件的总数，分页取全。"""
    return page(desk, where, offset, limit)


@router.get("/units", summary="列出单位", responses=documented(401, 403, 422, 429, 503))
def list_units(desk: TheDesk, account: Reader) -> list[UnitOut]:
    """库中出现的全部单位，附别名、牵头与责任事项数，按事项数从多到少。"""
    names = desk.names
    return [UnitOut.of(count, names.aliases(count.name)) for count in names.counts]


@router.get(
    "/units/{name}/duties", summary="一个单位的全部事项", responses=documented(401, 403, 404, 422, 429, 503)
)
def unit_duties(
    name: Annotated[str, Path(min_length=1, max_length=100, description="单位名称或别名")],
    desk: TheDesk,
    account: Reader,
    year: Annotated[Year | None, Query()] = None,
    document: Annotated[list[DocumentId], Query(max_length=50)] = [],  # noqa: B006
) -> UnitDuties:
    """牵头的与作为责任单位的，分别列全。"""
    return UnitDuties.of(desk.unit_duties(name, frozenset(document) if document else None, year))


@router.get(
    "/export.{form}",
    summary="导出台账",
    response_class=Response,
    responses=documented(401, 403, 422, 429, 503)
    | {200: {"description": "文件", "content": {media: {} for media in MEDIA_TYPES.values()}}},
)
def export_ledger(
    form: Format,
    where: Conditions,
    desk: TheDesk,
    account: Reader,
    by: Annotated[
        Grouping, Query(description="whole 一张总表，unit 每个单位一张，section 每个部分一张")
    ] = "whole",
) -> Response:
    """与检索相同的条件，导出为 xlsx、csv 或 docx。"""
    return ledger_file(desk, form, where, by)


def ledger_file(desk: LibraryDesk, form: Format, where: DutyFilter, by: Grouping) -> Response:
    """The duties that match as a download."""
    content = desk.export(where, form, by)
    name = urllib.parse.quote(f"分工台账.{form}")
    headers = {"Content-Disposition": f"attachment; filename=\"ledger.{form}\"; filename*=UTF-8''{name}"}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
