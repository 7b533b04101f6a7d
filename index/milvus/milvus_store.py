"""A library in Milvus: for offices where several machines serve one library, and for very large ones."""

import json
import threading
from base64 import b64decode
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace

import numpy as np

from index.encode.clause_vectors import encode_clauses
from index.encode.encoder import Encoder, read_query
from index.encode.token_bytes import unpack_tokens
from index.milvus.milvus_query import current_for, expression, in_order, matches, unit_counts
from index.milvus.milvus_records import LIMIT, MilvusRecords, among, equals, identified, new_record
from index.milvus.milvus_schema import (
    COLLECTIONS,
    ID_SPAN,
    Row,
    create_collections,
    document_rows,
    encode_terms,
    first_id,
    pack,
)
from index.model.document import Diagnostic, Document
from index.model.errors import EncoderError, LibraryError, NotFoundError, RejectedDocumentError
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
from index.model.versions import SUPERSEDING, Comparison

_BATCH = 500
_ALL = "id >= 0"


class MilvusStore:
    """Implements ``Store`` over a Milvus server (or a milvus-lite file). One process may write at a time.

    A document becomes visible, or vanishes, with its row in ``documents``. ``reading`` cannot hold a generation:
    a document removed during a question may then be missing (NotFoundError). Vectors by another encoder are
    refused; start such a library under another ``prefix``.
    """

    def __init__(self, uri: str, encoder: Encoder, prefix: str = "qiantou_", token: str = "") -> None:
        """Connect, creating the collections at the first time. Raises LibraryError, EncoderError."""
        from pymilvus import MilvusClient, MilvusException

        self._encoder = encoder
        self._prefix = prefix
        self._writing = threading.Lock()
        try:
            self._client = MilvusClient(uri, token=token)
            create_collections(self._client, prefix, encoder.dimension)
            self._records = MilvusRecords(self._client, prefix)
        except MilvusException as error:
            raise LibraryError(
                f"Milvus 无法连接或建立资料库：{uri}（{error.message}）。请检查地址和服务状态。"
            ) from error
        state = self._records.rows("state", _ALL, "encoder")
        if not state:
            self._bump(0)
        elif state[0]["encoder"] != encoder.name:
            raise EncoderError(
                f"Milvus 资料库的向量由编码模型 {state[0]['encoder']} 生成，与本程序的 {encoder.name} 不符。"
                "请使用同一个 QIANTOU_ENCODER，或换一个前缀另建资料库。"
            )

    def close(self) -> None:
        """Disconnect."""
        self._client.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing is held: Milvus has no transactions."""
        yield

    @property
    def generation(self) -> int:
        """Grows by one with each committed change."""
        return int(self._records.rows("state", _ALL, "generation")[0]["generation"])

    @property
    def encoder_ready(self) -> bool:
        """Always: the encoder is there from the start."""
        return True

    @property
    def encoder_name(self) -> str | None:
        """Identifies the encoder."""
        return self._encoder.name

    def encode_query(self, text: str) -> Vectors | None:
        """A question's vector (d,)."""
        vector: Vectors = self._encoder.encode_queries([text])[0]
        return vector

    def read_query(self, text: str) -> TextVectors | None:
        """A question's vector, and what the same pass tells of its tokens."""
        return read_query(self._encoder, text)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first, then in order of arrival."""
        return self._records.documents()

    def add(
        self,
        document: Document,
        original: bytes,
        progress: Progress | None = None,
        comparisons: Sequence[Comparison] = (),
    ) -> DocumentRecord:
        """Store and index a document, keep its comparisons. Raises RejectedDocumentError when it is already there."""
        self._refuse_duplicate(document)
        encoded = encode_clauses(document.clauses, self._encoder, progress)
        with self._writing:
            self._refuse_duplicate(document)
            waiting: dict[str, list[Row]] = {name: [] for name in COLLECTIONS}
            for name, row in document_rows(document, original, encoded, comparisons):
                waiting[name].append(row)
            self._forget_rows(document.id)  # what an interrupted import left behind
            for name, rows in waiting.items():
                for start in range(0, len(rows), _BATCH):
                    self._client.insert(self._prefix + name, rows[start : start + _BATCH])
            position = max(
                (int(row["position"]) for row in self._records.rows("documents", _ALL, "position")), default=0
            )
            self._list(new_record(document), position + 1)
            for found in comparisons:
                if found.relation in SUPERSEDING:
                    self._relist(replace(self._records.document(found.earlier), superseded_by=found.later))
            self._bump()
        return self._records.document(document.id)

    def remove(self, document_id: str) -> None:
        """Forget a document. Raises NotFoundError."""
        with self._writing:
            self._records.document(document_id)
            for record in self.documents():
                if record.superseded_by == document_id:
                    self._relist(replace(record, superseded_by=None))
            self._client.delete(self._prefix + "documents", filter=equals("document", document_id))
            self._forget_rows(document_id)
            self._bump()

    def supersede(self, document_id: str, by: str | None) -> DocumentRecord:
        """Mark a document as replaced by another (None takes the mark back). Raises NotFoundError."""
        with self._writing:
            record = self._records.document(document_id)
            newer = by
            while newer is not None:
                if newer == document_id:
                    raise RejectedDocumentError(
                        f"《{record.title}》不能被自己或它已替代的文件替代。请另选替代它的文件。"
                    )
                newer = self._records.document(newer).superseded_by
            record = replace(record, superseded_by=by)
            self._relist(record)
            self._bump()
        return self._records.document(document_id)

    def identify(self, document_id: str, identity: Identity) -> DocumentRecord:
        """Correct what is known of a document. Raises NotFoundError."""
        with self._writing:
            self._relist(identified(self._records.document(document_id), identity))
            self._bump()
        return self._records.document(document_id)

    def comparisons(self, document_id: str) -> tuple[Comparison, ...]:
        """What was found when this document, or a later one, was compared at import. Raises NotFoundError."""
        self._records.document(document_id)
        return self._records.comparisons(document_id)

    def original(self, document_id: str) -> bytes:
        """The file as it was given. Raises NotFoundError."""
        return self._records.part(document_id, "original")

    def diagnostics(self, document_id: str) -> tuple[Diagnostic, ...]:
        """What the parser said about the document. Raises NotFoundError."""
        return tuple(Diagnostic(**note) for note in json.loads(self._records.part(document_id, "diagnostics")))

    def clauses(self, document_id: str) -> tuple[ClauseRecord, ...]:
        """A document's clauses in order. Raises NotFoundError."""
        self._records.document(document_id)
        found = self._records.clauses(equals("document", document_id))
        return tuple(clause for _, clause in sorted(found.values(), key=lambda entry: entry[1].order))

    def clause(self, clause_id: int) -> ClauseRecord:
        """One clause by id. Raises NotFoundError."""
        found = self._records.clauses(f"id == {int(clause_id)}")
        if not found:
            raise NotFoundError(f"资料库中没有编号为 {clause_id} 的条目，它所在的文件可能已被删除。")
        return found[clause_id][1]

    def duties(self, where: DutyFilter, offset: int = 0, limit: int | None = None) -> tuple[DutyRecord, ...]:
        """The duties that match, by document (newest first) and place in it: exact and complete."""
        rows = in_order(self._matching(where), [record.id for record in self.documents()])
        return self.duties_by_id([row["id"] for row in rows[offset : None if limit is None else offset + limit]])

    def count(self, where: DutyFilter) -> int:
        """How many duties match."""
        return len(self._matching(where))

    def duties_by_id(self, ids: Sequence[int]) -> tuple[DutyRecord, ...]:
        """Duties in the order of the ids given. Raises NotFoundError."""
        rows = self._records.rows("duties", among(ids), "clause_id") if ids else []
        clause_of = {int(row["id"]): int(row["clause_id"]) for row in rows}
        clauses = self._records.clauses(among(sorted(set(clause_of.values())))) if rows else {}
        missing = next((id_ for id_ in ids if clause_of.get(id_) not in clauses), None)
        if missing is not None:
            raise NotFoundError(f"资料库中没有编号为 {missing} 的分工事项，它所在的文件可能已被删除。")
        return tuple(
            DutyRecord(id_, clause, clause.duties[id_ - first])
            for id_ in ids
            for first, clause in (clauses[clause_of[id_]],)
        )

    def units(self, documents: Collection[str] | None = None) -> tuple[UnitCount, ...]:
        """Every unit that occurs in these documents (None: the current ones), by number of duties (lead first)."""
        where = DutyFilter(documents=None if documents is None else frozenset(documents))
        return unit_counts(self.duties(where))

    def search_vectors(
        self, vector: Vectors, level: Level, k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """Nearest by inner product. Ids are clause ids for ``clause``, else duty ids (best phrase of each)."""
        if vector.shape[-1] != self._encoder.dimension:
            raise EncoderError(
                f"问题的向量是 {vector.shape[-1]} 维，资料库是 {self._encoder.dimension} 维。请用建库时的编码模型。"
            )
        if level != "phrase":
            collection = "clauses" if level == "clause" else "duties"
            return [
                Hit(id_, score)
                for id_, score, _ in self._records.search(collection, vector, "vector", k, documents)
            ]
        reach = k
        while True:
            found = self._records.search("phrases", vector, "vector", reach, documents, "duty")
            best: dict[int, float] = {}
            for _, score, duty in found:
                best.setdefault(int(duty), score)
            if len(best) >= k or len(found) < reach or reach >= LIMIT:
                return [Hit(id_, score) for id_, score in list(best.items())[:k]]
            reach = min(reach * 4, LIMIT)

    def search_terms(self, terms: Sequence[str], k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """BM25 over jieba words and character bigrams of task and headings. Ids are duty ids."""
        return self._search_terms("duties", terms, k, documents)

    def search_clause_terms(
        self, terms: Sequence[str], k: int, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """BM25 over whole clauses, those without any duty included. Ids are clause ids."""
        return self._search_terms("clauses", terms, k, documents)

    def vectors(self, duty_ids: Sequence[int]) -> list[DutyVectors]:
        """Stored vectors, in the order of the ids given. Raises NotFoundError."""
        records = self.duties_by_id(duty_ids)
        if not records:
            return []
        duties = {row["id"]: row["vector"] for row in self._records.rows("duties", among(duty_ids), "vector")}
        wanted = sorted({record.clause.id for record in records})
        clauses = {row["id"]: row["vector"] for row in self._records.rows("clauses", among(wanted), "vector")}
        phrases: dict[int, list[Row]] = {}
        for row in self._records.rows(
            "phrases", among(duty_ids, "duty"), "duty", "text", "vector", "tokens", "width"
        ):
            phrases.setdefault(int(row["duty"]), []).append(row)
        return [
            DutyVectors(
                np.array(clauses[record.clause.id], np.float32),
                np.array(duties[record.id], np.float32),
                np.array([row["vector"] for row in rows], np.float32),
                tuple(row["text"] for row in rows),
                unpack_tokens(b"".join(b64decode(row["tokens"]) for row in rows), int(rows[0]["width"])),
            )
            for record in records
            for rows in (sorted(phrases[record.id], key=lambda row: int(row["id"])),)
        ]

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many duties each term occurs (0 when never)."""
        visible = self._records.visible(None)
        return {
            term: self._records.count("duties", f'{visible} and TEXT_MATCH(terms, "{encode_terms([term])}")')
            for term in dict.fromkeys(terms)
        }

    def _search_terms(
        self, collection: str, terms: Sequence[str], k: int, documents: Collection[str] | None
    ) -> list[Hit]:
        unique = list(dict.fromkeys(terms))
        if not unique or k <= 0:
            return []
        found = self._records.search(collection, encode_terms(unique), "bm25", k, documents)
        # milvus-lite states BM25 as a negative distance and returns what holds no term with 0.
        return [Hit(id_, abs(score)) for id_, score, _ in found if score]

    def _matching(self, where: DutyFilter) -> list[Row]:
        """The duty rows that match: by expression in Milvus, substrings checked once more here."""
        years = {record.id: record.year for record in self.documents()}
        allowed = [
            record.id
            for record in self.documents()
            if (where.documents is None or record.id in where.documents)
            and (where.year is None or record.year == where.year)
            and (where.documents is not None or where.include_superseded or current_for(record, where.year, years))
        ]
        if not allowed:
            return []
        fields = ["document", "position", "ordinal"]
        fields += [field for field in ("section", "text") if getattr(where, field) is not None]
        return [
            row for row in self._records.rows("duties", expression(where, allowed), *fields) if matches(where, row)
        ]

    def _refuse_duplicate(self, document: Document) -> None:
        for known in self.documents():
            if known.sha256 == document.sha256 or first_id(known.sha256) == first_id(document.sha256):
                raise RejectedDocumentError(
                    f"{document.source} 与资料库中已有的《{known.title}》（{known.source}）内容完全相同，没有重复导入。"
                    "如需重新解析，请先删除已有的文件。"
                )

    def _list(self, record: DocumentRecord, position: int) -> None:
        row = {"id": first_id(record.sha256) // ID_SPAN, "vector": [0.0, 1.0], "document": record.id}
        row |= {"position": position, "payload": pack(asdict(record))}
        self._client.upsert(self._prefix + "documents", [row])

    def _relist(self, record: DocumentRecord) -> None:
        [row] = self._records.rows("documents", equals("document", record.id), "position")
        self._list(record, int(row["position"]))

    def _forget_rows(self, document_id: str) -> None:
        for name in ("parts", "clauses", "duties", "phrases"):
            self._client.delete(self._prefix + name, filter=equals("document", document_id))

    def _bump(self, generation: int | None = None) -> None:
        value = self.generation + 1 if generation is None else generation
        row = {"id": 1, "vector": [0.0, 1.0], "encoder": self._encoder.name, "generation": value}
        self._client.upsert(self._prefix + "state", [row])
