"""Strict response headers, and the refusal of requests that another web site makes in a visitor's name."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import problem

API_PATHS = ("/api", "/v1", "/mcp", "/healthz", "/readyz", "/metrics", "/openapi.json")
CSP_API = "default-src 'none'; frame-ancestors 'none'"
# Gradio writes its configuration and theme into the page and builds functions from strings for events that
# run in the browser; everything still comes from this server only.
CSP_PAGES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_api(path: str) -> bool:
    """Whether a path belongs to the machine faces rather than to the chat and the documentation pages."""
    return any(path == start or path.startswith(start + "/") for start in API_PATHS)


class SecureHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers added to the start of the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = CSP_API if is_api(scope["path"]) else CSP_PAGES

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                for name, value in COMMON.items():
                    headers[name] = value
                if is_api(scope["path"]):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_secured)


class SameOrigin:
    """Refuses changing requests that carry the ``Origin`` of another site.

    Without keys the service trusts whoever can reach it, and a browser can be made to reach loopback from any
    page; a multipart upload needs no pre-flight that CORS could refuse.
    """

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...] = ()) -> None:
        self.app = app
        self.allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or answer 403."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin and origin not in self.allowed and urlsplit(origin).netloc != headers.get("host"):
                detail = f"拒绝来自其他网页（{origin[:100]}）的请求。如确需允许，请管理员把它加入 cors_origins。"
                await problem(403, detail, "cross-origin")(scope, receive, send)
                return
        await self.app(scope, receive, send)
