"""The library's interface. What lies behind it (embedded files, Milvus) is nobody else's business."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.model.document import Diagnostic, Document, Duty, Mode
from index.model.identity import NOWHERE, Identity, Place
from index.model.versions import Comparison

Vectors = NDArray[np.float32]
NO_VECTORS: Vectors = np.zeros((0, 0), np.float32)
Level = Literal["clause", "duty", "phrase"]
Progress = Callable[[int, int], None]
"""Called with (done, total) steps while a document is encoded."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the library lists it; ``clauses`` and ``duties`` are counts.

    ``superseded_by`` is the document that replaces it; ``newer_edition`` the newest of its series, where that is of a
    later year.
    """

    id: str
    title: str
    number: str | None
    issuer: str | None
    date: str | None
    year: int | None
    source: str
    sha256: str
    clauses: int
    duties: int
    added_at: str
    superseded_by: str | None = None
    rules: tuple[str, ...] = ()
    place: Place = NOWHERE
    kind: str | None = None
    series: str | None = None
    newer_edition: str | None = None

    @property
    def current(self) -> bool:
        """Whether no other document stands in its place."""
        return self.superseded_by is None and self.newer_edition is None

    @property
    def identity(self) -> Identity:
        """What tells it from other documents."""
        return Identity(self.issuer, self.year, self.place, self.kind, self.series)


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """A stored clause. ``id`` is unique in the library and stable until its document is removed."""

    id: int
    document: DocumentRecord
    number: str
    order: int
    section: tuple[str, ...]
    text: str
    start: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A stored duty with the clause it stands in. ``id`` is unique in the library."""

    id: int
    clause: ClauseRecord
    duty: Duty

    @property
    def document(self) -> DocumentRecord:
        """The document the duty stands in."""
        return self.clause.document


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit as it occurs in the library, with how many duties it leads and shares.

    A unit is its name and its ``home``: 省财政厅 of two provinces' documents are two units.
    """

    name: str
    lead: int
    responsible: int
    generic: bool = False
    home: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """Which duties. Every given condition must hold; an empty filter means all.

    ``lead``, ``responsible`` and ``units`` (any role) name canonical units that must all be present;
    ``section`` and ``text`` are substrings of a heading in the path, of the clause text.
    ``mode=…`` and ``has_lead`` narrow by kind. Only current documents answer, unless ``documents`` names others, a
    ``year`` does (then those of that year, but for one that another of the same year replaces), or
    ``include_superseded`` asks for all.
    """

    documents: frozenset[str] | None = None
    year: int | None = None
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    section: str | None = None
    text: str | None = None
    clause: str | None = None
    mode: Mode | None = None
    has_lead: bool | None = None
    has_deadline: bool | None = None
    include_superseded: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: the id of a duty or of a clause (see ``Level``) and its score, higher is better."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class DutyVectors:
    """Unit-length vectors of one duty: clause (d,), duty (d,), phrases (n, d) with their n texts.

    ``tokens`` (m, w) are those of the tokens of all its phrases, for late interaction; (0, 0) where the encoder has none.
    """

    clause: Vectors
    duty: Vectors
    phrases: Vectors
    phrase_texts: tuple[str, ...]
    tokens: Vectors = field(default_factory=lambda: NO_VECTORS)


@dataclass(frozen=True, slots=True)
class TextVectors:
    """What one pass of an encoder makes of a text: its unit ``vector`` (d,), and of each of its t tokens more.

    ``hidden`` (t, d) are the encoder's last states; ``tokens`` (t, w) unit vectors for late interaction with those of
    duties; ``spans`` (t, 2) half-open ranges in the text's search key. An encoder that does not tell has t = 0.
    """

    vector: Vectors
    hidden: Vectors
    tokens: Vectors
    spans: NDArray[np.int64]

    @classmethod
    def whole(cls, vector: Vectors) -> "TextVectors":
        """Of an encoder that tells nothing of tokens."""
        return cls(vector, NO_VECTORS, NO_VECTORS, np.zeros((0, 2), np.int64))


class Store(Protocol):
    """A library of documents. Reads are safe from many threads; writes are one transaction each."""

    @property
    def generation(self) -> int:
        """Grows by one with each committed change; a reader that caches must compare it."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """All reads within, in this thread, see one generation, whatever is committed meanwhile.

        Answer a question inside one, so that what a search found is still there when it is fetched.
        """
        ...

    @property
    def encoder_ready(self) -> bool:
        """Whether questions can be encoded now; everything exact and lexical works without."""
        ...

    @property
    def encoder_name(self) -> str | None:
        """Identifies the model that encodes questions, None while none is ready."""
        ...

    def encode_query(self, text: str) -> Vectors | None:
        """A question's vector (d,) for ``search_vectors``, None while no encoder is ready. Raises EncoderError."""
        ...

    def read_query(self, text: str) -> TextVectors | None:
        """As ``encode_query``, with what the same pass tells of the question's tokens. Raises EncoderError."""
        ...

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first, then in order of arrival."""
        ...

    def add(
        self,
        document: Document,
        original: bytes,
        progress: Progress | None = None,
        comparisons: Sequence[Comparison] = (),
    ) -> DocumentRecord:
        """Store and index a document. Raises RejectedDocumentError when its sha256 is already there.

        ``comparisons`` with documents of the library are kept; the earlier of a replacement or new version is
        superseded by the later, in the same transaction.
        """
        ...

    def identify(self, document_id: str, identity: Identity) -> DocumentRecord:
        """Correct what is known of a document. Raises NotFoundError."""
        ...

    def comparisons(self, document_id: str) -> tuple[Comparison, ...]:
        """What was found when this document, or a later one, was compared at import. Raises NotFoundError."""
        ...

    def remove(self, document_id: str) -> None:
        """Forget a document. Raises NotFoundError."""
        ...

    def supersede(self, document_id: str, by: str | None) -> DocumentRecord:
        """Mark a document as replaced by another (None takes the mark back). Raises NotFoundError."""
        ...

    def original(self, document_id: str) -> bytes:
        """The file as it was given. Raises NotFoundError."""
        ...

    def diagnostics(self, document_id: str) -> tuple[Diagnostic, ...]:
        """What the parser said about the document. Raises NotFoundError."""
        ...

    def clauses(self, document_id: str) -> tuple[ClauseRecord, ...]:
        """A document's clauses in order. Raises NotFoundError."""
        ...

    def clause(self, clause_id: int) -> ClauseRecord:
        """One clause by id. Raises NotFoundError."""
        ...

    def duties(self, where: DutyFilter, offset: int = 0, limit: int | None = None) -> tuple[DutyRecord, ...]:
        """The duties that match, by document (newest first) and place in it: exact and complete."""
        ...

    def count(self, where: DutyFilter) -> int:
        """How many duties match."""
        ...

    def duties_by_id(self, ids: Sequence[int]) -> tuple[DutyRecord, ...]:
        """Duties in the order of the ids given. Raises NotFoundError."""
        ...

    def units(self, documents: Collection[str] | None = None) -> tuple[UnitCount, ...]:
        """Every unit that occurs in these documents (None: the current ones), by number of duties (lead first)."""
        ...

    def search_vectors(
        self, vector: Vectors, level: Level, k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """Nearest by inner product. Ids are clause ids for ``clause``, else duty ids (best phrase of each)."""
        ...

    def search_terms(self, terms: Sequence[str], k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """BM25 over jieba words and character bigrams of task and headings. Ids are duty ids."""
        ...

    def search_clause_terms(
        self, terms: Sequence[str], k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """BM25 over whole clauses, those without any duty included. Ids are clause ids."""
        ...

    def vectors(self, duty_ids: Sequence[int]) -> list[DutyVectors]:
        """Stored vectors, in the order of the ids given: for rescoring candidates."""
        ...

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many duties each term occurs (0 when never)."""
        ...
