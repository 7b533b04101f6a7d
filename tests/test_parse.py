"""Invariants of every parse."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import parse, plain_text_source

NAMES = st.sampled_from(
    [
        "省财政厅",
        "财政厅",
        "长沙、株洲市人民政府",
        "有关部门",
        "省市场监管局（省知识产权局）",
        "各市、县（市、区）政府",
        "甲",
    ]
)
TASKS = st.sampled_from(
    ["建设水库", "增长2.5%。", "推进（湖南）合作区。", "2023年6月底前完成；", "①增加学位。", "一、二、三产业", ""]
)
CLOSINGS = st.sampled_from(
    [
        "（{}牵头，{}配合）",
        "（{}、{}等按职责分工负责）",
        "〔责任单位：{}；配合单位：{}〕",
        "(牵头单位:{}",
        "牵头单位：{}\n责任单位：{}",
        "由{}牵头，会同{}负责。",
        "【责任单位】{}、{}",
        "（列第一位者为牵头单位，下同）",
        "",
    ]
)
NUMBERS = st.sampled_from(
    ["一、", "（一）", "1．", "2.", "（1）", "①", "第一章 ", "第三条 ", "附件1\n", "序号\n", ""]
)
BREAKS = st.sampled_from(["\n", "", "\n\n", "　　", "\n- 3 -\n"])


@st.composite
def documents(draw):
    pieces = []
    for _ in range(draw(st.integers(0, 14))):
        closing = draw(CLOSINGS)
        names = [draw(NAMES) for _ in range(closing.count("{}"))]
        pieces += [draw(NUMBERS), draw(TASKS), closing.format(*names), draw(BREAKS)]
    return "".join(pieces)


def check(document):
    for clause in document.clauses:
        assert document.text[clause.start : clause.start + len(clause.text)] == clause.text
        position = 0
        for ordinal, duty in enumerate(clause.duties, 1):
            start, end = duty.span
            assert duty.ordinal == ordinal
            assert position <= start < end <= len(clause.text)
            assert clause.text[start:end] == duty.task == duty.task.strip()
            assert duty.lead or duty.responsible
            assert not set(duty.lead) & set(duty.responsible)
            position = end
    assert [clause.order for clause in document.clauses] == list(range(1, len(document.clauses) + 1))


@given(documents())
@settings(max_examples=400, deadline=None)
def test_spans_slice_to_tasks_and_never_overlap(text):
    check(parse(plain_text_source(text), "样本.txt", text.encode()))


@given(st.text(alphabet="一二、（）〔〕1.牵头负责单位：，；。省厅\n 　-由附件序号", max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_is_parsed_without_an_error(text):
    check(parse(plain_text_source(text), "样本.txt", text.encode()))


def test_the_time_grows_with_the_length_only():
    text = "一、稳增长\n" + "".join(
        f"{i}．建设水库，{'推进工程' * 30}。（省水利厅牵头，省财政厅等按职责分工负责）\n" for i in range(1, 60)
    )
    seconds = []
    for times in (4, 40):
        start = time.perf_counter()
        parse(plain_text_source(text * times), "样本.txt", b"")
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 40 * seconds[0]


@pytest.mark.parametrize(
    "text",
    [
        "（" * 20000,
        "（甲局牵头" * 10000,
        "责任单位：甲局\n" * 10000,
        " " * 50000 + "1.",
        "\n" * 20000,
        "甲局等" * 20000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(text):
    start = time.perf_counter()
    check(parse(plain_text_source(text), "样本.txt", b""))
    assert time.perf_counter() - start < 10


def test_the_title_of_an_attached_table_is_no_section_and_the_notice_above_it_gives_the_date():
    text = (
        "某县人民政府办公室关于分解民生实事的通知\n各乡镇：\n现将任务分解如下。\n一、提高认识。\n某县人民政府办公室\n2026年2月6日\n附件\n"
        "2026年民生实事任务分解表\n序号\t任务\t责任单位\n1\t修路。\t县交通局"
    )
    document = parse(plain_text_source(text), "a.txt", text.encode())
    assert document.date == "2026-02-06"
    titled = "2026年民生实事任务分解表\n" + text.split("分解表\n")[1]
    assert parse(plain_text_source(titled), "a.txt", titled.encode()).clauses[0].section == ()
