"""The embedded library: one folder, SQLite for the truth, FAISS and tantivy for search."""

import json
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import cast

import numpy as np

from index.encode.clause_vectors import encode_clauses
from index.encode.encoder import Encoder, read_query
from index.encode.token_bytes import unpack_tokens
from index.library.document_identity import (
    read_comparisons,
    settle_editions,
    write_comparisons,
    write_identity,
)
from index.library.document_rows import insert_document, insert_vectors
from index.library.duty_query import FROM, ORDER, condition
from index.library.encoding_state import check_encoder, encode_missing, recut_terms
from index.library.feedback import FeedbackLog
from index.library.sessions import Session, Sessions
from index.model.document import Diagnostic, Document
from index.model.errors import EncoderError, RejectedDocumentError
from index.model.identity import Identity
from index.model.store import (
    ClauseRecord,
    DocumentRecord,
    DutyFilter,
    DutyRecord,
    DutyVectors,
    Hit,
    Level,
    Progress,
    TextVectors,
    UnitCount,
    Vectors,
)
from index.model.versions import Comparison

RESCORED = 8
"""Without an index of phrases, this many times k duties are fetched and rescored by their phrases."""


class EmbeddedStore:
    """A library in a folder, for one machine; several processes may share it. Implements ``Store``.

    Without an encoder it answers everything exact and lexical; documents added then have no vectors until an
    encoder is attached. ``feedback`` keeps what users say about answers.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None, progress: Progress | None = None) -> None:
        """Open (or begin) the library in an existing folder. Raises LibraryError, EncoderError."""
        self.folder = folder
        self._sessions = Sessions(folder)
        self.feedback = FeedbackLog(self._sessions)
        self._encoder: Encoder | None = None
        self._attaching = threading.Lock()
        recut_terms(self._sessions)
        if encoder is not None:
            self.attach(encoder, progress)

    def attach(self, encoder: Encoder, progress: Progress | None = None) -> None:
        """Use this encoder from now on. Documents without its vectors are encoded first.

        Vectors by another model (name or dimension) are all made anew; until then the old encoder stays in use.
        """
        with self._attaching:
            encode_missing(self._sessions, encoder, progress)
            self._encoder = encoder

    @property
    def encoder_ready(self) -> bool:
        """Whether an encoder is attached, so that questions can be encoded."""
        return self._encoder is not None

    @property
    def encoder_name(self) -> str | None:
        """Identifies the attached encoder, None while none is attached."""
        encoder = self._encoder
        return encoder.name if encoder else None

    def encode_query(self, text: str) -> Vectors | None:
        """A question's vector (d,), or None while no encoder is attached. Raises EncoderError."""
        encoder = self._encoder
        return None if encoder is None else encoder.encode_queries([text])[0]

    def read_query(self, text: str) -> TextVectors | None:
        """As ``encode_query``, with what the same pass tells of the question's tokens. Raises EncoderError."""
        encoder = self._encoder
        return None if encoder is None else read_query(encoder, text)

    def close(self) -> None:
        """Give back the files. The store cannot be used afterwards."""
        self._sessions.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads within, in this thread, see one generation, whatever is committed meanwhile."""
        with self._sessions.read():
            yield

    @property
    def generation(self) -> int:
        """Grows by one with each committed change; a reader that caches must compare it."""
        with self._sessions.read() as session:
            return session.records.generation

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first, then in order of arrival."""
        with self._sessions.read() as session:
            return tuple(session.records.documents(session.connection).values())

    def add(
        self,
        document: Document,
        original: bytes,
        progress: Progress | None = None,
        comparisons: Sequence[Comparison] = (),
    ) -> DocumentRecord:
        """Store and index a document, keep its comparisons. Raises RejectedDocumentError when it is already there."""
        with self._sessions.read() as session:
            _refuse_duplicate(session.connection, document)
        encoder = self._encoder
        # Encoding takes seconds: done before the library is locked.
        encoded = encode_clauses(document.clauses, encoder, progress) if encoder else None
        with self._sessions.write() as connection:
            _refuse_duplicate(connection, document)
            if encoder:
                check_encoder(connection, encoder)
            clause_ids = insert_document(connection, document, original)
            for clause_id, clause, vectors in zip(clause_ids, document.clauses, encoded or (), strict=False):
                insert_vectors(connection, clause_id, clause, vectors)
            write_comparisons(connection, comparisons)
            settle_editions(connection)
        return self._document(document.id)

    def remove(self, document_id: str) -> None:
        """Forget a document. Raises NotFoundError."""
        self._document(document_id)
        with self._sessions.write() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            settle_editions(connection)

    def identify(self, document_id: str, identity: Identity) -> DocumentRecord:
        """Correct what is known of a document. Raises NotFoundError."""
        self._document(document_id)
        with self._sessions.write(rebuild=False) as connection:
            write_identity(connection, document_id, identity)
            settle_editions(connection)
        return self._document(document_id)

    def comparisons(self, document_id: str) -> tuple[Comparison, ...]:
        """What was found when this document, or a later one, was compared at import. Raises NotFoundError."""
        with self._documents_session(document_id) as session:
            return read_comparisons(session.connection, document_id)

    def supersede(self, document_id: str, by: str | None) -> DocumentRecord:
        """Mark a document as replaced by another (None takes the mark back).

        Raises NotFoundError, and RejectedDocumentError when the two would replace each other.
        """
        title = self._document(document_id).title
        newer = by
        while newer is not None:
            if newer == document_id:
                raise RejectedDocumentError(f"《{title}》不能被自己或它已替代的文件替代。请另选替代它的文件。")
            newer = self._document(newer).superseded_by
        with self._sessions.write(rebuild=False) as connection:
            connection.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", (by, document_id))
            settle_editions(connection)
        return self._document(document_id)

    def original(self, document_id: str) -> bytes:
        """The file as it was given. Raises NotFoundError."""
        with self._documents_session(document_id) as session:
            query = "SELECT original FROM documents WHERE id = ?"
            return bytes(session.connection.execute(query, (document_id,)).fetchone()[0])

    def diagnostics(self, document_id: str) -> tuple[Diagnostic, ...]:
        """What the parser said about the document. Raises NotFoundError."""
        with self._documents_session(document_id) as session:
            query = """SELECT severity, code, message, clause, line FROM diagnostics
            WHERE document_id = ? ORDER BY position"""
            return tuple(Diagnostic(*row) for row in session.connection.execute(query, (document_id,)))

    def clauses(self, document_id: str) -> tuple[ClauseRecord, ...]:
        """A document's clauses in order. Raises NotFoundError."""
        with self._documents_session(document_id) as session:
            query = "SELECT id FROM clauses WHERE document_id = ? ORDER BY position"
            ids = [id_ for (id_,) in session.connection.execute(query, (document_id,))]
            return tuple(session.records.clauses(session.connection, ids))

    def clause(self, clause_id: int) -> ClauseRecord:
        """One clause by id. Raises NotFoundError."""
        with self._sessions.read() as session:
            return session.records.clauses(session.connection, [clause_id])[0]

    def duties(self, where: DutyFilter, offset: int = 0, limit: int | None = None) -> tuple[DutyRecord, ...]:
        """The duties that match, by document (newest first) and place in it: exact and complete."""
        with self._sessions.read() as session:
            wanted = condition(where)
            rows = session.connection.execute(
                f"SELECT duties.id {FROM} {wanted.sql} {ORDER} LIMIT ? OFFSET ?",
                (*wanted.parameters, -1 if limit is None else limit, offset),
            ).fetchall()
            return tuple(session.records.duties(session.connection, [id_ for (id_,) in rows]))

    def count(self, where: DutyFilter) -> int:
        """How many duties match."""
        with self._sessions.read() as session:
            wanted = condition(where)
            query = f"SELECT COUNT(*) {FROM} {wanted.sql}"
            return int(session.connection.execute(query, wanted.parameters).fetchone()[0])

    def duties_by_id(self, ids: Sequence[int]) -> tuple[DutyRecord, ...]:
        """Duties in the order of the ids given. Raises NotFoundError."""
        with self._sessions.read() as session:
            return tuple(session.records.duties(session.connection, ids))

    def units(self, documents: Collection[str] | None = None) -> tuple[UnitCount, ...]:
        """Every unit that occurs in these documents (None: the current ones), by number of duties (lead first)."""
        with self._sessions.read() as session:
            return session.records.units(session.connection, documents)

    def search_vectors(
        self, vector: Vectors, level: Level, k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """Nearest by inner product. Ids are clause ids for ``clause``, else duty ids (best phrase of each).

        Empty when nothing is encoded yet. In a library of more than ``PHRASE_LIMIT`` phrases, the best phrase is
        looked for among the duties nearest as a whole. Raises EncoderError when the dimension does not fit.
        """
        with self._sessions.read() as session:
            derived = session.derived
            index = derived.clause_vectors if level == "clause" else derived.duty_vectors
            if index is None:
                return []
            if vector.shape[-1] != index.dimension:
                raise EncoderError(
                    f"问题的向量是 {vector.shape[-1]} 维，资料库是 {index.dimension} 维。请用建库时的编码模型。"
                )
            among = None
            if documents is not None:
                among = session.records.ids_in(session.connection, level, sorted(documents))
            if level == "phrase" and derived.phrase_vectors is None:
                near = index.search(vector, k * RESCORED, among)
                return _best_phrases(vector, [hit.id for hit in near], self.vectors([hit.id for hit in near]))[:k]
            return (derived.phrase_vectors or index if level == "phrase" else index).search(vector, k, among)

    def search_terms(self, terms: Sequence[str], k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """BM25 over jieba words and character bigrams of task and headings. Ids are duty ids."""
        with self._sessions.read() as session:
            return session.derived.duty_terms.search(terms, k, documents)

    def search_clause_terms(
        self, terms: Sequence[str], k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """BM25 over whole clauses, those without any duty included. Ids are clause ids."""
        with self._sessions.read() as session:
            return session.derived.clause_terms.search(terms, k, documents)

    def vectors(self, duty_ids: Sequence[int]) -> list[DutyVectors]:
        """Stored vectors, in the order of the ids given; duties without vectors have empty ones.

        Raises NotFoundError.
        """
        with self._sessions.read() as session:
            records = session.records.duties(session.connection, duty_ids)
            rows = {
                row[0]: row[1:]
                for row in session.connection.execute(
                    """SELECT duty_id, clause_vectors.vector, duty_vectors.vector, phrases, phrase_texts, tokens, width
                    FROM duty_vectors JOIN duties ON duties.id = duty_id
                    JOIN clause_vectors ON clause_vectors.clause_id = duties.clause_id
                    WHERE duty_id IN (SELECT value FROM json_each(?))""",
                    (json.dumps(list(duty_ids)),),
                )
            }
        return [_duty_vectors(*rows.get(record.id, (b"", b"", b"", "[]", b"", 0))) for record in records]

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many duties each term occurs (0 when never)."""
        with self._sessions.read() as session:
            index = session.derived.duty_terms
            return {term: index.document_frequency(term) for term in dict.fromkeys(terms)}

    def _document(self, document_id: str) -> DocumentRecord:
        with self._documents_session(document_id) as session:
            return session.records.document(session.connection, document_id)

    @contextmanager
    def _documents_session(self, document_id: str) -> Iterator[Session]:
        """A session in which the document is known to exist. Raises NotFoundError."""
        with self._sessions.read() as session:
            session.records.document(session.connection, document_id)
            yield session


def _refuse_duplicate(connection: Connection, document: Document) -> None:
    query = "SELECT title, source FROM documents WHERE sha256 = ? OR id = ?"
    known = connection.execute(query, (document.sha256, document.id)).fetchone()
    if known:
        raise RejectedDocumentError(
            f"{document.source} 与资料库中已有的《{known[0]}》（{known[1]}）内容完全相同，没有重复导入。"
            "如需重新解析，请先删除已有的文件。"
        )


def _duty_vectors(
    clause: bytes, duty: bytes, phrases: bytes, texts: str, tokens: bytes, width: int
) -> DutyVectors:
    whole = np.frombuffer(duty, np.float32)
    parts = np.frombuffer(phrases, np.float32).reshape(-1, max(1, len(whole)))
    named = tuple(cast(list[str], json.loads(texts)))
    return DutyVectors(np.frombuffer(clause, np.float32), whole, parts, named, unpack_tokens(tokens, width))


def _best_phrases(vector: Vectors, ids: list[int], stored: list[DutyVectors]) -> list[Hit]:
    hits = [Hit(id_, float((duty.phrases @ vector).max())) for id_, duty in zip(ids, stored, strict=True)]
    return sorted(hits, key=lambda hit: -hit.score)
