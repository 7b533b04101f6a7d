"""A desk over a real library in a temporary folder, with a stand-in encoder and a stand-in for understanding."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.ingest import ingest_file
from index.library.opening import open_library
from index.model.errors import InvalidQuestionError, NotFoundError
from index.model.store import DutyFilter, Vectors
from retriever.assistant import Assistant, Message
from retriever.query.queries import Query
from retriever.wording.answer import Answer, Citation
from server.app import create_app
from server.desk import LibraryDesk, ServedStore
from server.settings import SHIPPED_DOCUMENTS, Settings

HUNAN = SHIPPED_DOCUMENTS / "hunan-2022-work-division.txt"


class HashEncoder:
    """Vectors by hashing characters: no model, no meaning, the same every time."""

    name = "hash"
    dimension = 16

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        rows = [np.frombuffer(hashlib.sha512(text.encode()).digest(), np.uint8)[:16] for text in texts]
        vectors = np.asarray(rows, np.float32).reshape(-1, 16) + 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class FakeAssistant:
    """Answers with every duty whose task contains the question's words after 谁牵头, else declines."""

    def __init__(self, store: ServedStore) -> None:
        self.store = store

    def ask(
        self, question: str, history: Sequence[Message] = (), document: str | None = None, year: int | None = None
    ) -> Answer:
        if not question.strip():
            raise InvalidQuestionError("问题是空的。请写出要问的内容。")
        if document and document not in {record.id for record in self.store.documents()}:
            raise NotFoundError(f"库中没有编号为 {document} 的文件。")
        matter = question.removeprefix("谁牵头").strip()
        only = frozenset({document}) if document else None
        found = [r for r in self.store.duties(DutyFilter(documents=only, year=year)) if matter in r.duty.task]
        if not found:
            return Answer(question, "no_answer", False, "文件中没有找到。")
        duty = found[0].duty
        text = f"由{'、'.join(duty.lead)}牵头（第{found[0].clause.number}条）。"
        citations = tuple(Citation.of_duty(record) for record in found)
        return Answer(
            question, "lead", True, text, 0.9, lead=duty.lead, responsible=duty.responsible, mode=duty.mode,
            citations=citations, total=len(citations), elapsed_ms=1.0,
        )  # fmt: skip

    def execute(self, query: Query, document: str | None = None, year: int | None = None) -> Answer:
        return Assistant(self.store).execute(query, document, year)


def make_desk(folder: Path, hunan: bool = True, **settings: object) -> LibraryDesk:
    """A desk over a library in ``folder``, with the shipped document if wanted."""
    store = open_library(folder, HashEncoder(), create=True)
    if hunan and not store.documents():
        ingest_file(store, HUNAN)
    given = Settings.model_validate({"library": folder, "rate_per_minute": 0, **settings})
    return LibraryDesk(given, store, FakeAssistant(store), lambda: True)


def app_of(desk: LibraryDesk, chat: bool = False) -> FastAPI:
    """The whole service over a desk."""

    async def make() -> FastAPI:  # Gradio takes an event loop, and would leave one of its own behind
        return create_app(desk.settings, desk, chat=chat)

    return asyncio.run(make())


def client_of(desk: LibraryDesk, chat: bool = False) -> TestClient:
    """A client at this machine, as a browser that went to http://127.0.0.1:8000."""
    return TestClient(app_of(desk, chat), base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000))
