"""What must not change an answer: how a question is typed, how politely, and in which order a document has its clauses."""

import re
from contextlib import closing
from functools import cache

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extract import extract
from index.library.opening import open_library
from index.parse import parse
from retriever.assistant import Assistant
from tests.hash_encoder import HashEncoder

HUNAN = "hunan-2022-work-division.txt"

QUESTIONS = (
    "谁牵头长沙机场改扩建",
    "高标准农田建设由哪个单位牵头",
    "国家超算长沙中心升级改造谁负责",
    "省教育厅牵头哪些任务",
    "省财政厅和省教育厅共同负责哪些",
    "第36条谁牵头",
    "省商务厅牵头几项",
    "新建5G基站2.5万个由谁负责",
    "省体育局参与哪些工作",
    "双减工作是省教育厅牵头吗",
    "牵头任务最多的单位是哪个",
)


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _spaced(text: str) -> str:
    """Blanks between characters, as pasted text has them; a number stays whole."""
    return re.sub(r"(?<=[^\d.a-zA-Z])(?=.)|(?=[^\d.a-zA-Z])", " ", text)


TYPINGS = {
    "full width": _full_width,
    "traditional script": opencc.OpenCC("s2t").convert,
    "blanks": _spaced,
    "a question mark": lambda text: text + "？",
    "politeness": lambda text: f"您好，请问{text}？谢谢",
    "line breaks": lambda text: f"\n{text}\n",
}


def _ground(assistant: Assistant, question: str) -> tuple[object, ...]:
    """What an answer stands on: all but its wording."""
    documents = {record.source: record.id for record in assistant.store.documents()}
    answer = assistant.ask(question, document=documents[HUNAN])
    cited = tuple((citation.clause.number, citation.duty) for citation in answer.citations)
    return answer.answered, answer.yes, answer.count, answer.lead, answer.responsible, cited


@pytest.fixture(scope="module")
def ground(assistant):
    return cache(lambda question: _ground(assistant, question))


@pytest.mark.parametrize("typing", TYPINGS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_how_a_question_is_typed_changes_nothing(ground, question, typing):
    assert ground(question)[0], "the plain question is answered"
    assert ground(TYPINGS[typing](question)) == ground(question)


SYNONYMS = (
    ("谁牵头长沙机场改扩建", "长沙机场改扩建谁牵头"),
    ("谁牵头长沙机场改扩建", "长沙机场改扩建的牵头单位是谁"),
    ("省教育厅牵头哪些任务", "哪些任务由省教育厅牵头"),
    ("省教育厅牵头哪些任务", "省教育厅牵头的事项有哪些"),
    ("省财政厅和省教育厅共同负责哪些", "省教育厅和省财政厅共同负责哪些"),
    ("省商务厅牵头几项", "由省商务厅牵头的有多少项"),
    ("双减工作是省教育厅牵头吗", "省教育厅是不是牵头双减工作"),
)


@pytest.mark.parametrize(("one", "other"), SYNONYMS)
def test_word_order_and_synonyms_change_nothing(ground, one, other):
    assert ground(one) == ground(other)


CLAUSES = (
    "加快青山机场改扩建。（市发展改革委牵头，市财政局、市交通运输局按职责分工负责）",
    "新建高标准农田10万亩。（市农业农村局、市水利局按职责分工负责）",
    "整治东湖水质。（市生态环境局牵头，市水利局配合）",
    "改造老旧小区40个。（市住房城乡建设局牵头）",
    "开展春季招聘。（市人力资源社会保障局牵头，市总工会按职责分工负责）",
)


@given(st.permutations(CLAUSES))
@settings(max_examples=10, deadline=None)
def test_the_order_of_clauses_changes_citations_only(tmp_path_factory, clauses):
    folder = tmp_path_factory.mktemp("library")
    text = "青山市2024年重点工作分工方案\n一、工作任务\n" + "\n".join(
        f"{number}．{clause}" for number, clause in enumerate(clauses, 1)
    )
    data = text.encode()
    with closing(open_library(folder, HashEncoder(), create=True)) as store:
        store.add(parse(extract(data, "plan.txt"), "plan.txt", data), data)
        assistant = Assistant(store)
        answers = {
            question: assistant.ask(question)
            for question in (
                "谁牵头青山机场改扩建",
                "市水利局负责哪些任务",
                "改造老旧小区谁牵头",
                "一共有多少项任务",
            )
        }
    assert answers["谁牵头青山机场改扩建"].lead == ("市发展改革委",)
    assert answers["改造老旧小区谁牵头"].lead == ("市住房城乡建设局",)
    assert sorted(c.quote for c in answers["市水利局负责哪些任务"].citations) == [
        "整治东湖水质。",
        "新建高标准农田10万亩。",
    ]
    assert answers["一共有多少项任务"].count == len(CLAUSES)
