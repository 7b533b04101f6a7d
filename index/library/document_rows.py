"""A parsed document written into the tables, with its lexical terms and its vectors."""

import json
import sqlite3
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np

from index.encode.clause_vectors import EncodedClause, duty_phrases
from index.encode.token_bytes import pack_tokens
from index.identity.identify import identify
from index.library.document_identity import write_identity
from index.model.document import Clause, Document, Duty
from index.model.store import Vectors
from index.text.tokens import terms


def insert_document(connection: sqlite3.Connection, document: Document, original: bytes) -> list[int]:
    """Write a document with its clauses and duties; returns the clause ids in order."""
    connection.execute(
        """INSERT INTO documents
        (id, title, number, issuer, date, year, source, sha256, text, original, rules, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            document.id,
            document.title,
            document.number,
            document.issuer,
            document.date,
            document.year,
            document.source,
            document.sha256,
            document.text,
            original,
            _json(document.rules),
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )
    write_identity(connection, document.id, document.identity or identify(document))
    connection.executemany(
        "INSERT INTO diagnostics VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (document.id, at, note.severity, note.code, note.message, note.clause, note.line)
            for at, note in enumerate(document.diagnostics)
        ],
    )
    return [_insert_clause(connection, document.id, clause) for clause in document.clauses]


def insert_vectors(connection: sqlite3.Connection, clause_id: int, clause: Clause, encoded: EncodedClause) -> None:
    """Write the vectors of a clause that is already there."""
    connection.execute("INSERT INTO clause_vectors VALUES (?, ?)", (clause_id, _blob(encoded.vector)))
    duty_ids = connection.execute("SELECT id FROM duties WHERE clause_id = ? ORDER BY ordinal", (clause_id,))
    for (duty_id,), duty, own in zip(duty_ids.fetchall(), clause.duties, encoded.duties, strict=True):
        tokens, width = pack_tokens(own.tokens)
        connection.execute(
            "INSERT INTO duty_vectors VALUES (?, ?, ?, ?, ?, ?)",
            (duty_id, _blob(own.vector), _blob(own.phrases), _json(duty_phrases(duty)), tokens, width),
        )


def cut_terms(text: str) -> str:
    """Lexical terms, joined by blanks as the lexical index reads them."""
    return " ".join(terms(text))


def _insert_clause(connection: sqlite3.Connection, document_id: str, clause: Clause) -> int:
    heading_terms = cut_terms("\n".join(clause.section))
    clause_id = connection.execute(
        "INSERT INTO clauses (document_id, position, number, text, start, terms) VALUES (?, ?, ?, ?, ?, ?)",
        (document_id, clause.order, clause.number, clause.text, clause.start, cut_terms(clause.text)),
    ).lastrowid
    assert clause_id is not None  # an INSERT always has one
    connection.executemany(
        "INSERT INTO headings VALUES (?, ?, ?)",
        [(clause_id, level, heading) for level, heading in enumerate(clause.section)],
    )
    for duty in clause.duties:
        _insert_duty(connection, clause_id, duty, heading_terms)
    return clause_id


def _insert_duty(connection: sqlite3.Connection, clause_id: int, duty: Duty, heading_terms: str) -> None:
    duty_id = connection.execute(
        """INSERT INTO duties (clause_id, ordinal, task, span_start, span_end, raw, mode, deadline, leaders,
        notes, open_ended, unclear, terms, heading_terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            clause_id,
            duty.ordinal,
            duty.task,
            *duty.span,
            duty.raw,
            duty.mode,
            duty.deadline,
            _json(duty.leaders),
            json.dumps([asdict(note) for note in duty.notes], ensure_ascii=False),
            duty.open_ended,
            _json(duty.unclear),
            cut_terms(duty.task),
            heading_terms,
        ),
    ).lastrowid
    connection.executemany(
        "INSERT INTO duty_units VALUES (?, ?, ?, ?, ?)",
        [
            (duty_id, role, at, unit, unit in duty.generic)
            for role, units in (("lead", duty.lead), ("responsible", duty.responsible))
            for at, unit in enumerate(units)
        ],
    )


def _blob(vectors: Vectors) -> bytes:
    return np.ascontiguousarray(vectors, np.float32).tobytes()


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)
