"""The service desk: what a face (chat, API, MCP) may ask of the system; roles and the audit log stand behind it.

The server implements it and builds the chat on it (``ui.app.build(desk)``), so the chat never imports the server.
``who`` is always the name of the signed-in account, or "" where the service runs without keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # the command line reads Role from here and must start fast
    from index.ingest import ImportReport
    from index.model.store import DocumentRecord, Progress, Store
    from retriever.assistant import Message
    from retriever.wording.answer import Answer

Role = Literal["reader", "editor", "admin"]
Verdict = Literal["useful", "useless", "wrong_unit"]
"""What a reader says of an answer: 有用, 无用, 单位不对."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who acts on the page: the account's name ("" without keys) and the browser session, by its secret id."""

    account: str
    session: str


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that a browser session uploaded: its label, never a path, and its bytes."""

    name: str
    content: bytes


class Uploads(Protocol):
    """What each browser session has uploaded, known by ids that mean nothing to anyone else."""

    def find(self, session: str, upload: str) -> UploadedFile:
        """An upload of this session, by its id. Raises NotFoundError, for another session's too."""
        ...

    def forget(self, session: str, upload: str) -> None:
        """Drop it, if it is there."""
        ...


class Desk(Protocol):
    """One library and all that may be done with it. Every method is safe from many threads."""

    @property
    def store(self) -> Store:
        """The library, for reading."""
        ...

    @property
    def ready(self) -> bool:
        """Whether the encoder is loaded. Until then exact questions are answered and others wait for it."""
        ...

    @property
    def uploads(self) -> Uploads:
        """The files that wait to be read or stored."""
        ...

    def may(self, who: str, role: Role) -> bool:
        """Whether this account has at least this role (admin over editor over reader)."""
        ...

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        document: str | None = None,
        year: int | None = None,
        who: str = "",
    ) -> Answer:
        """As ``Assistant.ask``, rephrased where that is switched on, counted and audited."""
        ...

    def preview(self, name: str, content: bytes, who: str = "") -> ImportReport:
        """What an import of this file would give (editor); nothing is stored. Raises as ``ingest``."""
        ...

    def ingest(
        self, name: str, content: bytes, progress: Progress | None = None, who: str = "", force: bool = False
    ) -> ImportReport:
        """Add an uploaded file to the library (editor); ``force`` as in ``index.ingest``.

        Raises UnreadableFileError, RejectedDocumentError, NotAllowedError.
        """
        ...

    def remove(self, document_id: str, who: str = "") -> None:
        """Remove a document (editor). Raises NotFoundError, NotAllowedError."""
        ...

    def supersede(self, document_id: str, by: str | None, who: str = "") -> DocumentRecord:
        """Mark a document as replaced by another, or take the mark back (editor). Raises NotFoundError."""
        ...

    def feedback(
        self, question: str, verdict: Verdict, answer: str = "", who: str = "", comment: str = ""
    ) -> None:
        """Keep what a reader thinks of an answer (the wire form as JSON, or its text)."""
        ...
