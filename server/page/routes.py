"""What the page sends and fetches beside Gradio: uploads by id, the ledger as a file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, UploadFile
from pydantic import BaseModel

from index.model.errors import NotAllowedError
from retriever.desk import Visitor
from retriever.ledger.export import Format
from retriever.ledger.rows import Grouping
from server.roles import TheDesk
from server.routes.duties import Conditions, ledger_file
from ui.visitor import VISITOR

router = APIRouter()


class Uploaded(BaseModel):
    """What the server calls an uploaded file."""

    id: str


def visitor(request: Request) -> Visitor:
    """Whom the gate let in."""
    found = request.scope.get(VISITOR)
    if not isinstance(found, Visitor):
        raise TypeError("the page is served behind server.page.gate only")
    return found


TheVisitor = Annotated[Visitor, Depends(visitor)]


def editing(desk: TheDesk, visitor: TheVisitor) -> Visitor:
    """A visitor who may add documents, known before the file is read."""
    if not desk.may(visitor.account, "editor"):
        raise NotAllowedError("没有权限：只有编辑可以添加文件。请联系管理员。")
    return visitor


@router.post("/uploads")
def upload(visitor: Annotated[Visitor, Depends(editing)], file: UploadFile, desk: TheDesk) -> Uploaded:
    """Keep a file for this browser session until it is stored or refused."""
    return Uploaded(id=desk.uploads.keep(visitor.session, file.filename, file.file.read()))


@router.get("/ledger.{form}")
def ledger(
    form: Format, where: Conditions, desk: TheDesk, visitor: TheVisitor, by: Annotated[Grouping, Query()] = "whole"
) -> Response:
    """As ``GET /api/export.{form}``, for whoever is on the page."""
    return ledger_file(desk, form, where, by)
