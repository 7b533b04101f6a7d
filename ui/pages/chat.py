"""问答: the chat with its evidence panel."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from index.model.errors import NotFoundError, QiantouError
from retriever.assistant import Message
from retriever.desk import Desk, Verdict
from retriever.wording.answer import Answer
from ui.assets import asset
from ui.pages.examples import example_questions
from ui.pages.pressed import pressed
from ui.views.answer_view import VERDICTS, answer_html, citation_target
from ui.views.evidence_view import EMPTY, evidence_html
from ui.views.markup import action, escape
from ui.visitor import visitor_of

LISTENER = asset("listener.js")
_VERDICT_CODES: dict[str, Verdict] = dict(zip(VERDICTS, ("useful", "useless", "wrong_unit"), strict=True))
_TARGET = re.compile(r"[0-9]{1,18}(?::[0-9]{1,9}){3}", re.ASCII)
_ALL_DOCUMENTS = "全部文件（以最新的为准）"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer; ``answer`` is None while it is being looked for, ``error`` says why it failed."""

    question: str
    answer: Answer | None = None
    error: str = ""
    verdict: str | None = None


def transcript(turns: Sequence[Turn], examples: Sequence[str]) -> str:
    """The whole conversation as HTML; before the first question a welcome with examples."""
    if not turns:
        asked = "".join(action(e, "ask", e, "qt-suggestion") for e in examples)
        hint = (
            f'<div class="qt-suggestions qt-examples">{asked}</div>'
            if asked
            else "<p>请先到“文件”页添加文件。</p>"
        )
        return (
            '<div class="qt-log qt-welcome"><h2>想找哪项工作由谁负责？</h2>'
            "<p>答案只引用文件原文；文件里没有的，会如实说没有。</p>" + hint + "</div>"
        )
    bubbles = []
    for place, turn in enumerate(turns):
        bubbles.append(f'<div class="qt-question">{escape(turn.question)}</div>')
        if turn.answer is not None:
            bubbles.append(answer_html(turn.answer, place, turn.verdict))
        elif turn.error:
            bubbles.append(f'<article class="qt-answer qt-error">{escape(turn.error)}</article>')
        else:
            bubbles.append('<article class="qt-answer qt-pending">正在查找…</article>')
    return f'<div class="qt-log" role="log" aria-live="polite">{"".join(bubbles)}</div>'


def history_of(turns: Sequence[Turn]) -> list[Message]:
    """The conversation as the assistant takes it."""
    messages = []
    for turn in turns:
        if turn.answer is not None:
            messages += [Message("user", turn.question), Message("assistant", turn.answer.text)]
    return messages


def show_evidence(desk: Desk, target: str) -> str:
    """The evidence panel for a citation target ``clause id:duty:start:end``; a word of regret when there is none."""
    try:
        if not _TARGET.fullmatch(target):
            raise NotFoundError("没有这处原文。")
        clause_id, duty, start, end = (int(part) for part in target.split(":"))
        with desk.store.reading():
            clause = desk.store.clause(clause_id)
            return evidence_html(clause, desk.store.clauses(clause.document.id), duty, (start, end))
    except QiantouError as error:
        return f'<div class="qt-evidence qt-empty"><p>{escape(error.told)}</p></div>'


