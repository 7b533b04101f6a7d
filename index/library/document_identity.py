"""Identities of documents in the tables, which of them are current, and what was compared at import."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from index.identity.editions import newer_editions
from index.identity.identify import identity_of
from index.model.identity import Identity
from index.model.versions import SUPERSEDING, Comparison, changes_from_json


def write_identity(connection: sqlite3.Connection, document_id: str, identity: Identity) -> None:
    """Write what is known of a document that is already there."""
    place = identity.place
    connection.execute(
        """UPDATE documents SET issuer = ?, year = ?, level = ?, province = ?, city = ?, county = ?, kind = ?, series = ?
        WHERE id = ?""",
        (
            identity.issuer,
            identity.year,
            place.level,
            place.province,
            place.city,
            place.county,
            identity.kind,
            identity.series,
            document_id,
        ),
    )


def identify_all(connection: sqlite3.Connection) -> None:
    """Find out the identity of every document."""
    for id_, title, number, issuer, year in connection.execute(
        "SELECT id, title, number, issuer, year FROM documents"
    ).fetchall():
        units = connection.execute(
            """SELECT unit FROM duty_units JOIN duties ON duties.id = duty_id JOIN clauses ON clauses.id = clause_id
            WHERE document_id = ?""",
            (id_,),
        )
        write_identity(connection, id_, identity_of(title, number, issuer, year, (unit for (unit,) in units)))


@dataclass(frozen=True, slots=True)
class _Edition:
    id: str
    year: int | None
    series: str | None
    superseded_by: str | None


def settle_editions(connection: sqlite3.Connection) -> None:
    """Bring up to date which documents a newer edition stands in place of; after each change of documents."""
    rows = connection.execute("SELECT id, year, series, superseded_by, newer_edition FROM documents").fetchall()
    newer = newer_editions(_Edition(*row[:4]) for row in rows)
    connection.executemany(
        "UPDATE documents SET newer_edition = ? WHERE id = ?",
        [(newer.get(row[0]), row[0]) for row in rows if newer.get(row[0]) != row[4]],
    )


def write_comparisons(connection: sqlite3.Connection, comparisons: Iterable[Comparison]) -> None:
    """Keep comparisons of documents that are there, and mark the earlier as superseded where the later stands for it."""
    for found in comparisons:
        connection.execute(
            "INSERT INTO comparisons VALUES (?, ?, ?, ?, ?, ?)",
            (
                found.earlier,
                found.later,
                found.relation,
                found.reason,
                json.dumps([asdict(change) for change in found.changes]),
                found.same,
            ),
        )
        if found.relation in SUPERSEDING:
            connection.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", (found.later, found.earlier))


def read_comparisons(connection: sqlite3.Connection, document_id: str) -> tuple[Comparison, ...]:
    """The comparisons that a document is the earlier or the later of."""
    rows = connection.execute(
        """SELECT earlier, later, relation, reason, changes, same FROM comparisons
        WHERE ? IN (earlier, later) ORDER BY earlier, later""",
        (document_id,),
    )
    return tuple(
        Comparison(earlier, later, relation, reason, changes_from_json(json.loads(changes)), same)
        for earlier, later, relation, reason, changes, same in rows
    )
