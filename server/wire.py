"""What goes over the wire: the models that describe, check and exemplify requests and responses."""

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.ingest import ImportReport
from index.model.document import Duty, Mode, Severity
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord, UnitCount
from retriever.desk import Verdict
from retriever.wording.answer import Answer, Kind
from server.desk import UnitWork
from server.operation.background_imports import State

MAX_QUESTION = 2_000
DocumentId = Annotated[str, Field(pattern="^[0-9a-f]{12}$", description="文件编号", examples=["a1b2c3d4e5f6"])]
Year = Annotated[int, Field(ge=1900, le=2200, description="年份", examples=[2022])]


class Strict(BaseModel):
    """A request: unknown fields are mistakes, not extras."""

    model_config = ConfigDict(extra="forbid")


class Turn(Strict):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class AskRequest(Strict):
    """A question, with what was said before it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "谁牵头长沙机场改扩建"}]}
    )
    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="问题")
    history: list[Turn] = Field(default_factory=list, max_length=50, description="此前的对话，供追问时参照")
    document: DocumentId | None = Field(None, description="只在这份文件里找")
    year: Year | None = Field(None, description="只在这一年的文件里找")


class QueryRequest(Strict):
    """A query, and the documents that may answer it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"query": {"type": "select", "where": {"type": "has", "unit": "省财政厅", "role": "lead"}}}
            ]
        },
    )
    query: dict[str, Any] = Field(description="查询，格式见 GET /api/query/schema")
    document: DocumentId | None = Field(None, description="只在这份文件里找")
    year: Year | None = Field(None, description="只在这一年的文件里找")


class CitedDocument(BaseModel):
    """The document that a citation stands in."""

    id: str
    title: str
    number: str | None = Field(examples=["湘政发〔2022〕1号"])
    year: int | None


class CitationOut(BaseModel):
    """The ground of an answer."""

    document: CitedDocument
    clause: str = Field(description="条的编号", examples=["3"])
    clause_id: int
    section: list[str]
    duty: int | None = Field(description="条内第几项；整条引用时为空")
    task: str
    quote: str = Field(description="原文，一字不改")
    span: tuple[int, int] = Field(description="原文在条文中的起止位置")
    raw: str
    lead: list[str]
    responsible: list[str]
    mode: Mode | None
    deadline: str | None
    leaders: list[str]


class AnswerOut(BaseModel):
    """What the assistant says, and on what ground."""

    question: str
    kind: Kind
    answered: bool
    text: str = Field(description="回答（Markdown）")
    yes: bool | None
    count: int | None
    confidence: float
    lead: list[str]
    responsible: list[str]
    mode: Mode | None
    citations: list[CitationOut]
    total: int
    suggestions: list[str]
    elapsed_ms: float
    query: dict[str, Any] | None = Field(
        description="问题被理解成的查询，可原样提交给 POST /api/query；没有则为空"
    )

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        """The wire form of an answer."""
        return cls.model_validate(answer.to_dict())


class DocumentOut(BaseModel):
    """A document as the library lists it."""

    id: str
    title: str
    number: str | None
    issuer: str | None
    date: str | None
    year: int | None
    source: str = Field(description="上传时的文件名")
    clauses: int
    duties: int
    superseded_by: str | None
    added_at: str
    rules: list[str] = Field(description="适用于全文的说明")

    @classmethod
    def of(cls, record: DocumentRecord) -> "DocumentOut":
        """The wire form of a record."""
        return cls(**{name: getattr(record, name) for name in cls.model_fields if name != "rules"},
                   rules=list(record.rules))  # fmt: skip


class DutyOut(BaseModel):
    """A stored duty and where it stands."""

    id: int
    document: CitedDocument
    clause: str
    clause_id: int
    section: list[str]
    ordinal: int
    task: str
    span: tuple[int, int]
    raw: str
    lead: list[str]
    responsible: list[str]
    mode: Mode
    deadline: str | None
    leaders: list[str]

    @classmethod
    def of(cls, record: DutyRecord) -> "DutyOut":
        """The wire form of a record."""
        duty, clause, document = record.duty, record.clause, record.document
        return cls(
            id=record.id,
            document=CitedDocument(
                id=document.id, title=document.title, number=document.number, year=document.year
            ),
            clause=clause.number,
            clause_id=clause.id,
            section=list(clause.section),
            ordinal=duty.ordinal,
            task=duty.task,
            span=duty.span,
            raw=duty.raw,
            lead=list(duty.lead),
            responsible=list(duty.responsible),
            mode=duty.mode,
            deadline=duty.deadline,
            leaders=list(duty.leaders),
        )


