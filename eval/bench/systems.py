"""What is measured: our assistant in process, or a running server over HTTP."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from eval.measures.outcome import Outcome
from eval.questions.question_set import Question
from index.model.errors import NotFoundError, QiantouError
from index.model.store import Store
from retriever.assistant import Assistant, Message
from retriever.reading.reader import QuestionReader

if TYPE_CHECKING:
    import httpx


class System(Protocol):
    """Answers in the wire form; ``sources`` maps document ids to file names."""

    sources: dict[str, str]

    def ask(self, question: Question) -> dict[str, Any]:
        """The answer to one question, scoped to its document when it names one."""
        ...


class InProcess:
    """The assistant over a store."""

    def __init__(self, store: Store, assistant: Assistant | None = None) -> None:
        self.assistant = assistant or Assistant(store, reader=QuestionReader(store, only_beyond_rules=True))
        self.sources = {record.id: record.source for record in store.documents()}

    def ask(self, question: Question) -> dict[str, Any]:
        """As the chat would."""
        history = [Message(turn.role, turn.content) for turn in question.history]
        document = document_id(self.sources, question.document)
        return self.assistant.ask(question.question, history, document, question.year).to_dict()


class UnreachableError(QiantouError):
    """A server that does not answer, or answers with an error."""

    code = "unreachable"


class OverHttp:
    """A running server's ``POST /api/ask``, with a key where the server asks for one. Raises UnreachableError."""

    def __init__(self, url: str, key: str | None = None) -> None:
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.client = httpx.Client(base_url=url, headers=headers, timeout=60)
        self.sources = {d["id"]: d["source"] for d in self._json("GET", "/api/documents")}

    def ask(self, question: Question) -> dict[str, Any]:
        """One request."""
        body = {
            "question": question.question,
            "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
            "document": document_id(self.sources, question.document),
            "year": question.year,
        }
        answer: dict[str, Any] = self._json("POST", "/api/ask", json=body)
        return answer

    def close(self) -> None:
        """End the connection."""
        self.client.close()

    def _json(self, method: str, path: str, **request: Any) -> Any:
        import httpx

        try:
            response = self.client.request(method, path, **request)
        except httpx.HTTPError as error:
            raise UnreachableError(
                f"连不上 {self.client.base_url}：{error}。请确认服务已启动、地址正确。"
            ) from error
        if response.is_success:
            return response.json()
        raise UnreachableError(_refusal(response))


_WAYS_OUT = {
    401: "请用 --key 给出密钥。",
    403: "请换一个有权提问的密钥。",
    429: "评测会连续提问，请把服务的 QIANTOU_RATE_PER_MINUTE 调大或设为 0 后再跑。",
}


def _refusal(response: "httpx.Response") -> str:
    way_out = _WAYS_OUT.get(response.status_code, "请查看服务的日志。")
    return f"{response.request.url} 回了 {response.status_code}：{response.text[:200]}。{way_out}"


def document_id(sources: Mapping[str, str], file_name: str | None) -> str | None:
    """The id of a document by its file name, None for none. Raises NotFoundError."""
    if file_name is None:
        return None
    for identifier, source in sources.items():
        if source == file_name:
            return identifier
    raise NotFoundError(f"题目要用的文件不在资料库里：{file_name}。请先导入它再评测。")


def run(
    system: System, questions: Sequence[Question], watch: Callable[[Iterable[Question]], Iterable[Question]] = iter
) -> list[Outcome]:
    """Ask every question once, in order; ``watch`` wraps the questions (a progress bar)."""
    outcomes = []
    for question in watch(questions):
        start = time.perf_counter()
        answer = system.ask(question)
        outcomes.append(Outcome(question, answer, (time.perf_counter() - start) * 1000, system.sources))
    return outcomes
