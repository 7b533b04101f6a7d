"""Optional rephrasing by an OpenAI-compatible endpoint, shown only if ``verify`` has no objection."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import httpx

from retriever.wording.answer import Answer
from server.logs import LOG
from server.settings import Settings
from server.verify import Units, objection

Outcome = Literal["used", "objected", "failed", "skipped"]
KINDS = frozenset({"lead", "responsible", "unit_duties", "unit_pair", "fact", "section", "list"})
"""Answers with a yes, a count or a whole clause gain nothing from other words."""
MAX_REPLY_BYTES = 200_000
MAX_GROWTH = 2.0
_INSTRUCTION = (
    "把下面的答复改写得更通顺、更像同事之间的说法。不得增加、删除或更改任何单位名称、数字、日期、条文编号，"
    "不得改变谁牵头、谁负责；不得补充原文没有的内容。只输出改写后的答复。"
)


class EndpointError(Exception):
    """The endpoint did not give a usable text. Never shown to a reader: the composed answer stands."""


class Rephraser:
    """Rephrases answers through one endpoint."""

    def __init__(self, settings: Settings, units: Callable[[], Units]) -> None:
        if settings.llm_url is None:
            raise ValueError("no llm_url")
        self._url = settings.llm_url.rstrip("/") + "/chat/completions"
        self._model = settings.llm_model
        self._timeout = settings.llm_timeout
        key = settings.llm_key
        self._headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
        self._units = units

    def rephrase(self, answer: Answer) -> tuple[Answer, Outcome]:
        """The answer in other words, or as it was, and which of the two."""
        if not answer.answered or answer.kind not in KINDS:
            return answer, "skipped"
        try:
            text = self._ask(answer.text).strip()
        except EndpointError as error:
            LOG.warning("rephrasing failed: %s", error)
            return answer, "failed"
        if not text or len(text) > MAX_GROWTH * len(answer.text) + 100:
            LOG.warning("rephrasing dropped: %d characters for %d", len(text), len(answer.text))
            return answer, "objected"
        reason = objection(text, answer, self._units())
        if reason:
            LOG.warning("rephrasing dropped: %s", reason)
            return answer, "objected"
        return replace(answer, text=text), "used"

    def _ask(self, text: str) -> str:
        """The endpoint's reply. Read in pieces, so that a drip or a flood ends at the limits."""
        messages = [{"role": "system", "content": _INSTRUCTION}, {"role": "user", "content": text}]
        body = {"model": self._model, "messages": messages, "temperature": 0, "stream": False}
        deadline = time.monotonic() + self._timeout
        received = bytearray()
        try:
            with httpx.stream("POST", self._url, json=body, headers=self._headers, timeout=self._timeout) as reply:
                reply.raise_for_status()
                for piece in reply.iter_bytes():
                    received += piece
                    if len(received) > MAX_REPLY_BYTES or time.monotonic() > deadline:
                        raise EndpointError("reply too long or too slow")
            content = json.loads(received)["choices"][0]["message"]["content"]
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            raise EndpointError(f"{type(error).__name__}: {error}") from error
        if not isinstance(content, str):
            raise EndpointError("content is not text")
        return content
