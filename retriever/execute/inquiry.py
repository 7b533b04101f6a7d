"""What an answering function works on, and how it says its answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.execute.scoped_library import Library
from retriever.matter.matter_search import MatterResult
from retriever.patterns.question import Question
from retriever.wording.answer import Answer, Citation, Kind


class Finder(Protocol):
    """Whatever finds the duties that a matter is about; MatterSearch is the one."""

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """The duties a matter is about, ranked."""
        ...


def clause_duties(inquiry: "Inquiry", clause: ClauseRecord) -> list[DutyRecord]:
    """A clause's duties as records, in order."""
    return [record for record in inquiry.library.duties(clause.document) if record.clause.id == clause.id]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, the library it is put to and the documents that may answer, the preferred first."""

    question: Question
    library: Library
    documents: tuple[DocumentRecord, ...]
    finder: Finder

    def answer(
        self,
        kind: Kind,
        text: str,
        records: Sequence[DutyRecord] = (),
        *,
        yes: bool | None = None,
        count: int | None = None,
        confidence: float = 1.0,
        suggestions: Sequence[str] = (),
        citations: Sequence[Citation] | None = None,
    ) -> Answer:
        """An answer that stands on duties (or on citations given); its units are those of the first duty."""
        cited = (
            tuple(citations) if citations is not None else tuple(Citation.of_duty(record) for record in records)
        )
        first = records[0].duty if records else None
        return Answer(
            question=self.question.text,
            kind=kind,
            answered=True,
            text=text,
            confidence=confidence,
            yes=yes,
            count=count,
            lead=first.lead if first else (),
            responsible=first.responsible if first else (),
            mode=first.mode if first else None,
            citations=cited,
            total=len(cited),
            suggestions=tuple(suggestions),
        )

    def refuse(
        self, text: str, suggestions: Sequence[str] = (), kind: Kind = "no_answer", confidence: float = 0.0
    ) -> Answer:
        """A decline, a request to choose, or small talk."""
        return Answer(
            question=self.question.text,
            kind=kind,
            answered=False,
            text=text,
            confidence=confidence,
            suggestions=tuple(suggestions),
        )
