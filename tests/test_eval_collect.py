"""Feedback becomes candidate questions that the question-set reader accepts."""

import json

import pytest

from eval.questions.collect import candidates
from eval.questions.question_set import Gold, read_questions
from index.ingest import ingest_bytes
from index.library.opening import open_library
from retriever.assistant import Assistant

TEXT = """青禾县2024年重点工作任务分工

一、农业
1．完成植树造林1万亩。（县林业局牵头，县水利局、县财政局按职责分工负责）
2．修建乡村公路30公里。（县交通运输局牵头，县财政局按职责分工负责）
3．建设冷链仓库。（县商务局、县供销社按职责分工负责）
"""


@pytest.fixture
def store(tmp_path):
    library = open_library(tmp_path / "library", create=True)
    ingest_bytes(library, TEXT.encode(), "qinghe.txt")
    yield library
    library.close()


def answer_text(store, question):
    return json.dumps(Assistant(store).ask(question).to_dict(), ensure_ascii=False)


def collected(store, folder):
    path = folder / "candidates.jsonl"
    path.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in candidates(store)), encoding="utf-8")
    return read_questions(path)


def test_a_useful_answer_gives_its_gold_to_be_confirmed(store, tmp_path):
    store.feedback.add("第2条谁牵头", answer_text(store, "县交通运输局牵头哪些"), "有用")
    (found,) = collected(store, tmp_path)
    assert (found.kind, found.count, found.answerable) == ("unit_duties", 1, True)
    assert found.clauses == (Gold("qinghe.txt", "2", 1),)
    assert (found.split, found.style, found.note) == ("dev", "feedback", "待复核：有用")


def test_a_wrong_answer_leaves_the_gold_to_the_reviewer(store, tmp_path):
    store.feedback.add(
        "县交通运输局牵头哪些", answer_text(store, "县交通运输局牵头哪些"), "单位不对", "应为县住建局"
    )
    (found,) = collected(store, tmp_path)
    assert (found.clauses, found.lead, found.count) == ((), None, None)
    assert found.note == "待复核：单位不对　应为县住建局"


def test_a_useless_decline_is_taken_for_answerable(store, tmp_path):
    store.feedback.add("登月归谁管", '{"kind": "no_answer", "answered": false, "citations": []}', "无用")
    store.feedback.add("火星归谁管", '{"kind": "no_answer", "answered": false, "citations": []}', "有用")
    moon, mars = collected(store, tmp_path)
    assert (moon.kind, moon.answerable) == ("lead", True)
    assert (mars.kind, mars.answerable) == ("no_answer", False)


@pytest.mark.parametrize("kept", ["县林业局牵头。", "", "[]", "12"])
def test_an_answer_without_structure_offers_no_gold(store, tmp_path, kept):
    store.feedback.add("谁牵头植树", kept, "有用")
    (found,) = collected(store, tmp_path)
    assert (found.kind, found.clauses, found.lead) == ("lead", (), None)


def test_a_question_asked_twice_comes_once_with_the_last_remark(store, tmp_path):
    store.feedback.add("谁牵头植树", "", "有用")
    store.feedback.add("谁牵头修路", "", "无用")
    store.feedback.add("谁牵头植树", "", "单位不对")
    assert [(q.question, q.note) for q in collected(store, tmp_path)] == [
        ("谁牵头植树", "待复核：单位不对"),
        ("谁牵头修路", "待复核：无用"),
    ]


def test_a_document_that_is_gone_is_left_out(store, tmp_path):
    store.feedback.add("县交通运输局牵头哪些", answer_text(store, "县交通运输局牵头哪些"), "有用")
    store.remove(store.documents()[0].id)
    (found,) = collected(store, tmp_path)
    assert found.clauses == ()
