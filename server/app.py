"""The web application: one factory that puts the faces together over one desk."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from server import problems
from server.access.body_limit import BodyLimit
from server.access.headers import SameOrigin, SecureHeaders, is_api
from server.access.hosts import KnownHosts, OnlyThisMachine, known_hosts, refuse_public_without_keys
from server.access.limits import RateLimit
from server.desk import LibraryDesk
from server.faces.docs_page import add_docs
from server.faces.mcp_face import McpFace
from server.faces.openai_face import router as openai_router
from server.logs import RequestLog, configure
from server.opening import open_desk
from server.operation.metrics import RequestMetrics
from server.page.gate import Gate
from server.page.routes import router as page_router
from server.routes import ask, documents, duties, health, imports
from server.settings import Settings, load_settings

API_VERSION = "1.0"
DESCRIPTION = (
    "查询政府“重点工作分工”文件：谁牵头、谁负责、承担哪些事项，一律引用原文。\n\n"
    "启用密钥后，请求头写 `Authorization: Bearer <密钥>`。出错时返回 RFC 9457 problem+json，"
    "`detail` 说明原因和解决办法。"
)


def create_app(settings: Settings, desk: LibraryDesk | None = None, chat: bool = True) -> FastAPI:
    """The whole service over ``settings.library`` (opened here, or ``desk``), with the chat at ``/`` if wanted.

    Raises LibraryError when the library cannot be opened.
    """
    desk = desk or open_desk(settings)
    refuse_public_without_keys(settings, desk.keys)
    mcp = McpFace(desk)
    page = _chat_page(desk) if chat else None
    gate = Gate(page, desk) if page is not None else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(mcp.running())
            if page is not None:
                await stack.enter_async_context(page.router.lifespan_context(page))
            yield
        desk.close()

    app = FastAPI(
        title="谁牵头 Qiantou",
        version=API_VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    for router in (ask.router, documents.router, duties.router, imports.router, health.router, openai_router):
        app.include_router(router)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))
    add_docs(app)
    problems.install(app)
    app.router.default = _Rest(app.router.default, gate)
    _add_middleware(app, settings, desk)
    return app


def from_environment() -> FastAPI:
    """The app as each worker process makes it: settings from the environment, JSON logs."""
    settings = load_settings()
    configure(settings.log_level)
    return create_app(settings)


class _Rest:
    """What no route matches: a problem for the machine faces' paths, the chat page for all others."""

    def __init__(self, otherwise: ASGIApp, page: Gate | None) -> None:
        self._otherwise = otherwise
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from the chat page, or answer 404."""
        app = self._otherwise if self._page is None or is_api(scope["path"]) else self._page
        await app(scope, receive, send)


def _chat_page(desk: LibraryDesk) -> FastAPI:
    """The chat as an app of its own, so that mounting it at ``/`` hides none of our routes."""
    from ui.app import mount

    page = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    page.state.desk = desk
    page.include_router(page_router)
    problems.install(page)
    mount(page, desk)
    return page


def _add_middleware(app: FastAPI, settings: Settings, desk: LibraryDesk) -> None:
    """From the innermost to the outermost."""
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.add_middleware(SameOrigin, allowed=settings.cors_origins)
    limits = {
        "request_bytes": settings.max_request_kb * 1024,
        "upload_bytes": settings.max_upload_mb * 1024 * 1024,
    }
    app.add_middleware(BodyLimit, **limits)
    app.add_middleware(RateLimit, per_minute=settings.rate_per_minute)
    app.add_middleware(OnlyThisMachine, closed=lambda: not desk.keys_on and not settings.allow_anonymous)
    app.add_middleware(KnownHosts, hosts=known_hosts(settings))
    app.add_middleware(RequestMetrics, metrics=desk.metrics)
    app.add_middleware(SecureHeaders)
    app.add_middleware(RequestLog)
