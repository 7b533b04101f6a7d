"""The audit log: who asked, uploaded, deleted, and which version of a document answered."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.model.store import DocumentRecord
from retriever.wording.answer import Answer
from server.logs import request_id

AUDIT_FILE = "audit.jsonl"


class Audit:
    """A file of JSON lines in the library's folder.

    Each entry is one write to a file opened for appending, so several workers may share it; a log rotation by
    renaming needs no signal.
    """

    def __init__(self, folder: Path, with_questions: bool) -> None:
        self._file = folder / AUDIT_FILE
        self._with_questions = with_questions

    def asked(self, who: str, answer: Answer, generation: int) -> None:
        """An answer was given, from these documents (by digest), at this state of the library."""
        entry: dict[str, Any] = {
            "kind": answer.kind,
            "answered": answer.answered,
            "documents": sorted({citation.document.sha256 for citation in answer.citations}),
            "generation": generation,
        }
        if self._with_questions:
            entry["question"] = answer.question
        self._write(who, "ask", entry)

    def changed(self, who: str, act: str, document: DocumentRecord | None, **more: object) -> None:
        """A document was added, removed, superseded; a remark was made."""
        about = {"document": document.id, "sha256": document.sha256, "source": document.source} if document else {}
        self._write(who, act, about | more)

    def _write(self, who: str, act: str, entry: dict[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"time": now, "request_id": request_id(), "who": who, "act": act, **entry}
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(descriptor)
