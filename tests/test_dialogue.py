"""Follow-up questions over two invented documents."""

import pytest

from retriever.assistant import Assistant, Message
from tests.invented import NEW, OLD
from tests.memory_store import CharacterFinder, MemoryStore


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    store = MemoryStore(OLD, NEW)
    return Assistant(store, CharacterFinder(store))


def ask(assistant: Assistant, *turns: str):
    *earlier, question = turns
    history = [message for turn in earlier for message in (Message("user", turn), Message("assistant", "……"))]
    return assistant.ask(question, history)


def cited(answer) -> list[tuple[str, int | None]]:
    return [(citation.clause.number, citation.duty) for citation in answer.citations]


@pytest.mark.parametrize(
    ("turns", "kind", "expected"),
    [
        (("谁牵头机场改扩建", "那配合单位呢"), "responsible", [("1", 1)]),
        (("谁牵头机场改扩建", "责任单位有哪些"), "responsible", [("1", 1)]),
        (("机场改扩建归谁管", "它的原文"), "clause", [("1", 1)]),
        (("谁牵头机场改扩建", "换成水库建设的呢"), "lead", [("1", 2)]),
        (("谁牵头机场改扩建", "不对，我问的是水库建设"), "lead", [("1", 2)]),
        (("谁牵头机场改扩建", "那水库建设呢"), "lead", [("1", 2)]),
        (("谁牵头机场改扩建", "那省财政厅呢"), "yes_no", [("1", 1)]),
        (("谁牵头机场改扩建", "省财政厅参与吗"), "yes_no", [("1", 1)]),
        (("谁牵头机场改扩建", "什么时候完成"), "fact", [("1", 1)]),
        (("省财政厅牵头哪些", "那水利厅呢"), "unit_duties", [("1", 2)]),
        (("省财政厅牵头哪些", "一共几项"), "count", [("2", 1), ("3", 1)]),
        (("省财政厅牵头哪些", "第二个"), "clause", [("3", 1)]),
        (("省财政厅牵头哪些", "它和省水利厅共同负责的呢"), "unit_pair", [("3", 1)]),
        (("省财政厅牵头哪些", "那参与的呢"), "unit_duties", [("1", 1)]),
        (("第2条", "下一条"), "clause", [("3", None)]),
        (("第2条", "上一条"), "clause", [("1", None)]),
        (("第2条", "那第3条呢"), "clause", [("3", None)]),
        (("谁牵头机场改扩建", "谢谢", "那配合单位呢"), "responsible", [("1", 1)]),
        (("谁牵头机场改扩建", "省水利厅牵头哪些"), "unit_duties", [("1", 2)]),
    ],
)
def test_what_is_left_unsaid_comes_from_before(assistant: Assistant, turns, kind, expected) -> None:
    answer = ask(assistant, *turns)
    assert (answer.kind, cited(answer)) == (kind, expected)


def test_a_year_swaps_the_document(assistant: Assistant) -> None:
    assert ask(assistant, "谁牵头机场改扩建", "2022年的呢").citations[0].document.year == 2022


def test_a_reason_about_the_matter_before_is_declined(assistant: Assistant) -> None:
    answer = ask(assistant, "谁牵头机场改扩建", "为什么呢")
    assert (answer.answered, answer.kind) == (False, "no_answer")


def test_without_a_conversation_a_follow_up_asks_back(assistant: Assistant) -> None:
    assert ask(assistant, "那配合单位呢").kind == "clarify"
