"""Rephrasing by an endpoint that behaves, and by ones that do not."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.server.fakes import make_desk

ORIGINAL = "由省发展改革委牵头（第3条）。"


@pytest.fixture
def endpoint():
    """An OpenAI-compatible endpoint whose reply the test sets: ``(status, body, seconds to wait)``."""

    class Reply(BaseHTTPRequestHandler):
        def do_POST(self):
            status, body, wait = self.server.reply
            self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(wait)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client had enough

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Reply)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def answer_through(endpoint, tmp_path, reply, question="谁牵头长沙机场改扩建"):
    endpoint.reply = reply
    url = f"http://127.0.0.1:{endpoint.server_port}/v1"
    desk = make_desk(tmp_path / "library", llm_url=url, llm_timeout=1.0)
    try:
        return desk.ask(question)
    finally:
        desk.store.close()


def said(text):
    return (200, {"choices": [{"message": {"content": text}}]}, 0)


@pytest.mark.parametrize(
    "text",
    [
        "这项工作按第3条由省发展改革委牵头。",
        "根据文件第3条，牵头单位是省发展改革委。",
        "省发展改革委牵头，见第3条，属于十大基础设施项目。",
    ],
)
def test_other_words_for_the_same_are_used(endpoint, tmp_path, text):
    answer = answer_through(endpoint, tmp_path, said(text))
    assert answer.text == text
    assert answer.lead == ("省发展改革委",)
    assert answer.citations[0].clause.number == "3"


@pytest.mark.parametrize(
    "text",
    [
        "由省交通运输厅牵头（第3条）。",  # another unit
        "由省发展改革委和省财政厅牵头（第3条）。",  # a unit of the duty, in the wrong role
        "由省发展改革委牵头，省财政厅配合（第3条）。",  # more than was said
        "由省重大项目建设局牵头，即省发展改革委（第3条）。",  # a unit that nobody knows
        "由省发展改革委牵头（第4条）。",  # another clause
        "由省发展改革委牵头。",  # no clause
        "由省发展改革委牵头（第3条），总投资120亿元。",  # a number from nowhere
        "由省发展改革委牵头（第3条），共十七项。",
        "未明确牵头单位，由省发展改革委负责（第3条）。",
        "第3条。",
        "",
        ORIGINAL * 50,
    ],
)
def test_words_that_say_something_else_are_dropped(endpoint, tmp_path, text):
    assert answer_through(endpoint, tmp_path, said(text)).text == ORIGINAL


@pytest.mark.parametrize(
    "reply",
    [
        (500, {}, 0),
        (200, b"<html>", 0),
        (200, {"choices": []}, 0),
        (200, {"choices": [{"message": {"content": None}}]}, 0),
        (200, [1], 0),
        (200, b"x" * 1_000_000, 0),
        (302, b"", 0),
        (*said("由省发展改革委牵头（第3条）！")[:2], 3),
    ],
)
def test_an_endpoint_that_misbehaves_changes_nothing(endpoint, tmp_path, reply):
    started = time.monotonic()
    assert answer_through(endpoint, tmp_path, reply).text == ORIGINAL
    assert time.monotonic() - started < 3


def test_what_was_declined_is_not_sent(endpoint, tmp_path):
    answer = answer_through(endpoint, tmp_path, said("由省发展改革委牵头"), "谁牵头长沙地铁七号线")
    assert not answer.answered
    assert endpoint.asked == []
