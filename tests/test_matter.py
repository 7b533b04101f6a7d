"""Finding the matter on the real document with the real encoder, and by words alone without one."""

from pathlib import Path

import pytest

from index.encode.encoder import load_encoder
from index.ingest import ingest_file
from index.library.opening import open_library
from retriever.matter.matter_search import MatterSearch

HUNAN = Path(__file__).parents[1] / "data" / "documents" / "hunan-2022-work-division.txt"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_library(tmp_path_factory.mktemp("library"), load_encoder(), create=True)
    ingest_file(store, HUNAN)
    yield store
    store.close()


@pytest.fixture(scope="module")
def search(store):
    return MatterSearch(store)


def best(result):
    return result.hits[0].record.clause.number, result.hits[0].record.duty.ordinal


LITERAL = [
    ("谁牵头长沙机场改扩建", ("3", 1)),
    ("升级改造国家超算长沙中心", ("22", 2)),
    ("长江十年禁渔哪些单位参与", ("55", 1)),
    ("马栏山视频文创产业园", ("60", 1)),
    ("12345热线谁负责", ("80", 2)),
    ("农村危房改造", ("39", 3)),
    ("纾困增效专项行动由哪个单位牵头？", ("11", 1)),
    ("5G基站新建多少", ("22", 5)),
    ("县域商业体系建设", ("7", 2)),
    ("长沙奥体中心", ("65", 3)),
    ("请问湘江基金小镇建设归谁管", ("25", 3)),
    ("中非经贸博览会", ("29", 1)),
]
PARAPHRASED = [
    ("碳中和归谁管", ("52", 1)),
    ("校园贷套路贷谁来打击", ("70", 2)),
    ("药价太贵谁来降", ("64", 2)),
    ("退休金全国统筹", ("66", 1)),
    ("农民工被欠薪谁管", ("61", 1)),
    ("村里人喝水谁来保障", ("39", 4)),
    ("去欧洲的货运火车", ("32", 1)),
    ("找不到地方停车这个事谁解决", ("49", 1)),
    ("打黑除恶谁牵头", ("72", 1)),
]
ABSENT = [
    "长沙地铁七号线谁负责",
    "张家界荷花机场扩建谁牵头",
    "比特币挖矿整治谁负责",
    "护照办理找哪个部门",
    "核电站建设谁牵头",
]


@pytest.mark.parametrize(("question", "expected"), LITERAL + PARAPHRASED)
def test_the_right_duty_comes_first_and_is_found(search, question, expected):
    result = search.find(question)
    assert (result.found, best(result)) == (True, expected)


@pytest.mark.parametrize("question", ABSENT)
def test_what_the_document_does_not_say_is_not_found(search, question):
    assert not search.find(question).found


def test_nothing_is_found_for_nothing_asked(search):
    result = search.find("请问谁负责？")
    assert (result.found, result.hits) == (False, ())


def test_hits_come_best_first_with_probabilities_and_named_features(search):
    result = search.find("高标准农田建设", k=5)
    confidences = [hit.confidence for hit in result.hits]
    assert len(confidences) == 5
    assert all(0.0 <= confidence <= 1.0 for confidence in confidences)
    assert {("36", 1), ("3", 1)} <= {(h.record.clause.number, h.record.duty.ordinal) for h in result.hits[:3]}
    assert result.hits[0].features["words"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("typed", "meant", "duty"),
    [
        ("长沙基场改扩建谁负责", "机场", ("3", 1)),
        ("长江十年金鱼归谁管", "禁渔", ("55", 1)),
        ("马兰山视频文创园", "马栏山", ("60", 1)),
    ],
)
def test_a_typing_error_is_understood_and_said(search, typed, meant, duty):
    result = search.find(typed)
    assert (result.found, best(result)) == (True, duty)
    assert meant in result.correction


def test_a_question_without_a_slip_names_no_correction(search):
    assert all(search.find(question).correction is None for question, _ in LITERAL + PARAPHRASED)


def test_a_search_restricted_to_other_documents_finds_nothing(search):
    assert search.find("长沙机场改扩建", documents=frozenset({"no-such-document"})).hits == ()


def test_by_words_alone_literal_matters_are_still_found(tmp_path):
    store = open_library(tmp_path, create=True)
    ingest_file(store, HUNAN)
    search = MatterSearch(store)
    for question, expected in LITERAL:
        result = search.find(question)
        assert (result.found, best(result)) == (True, expected), question
    assert not search.find("护照办理找哪个部门").found
    store.close()