class ChatTab:
    """Builds the tab inside an open ``gr.Blocks`` context and wires its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.turns = gr.State(())
        with gr.Row(elem_classes="qt-columns"):
            with gr.Column(scale=3, min_width=320):
                self.log = gr.HTML(self.fresh(), elem_id="qt-log", js_on_load=LISTENER, apply_default_css=False)
                with gr.Row(elem_classes="qt-ask"):
                    self.question = gr.Textbox(
                        label="问题",
                        show_label=False,
                        container=False,
                        placeholder="例如：谁牵头长沙机场改扩建（回车发送）",
                        autofocus=True,
                        max_length=2000,
                        lines=1,
                        max_lines=4,
                        scale=8,
                        elem_id="qt-question",
                    )
                    self.send = gr.Button("发送", variant="primary", scale=1, min_width=72, elem_id="qt-send")
                    self.clear = gr.Button("新对话", scale=1, min_width=84, elem_id="qt-clear")
                self.scope = gr.Dropdown(
                    self._scopes(),
                    value="",
                    label="查找范围",
                    elem_id="qt-scope",
                    interactive=True,
                    filterable=False,
                )
            with gr.Column(scale=2, min_width=320):
                self.evidence = gr.HTML(EMPTY, elem_id="qt-evidence", js_on_load=LISTENER, apply_default_css=False)
        self._wire()

    def fresh(self) -> str:
        """An empty conversation, with examples from the library as it stands now."""
        return transcript((), example_questions(self.desk.store))

    def _scopes(self) -> list[tuple[str, str]]:
        records = self.desk.store.documents()
        return [(_ALL_DOCUMENTS, ""), *((f"{d.title} {d.number or ''}".strip(), d.id) for d in records)]

    def refresh(self) -> gr.Dropdown:
        """The choice of documents as the library stands now."""
        return gr.Dropdown(choices=self._scopes())

    def _wire(self) -> None:
        begin: dict[str, Any] = {
            "fn": self._begin,
            "inputs": [self.question, self.turns],
            "outputs": [self.question, self.turns, self.log],
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        finish: dict[str, Any] = {
            "fn": self._finish,
            "inputs": [self.turns, self.scope],
            "outputs": [self.turns, self.log, self.evidence],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        self.question.submit(**begin).then(**finish)
        self.send.click(**begin).then(**finish)
        pressed: dict[str, Any] = {
            "fn": self._pressed,
            "inputs": [self.turns],
            "outputs": [self.turns, self.log, self.evidence],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        self.log.click(**pressed).then(**finish)
        self.evidence.click(**pressed).then(**finish)
        self.clear.click(
            lambda: ((), self.fresh(), EMPTY, ""),
            outputs=[self.turns, self.log, self.evidence, self.question],
            queue=False,
            api_visibility="private",
        )

    def _begin(self, question: str, turns: tuple[Turn, ...]) -> tuple[str, tuple[Turn, ...], str]:
        if not question.strip():
            return "", turns, transcript(turns, example_questions(self.desk.store))
        asked = (*turns, Turn(question.strip()))
        return "", asked, transcript(asked, ())

    def _finish(
        self, turns: tuple[Turn, ...], scope: str, request: gr.Request
    ) -> tuple[tuple[Turn, ...], Any, Any]:
        if not turns or turns[-1].answer is not None or turns[-1].error:
            return turns, gr.skip(), gr.skip()
        *before, pending = turns
        try:
            answer = self.desk.ask(
                pending.question, history_of(before), scope or None, who=visitor_of(request).account
            )
        except QiantouError as error:
            done = (*before, replace(pending, error=error.told))
            return done, transcript(done, ()), gr.skip()
        done = (*before, replace(pending, answer=answer))
        evidence = show_evidence(self.desk, citation_target(answer.citations[0])) if answer.citations else EMPTY
        return done, transcript(done, ()), evidence

    def _pressed(
        self, turns: tuple[Turn, ...], event: gr.EventData, request: gr.Request
    ) -> tuple[tuple[Turn, ...], Any, Any]:
        action, value = pressed(event)
        if action == "ask" and value.strip():
            asked = (*turns, Turn(value))
            return asked, transcript(asked, ()), gr.skip()
        if action == "cite":
            return turns, gr.skip(), show_evidence(self.desk, value)
        place, _, verdict = value.partition(":")
        judged = next((turn for number, turn in enumerate(turns) if str(number) == place), None)
        if action != "verdict" or judged is None or verdict not in _VERDICT_CODES:
            return turns, gr.skip(), gr.skip()
        marked = self._judge(turns, int(place), verdict, visitor_of(request).account)
        return marked, transcript(marked, ()), gr.skip()

    def _judge(self, turns: tuple[Turn, ...], place: int, verdict: str, who: str) -> tuple[Turn, ...]:
        turn = turns[place]
        judged = json.dumps(turn.answer.to_dict(), ensure_ascii=False) if turn.answer else ""
        self.desk.feedback(turn.question, _VERDICT_CODES[verdict], judged, who)
        return (*turns[:place], replace(turn, verdict=verdict), *turns[place + 1 :])