class DutyPage(BaseModel):
    """A page of duties; ``total`` counts all that match."""

    total: int
    offset: int
    limit: int
    items: list[DutyOut]


class ClauseDuty(BaseModel):
    """A duty as part of its clause."""

    ordinal: int
    task: str
    raw: str
    lead: list[str]
    responsible: list[str]
    mode: Mode
    deadline: str | None
    leaders: list[str]
    span: tuple[int, int]

    @classmethod
    def of(cls, duty: Duty) -> "ClauseDuty":
        """The wire form of a duty."""
        return cls.model_validate(dataclasses.asdict(duty))


class ClauseOut(BaseModel):
    """A clause with its duties."""

    id: int
    number: str
    order: int
    section: list[str]
    text: str
    duties: list[ClauseDuty]

    @classmethod
    def of(cls, record: ClauseRecord) -> "ClauseOut":
        """The wire form of a record."""
        return cls(
            id=record.id,
            number=record.number,
            order=record.order,
            section=list(record.section),
            text=record.text,
            duties=[ClauseDuty.of(duty) for duty in record.duties],
        )


class UnitOut(BaseModel):
    """A unit as it occurs in the library."""

    name: str
    aliases: list[str]
    lead: int = Field(description="牵头的事项数")
    responsible: int = Field(description="作为责任单位的事项数")
    generic: bool = Field(description="统称（如“有关部门”），不是一个具体单位")

    @classmethod
    def of(cls, count: UnitCount, aliases: Sequence[str]) -> "UnitOut":
        """The wire form of a count."""
        return cls(
            name=count.name,
            aliases=list(aliases),
            lead=count.lead,
            responsible=count.responsible,
            generic=count.generic,
        )


class UnitDuties(BaseModel):
    """All that a unit leads and shares."""

    unit: UnitOut
    lead: list[DutyOut]
    responsible: list[DutyOut]

    @classmethod
    def of(cls, work: UnitWork) -> "UnitDuties":
        """The wire form of a unit's work."""
        return cls(
            unit=UnitOut.of(work.unit, work.aliases),
            lead=[DutyOut.of(record) for record in work.lead],
            responsible=[DutyOut.of(record) for record in work.responsible],
        )


class SupersedeRequest(Strict):
    """Which document replaces this one; null takes the mark back."""

    by: DocumentId | None = Field(description="新文件的编号；null 为取消标记")


class FeedbackRequest(Strict):
    """What a reader thinks of an answer."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION, examples=["谁牵头长沙机场改扩建"])
    answer: str = Field("", max_length=100_000, description="所评价的回答")
    verdict: Verdict = Field(description="useful 有用，useless 无用，wrong_unit 单位不对")
    comment: str = Field("", max_length=MAX_QUESTION)


class ImportJobOut(BaseModel):
    """A background import; ``report`` at its end, ``detail`` when it failed."""

    id: str
    source: str
    state: State
    done: int
    total: int
    report: dict[str, Any] | None
    detail: str | None


class DiagnosticOut(BaseModel):
    """Something a reader of the import report must know."""

    severity: Severity
    code: str
    clause: str | None
    line: int | None
    message: str


class ReportOut(BaseModel):
    """What an import gave, or a preview would give."""

    stored: bool = Field(description="是否已入库；预览为否")
    refusal: str | None = Field(description="不宜入库的原因；没有则为空")
    document: DocumentOut | None = Field(description="入库后的文件；预览时为空")
    source: str
    title: str
    number: str | None
    clauses: int
    duties: int
    diagnostics: list[DiagnosticOut]
    text: str = Field(description="导入报告的文字")

    @classmethod
    def of(cls, report: ImportReport) -> "ReportOut":
        """The wire form of a report."""
        document = report.document
        return cls(
            stored=report.record is not None,
            refusal=report.refusal,
            document=DocumentOut.of(report.record) if report.record else None,
            title=document.title,
            number=document.number,
            source=document.source,
            clauses=report.clauses,
            duties=report.duties,
            diagnostics=[
                DiagnosticOut(**{name: getattr(diagnostic, name) for name in DiagnosticOut.model_fields})
                for diagnostic in document.diagnostics
            ],
            text=report.text(),
        )
