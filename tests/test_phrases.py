"""Tasks into phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.phrases import MIN_CHARACTERS, split_phrases


@pytest.mark.parametrize(
    ("task", "phrases"),
    [
        ("扩建云江港。建设铁路支线；", ("扩建云江港", "建设铁路支线")),
        ("完善数字基础设施，优化算力布局。", ("完善数字基础设施", "优化算力布局")),
        ("①增加学位。②建设农村公路。", ("增加学位", "建设农村公路")),
        ("一是改善食堂；二是建设公园。", ("改善食堂", "建设公园")),
        ("加强水、电、气供应保障。", ("加强水、电、气供应保障",)),
        (
            "推进海峡两岸（湖南、福建）产业合作，落实《甲、乙办法》。",
            ("推进海峡两岸（湖南、福建）产业合作", "落实《甲、乙办法》"),
        ),
        ("建设口袋公园、绿道、体育场馆设施、图书馆分馆", ("建设口袋公园、绿道、体育场馆设施", "图书馆分馆")),
        ("全面推进改革、放管", ("全面推进改革、放管",)),
        ("改革", ("改革",)),
        ("建设公园，建设公园。", ("建设公园",)),
        ("未闭合（括号。后面仍要分开", ("未闭合（括号", "后面仍要分开")),
        ("  \n", ()),
        ("。，；", ()),
    ],
)
def test_split(task, phrases):
    assert split_phrases(task) == phrases


@given(st.text(alphabet="扩建机场公路、，。；（）《》①1 ", max_size=60))
def test_phrases_are_parts_of_the_task_and_long_enough(task):
    phrases = split_phrases(task)
    assert all(phrase.strip() for phrase in phrases)
    assert len(set(phrases)) == len(phrases)
    if len(phrases) > 1:
        assert all(len(phrase) >= MIN_CHARACTERS for phrase in phrases)
