"""The tables of ``library.sqlite`` and how an older file is brought up to date.

SQLite holds the truth; every index is derived from these tables. One function a migration, applied in order,
each in a transaction together with its number (``PRAGMA user_version``).
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from index.library.document_identity import identify_all, settle_editions
from index.model.errors import LibraryError
from index.text.tokens import VERSION as TOKENS_VERSION

WRITE_TIMEOUT_S = 60.0
"""How long a writer waits for another process's transaction."""


def m001_create(connection: sqlite3.Connection) -> None:
    """Documents, clauses, duties with their units, vectors, lexical terms, feedback and the library's state."""
    for statement in (
        """CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            generation INTEGER NOT NULL,
            derived TEXT NOT NULL,
            encoder TEXT,
            dimension INTEGER,
            tokens_version INTEGER NOT NULL)""",
        f"INSERT INTO state VALUES (1, 0, '', NULL, NULL, {TOKENS_VERSION})",
        """CREATE TABLE documents (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            number TEXT,
            issuer TEXT,
            date TEXT,
            year INTEGER,
            source TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL,
            original BLOB NOT NULL,
            rules TEXT NOT NULL,
            added_at TEXT NOT NULL,
            superseded_by TEXT REFERENCES documents (id) ON DELETE SET NULL)""",
        """CREATE TABLE diagnostics (
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            severity TEXT NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            clause TEXT,
            line INTEGER,
            PRIMARY KEY (document_id, position)) WITHOUT ROWID""",
        """CREATE TABLE clauses (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            number TEXT NOT NULL,
            text TEXT NOT NULL,
            start INTEGER NOT NULL,
            terms TEXT NOT NULL,
            UNIQUE (document_id, position))""",
        """CREATE TABLE headings (
            clause_id INTEGER NOT NULL REFERENCES clauses (id) ON DELETE CASCADE,
            level INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (clause_id, level)) WITHOUT ROWID""",
        """CREATE TABLE duties (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            clause_id INTEGER NOT NULL REFERENCES clauses (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            task TEXT NOT NULL,
            span_start INTEGER NOT NULL,
            span_end INTEGER NOT NULL,
            raw TEXT NOT NULL,
            mode TEXT NOT NULL,
            deadline TEXT,
            leaders TEXT NOT NULL,
            terms TEXT NOT NULL,
            heading_terms TEXT NOT NULL,
            UNIQUE (clause_id, ordinal))""",
        """CREATE TABLE duty_units (
            duty_id INTEGER NOT NULL REFERENCES duties (id) ON DELETE CASCADE,
            role TEXT NOT NULL CHECK (role IN ('lead', 'responsible')),
            position INTEGER NOT NULL,
            unit TEXT NOT NULL,
            generic INTEGER NOT NULL,
            PRIMARY KEY (duty_id, role, position)) WITHOUT ROWID""",
        "CREATE INDEX duty_units_by_unit ON duty_units (unit, role, duty_id)",
        """CREATE TABLE clause_vectors (
            clause_id INTEGER PRIMARY KEY REFERENCES clauses (id) ON DELETE CASCADE,
            vector BLOB NOT NULL)""",
        """CREATE TABLE duty_vectors (
            duty_id INTEGER PRIMARY KEY REFERENCES duties (id) ON DELETE CASCADE,
            vector BLOB NOT NULL,
            phrases BLOB NOT NULL,
            phrase_texts TEXT NOT NULL)""",
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created_at TEXT NOT NULL,
            question TEXT NOT NULL,
            answer TEXT NOT NULL,
            verdict TEXT NOT NULL,
            comment TEXT NOT NULL)""",
    ):
        connection.execute(statement)


def m002_notes(connection: sqlite3.Connection) -> None:
    """What documents say beside a duty's units, whether the list of units is open, what was not understood."""
    for column in ("notes TEXT NOT NULL DEFAULT '[]'", "open_ended INTEGER NOT NULL DEFAULT 0"):
        connection.execute(f"ALTER TABLE duties ADD COLUMN {column}")
    connection.execute("ALTER TABLE duties ADD COLUMN unclear TEXT NOT NULL DEFAULT '[]'")


def m003_identity(connection: sqlite3.Connection) -> None:
    """Where a document belongs, its kind and series, which edition stands in its place; comparisons at import."""
    for column in ("level", "province", "city", "county", "kind", "series", "newer_edition"):
        connection.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT")
    connection.execute(
        """CREATE TABLE comparisons (
            earlier TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            later TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            relation TEXT NOT NULL,
            reason TEXT NOT NULL,
            changes TEXT NOT NULL,
            same INTEGER NOT NULL,
            PRIMARY KEY (earlier, later)) WITHOUT ROWID"""
    )
    identify_all(connection)
    settle_editions(connection)


def m004_tokens(connection: sqlite3.Connection) -> None:
    """The vectors of a duty's tokens, ``width`` bytes each (index/encode/token_bytes.py); none until it is encoded anew."""
    connection.execute("ALTER TABLE duty_vectors ADD COLUMN tokens BLOB NOT NULL DEFAULT x''")
    connection.execute("ALTER TABLE duty_vectors ADD COLUMN width INTEGER NOT NULL DEFAULT 0")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_create,
    m002_notes,
    m003_identity,
    m004_tokens,
)


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection as every part of the library uses it: manual transactions, WAL, foreign keys.

    Raises LibraryError when the file is not a SQLite database.
    """
    connection = sqlite3.connect(
        path, timeout=WRITE_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise LibraryError(
            f"资料库文件无法打开：{path.name}（{error}）。请从备份恢复该文件，或另建资料库后重新导入文件。"
        ) from error
    return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the file lacks. Raises LibraryError when a newer program wrote it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise LibraryError(
                f"资料库的格式版本是 {version}，本程序只认识到 {len(MIGRATIONS)}。请升级程序后再打开。"
            )
        for migration in MIGRATIONS[version:]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
