"""BM25 over terms cut beforehand: a tantivy index in one folder, never changed once written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.model.store import Hit

if TYPE_CHECKING:
    import tantivy

HEADING_WEIGHT = 0.3
"""A heading stands over many duties; a term there says less than one in the task."""

_WRITER_MEMORY = 64_000_000


@dataclass(frozen=True, slots=True)
class TermEntry:
    """What one duty or clause is found by: blank-separated terms of its text and of its headings."""

    id: int
    document: str
    terms: str
    heading_terms: str = ""


def write_lexical_index(folder: Path, entries: Iterable[TermEntry]) -> int:
    """Write entries to a new folder; returns how many."""
    import tantivy

    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    # One thread makes one segment, so that scores do not depend on how the work was shared.
    writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
    count = 0
    for entry in entries:
        writer.add_document(
            tantivy.Document(id=entry.id, document=entry.document, text=entry.terms, headings=entry.heading_terms)
        )
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


class LexicalIndex:
    """A written index, memory-mapped. Searching is safe from many threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError or OSError when the folder holds no readable index."""
        import tantivy

        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, terms: Sequence[str], k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """The k best entries that hold any of the terms, best first. Repeated terms count once."""
        from tantivy import Occur, Query

        if k <= 0 or not terms or (documents is not None and not documents):
            return []
        any_term = Query.boolean_query(
            [(Occur.Should, query) for term in dict.fromkeys(terms) for query in self._term_queries(term)]
        )
        query = any_term
        if documents is not None:
            allowed = Query.term_set_query(self._schema, "document", list(documents))
            query = Query.boolean_query(
                [(Occur.Must, any_term), (Occur.Must, Query.const_score_query(allowed, 0.0))]
            )
        found = self._searcher.search(query, limit=k, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return [Hit(cast(int, id_), float(score)) for id_, (score, _) in zip(ids, found, strict=True)]

    def document_frequency(self, term: str) -> int:
        """In how many entries the term occurs, in text or headings."""
        from tantivy import Occur, Query

        queries = [(Occur.Should, query) for query in self._term_queries(term)]
        found = self._searcher.search(Query.boolean_query(queries), limit=1, count=True)
        return int(cast(Any, found).count)  # the attribute is there; the type stub lacks it

    def _term_queries(self, term: str) -> "list[tantivy.Query]":
        from tantivy import Query

        text = Query.term_query(self._schema, "text", term, index_option="freq")
        headings = Query.term_query(self._schema, "headings", term, index_option="freq")
        return [text, Query.boost_query(headings, HEADING_WEIGHT)]


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("headings", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
