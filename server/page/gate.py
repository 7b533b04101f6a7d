"""The gate of the page: every request for it passes here, and no other way leads to Gradio.

It knows the few addresses that the page needs, of which none reads a file of the visitor's choosing; it knows who
comes, by keys and roles as they are now; it passes on none but plain values; and it keeps each Gradio session to the
browser session that began it. An event stream ends as soon as its visitor is no longer welcome.
"""

import re
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retriever.desk import Visitor
from server.desk import LibraryDesk
from server.page.events import CheckedBody, ForeignEventError, checked_cancel, checked_event, checked_session
from server.page.login import REFUSED, login_page
from server.page.visits import SIGNED_IN_S, Visit, Visits
from server.problems import DETAILS, problem
from ui.visitor import VISITOR

_SHOWN = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/(?:assets|static|svelte)(?:/[\w@-][\w.@ -]*)+"
    r"|/gradio_api/(?:info|startup-events|theme\.css)|/ledger\.(?:xlsx|csv|docx)"
)
_ASSETS = ("/assets/", "/static/", "/svelte/")
_HEARTBEAT = re.compile(r"/gradio_api/heartbeat/([^/]+)")
_STREAM = "/gradio_api/queue/data"
_BODIES: dict[str, Callable[[bytes], CheckedBody]] = {
    "/gradio_api/queue/join": checked_event,
    "/gradio_api/run/predict": checked_event,
    "/gradio_api/cancel": checked_cancel,
}
UPLOADS_PATH = "/uploads"
_REMEMBERED_SESSIONS = 10_000
_SIGN_IN = "请先登录：刷新页面，用账号名和密钥登录。"
_FOREIGN = "页面不会发出这样的请求。请刷新页面再试；程序请使用 /api 下的接口。"


class Gate:
    """Stands before ``page``, the application that holds Gradio and the page's own routes."""

    def __init__(self, page: ASGIApp, desk: LibraryDesk) -> None:
        self._page = page
        self._desk = desk
        self._visits = Visits(desk)
        self._owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve whoever may be here what the page needs."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        value = HTTPConnection(scope).cookies.get(self._visits.cookie, "")
        visit = self._visits.read(value)
        if visit is None and not self._desk.keys_on:
            value = self._visits.begin(self._desk.anonymous)
            visit = self._visits.read(value)
            send = self._with_cookie(scope, send, value)
        response = await self._door(scope, receive, visit)
        if response is not None:
            await response(scope, receive, send)
        elif visit is not None:
            await self._admit(visit, value, scope, receive, send)

    async def _door(self, scope: Scope, receive: Receive, visit: Visit | None) -> Response | None:
        """Signing in and out, and what is said to whoever must sign in first; None for everything else."""
        shown = scope["method"] in ("GET", "HEAD")
        match scope["path"]:
            case "/login" if scope["method"] == "POST":
                return await self._log_in(Request(scope, receive))
            case "/logout" if shown:
                left = RedirectResponse("./", 303)
                left.delete_cookie(self._visits.cookie)
                return left
            case "/" | "/login" if shown and visit is None:
                return login_page()
        return None if visit is not None else problem(401, _SIGN_IN, "sign-in")

    async def _log_in(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=10)
        account = self._desk.sign_in(str(form.get("name", "")).strip(), str(form.get("key", "")).strip())
        if account is None or not self._desk.keys_on:
            return login_page(REFUSED, 401)
        entered = RedirectResponse("./", 303)
        self._set_cookie(request.scope, entered, self._visits.begin(account))
        return entered

    async def _admit(self, visit: Visit, value: str, scope: Scope, receive: Receive, send: Send) -> None:
        scope[VISITOR] = Visitor(visit.account.name, visit.session)
        path, method = scope["path"], scope["method"]
        guarded = self._while_welcome(value, path.startswith(_ASSETS), send)
        if method in ("GET", "HEAD"):
            session_hash = None
            if path == _STREAM:
                session_hash = HTTPConnection(scope).query_params.get("session_hash", "")
            elif beat := _HEARTBEAT.fullmatch(path):
                session_hash = beat[1]
            elif not _SHOWN.fullmatch(path):
                await problem(404, DETAILS[404], "http-404")(scope, receive, send)
                return
            if session_hash is None or await self._owned(visit, session_hash, scope, receive, send):
                await self._page(scope, receive, guarded)
        elif method == "POST" and path == UPLOADS_PATH:
            await self._page(scope, receive, guarded)
        elif method == "POST" and path in _BODIES:
            await self._pass_on(visit, _BODIES[path], scope, receive, guarded)
        else:
            await problem(404, DETAILS[404], "http-404")(scope, receive, send)

    async def _pass_on(
        self, visit: Visit, check: Callable[[bytes], CheckedBody], scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            body = check(await Request(scope, receive).body())
        except ForeignEventError:
            await problem(422, _FOREIGN, "foreign-event")(scope, receive, send)
            return
        if not await self._owned(visit, body.session_hash, scope, receive, send):
            return
        headers = [(k, v) for k, v in scope["headers"] if k not in (b"content-length", b"content-type")]
        length = str(len(body.content)).encode()
        headers += [(b"content-type", b"application/json"), (b"content-length", length)]
        given = False

        async def receive_checked() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body.content, "more_body": False}

        await self._page({**scope, "headers": headers}, receive_checked, send)

    async def _owned(self, visit: Visit, session_hash: str, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether this visit began the Gradio session, or begins it now; otherwise the refusal was sent."""
        try:
            owner = self._owners.setdefault(checked_session(session_hash), visit.session)
        except ForeignEventError:
            owner = ""
        if owner != visit.session:
            await problem(403, _FOREIGN, "foreign-session")(scope, receive, send)
            return False
        self._owners.move_to_end(session_hash)
        while len(self._owners) > _REMEMBERED_SESSIONS:
            self._owners.popitem(last=False)
        return True

    def _while_welcome(self, value: str, asset: bool, send: Send) -> Send:
        """``send`` that refuses a response, or ends a stream, once the cookie no longer stands for a visit."""
        stream = ended = False

        async def send_while_welcome(message: Message) -> None:
            nonlocal stream, ended
            if ended:
                return
            starts = message["type"] == "http.response.start"
            if starts:
                headers = MutableHeaders(raw=message["headers"])
                stream = "content-length" not in headers
                if not asset:
                    headers.setdefault("Cache-Control", "no-store")
            if (starts or stream) and self._visits.read(value) is None:
                ended = True
                if starts:
                    refusal = problem(401, _SIGN_IN, "sign-in")
                    await send({"type": "http.response.start", "status": 401, "headers": refusal.raw_headers})
                    await send({"type": "http.response.body", "body": refusal.body})
                else:
                    await send({"type": "http.response.body", "body": b""})
                return
            await send(message)

        return send_while_welcome

    def _with_cookie(self, scope: Scope, send: Send, value: str) -> Send:
        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                carrier = Response()
                self._set_cookie(scope, carrier, value)
                cookie = (b"set-cookie", carrier.headers["set-cookie"].encode("latin-1"))
                message = {**message, "headers": [*message["headers"], cookie]}
            await send(message)

        return send_with_cookie

    def _set_cookie(self, scope: Scope, response: Response, value: str) -> None:
        secure = scope.get("scheme") == "https"
        response.set_cookie(
            self._visits.cookie, value, max_age=SIGNED_IN_S, httponly=True, samesite="lax", secure=secure
        )
