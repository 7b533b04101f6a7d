"""The service desk: one library and what may be done with it. API, chat, MCP and OpenAI face all stand on it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.ingest import ImportReport, ingest_bytes, preview_bytes
from index.library.feedback import FeedbackLog
from index.library.feedback import Verdict as StoredVerdict
from index.model.errors import EncoderLoadingError, NotAllowedError, NotFoundError
from index.model.identity import Identity
from index.model.store import DocumentRecord, DutyFilter, DutyRecord, Progress, Store, UnitCount
from index.model.versions import Relation
from retriever.across.changes import Changes, changes_between, predecessor
from retriever.assistant import Message
from retriever.desk import Role, Verdict
from retriever.ledger.export import Format, export
from retriever.ledger.rows import Grouping, ledgers
from retriever.query.queries import Query
from retriever.wording.answer import Answer
from server.access.audit import Audit
from server.access.keys import Account, KeyRing
from server.access.uploads import UploadFolder
from server.once_per_state import OncePerGeneration
from server.operation.background_imports import ImportQueue
from server.operation.metrics import Metrics
from server.rephrase import Rephraser
from server.settings import Settings
from server.unit_names import UnitNames
from server.verify import Units

PATIENCE_S = 20.0
"""How long a question waits for an encoder that is still being loaded."""

STORED_VERDICTS: dict[Verdict, StoredVerdict] = {"useful": "有用", "useless": "无用", "wrong_unit": "单位不对"}


class ServedStore(Store, Protocol):
    """A store that also keeps what readers say."""

    @property
    def feedback(self) -> FeedbackLog:
        """The readers' remarks."""
        ...

    def close(self) -> None:
        """Give back the files."""
        ...


@dataclass(frozen=True, slots=True)
class UnitWork:
    """All that a unit leads and shares."""

    unit: UnitCount
    aliases: tuple[str, ...]
    lead: tuple[DutyRecord, ...]
    responsible: tuple[DutyRecord, ...]


class Answers(Protocol):
    """What answers questions: ``retriever.assistant.Assistant``."""

    def ask(
        self, question: str, history: Sequence[Message] = (), document: str | None = None, year: int | None = None
    ) -> Answer:
        """Answer, or decline."""
        ...

    def execute(self, query: Query, document: str | None = None, year: int | None = None) -> Answer:
        """Answer a query."""
        ...


