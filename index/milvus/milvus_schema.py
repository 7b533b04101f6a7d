"""The collections of a library in Milvus, and how a document becomes their rows.

Milvus knows no transactions: a document's rows are written first and its row in ``documents`` last, and only what
belongs to a document listed there is ever read.
"""

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from index.encode.clause_vectors import EncodedClause, duty_phrases
from index.encode.token_bytes import pack_tokens
from index.model.document import Clause, Document, Duty
from index.model.errors import RejectedDocumentError
from index.model.versions import Comparison
from index.text.tokens import terms

if TYPE_CHECKING:
    from pymilvus import CollectionSchema, MilvusClient

Row = dict[str, Any]

TEXT_BYTES = 65_535
"""What a VARCHAR holds."""

ID_SPAN = 1 << 20
"""Ids of a document's rows start at a multiple of this, which leaves them exact in JavaScript (53 bits)."""

_PART = 60_000
_UNITS = 512
_STRINGS: dict[str, tuple[str, ...]] = {
    "state": ("encoder",),
    "documents": ("document", "payload"),
    "parts": ("document", "kind", "data"),
    "clauses": ("document", "payload"),
    "duties": ("document", "clause", "section", "text", "mode"),
    "phrases": ("document", "text", "tokens"),
}
_NUMBERS: dict[str, tuple[str, ...]] = {
    "state": ("generation",),
    "documents": ("position",),
    "parts": ("position",),
    "clauses": ("position",),
    "duties": ("clause_id", "position", "ordinal", "has_lead", "has_deadline"),
    "phrases": ("duty", "width"),
}
_SEARCHED_TERMS = ("clauses", "duties")
_ENCODED = ("clauses", "duties", "phrases")
COLLECTIONS = tuple(_STRINGS)


def create_collections(client: "MilvusClient", prefix: str, dimension: int) -> None:
    """Create those that are missing. Those without vectors of their own get a dummy, which Milvus demands."""
    for name in COLLECTIONS:
        if client.has_collection(prefix + name):
            continue
        index = client.prepare_index_params()
        index.add_index("vector", index_type="FLAT", metric_type="IP")
        if name in _SEARCHED_TERMS:
            index.add_index("bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        client.create_collection(
            prefix + name,
            schema=_schema(client, name, dimension if name in _ENCODED else 2),
            index_params=index,
            consistency_level="Strong",
        )


def _schema(client: "MilvusClient", name: str, dimension: int) -> "CollectionSchema":
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    for field in _STRINGS[name]:
        schema.add_field(field, DataType.VARCHAR, max_length=TEXT_BYTES)
    for field in _NUMBERS[name]:
        schema.add_field(field, DataType.INT64)
    if name == "duties":
        for role in ("lead", "responsible"):
            schema.add_field(
                role, DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=_UNITS, max_length=1024
            )
    if name in _SEARCHED_TERMS:
        schema.add_field(
            "terms",
            DataType.VARCHAR,
            max_length=TEXT_BYTES,
            enable_analyzer=True,
            enable_match=True,
            analyzer_params={"tokenizer": "standard"},
        )
        schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name="bm25",
                function_type=FunctionType.BM25,
                input_field_names=["terms"],
                output_field_names=["bm25"],
            )
        )
    return schema


def encode_terms(found: list[str]) -> str:
    """Terms as hexadecimal words: every Milvus has the standard tokenizer, which leaves such words alone."""
    return " ".join(term.encode().hex() for term in found)


def first_id(sha256: str) -> int:
    """Where the ids of a document's rows start."""
    return int(sha256[:8], 16) * ID_SPAN


def document_rows(
    document: Document,
    original: bytes,
    encoded: tuple[EncodedClause, ...],
    comparisons: Sequence[Comparison] = (),
) -> Iterator[tuple[str, Row]]:
    """All rows of a document but the last, which lists it. Raises RejectedDocumentError for oversized clauses."""
    first = first_id(document.sha256)
    notes = json.dumps([asdict(note) for note in document.diagnostics]).encode()
    at = first
    compared = json.dumps([asdict(found) for found in comparisons]).encode()
    for kind, content in (("original", original), ("diagnostics", notes), ("comparisons", compared)):
        text = base64.b64encode(content).decode("ascii")
        for start in range(0, max(1, len(text)), _PART):
            data = text[start : start + _PART]
            yield "parts", _plain(at, document.id, kind=kind, data=data, position=at - first)
            at += 1
    duty_id = phrase_id = first
    for clause_id, (clause, vectors) in enumerate(zip(document.clauses, encoded, strict=True), first):
        yield "clauses", _clause_row(document, clause_id, clause, duty_id) | {"vector": vectors.vector}
        for duty, own in zip(clause.duties, vectors.duties, strict=True):
            yield "duties", _duty_row(document.id, duty_id, clause_id, clause, duty) | {"vector": own.vector}
            for text, phrase, tokens in zip(duty_phrases(duty), own.phrases, own.tokens, strict=True):
                packed, width = pack_tokens((tokens,))
                row = {"document": document.id, "duty": duty_id, "text": text, "vector": phrase}
                row |= {"tokens": base64.b64encode(packed).decode("ascii"), "width": width}
                yield "phrases", {"id": phrase_id, **row}
                phrase_id += 1
            duty_id += 1


def pack(value: object) -> str:
    """JSON, compressed, as text: what no query looks into."""
    return base64.b64encode(zlib.compress(json.dumps(value, ensure_ascii=False).encode())).decode("ascii")


def unpack(text: str) -> Any:
    """The value that was packed."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


def _clause_row(document: Document, clause_id: int, clause: Clause, first_duty: int) -> Row:
    if len(clause.text.encode()) > TEXT_BYTES:
        raise RejectedDocumentError(
            f"{document.source} 第 {clause.number} 条有 {len(clause.text)} 字，超过 Milvus 单条约两万字的上限。"
            "请检查该文件的分条，或改用本机资料库（--library）。"
        )
    return {
        "id": clause_id,
        "document": document.id,
        "position": clause.order,
        "payload": pack([first_duty, asdict(clause)]),
        "terms": _fitting(terms(clause.text)),
    }


def _duty_row(document_id: str, duty_id: int, clause_id: int, clause: Clause, duty: Duty) -> Row:
    return {
        "id": duty_id,
        "document": document_id,
        "clause": clause.number,
        "section": "\n".join(clause.section),
        "text": clause.text,
        "mode": duty.mode,
        "clause_id": clause_id,
        "position": clause.order,
        "ordinal": duty.ordinal,
        "has_lead": int(bool(duty.lead)),
        "has_deadline": int(duty.deadline is not None),
        "lead": list(duty.lead),
        "responsible": list(duty.responsible),
        "terms": _fitting(terms("\n".join((duty.task, *clause.section)))),
    }


def _fitting(found: list[str]) -> str:
    """Terms of a text too long for one field are kept once each; those of any clause that is let in then fit."""
    encoded = encode_terms(found)
    return encoded if len(encoded) <= TEXT_BYTES else encode_terms(list(dict.fromkeys(found)))[:TEXT_BYTES]


def _plain(id_: int, document_id: str, **fields: object) -> Row:
    return {"id": id_, "vector": [0.0, 1.0], "document": document_id, **fields}
