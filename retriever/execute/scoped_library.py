"""One library as the answering functions see it: its documents in order of preference, its units, its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.model.errors import NotFoundError
from index.model.store import ClauseRecord, DocumentRecord, DutyFilter, DutyRecord, Store, UnitCount
from index.text.search_key import search_key
from index.units.linker import UnitLinker
from retriever.execution.headings import heading_number, heading_title
from retriever.patterns.long_question import read_message
from retriever.patterns.question import Question, Scope
from retriever.patterns.references import document_places, read_scope
from retriever.patterns.understand import Reader

_OF = re.compile(r"[《〈]?([一-龥]{2,3}?)(?:市|县|州|区|自治州)(?![一-龥]?域)")


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

    def understand(self, text: str, requested: Scope) -> Question:
        """What a question asks, units linked to those of the documents that may answer it."""
        message = read_message(search_key(text))
        key, scope = read_scope(message.asked, self.documents)
        question = self.reader(intersect(requested, scope)).read(text, key, scope)
        return replace(question, background=message.background)

    def reader(self, scope: Scope) -> Reader:
        """Understands questions put to these documents."""
        documents = self.candidates(scope)
        ids = frozenset(document.id for document in documents)
        if ids not in self._readers:
            units = self.store.units(ids) if ids else ()
            linker = UnitLinker(
                [unit.name for unit in units],
                [unit.name for unit in units if unit.generic],
                search_key,
                {place for document in documents for place in (*document_places(document), *_home(document))},
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
        current = tuple(document for document in self.documents if document.superseded_by is None)
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


def _home(document: DocumentRecord) -> tuple[str, ...]:
    """The city or county that a document says it is of, known or not: 云川市2025年… is of 云川."""
    found = (_OF.match(search_key(text)) for text in (document.title, document.issuer or ""))
    return tuple(match[1] for match in found if match)


def intersect(requested: Scope, asked: Scope) -> Scope:
    """The documents that both the request and the question allow."""
    if asked.documents is None:
        return requested
    if requested.documents is None:
        return asked
    both = asked.documents & requested.documents
    return Scope(both, "" if both else asked.missing or "所限定的")
