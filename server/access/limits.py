"""A limit on how often one visitor may ask: a token bucket each, in the memory of the worker."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from server.access.headers import is_api
from server.problems import problem

_REMEMBERED_VISITORS = 10_000
_UNLIMITED = frozenset({"/healthz", "/readyz", "/metrics"})


class Buckets:
    """Token buckets that hold a minute's allowance and refill evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, visitor: str) -> float:
        """Take one token; 0 when there was one, else the seconds until there will be."""
        now = self._clock()
        tokens, seen = self._buckets.pop(visitor, (float(self.per_minute), now))
        tokens = min(self.per_minute, tokens + (now - seen) * self.per_minute / 60)
        wait = 0.0 if tokens >= 1 else (1 - tokens) * 60 / self.per_minute
        self._buckets[visitor] = (tokens - 1 if wait == 0 else tokens, now)
        if len(self._buckets) > _REMEMBERED_VISITORS:
            self._buckets.popitem(last=False)
        return wait


class RateLimit:
    """Answers 429 with ``Retry-After`` once a visitor (address) has used up the minute's allowance."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self._buckets = Buckets(per_minute) if per_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse. Of the page's own traffic (assets, event streams) only signing in is counted."""
        if self._buckets and scope["type"] == "http" and _is_counted(scope["path"]):
            wait = self._buckets.take(_visitor(scope))
            if wait:
                seconds = max(1, math.ceil(wait))
                detail = f"请求过于频繁，请 {seconds} 秒后再试；如确有需要，请管理员调高 rate_per_minute。"
                response = problem(429, detail, "too-many-requests", {"Retry-After": str(seconds)})
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_counted(path: str) -> bool:
    return path == "/login" or (is_api(path) and path not in _UNLIMITED)


def _visitor(scope: Scope) -> str:
    # By address, not by key: an unchecked key with a bucket of its own would make guessing unlimited.
    client = scope.get("client")
    return client[0] if client else ""
