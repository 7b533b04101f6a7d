"""The search indexes of one generation: a folder built from SQLite, checked when opened, thrown away at will."""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.library.lexical_index import LexicalIndex, TermEntry, write_lexical_index
from index.library.vector_index import Ids, VectorIndex, write_vector_index
from index.model.store import Vectors

PHRASE_LIMIT = 50_000
"""Up to this many phrase vectors are searched directly; a larger library uses them for rescoring only."""

_BATCH = 4096
_MANIFEST = "manifest.json"


class DamagedIndexError(Exception):
    """A generation's folder is missing, incomplete or garbled. Never shown: the answer is to rebuild it."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The opened indexes of one folder. A vector index is None when nothing was encoded (or too many phrases)."""

    name: str
    clause_vectors: VectorIndex | None
    duty_vectors: VectorIndex | None
    phrase_vectors: VectorIndex | None
    clause_terms: LexicalIndex
    duty_terms: LexicalIndex


def build_derived(connection: sqlite3.Connection, root: Path, generation: int) -> str:
    """Write all indexes for what the connection sees; returns the new folder's name under ``root``.

    Everything is written beside, flushed to disk and renamed into place at the end.
    """
    name = f"{generation:08d}-{secrets.token_hex(4)}"
    beside = root / f".{name}"
    beside.mkdir(parents=True)
    try:
        _write_vectors(connection, beside)
        _write_terms(connection, beside)
        files = sorted(path for path in beside.rglob("*") if path.is_file())
        sums = {path.relative_to(beside).as_posix(): _digest(path) for path in files}
        (beside / _MANIFEST).write_text(json.dumps({"generation": generation, "files": sums}, indent=1))
        _flush(beside)
        beside.rename(root / name)
        _flush_folder(root)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return name


def open_derived(root: Path, name: str) -> Derived:
    """Open a folder after comparing every file with its recorded sum. Raises DamagedIndexError."""
    folder = root / name
    try:
        sums: dict[str, str] = json.loads((folder / _MANIFEST).read_text())["files"]
        for path, recorded in sums.items():
            if _digest(folder / path) != recorded:
                raise DamagedIndexError(f"{name}/{path}")
        return Derived(
            name=name,
            clause_vectors=_vectors(folder, sums, "clauses.faiss"),
            duty_vectors=_vectors(folder, sums, "duties.faiss"),
            phrase_vectors=_vectors(folder, sums, "phrases.faiss"),
            clause_terms=LexicalIndex(folder / "clauses.tantivy"),
            duty_terms=LexicalIndex(folder / "duties.tantivy"),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise DamagedIndexError(f"{name}: {error}") from error


def discard_derived(root: Path, keep: Collection[str]) -> None:
    """Remove the folders of other generations; one that is still in use elsewhere is left for the next time."""
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _vectors(folder: Path, sums: dict[str, str], file: str) -> VectorIndex | None:
    return VectorIndex(folder / file) if file in sums else None


def _write_vectors(connection: sqlite3.Connection, folder: Path) -> None:
    dimension: int | None = connection.execute("SELECT dimension FROM state").fetchone()[0]
    if dimension is None:
        return
    for file, query in (
        ("clauses.faiss", "SELECT clause_id, vector FROM clause_vectors ORDER BY clause_id"),
        ("duties.faiss", "SELECT duty_id, vector FROM duty_vectors ORDER BY duty_id"),
    ):
        write_vector_index(folder / file, dimension, _batches(connection, query, dimension))
    phrases: int = connection.execute("SELECT TOTAL(length(phrases)) FROM duty_vectors").fetchone()[0]
    if phrases / (4 * dimension) <= PHRASE_LIMIT:
        query = "SELECT duty_id, phrases FROM duty_vectors ORDER BY duty_id"
        write_vector_index(folder / "phrases.faiss", dimension, _batches(connection, query, dimension))


def _batches(connection: sqlite3.Connection, query: str, dimension: int) -> Iterator[tuple[Ids, Vectors]]:
    """Rows of (id, float32 blob of one or more vectors) in batches of rows."""
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(_BATCH):
        vectors = np.frombuffer(b"".join(blob for _, blob in rows), np.float32).reshape(-1, dimension)
        counts = [len(blob) // (4 * dimension) for _, blob in rows]
        yield np.repeat(np.array([id_ for id_, _ in rows], np.int64), counts), vectors


def _write_terms(connection: sqlite3.Connection, folder: Path) -> None:
    clauses = connection.execute("SELECT id, document_id, terms FROM clauses ORDER BY id")
    write_lexical_index(folder / "clauses.tantivy", (TermEntry(*row) for row in clauses))
    duties = connection.execute(
        """SELECT duties.id, document_id, duties.terms, heading_terms
        FROM duties JOIN clauses ON clauses.id = clause_id ORDER BY duties.id"""
    )
    write_lexical_index(folder / "duties.tantivy", (TermEntry(*row) for row in duties))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            _flush_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder to flush it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
