"""Rows of one generation as records. What was read once is remembered until the library changes."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np

from index.library.vector_index import Ids
from index.model.document import Duty, Note
from index.model.errors import NotFoundError
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord, UnitCount

MAX_CLAUSES = 50_000
"""How many clauses are remembered before forgetting all and starting over."""

_DOCUMENTS = """SELECT id, title, number, issuer, date, year, source, sha256,
(SELECT COUNT(*) FROM clauses WHERE document_id = documents.id),
(SELECT COUNT(*) FROM duties JOIN clauses ON clauses.id = clause_id WHERE document_id = documents.id),
added_at, superseded_by, rules
FROM documents ORDER BY year IS NULL, year DESC, position"""

_IDS = "(SELECT value FROM json_each(?))"


class Records:
    """The records of one generation. Each call is given a connection that sees that generation."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self._documents: dict[str, DocumentRecord] | None = None
        self._clauses: dict[int, tuple[ClauseRecord, tuple[int, ...]]] = {}
        self._clause_of_duty: dict[int, int] = {}
        self._units: dict[frozenset[str] | None, tuple[UnitCount, ...]] = {}
        self._ids: dict[tuple[str, str], Ids] = {}

    def documents(self, connection: sqlite3.Connection) -> dict[str, DocumentRecord]:
        """All documents by id, in the library's order."""
        if self._documents is None:
            rows = connection.execute(_DOCUMENTS).fetchall()
            self._documents = {row[0]: DocumentRecord(*(*row[:12], tuple(json.loads(row[12])))) for row in rows}
        return self._documents

    def document(self, connection: sqlite3.Connection, document_id: str) -> DocumentRecord:
        """One document. Raises NotFoundError."""
        record = self.documents(connection).get(document_id)
        if record is None:
            raise NotFoundError(f"资料库中没有编号为 {document_id} 的文件。请用文件列表核对编号。")
        return record

    def clauses(self, connection: sqlite3.Connection, ids: Sequence[int]) -> list[ClauseRecord]:
        """Clauses in the order of the ids. Raises NotFoundError."""
        return [entry[0] for entry in self._entries(connection, ids)]

    def duties(self, connection: sqlite3.Connection, ids: Sequence[int]) -> list[DutyRecord]:
        """Duties in the order of the ids. Raises NotFoundError."""
        unknown = [id_ for id_ in ids if id_ not in self._clause_of_duty]
        if unknown:
            query = f"SELECT id, clause_id FROM duties WHERE id IN {_IDS}"
            self._clause_of_duty.update(connection.execute(query, (json.dumps(unknown),)).fetchall())
        try:
            clause_ids = [self._clause_of_duty[id_] for id_ in ids]
        except KeyError as error:
            raise NotFoundError(
                f"资料库中没有编号为 {error.args[0]} 的分工事项，它所在的文件可能已被删除。"
            ) from None
        entries = self._entries(connection, clause_ids)
        return [
            DutyRecord(id_, clause, clause.duties[duty_ids.index(id_)])
            for id_, (clause, duty_ids) in zip(ids, entries, strict=True)
        ]

    def units(self, connection: sqlite3.Connection, documents: Collection[str] | None) -> tuple[UnitCount, ...]:
        """Units of the given documents (None: all) with their numbers of duties."""
        key = None if documents is None else frozenset(documents)
        if key not in self._units:
            scope = ""
            parameters: tuple[str, ...] = ()
            if key is not None:
                scope, parameters = f"WHERE clauses.document_id IN {_IDS}", (json.dumps(sorted(key)),)
            rows = connection.execute(
                f"""SELECT unit, SUM(role = 'lead') AS leads, SUM(role = 'responsible') AS shares, MAX(generic)
                FROM duty_units JOIN duties ON duties.id = duty_id JOIN clauses ON clauses.id = clause_id
                {scope} GROUP BY unit ORDER BY leads DESC, shares DESC, unit""",
                parameters,
            ).fetchall()
            self._units[key] = tuple(UnitCount(unit, lead, shares, bool(g)) for unit, lead, shares, g in rows)
        return self._units[key]

    def ids_in(self, connection: sqlite3.Connection, level: str, documents: Iterable[str]) -> Ids:
        """Clause ids (``clause``) or duty ids of the documents."""
        query = "SELECT id FROM clauses WHERE document_id = ?"
        if level != "clause":
            query = "SELECT duties.id FROM duties JOIN clauses ON clauses.id = clause_id WHERE document_id = ?"
        found = [np.zeros(0, np.int64)]
        for document in documents:
            ids = self._ids.get((level, document))
            if ids is None:
                rows = connection.execute(query, (document,)).fetchall()
                ids = self._ids[level, document] = np.array([id_ for (id_,) in rows], np.int64)
            found.append(ids)
        return np.concatenate(found)

    def _entries(
        self, connection: sqlite3.Connection, ids: Sequence[int]
    ) -> list[tuple[ClauseRecord, tuple[int, ...]]]:
        """Clause records, each with the ids of its duties."""
        found = {id_: self._clauses[id_] for id_ in dict.fromkeys(ids) if id_ in self._clauses}
        missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in found]
        if missing:
            read = self._read(connection, missing)
            found |= read
            if len(self._clauses) + len(read) > MAX_CLAUSES:
                self._clauses = {}
            self._clauses |= read
        try:
            return [found[id_] for id_ in ids]
        except KeyError as error:
            raise NotFoundError(f"资料库中没有编号为 {error.args[0]} 的条目，它所在的文件可能已被删除。") from None

    def _read(
        self, connection: sqlite3.Connection, ids: list[int]
    ) -> dict[int, tuple[ClauseRecord, tuple[int, ...]]]:
        wanted = (json.dumps(ids),)
        units: dict[int, list[tuple[str, str, bool]]] = {}
        for duty_id, role, unit, generic in connection.execute(
            f"""SELECT duty_id, role, unit, generic FROM duties JOIN duty_units ON duty_id = duties.id
            WHERE clause_id IN {_IDS} ORDER BY duty_id, role, position""",
            wanted,
        ):
            units.setdefault(duty_id, []).append((role, unit, bool(generic)))
        duties: dict[int, list[tuple[int, Duty]]] = {}
        for row in connection.execute(
            f"""SELECT clause_id, id, ordinal, task, span_start, span_end, raw, mode, deadline, leaders,
            notes, open_ended, unclear FROM duties WHERE clause_id IN {_IDS} ORDER BY clause_id, ordinal""",
            wanted,
        ):
            duties.setdefault(row[0], []).append((row[1], _duty(row[2:], units.get(row[1], []))))
        headings: dict[int, list[str]] = {}
        for clause_id, text in connection.execute(
            f"SELECT clause_id, text FROM headings WHERE clause_id IN {_IDS} ORDER BY clause_id, level", wanted
        ):
            headings.setdefault(clause_id, []).append(text)
        documents = self.documents(connection)
        return {
            id_: (
                ClauseRecord(
                    id_,
                    documents[document],
                    number,
                    position,
                    tuple(headings.get(id_, ())),
                    text,
                    start,
                    tuple(duty for _, duty in duties.get(id_, ())),
                ),
                tuple(duty_id for duty_id, _ in duties.get(id_, ())),
            )
            for id_, document, number, position, text, start in connection.execute(
                f"SELECT id, document_id, number, position, text, start FROM clauses WHERE id IN {_IDS}", wanted
            )
        }


def _duty(row: Sequence[Any], units: list[tuple[str, str, bool]]) -> Duty:
    ordinal, task, start, end, raw, mode, deadline, leaders, notes, open_ended, unclear = row
    return Duty(
        ordinal=ordinal,
        task=task,
        span=(start, end),
        raw=raw,
        lead=tuple(unit for role, unit, _ in units if role == "lead"),
        responsible=tuple(unit for role, unit, _ in units if role == "responsible"),
        mode=mode,
        deadline=deadline,
        leaders=tuple(json.loads(leaders)),
        generic=tuple(unit for _, unit, generic in units if generic),
        notes=tuple(Note(**note) for note in json.loads(notes)),
        open_ended=bool(open_ended),
        unclear=tuple(json.loads(unclear)),
    )
