"""Structured logs: one JSON object a line on stderr, each with the id of the request that it belongs to."""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("qiantou")
_REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTED_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
HEADER = "X-Request-ID"


def request_id() -> str:
    """The id of the request being served, "" outside of one."""
    return _REQUEST_ID.get()


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON; ``extra={"fields": {…}}`` is merged in."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        entry: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(record.created)) + f".{record.msecs:03.0f}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id():
            entry["request_id"] = request_id()
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            entry |= fields
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Send this process's logs, uvicorn's included, to stderr as JSON lines."""
    stream = logging.StreamHandler()
    stream.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[stream], force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # RequestLog writes a better one
    for name in ("faiss", "httpx", "httpx2", "sentence_transformers", "jieba", "mcp"):
        logging.getLogger(name).setLevel(logging.WARNING)


class RequestLog:
    """Gives each request an id (a well-formed one from the client is kept) and logs how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, then log method, path, status and milliseconds."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        identity = given if _ACCEPTED_ID.fullmatch(given) else secrets.token_hex(8)
        token = _REQUEST_ID.set(identity)
        started = time.perf_counter()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identity
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            fields = {
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            }
            LOG.info("request", extra={"fields": fields})
            _REQUEST_ID.reset(token)
