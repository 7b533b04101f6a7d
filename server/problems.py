"""Every error as RFC 9457 problem+json, with a Chinese ``detail`` that tells the way out."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from index.model.errors import EncoderLoadingError, QiantouError
from server.logs import LOG, request_id

MEDIA_TYPE = "application/problem+json"
STATUS_OF_CODE: dict[str, int] = {
    "unreadable-file": 422,
    "rejected-document": 409,
    "library": 503,
    "not-found": 404,
    "invalid-question": 422,
    "invalid-query": 422,
    "encoder": 503,
    "encoder-loading": 503,
    "settings": 500,
    "not-allowed": 403,
}
RETRY_AFTER_S = 10
"""When to ask again what needs an encoder that is still being loaded."""

TITLES: dict[int, str] = {
    400: "请求有误",
    401: "需要密钥",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种请求方法",
    409: "与库中现状冲突",
    413: "内容过大",
    415: "类型不符",
    421: "访问域名不在允许之列",
    422: "内容不合要求",
    429: "请求过于频繁",
    500: "服务内部出错",
    503: "服务暂不可用",
}
DETAILS: dict[int, str] = {
    400: "请求的正文无法解析。请检查是否为合法的 JSON 或 multipart 表单，接口说明见 /docs。",
    404: "没有这个地址。接口说明见 /docs。",
    405: "这个地址不支持该请求方法。接口说明见 /docs。",
    413: "提交的内容超过上限。请拆分文件，或请管理员调高 max_upload_mb、max_request_kb。",
    415: "正文的类型不对。请按接口说明提交，见 /docs。",
    500: "服务内部出错，已记入日志。请把 request_id 告诉管理员。",
}


class InvalidField(BaseModel):
    """One part of the request that is not as it should be."""

    where: str = Field(description="字段所在", examples=["body.question"])
    reason: str = Field(description="原因", examples=["Field required"])


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field("about:blank", description="问题类别")
    title: str = Field(description="标题", examples=["没有找到"])
    status: int = Field(description="HTTP 状态码", examples=[404])
    detail: str = Field(description="发生了什么、怎么办", examples=["库中没有编号为 000000000000 的文件。"])
    code: str = Field(description="稳定的机读代码", examples=["not-found"])
    request_id: str = Field(description="请求编号，与日志对应")
    errors: list[InvalidField] | None = Field(None, description="逐个字段的原因")


def problem(
    status: int, detail: str, code: str, headers: dict[str, str] | None = None, **more: object
) -> JSONResponse:
    """A problem+json response. Under ``/v1`` clients also find what they know: an ``error`` object."""
    content = {
        "type": "about:blank",
        "title": TITLES.get(status, "出错了"),
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id(),
        **more,
    }
    return JSONResponse(content, status, headers, media_type=MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses=`` of a route that may answer with these statuses."""
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE}}}}
        for status in statuses
    }


_REFERENCE = "#/components/schemas/Problem"


def install(app: FastAPI) -> None:
    """Turn our own errors, HTTP errors, invalid requests and surprises into problems."""
    app.add_exception_handler(QiantouError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(Exception, _of_surprise)


async def _of_ours(request: Request, error: Exception) -> JSONResponse:
    code = error.code if isinstance(error, QiantouError) else "error"
    status = STATUS_OF_CODE.get(code, 500)
    if isinstance(error, EncoderLoadingError):
        return _shaped(request, status, str(error), code, {"Retry-After": str(RETRY_AFTER_S)})
    if status >= 500:
        LOG.error("%s", error, exc_info=error)
    told = error.told if isinstance(error, QiantouError) else DETAILS[500]
    return _shaped(request, status, told, code)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    detail = DETAILS.get(error.status_code, str(error.detail))
    if error.detail and not str(error.detail).isascii():
        detail = str(error.detail)  # our own words
    code = TITLES.get(error.status_code) and f"http-{error.status_code}"
    return _shaped(request, error.status_code, detail, code or "http", dict(error.headers or {}))


async def _of_validation(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    # The offending input is left out: it may be anything, a file's bytes included.
    fields = [
        {"where": ".".join(str(part) for part in item["loc"]), "reason": str(item["msg"])}
        for item in error.errors()
    ]
    named = "；".join(f"{field['where']}：{field['reason']}" for field in fields[:5])
    return _shaped(
        request, 422, f"请求内容不合要求：{named}。接口说明见 /docs。", "invalid-request", errors=fields
    )


async def _of_surprise(request: Request, error: Exception) -> JSONResponse:
    LOG.error("unexpected %s at %s", type(error).__name__, request.url.path, exc_info=error)
    return _shaped(request, 500, DETAILS[500], "internal")


def _shaped(
    request: Request, status: int, detail: str, code: str, headers: dict[str, str] | None = None, **more: object
) -> JSONResponse:
    if request.url.path.startswith("/v1/"):
        more["error"] = {"message": detail, "type": "invalid_request_error" if status < 500 else "server_error",
                         "code": code, "param": None}  # fmt: skip
    return problem(status, detail, code, headers, **more)
