"""Prometheus metrics. Labels are routes, statuses and kinds of answer: never a question, a unit or a file name."""

import os
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retriever.wording.answer import Answer

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_ASK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self.requests = Counter("qiantou_requests", "Requests served", ("method", "route", "status"), registry=own)
        self.seconds = Histogram(
            "qiantou_request_seconds", "Time to the end of the response", ("route",), registry=own
        )
        self.answers = Counter("qiantou_answers", "Answers given", ("kind", "answered"), registry=own)
        self.answer_seconds = Histogram(
            "qiantou_answer_seconds", "Time to compose", buckets=_ASK_BUCKETS, registry=own
        )
        self.rephrasings = Counter("qiantou_rephrasings", "Rephrasings by outcome", ("outcome",), registry=own)
        self.imports = Counter("qiantou_imports", "Imports by outcome", ("outcome",), registry=own)
        self.documents = Gauge(
            "qiantou_documents", "Documents in the library", multiprocess_mode="mostrecent", registry=own
        )
        self.generation = Gauge(
            "qiantou_generation", "State of the library", multiprocess_mode="mostrecent", registry=own
        )

    def answered(self, answer: Answer) -> None:
        """Count one answer."""
        self.answers.labels(answer.kind, str(answer.answered).lower()).inc()
        self.answer_seconds.observe(answer.elapsed_ms / 1000)

    def exposition(self) -> bytes:
        """The text that Prometheus scrapes: of all workers when several share a folder for it."""
        if os.environ.get(MULTIPROCESS_VARIABLE):
            merged = CollectorRegistry()
            MultiProcessCollector(merged)  # type: ignore[no-untyped-call]  # the library leaves it untyped
            return generate_latest(merged)
        return generate_latest(self.registry)


class RequestMetrics:
    """Counts and times each request by its route template."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, then count."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        finally:
            route = getattr(scope.get("route"), "path", "chat" if status != 404 else "unknown")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(method, route, str(status)).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - started)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