class LibraryDesk:
    """Implements ``retriever.desk.Desk``; ``who`` is an account's name, "" where there are no keys."""

    def __init__(
        self, settings: Settings, store: ServedStore, answers: Answers, encoder_ready: Callable[[], bool]
    ) -> None:
        """``encoder_ready`` tells whether questions can be encoded; EncoderError: they never will be."""
        self.settings = settings
        self.store = store
        self.metrics = Metrics()
        self.keys = KeyRing(settings.library)
        self.audit = Audit(settings.library, settings.log_questions)
        self.imports = ImportQueue(settings.library)
        self.uploads = UploadFolder(settings.library)
        self._answers = answers
        self._encoder_ready = encoder_ready
        self._rephraser = Rephraser(settings, self._known_units) if settings.llm_url else None
        self._names = OncePerGeneration(lambda: UnitNames(store.units()))
        self._units = OncePerGeneration(self._collect_units)

    @property
    def ready(self) -> bool:
        """Whether the encoder is loaded. Raises EncoderError when it cannot be."""
        return self._encoder_ready()

    @property
    def keys_on(self) -> bool:
        """Whether visitors need a key."""
        return self.settings.require_keys or self.keys.exists

    def may(self, who: str, role: Role) -> bool:
        """Whether this account has at least this role."""
        account = self.keys.named(who) if self.keys_on else self.anonymous
        return account is not None and account.may(role)

    @property
    def anonymous(self) -> Account:
        """Whoever comes while there are no keys: the one person at this machine, or anybody, who only reads."""
        return Account("", "reader" if self.settings.allow_anonymous else "admin", "", "")

    def sign_in(self, name: str, key: str) -> Account | None:
        """The account of this name if the key is its own: the page's log-in."""
        account = self.keys.find(key)
        return account if account is not None and account.name == name else None

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        document: str | None = None,
        year: int | None = None,
        who: str = "",
    ) -> Answer:
        """As ``Assistant.ask``; rephrased where that is switched on, counted and audited."""
        self._demand(who, "reader")
        generation = self.store.generation
        answer = self._patiently(lambda: self._answers.ask(question, history, document, year))
        if self._rephraser:
            answer, outcome = self._rephraser.rephrase(answer)
            self.metrics.rephrasings.labels(outcome).inc()
        self.metrics.answered(answer)
        self.audit.asked(who, answer, generation)
        return answer

    def execute(self, query: Query, document: str | None = None, year: int | None = None, who: str = "") -> Answer:
        """As ``Assistant.execute``; counted and audited as a question."""
        self._demand(who, "reader")
        generation = self.store.generation
        answer = self._answers.execute(query, document, year)
        self.metrics.answered(answer)
        self.audit.asked(who, answer, generation)
        return answer

    def preview(self, name: str, content: bytes, who: str = "", relation: Relation | None = None) -> ImportReport:
        """What an import of this file would give; nothing is stored."""
        self._demand(who, "editor")
        return preview_bytes(content, name, self.store, relation)

    def ingest(
        self,
        name: str,
        content: bytes,
        progress: Progress | None = None,
        who: str = "",
        force: bool = False,
        relation: Relation | None = None,
    ) -> ImportReport:
        """Add an uploaded file to the library."""
        self._demand(who, "editor")
        outcome = "failed"
        try:
            report = ingest_bytes(self.store, content, name, force, progress, relation)
            outcome = "done"
        finally:
            self.metrics.imports.labels(outcome).inc()
        self.audit.changed(who, "import", report.record)
        return report

    def remove(self, document_id: str, who: str = "") -> None:
        """Remove a document."""
        self._demand(who, "editor")
        record = self.document(document_id)
        self.store.remove(document_id)
        self.audit.changed(who, "remove", record)

    def supersede(self, document_id: str, by: str | None, who: str = "") -> DocumentRecord:
        """Mark a document as replaced by another, or take the mark back."""
        self._demand(who, "editor")
        record = self.store.supersede(document_id, by)
        self.audit.changed(who, "supersede", record, by=by)
        return record

    def identify(self, document_id: str, identity: Identity, who: str = "") -> DocumentRecord:
        """Correct who issued a document, for which place and year, of which kind and series."""
        self._demand(who, "editor")
        record = self.store.identify(document_id, identity)
        self.audit.changed(who, "identify", record)
        return record

    def changes(self, document_id: str, earlier: str | None = None) -> Changes:
        """What changed to a document from an earlier one, by default the one before. Raises NotFoundError."""
        record = self.document(document_id)
        before = self.document(earlier) if earlier else predecessor(self.store.documents(), record)
        if before is None:
            raise NotFoundError(
                f"库中没有《{record.title}》更早的版本或年度版可以比较，可用 earlier 指定一份文件。"
            )
        return changes_between(self.store, before, record)

    def document(self, document_id: str) -> DocumentRecord:
        """A document by id. Raises NotFoundError."""
        for record in self.store.documents():
            if record.id == document_id:
                return record
        raise NotFoundError(f"库中没有编号为 {document_id} 的文件。全部文件见 GET /api/documents。")

    def feedback(
        self, question: str, verdict: Verdict, answer: str = "", who: str = "", comment: str = ""
    ) -> None:
        """Keep what a reader thinks of an answer (the wire form as JSON, or its text)."""
        self._demand(who, "reader")
        self.store.feedback.add(question, answer, STORED_VERDICTS[verdict], comment)

    def export(self, where: DutyFilter, form: Format, by: Grouping) -> bytes:
        """The duties that match as a file: whole, or a part for each unit (those asked for) or section."""
        units = where.units + where.lead + where.responsible
        return export(ledgers(self.store.duties(where), by, units), form)

    def unit_duties(self, name: str, documents: frozenset[str] | None, year: int | None) -> UnitWork:
        """All that a unit, by any of its names, leads and shares. Raises NotFoundError, InvalidQuestionError."""
        count = self.names.count(self.names.canonical(name))
        if count is None:
            raise NotFoundError(f"库中的文件没有出现单位“{name}”。全部单位见 GET /api/units。")
        lead = self.store.duties(DutyFilter(documents=documents, year=year, lead=(count.name,)))
        responsible = self.store.duties(DutyFilter(documents=documents, year=year, responsible=(count.name,)))
        return UnitWork(count, self.names.aliases(count.name), lead, responsible)

    @property
    def names(self) -> UnitNames:
        """The units of the library and what else they are called."""
        with self.store.reading():
            return self._names.get(self.store.generation)

    def close(self) -> None:
        """Let a running import finish."""
        self.imports.close()

    def _patiently(self, ask: Callable[[], Answer]) -> Answer:
        """The answer; a question that needs the encoder waits for it PATIENCE_S. Raises EncoderLoadingError after that."""
        over = time.monotonic() + PATIENCE_S
        while True:
            try:
                return ask()
            except EncoderLoadingError:
                if time.monotonic() > over:
                    raise
            while not self.ready and time.monotonic() < over:
                time.sleep(0.1)

    def _demand(self, who: str, role: Role) -> None:
        if not self.may(who, role):
            raise NotAllowedError(f"账号“{who or '（未登录）'}”没有 {role} 权限。请联系管理员。")

    def _known_units(self) -> Units:
        with self.store.reading():
            return self._units.get(self.store.generation)

    def _collect_units(self) -> Units:
        names = self.names
        return Units.of([form for name in names.all() for form in (name, *names.aliases(name))])
