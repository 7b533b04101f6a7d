"""The facade: one question in, one answer out."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal

from index.model.errors import InvalidQuestionError
from index.model.store import Store
from retriever.choice import Unclear, Understanding, chosen, unclear_text
from retriever.dialogue.follow_up import resolve
from retriever.execute.clause_lookup import answer_clause, answer_section
from retriever.execute.counting import (
    answer_by_mode,
    answer_compare,
    answer_rank_clauses,
    answer_rank_leaders,
    answer_rank_units,
    answer_totals,
)
from retriever.execute.deadlines import answer_by_deadline
from retriever.execute.document_lookup import answer_document_fact, answer_documents
from retriever.execute.facts import answer_deadline, answer_fact, answer_leader, answer_list
from retriever.execute.inquiry import Finder, Inquiry
from retriever.execute.roles import answer_who, answer_yes_no
from retriever.execute.scoped_library import Library, intersect
from retriever.execute.small_talk import answer_talk
from retriever.execute.unit_choice import settle_units
from retriever.execute.unit_lookup import answer_leader_duties, answer_unit_duties
from retriever.execution.executor import Executor
from retriever.matter.matter_search import MatterResult
from retriever.patterns.question import Ask, Question, Scope
from retriever.query.queries import Query
from retriever.query.reading import Reader
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import document_text
from retriever.wording.saying_answers import answer_of

MAX_QUESTION = 2000
"""Longest question, in characters."""

_ANSWERS: dict[Ask, Callable[[Inquiry], Answer]] = {
    "who": answer_who,
    "yes_no": answer_yes_no,
    "fact": answer_fact,
    "list": answer_list,
    "deadline": answer_deadline,
    "leader": answer_leader,
    "leader_duties": answer_leader_duties,
    "by_deadline": answer_by_deadline,
    "unit_duties": answer_unit_duties,
    "compare": answer_compare,
    "rank_units": answer_rank_units,
    "rank_clauses": answer_rank_clauses,
    "rank_leaders": answer_rank_leaders,
    "no_lead": answer_by_mode,
    "with_lead": answer_by_mode,
    "each_mode": answer_by_mode,
    "all_mode": answer_by_mode,
    "count_units": answer_totals,
    "list_units": answer_totals,
    "count_clauses": answer_totals,
    "count_sections": answer_totals,
    "list_sections": answer_totals,
    "count_duties": answer_totals,
    "list_documents": answer_documents,
    "document_fact": answer_document_fact,
    "clause": answer_clause,
    "section": answer_section,
}


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class Assistant:
    """Answers questions over one library. Stateless: a conversation comes in with each question.

    ``matter`` finds matters described in words: MatterSearch over the store unless given. It is first made for a
    question that needs it; exact questions are answered without. ``reader`` makes questions into queries; one that it
    does not read is answered without a query.
    """

    def __init__(self, store: Store, matter: Finder | None = None, reader: Reader | None = None) -> None:
        self.store = store
        self._matter = matter
        self._reader = reader
        self._executor = Executor(store, _Lazy(self._finder))
        self._library: Library | None = None
        self._lock = Lock()

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        document: str | None = None,
        year: int | None = None,
    ) -> Answer:
        """Answer from the library's own words, or decline.

        Raises InvalidQuestionError (empty, over 2,000 characters) and NotFoundError (unknown document id).
        """
        started = time.perf_counter()
        if not question.strip():
            raise InvalidQuestionError("问题是空的，请写出想查的任务、单位或条款号。")
        if len(question) > MAX_QUESTION:
            raise InvalidQuestionError(
                f"问题有 {len(question)} 个字，超过了 {MAX_QUESTION} 字的上限，请缩短后再问。"
            )
        turns = [message.content for message in history if message.role == "user" and message.content.strip()]
        with self.store.reading():
            library = self._current()
            requested = library.restrict(document, year)
            answer = self._answer_read(question, turns, library, requested)
            if answer is None:
                answer = self._answer_unread(question, turns, library, requested)
        return replace(answer, question=question, elapsed_ms=(time.perf_counter() - started) * 1000)

    def execute(self, query: Query, document: str | None = None, year: int | None = None) -> Answer:
        """Answer a query. Raises NotFoundError (unknown document id)."""
        started = time.perf_counter()
        with self.store.reading():
            answer = self._execute(query, self._current().restrict(document, year))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _execute(self, query: Query, requested: Scope) -> Answer:
        return answer_of(self._executor.run(query, requested.documents))

    def _answer_read(
        self, question: str, turns: Sequence[str], library: Library, requested: Scope
    ) -> Answer | None:
        """The answer to the query that a question is read as, or what to ask back; None where it is not read."""
        units = frozenset(unit.name for unit in library.units)
        understanding = Understanding(self._reader, library.candidates(requested), units)
        answer = chosen(understanding.read(question, turns), lambda query: self._execute(query, requested))
        if isinstance(answer, Unclear):
            return Answer(question, "clarify", False, unclear_text(answer), suggestions=answer.choices)
        return answer

    def _answer_unread(self, question: str, turns: list[str], library: Library, requested: Scope) -> Answer:
        understood = resolve(
            question,
            turns,
            lambda text: library.understand(text, requested),
            lambda earlier: self._answer(library, earlier, requested),
        )
        return self._answer(library, understood, requested)

    def _current(self) -> Library:
        """The library as it is now; read again when the store has changed."""
        generation = self.store.generation
        with self._lock:
            if self._library is None or self._library.generation != generation:
                self._library = Library(self.store, generation)
            return self._library

    def _finder(self) -> Finder:
        with self._lock:
            if self._matter is None:
                from retriever.matter.matter_search import MatterSearch

                self._matter = MatterSearch(self.store)
            return self._matter

    def _answer(self, library: Library, question: Question, requested: Scope) -> Answer:
        scope = intersect(requested, question.scope)
        part = library if question.within is None else replace(library, within=question.within)
        inquiry = Inquiry(question, part, part.candidates(scope), _Lazy(self._finder))
        if question.ask in ("greeting", "thanks", "goodbye", "help", "sorry", "chat", "injection", "gibberish"):
            return answer_talk(inquiry)
        if question.ask == "list_documents":
            return answer_documents(inquiry)
        if not inquiry.documents:
            return _nothing_to_ask(inquiry, scope)
        settled = settle_units(inquiry)
        if isinstance(settled, Answer):
            return settled
        answer = _ANSWERS[question.ask](settled)
        if question.within is None or not answer.answered:
            return answer
        return replace(answer, text=f"只看上一个回答列出的 {len(question.within)} 处。{answer.text}")


@dataclass(frozen=True, slots=True)
class _Lazy:
    """A finder that is made when it is first needed."""

    make: Callable[[], Finder]

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """See Finder."""
        return self.make().find(matter, documents, k)


def _nothing_to_ask(inquiry: Inquiry, scope: Scope) -> Answer:
    if not inquiry.library.documents:
        return inquiry.refuse("文件库里还没有文件，请先导入分工文件。")
    held = "、".join(document_text(document) for document in inquiry.library.documents[:5])
    return inquiry.refuse(f"文件库里没有{scope.missing or '符合条件'}的文件。现有：{held}。")
