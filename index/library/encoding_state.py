"""Keeping a library's vectors and lexical terms true to the encoder and the tokenizer in use."""

from sqlite3 import Connection

from index.encode.clause_vectors import encode_clauses
from index.encode.encoder import Encoder
from index.library.document_rows import cut_terms, insert_vectors
from index.library.sessions import Sessions
from index.model.document import Clause
from index.model.errors import EncoderError
from index.model.store import Progress
from index.text.tokens import VERSION


def encode_missing(sessions: Sessions, encoder: Encoder, progress: Progress | None) -> None:
    """Encode every clause that has no vector by this encoder; vectors by another one are replaced.

    The encoding runs outside the transaction; clauses that disappear or arrive meanwhile are seen to.
    """
    while True:
        with sessions.read() as session:
            connection = session.connection
            same = _encoder_of(connection) == (encoder.name, encoder.dimension)
            query = "SELECT id FROM clauses ORDER BY id"
            if same:
                query = "SELECT id FROM clauses WHERE id NOT IN (SELECT clause_id FROM clause_vectors) ORDER BY id"
            ids = [id_ for (id_,) in connection.execute(query)]
            if same and not ids:
                return
            records = session.records.clauses(connection, ids)
            generation = session.records.generation
        clauses = [
            Clause(record.number, record.order, record.section, record.text, record.start, record.duties)
            for record in records
        ]
        encoded = encode_clauses(tuple(clauses), encoder, progress)
        with sessions.write() as connection:
            if connection.execute("SELECT generation FROM state").fetchone()[0] == generation:
                if not same:
                    _take_over(connection, encoder)
                for id_, clause, vectors in zip(ids, clauses, encoded, strict=True):
                    insert_vectors(connection, id_, clause, vectors)


def check_encoder(connection: Connection, encoder: Encoder) -> None:
    """Refuse vectors that could not be compared with those in the library. Raises EncoderError."""
    name, dimension = _encoder_of(connection)
    if (name, dimension) != (encoder.name, encoder.dimension):
        raise EncoderError(
            f"资料库的向量已由编码模型 {name}（{dimension} 维）重新生成，与本程序的 {encoder.name}"
            f"（{encoder.dimension} 维）不符。请用同一个 QIANTOU_ENCODER 重新启动本程序。"
        )


def recut_terms(sessions: Sessions) -> None:
    """Cut all texts again when the library's terms were cut by another version of the tokenizer."""
    with sessions.read() as session:
        if _tokens_version(session.connection) == VERSION:
            return
    with sessions.write() as connection:
        if _tokens_version(connection) == VERSION:
            return
        for id_, text in connection.execute("SELECT id, text FROM clauses").fetchall():
            headings = connection.execute(
                "SELECT text FROM headings WHERE clause_id = ? ORDER BY level", (id_,)
            ).fetchall()
            connection.execute("UPDATE clauses SET terms = ? WHERE id = ?", (cut_terms(text), id_))
            heading_terms = cut_terms("\n".join(heading for (heading,) in headings))
            connection.execute("UPDATE duties SET heading_terms = ? WHERE clause_id = ?", (heading_terms, id_))
        for id_, task in connection.execute("SELECT id, task FROM duties").fetchall():
            connection.execute("UPDATE duties SET terms = ? WHERE id = ?", (cut_terms(task), id_))
        connection.execute("UPDATE state SET tokens_version = ?", (VERSION,))


def _take_over(connection: Connection, encoder: Encoder) -> None:
    connection.execute("DELETE FROM clause_vectors")
    connection.execute("DELETE FROM duty_vectors")
    connection.execute("UPDATE state SET encoder = ?, dimension = ?", (encoder.name, encoder.dimension))


def _encoder_of(connection: Connection) -> tuple[str | None, int | None]:
    name, dimension = connection.execute("SELECT encoder, dimension FROM state").fetchone()
    return name, dimension


def _tokens_version(connection: Connection) -> int:
    return int(connection.execute("SELECT tokens_version FROM state").fetchone()[0])
