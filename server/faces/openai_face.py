"""The OpenAI wire format, so that chat front ends which speak it (Open WebUI, Dify, FastGPT) can plug in."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from index.model.errors import InvalidQuestionError
from retriever.assistant import Message
from retriever.wording.answer import Answer
from retriever.wording.phrases_of_answers import place_text
from server.problems import documented
from server.roles import Reader, TheDesk
from server.wire import CitationOut

MODEL = "qiantou"
CITED_IN_TEXT = 20
"""At most this many citations are appended as text; the structured field has them all."""

router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def words(self) -> str:
        """The message's text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type in ("text", "input_text"))
        return self.content or ""


class ChatRequest(BaseModel):
    """A chat completion request. Sampling options that clients send are accepted and have no effect."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "谁牵头长沙机场改扩建"}]}]
        }
    )
    model: str = Field(MODEL, max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    stream: bool = False


class ChatMessageOut(BaseModel):
    """The answer as a message; ``citations`` is our own addition to the format."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    citations: list[CitationOut]


class ChatChoice(BaseModel):
    """The one choice."""

    index: int = 0
    message: ChatMessageOut
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Characters in place of tokens: there is no language model that would count them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChatChoice]
    usage: Usage
    citations: list[CitationOut]


class Model(BaseModel):
    """A model of the list."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 1_767_225_600
    owned_by: str = MODEL


class ModelList(BaseModel):
    """The list of models: one."""

    object: Literal["list"] = "list"
    data: list[Model]


@router.get("/models", summary="列出模型", responses=documented(401, 403, 429))
def list_models(account: Reader) -> ModelList:
    """只有一个：qiantou。"""
    return ModelList(data=[Model()])


@router.post(
    "/chat/completions",
    summary="对话（OpenAI 格式）",
    response_model=ChatCompletion,
    responses=documented(400, 401, 403, 404, 413, 422, 429, 503)
    | {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
def complete(body: ChatRequest, desk: TheDesk, account: Reader) -> StreamingResponse | JSONResponse:
    """最后一条 user 消息是问题，此前的消息供追问参照；引文附在正文末尾，也在 citations 字段里。"""
    question, history = _conversation(body.messages)
    answer = desk.ask(question, history, who=account.name)
    identity, created = f"chatcmpl-{secrets.token_hex(12)}", int(time.time())
    if body.stream:
        chunks = _stream(answer, identity, created, body.model)
        return StreamingResponse(chunks, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
    text = with_citations(answer)
    cited = [CitationOut.model_validate(citation.to_dict()) for citation in answer.citations]
    asked = sum(len(message.words) for message in body.messages)
    completion = ChatCompletion(
        id=identity,
        created=created,
        model=body.model,
        choices=[ChatChoice(message=ChatMessageOut(content=text, citations=cited))],
        usage=Usage(prompt_tokens=asked, completion_tokens=len(text), total_tokens=asked + len(text)),
        citations=cited,
    )
    return JSONResponse(completion.model_dump(mode="json"))


def with_citations(answer: Answer) -> str:
    """The answer's text followed by those of its sources that it does not quote, for faces that show only text."""
    unquoted = [citation for citation in answer.citations if citation.quote not in answer.text]
    lines = [f"- {place_text(citation.clause)}：“{citation.quote}”" for citation in unquoted[:CITED_IN_TEXT]]
    if not lines:
        return answer.text
    if len(unquoted) > CITED_IN_TEXT:
        lines.append(f"- ……另有 {len(unquoted) - CITED_IN_TEXT} 处，见 citations 字段。")
    return answer.text + "\n\n**依据**\n\n" + "\n".join(lines)


def _conversation(messages: list[ChatMessage]) -> tuple[str, list[Message]]:
    """The last user message and the turns before it; instructions to the model and tool calls are not turns."""
    last = max((place for place, message in enumerate(messages) if message.role == "user"), default=None)
    if last is None or not messages[last].words.strip():
        raise InvalidQuestionError("没有问题：messages 里最后一条 role 为 user 的消息是空的，或没有这样的消息。")
    history = [
        Message("user" if message.role == "user" else "assistant", message.words)
        for message in messages[:last]
        if message.role in ("user", "assistant") and message.words
    ]
    return messages[last].words, history


def _stream(answer: Answer, identity: str, created: int, model: str) -> Iterator[str]:
    """The answer sentence by sentence; the last chunk carries the citations."""

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        body = {"id": identity, "object": "chat.completion.chunk", "created": created, "model": model,
                "choices": [choice], **more}  # fmt: skip
        return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for piece in re.findall(r"[^。；\n]*[。；\n]+|[^。；\n]+", with_citations(answer)):
        yield chunk({"content": piece})
    yield chunk({}, "stop", citations=[citation.to_dict() for citation in answer.citations])
    yield "data: [DONE]\n\n"
