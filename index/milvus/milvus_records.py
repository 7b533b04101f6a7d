"""Rows of the Milvus collections as records. Only what belongs to a listed document is ever seen."""

import base64
import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.milvus.milvus_schema import Row, unpack
from index.model.document import Clause, Duty, Note
from index.model.errors import NotFoundError
from index.model.store import ClauseRecord, DocumentRecord, Vectors

if TYPE_CHECKING:
    from pymilvus import MilvusClient

LIMIT = 16_384
"""The most hits that Milvus returns for one search."""

_ALL = "id >= 0"
_BATCH = 500


class MilvusRecords:
    """Reads the collections whose names start with the prefix."""

    def __init__(self, client: "MilvusClient", prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first, then in order of arrival."""
        rows = sorted(self.rows("documents", _ALL, "payload", "position"), key=lambda row: int(row["position"]))
        records = [DocumentRecord(**unpack(row["payload"])) for row in rows]
        return tuple(
            replace(record, rules=tuple(record.rules))
            for record in sorted(records, key=lambda record: -(record.year if record.year is not None else -1))
        )

    def document(self, document_id: str) -> DocumentRecord:
        """One document. Raises NotFoundError."""
        for record in self.documents():
            if record.id == document_id:
                return record
        raise NotFoundError(f"资料库中没有编号为 {document_id} 的文件。请用文件列表核对编号。")

    def visible(self, documents: Collection[str] | None) -> str:
        """Only what belongs to listed documents (of those given)."""
        known = [record.id for record in self.documents() if documents is None or record.id in documents]
        return f"document in {json.dumps(known)}"

    def clauses(self, where: str) -> dict[int, tuple[int, ClauseRecord]]:
        """Clauses by id, each with the id of its first duty."""
        documents = {record.id: record for record in self.documents()}
        found = {}
        for row in self.rows("clauses", where, "document", "payload"):
            if row["document"] in documents:
                first, value = unpack(row["payload"])
                clause = _clause(value)
                found[int(row["id"])] = (
                    first,
                    ClauseRecord(
                        int(row["id"]),
                        documents[row["document"]],
                        clause.number,
                        clause.order,
                        clause.section,
                        clause.text,
                        clause.start,
                        clause.duties,
                    ),
                )
        return found

    def part(self, document_id: str, kind: str) -> bytes:
        """The original or the diagnostics of a document. Raises NotFoundError."""
        self.document(document_id)
        where = f"{equals('document', document_id)} and {equals('kind', kind)}"
        rows = sorted(self.rows("parts", where, "data", "position"), key=lambda row: int(row["position"]))
        return base64.b64decode("".join(row["data"] for row in rows))

    def rows(self, name: str, where: str, *fields: str) -> list[Row]:
        """Every row that matches, however many."""
        rows: list[Row] = []
        iterator = self._client.query_iterator(
            self._prefix + name, filter=where, output_fields=["id", *fields], batch_size=_BATCH
        )
        try:
            while batch := iterator.next():
                rows += batch
        finally:
            iterator.close()
        return rows

    def count(self, name: str, where: str) -> int:
        """How many rows match."""
        [row] = self._client.query(self._prefix + name, filter=where, output_fields=["count(*)"])
        return int(row["count(*)"])

    def search(
        self,
        collection: str,
        query: Vectors | str,
        field: str,
        k: int,
        documents: Collection[str] | None,
        output: str = "id",
    ) -> list[tuple[int, float, Any]]:
        """Hits as (id, score, an output field), best first."""
        if k <= 0:
            return []
        [hits] = self._client.search(
            self._prefix + collection,
            data=[query if isinstance(query, str) else query.reshape(-1).tolist()],
            anns_field=field,
            limit=min(k, LIMIT),
            filter=self.visible(documents),
            output_fields=[output],
        )
        return [(int(hit["id"]), float(hit["distance"]), hit["entity"].get(output)) for hit in hits]


def _clause(value: dict[str, Any]) -> Clause:
    def frozen(fields: dict[str, Any]) -> dict[str, Any]:
        return {key: tuple(part) if isinstance(part, list) else part for key, part in fields.items()}

    def duty(fields: dict[str, Any]) -> Duty:
        return Duty(**frozen(fields | {"notes": [Note(**note) for note in fields.get("notes", ())]}))

    return Clause(**frozen(value | {"duties": [duty(fields) for fields in value["duties"]]}))


def equals(field: str, value: str) -> str:
    """An expression: the field has this value."""
    return f"{field} == {json.dumps(value, ensure_ascii=False)}"


def among(ids: Sequence[int], field: str = "id") -> str:
    """An expression: the field is one of these numbers."""
    return f"{field} in {[int(id_) for id_ in ids]}"
