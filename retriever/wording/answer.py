"""The one shape of an answer: the chat, the API, the command line, MCP and the evaluation all carry it."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from index.model.document import Mode
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.query.json_form import to_json
from retriever.query.queries import Query

Kind = Literal[
    "lead",
    "responsible",
    "unit_duties",
    "unit_pair",
    "clause",
    "section",
    "fact",
    "list",
    "yes_no",
    "count",
    "smalltalk",
    "clarify",
    "no_answer",
]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Citation:
    """The ground of an answer: ``quote == clause.text[span[0]:span[1]]``, always verbatim.

    ``duty`` is the duty's ordinal in its clause, None when the whole clause is cited.
    """

    clause: ClauseRecord
    span: tuple[int, int]
    duty: int | None = None

    @property
    def document(self) -> DocumentRecord:
        """The document that is cited."""
        return self.clause.document

    @property
    def quote(self) -> str:
        """The cited words, a slice of the clause."""
        return self.clause.text[self.span[0] : self.span[1]]

    @classmethod
    def of_duty(cls, record: DutyRecord) -> "Citation":
        """Cite a whole duty: its task without the responsibility in brackets."""
        return cls(record.clause, record.duty.span, record.duty.ordinal)

    @classmethod
    def of_clause(cls, record: ClauseRecord) -> "Citation":
        """Cite a whole clause."""
        return cls(record, (0, len(record.text)))

    def to_dict(self) -> dict[str, Any]:
        """The wire form of the contract."""
        duty = next((d for d in self.clause.duties if d.ordinal == self.duty), None)
        document = self.document
        return {
            "document": {
                "id": document.id,
                "title": document.title,
                "number": document.number,
                "year": document.year,
            },
            "clause": self.clause.number,
            "clause_id": self.clause.id,
            "section": list(self.clause.section),
            "duty": self.duty,
            "task": duty.task if duty else "",
            "quote": self.quote,
            "span": list(self.span),
            "raw": duty.raw if duty else "",
            "lead": list(duty.lead) if duty else [],
            "responsible": list(duty.responsible) if duty else [],
            "mode": duty.mode if duty else None,
            "deadline": duty.deadline if duty else None,
            "leaders": list(duty.leaders) if duty else [],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says, and on what ground.

    ``lead`` and ``responsible`` are those of the best citation, never a union over several duties.
    ``total`` equals ``len(citations)`` for questions about sets. ``confidence`` is a calibrated probability 0..1.
    ``suggestions`` are questions that can be asked next; near misses stand only there. ``query`` is what the question
    was understood as and what was executed for the answer; None where it was answered without one.
    """

    question: str
    kind: Kind
    answered: bool
    text: str
    confidence: float = 0.0
    yes: bool | None = None
    count: int | None = None
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    mode: Mode | None = None
    citations: tuple[Citation, ...] = ()
    total: int = 0
    suggestions: tuple[str, ...] = ()
    elapsed_ms: float = 0.0
    query: Query | None = None

    def to_dict(self) -> dict[str, Any]:
        """The wire form of the contract, JSON-ready."""
        return {
            "question": self.question,
            "kind": self.kind,
            "answered": self.answered,
            "text": self.text,
            "yes": self.yes,
            "count": self.count,
            "confidence": round(self.confidence, 4),
            "lead": list(self.lead),
            "responsible": list(self.responsible),
            "mode": self.mode,
            "citations": [citation.to_dict() for citation in self.citations],
            "total": self.total,
            "suggestions": list(self.suggestions),
            "elapsed_ms": round(self.elapsed_ms, 3),
            "query": to_json(self.query),
        }
