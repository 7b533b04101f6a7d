"""One library as the answering functions see it: its documents in order of preference, its units, its headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.model.errors import NotFoundError
from index.model.store import ClauseRecord, DocumentRecord, DutyFilter, DutyRecord, Store, UnitCount
from index.text.search_key import search_key
from index.units.linker import UnitLinker
from retriever.across.change_questions import without_comparison
from retriever.execution.headings import heading_number, heading_title
from retriever.patterns.long_question import read_message
from retriever.patterns.question import Question
from retriever.patterns.references import document_places
from retriever.patterns.understand import Reader
from retriever.scope.resolve import NOTHING_REMEMBERED, Remembered, read_scope
from retriever.scope.scope import Scope


@dataclass
class Library:
    """What one generation of a store holds, read when first needed.

    ``within`` leaves only some duties in sight (clause id, ordinal; None: the whole clause).
    """

    store: Store
    generation: int
    within: frozenset[tuple[int, int | None]] | None = None
    _readers: dict[frozenset[str], Reader] = field(default_factory=dict)

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, newest year first."""
        return self.store.documents()

    @cached_property
    def units(self) -> tuple[UnitCount, ...]:
        """Every unit that occurs."""
        return self.store.units()

    def understand(
        self, text: str, requested: Scope, before: Remembered = NOTHING_REMEMBERED, *, whole: bool = False
    ) -> Question:
        """What a question asks, units linked to those of the documents that may answer it.

        ``before`` is what a conversation said of documents. ``whole``: the request alone says which documents, all
        words of the question are its matter.
        """
        message = read_message(search_key(text))
        if whole:
            key, scope = message.asked, Scope()
        else:
            reading = read_scope(message.asked, self.documents, self.says, before)
            key, scope = reading.rest, reading.scope
        question = self.reader(intersect(requested, scope)).read(text, key, scope)
        return replace(question, background=message.background)

    def scope_of_changes(self, text: str, before: Remembered = NOTHING_REMEMBERED) -> Scope:
        """The documents whose changes a question asks for: the year or version compared with restricts nothing."""
        return read_scope(without_comparison(search_key(text)), self.documents, self.says, before).scope

    def scope(self, text: str, requested: Scope, before: Remembered) -> Scope:
        """The documents that a question may be answered from, of those that the request allows."""
        asked = read_message(search_key(text)).asked
        return intersect(requested, read_scope(asked, self.documents, self.says, before).scope)

    def remember(self, texts: Sequence[str]) -> Remembered:
        """What the turns of a conversation have said of documents."""
        held = NOTHING_REMEMBERED
        for text in texts:
            asked = read_message(search_key(text)).asked
            held = read_scope(asked, self.documents, self.says, held).remembered
        return held

    def says(self, words: str) -> frozenset[str]:
        """The documents whose clauses have these very words, given as a search key."""
        return frozenset(id_ for id_, text in self._texts.items() if words in text)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            document.id: "\n".join(search_key(clause.text) for clause in self.store.clauses(document.id))
            for document in self.documents
        }

    def reader(self, scope: Scope) -> Reader:
        """Understands questions put to these documents."""
        documents = self.candidates(scope)
        ids = frozenset(document.id for document in documents)
        if ids not in self._readers:
            units = self.store.units(ids) if ids else ()
            linker = UnitLinker(
                list(dict.fromkeys(unit.name for unit in units)),
                list(dict.fromkeys(unit.name for unit in units if unit.generic)),
                search_key,
                {place for document in documents for place in document_places(document)},
            )
            officials = {name for d in documents for record in self.duties(d) for name in record.duty.leaders}
            titles: dict[str, frozenset[int]] = {}
            for heading in dict.fromkeys(
                h for d in documents for clause in self.clauses(d) for h in clause.section
            ):
                title, number = heading_title(heading), heading_number(heading)
                titles[title] = titles.get(title, frozenset()) | ({number} if number is not None else set())
            tasks = "\n".join(search_key(record.duty.task) for d in documents for record in self.duties(d))
            self._readers[ids] = Reader(linker, documents, officials, titles, tasks)
        return self._readers[ids]

    def candidates(self, scope: Scope) -> tuple[DocumentRecord, ...]:
        """The documents that may answer, the preferred first. Superseded ones only when they are asked for."""
        if scope.documents is not None:
            return tuple(document for document in self.documents if document.id in scope.documents)
        current = tuple(document for document in self.documents if document.current)
        return current or self.documents

    def clauses(self, document: DocumentRecord) -> tuple[ClauseRecord, ...]:
        """A document's clauses in order, those in sight."""
        clauses = self.store.clauses(document.id)
        if self.within is None:
            return clauses
        held = {clause for clause, _ in self.within}
        return tuple(clause for clause in clauses if clause.id in held)

    def duties(self, document: DocumentRecord) -> tuple[DutyRecord, ...]:
        """A document's duties in order, those in sight."""
        return tuple(record for record in self.all_duties(document) if self.holds(record))

    def all_duties(self, document: DocumentRecord) -> tuple[DutyRecord, ...]:
        """A document's duties in order, in sight or not."""
        return self.store.duties(DutyFilter(documents=frozenset({document.id})))

    def holds(self, record: DutyRecord) -> bool:
        """Whether a duty is in sight."""
        keys = ((record.clause.id, record.duty.ordinal), (record.clause.id, None))
        return self.within is None or any(key in self.within for key in keys)

    def restrict(self, document: str | None, year: int | None) -> Scope:
        """The scope that a request asks for. Raises NotFoundError for an unknown document."""
        chosen: Sequence[DocumentRecord] = self.documents
        if document is not None:
            chosen = [record for record in chosen if record.id == document]
            if not chosen:
                raise NotFoundError(f"文件库里没有编号为“{document}”的文件，请先在“文件”页查看已入库的文件。")
        if year is not None:
            chosen = [record for record in chosen if record.year == year]
        if document is None and year is None:
            return Scope()
        return Scope(frozenset(record.id for record in chosen), "" if chosen else f"{year}年")


def intersect(requested: Scope, asked: Scope) -> Scope:
    """The documents that both the request and the question allow."""
    if asked.documents is None:
        return replace(requested, foreign=asked.foreign)
    if requested.documents is None:
        return asked
    both = asked.documents & requested.documents
    return replace(asked, documents=both, missing="" if both else asked.missing or "所限定的")
