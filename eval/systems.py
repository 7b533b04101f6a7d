"""What is measured: our assistant in process, or a running server over HTTP."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from data import DOCUMENTS_DIR
from eval.outcome import Outcome
from eval.question_set import Question
from index.embedded import EmbeddedStore
from index.errors import NotFoundError
from index.model import Document
from retriever.assistant import Assistant, Message

EVAL_DOCUMENTS = Path(__file__).parent / "documents"
DOCUMENT_SUFFIXES = (".txt", ".md")


class System(Protocol):
    """Answers in the wire form; ``sources`` maps document ids to file names."""

    sources: dict[str, str]

    def ask(self, question: Question) -> dict[str, Any]:
        """The answer to one question, scoped to its document when it names one."""
        ...


def document_files() -> list[Path]:
    """The shipped document and those written for evaluation."""
    written = [p for p in EVAL_DOCUMENTS.iterdir() if p.suffix in DOCUMENT_SUFFIXES and p.stem != "README"]
    return sorted(DOCUMENTS_DIR.glob("*.txt")) + sorted(written)


def evaluation_library(folder: Path) -> EmbeddedStore:
    """A library in ``folder`` holding every evaluation document; those already there are not read again."""
    from index.encoder import load_encoder
    from index.ingest import ingest_file
    from index.library import open_library

    store = open_library(folder, load_encoder(os.environ.get("QIANTOU_ENCODER")), create=True)
    present = {record.source for record in store.documents()}
    for path in document_files():
        if path.name not in present:
            ingest_file(store, path)
    return store


def parsed_documents() -> dict[str, Document]:
    """Every evaluation document, parsed, by file name."""
    from index.extract import extract
    from index.parse import parse

    data = {path.name: path.read_bytes() for path in document_files()}
    return {name: parse(extract(content, name), name, content) for name, content in data.items()}


class InProcess:
    """The assistant over a store."""

    def __init__(self, store: EmbeddedStore, assistant: Assistant | None = None) -> None:
        self.assistant = assistant or Assistant(store)
        self.sources = {record.id: record.source for record in store.documents()}

    def ask(self, question: Question) -> dict[str, Any]:
        """As the chat would."""
        history = [Message(turn.role, turn.content) for turn in question.history]
        document = document_id(self.sources, question.document)
        return self.assistant.ask(question.question, history, document, question.year).to_dict()


class OverHttp:
    """A running server's ``POST /api/ask``."""

    def __init__(self, url: str, key: str | None = None) -> None:
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.client = httpx.Client(base_url=url, headers=headers, timeout=60)
        self.sources = {d["id"]: d["source"] for d in self.client.get("/api/documents").raise_for_status().json()}

    def ask(self, question: Question) -> dict[str, Any]:
        """One request."""
        history = [{"role": turn.role, "content": turn.content} for turn in question.history]
        body = {
            "question": question.question,
            "history": history,
            "document": document_id(self.sources, question.document),
            "year": question.year,
        }
        answer: dict[str, Any] = self.client.post("/api/ask", json=body).raise_for_status().json()
        return answer


def document_id(sources: dict[str, str], file_name: str | None) -> str | None:
    """The id of a document by its file name. Raises NotFoundError."""
    if file_name is None:
        return None
    for identifier, source in sources.items():
        if source == file_name:
            return identifier
    raise NotFoundError(f"题目要用的文件不在资料库里：{file_name}。请先导入它再评测。")


def run(
    system: System, questions: Sequence[Question], watch: Callable[[Iterable[Question]], Iterable[Question]] = iter
) -> list[Outcome]:
    """Ask every question once, in order; ``watch`` wraps the questions (a progress bar)."""
    outcomes = []
    for question in watch(questions):
        start = time.perf_counter()
        answer = system.ask(question)
        outcomes.append(Outcome(question, answer, (time.perf_counter() - start) * 1000, system.sources))
    return outcomes
