"""Every query says what it asks in plain Chinese, and that is read back into the same query."""

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from retriever.query.asking import question
from retriever.query.json_form import json_schema, query_from_json, to_json
from retriever.query.predicates import (
    EVERYTHING,
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    Having,
    InClause,
    InSection,
    Leads,
    Matter,
    Members,
    Not,
    Or,
    Within,
)
from retriever.query.queries import Compare, OutOfScope, Select, Several
from retriever.query.read_back import read_back
from retriever.query.reductions import Average, Contents, Count, Exists, List, Rank, Share, Value, Who
from retriever.query.saying import conditions_text
from tests.query.strategies import QUERIES

FINANCE = Has("省财政厅", "lead")
NDRC = Has("省发展改革委", "lead")
SAID = (
    (
        Select("duties", And((FINANCE, Not(NDRC), InClause(1, 50)))),
        "第1—50条，且牵头单位=省财政厅，且不是省发展改革委牵头",
        "属于第1—50条、由省财政厅牵头、不由省发展改革委牵头的事项有哪些？",
    ),
    (Select("clauses", InClause(-3, by="place"), Contents()), "倒数第3条", "倒数第3条的内容是什么？"),
    (
        Select("duties", And((InClause(53), DutyOrdinal(-1))), Who("lead")),
        "第53条，且条内最后一项",
        "属于第53条、属于条内最后一项的事项由谁牵头？",
    ),
    (Select("duties", Members("=", 1), Count()), "涉及单位正好1家", "涉及单位正好1家的事项有几项？"),
    (Select("duties", Leads(">", 1), Count()), "牵头单位不少于2家", "牵头单位不少于2家的事项有几项？"),
    (Select("duties", Leads("=", 0), Exists(True)), "没有牵头单位", "没有牵头单位的事项是不是一项也没有？"),
    (Select("duties", Due("by", "--09")), "不晚于9月完成", "不晚于9月完成的事项有哪些？"),
    (
        Select("units", Duties(">", 3, "lead")),
        "牵头事项不少于4项",
        "牵头不少于4项的单位有哪些？",
    ),
    (
        Select("sections", Not(Having(FINANCE)), Count()),
        "没有“牵头单位=省财政厅”的事项",
        "没有（由省财政厅牵头的）事项的部分有几个？",
    ),
    (
        Select("units", EVERYTHING, Rank("duties", "most", "lead", 3)),
        "全部",
        "单位中，牵头的事项最多的3家是哪些？",
    ),
    (Select("units", EVERYTHING, Average("duties", "lead")), "全部", "单位平均每家牵头几项？"),
    (
        Select("duties", FINANCE, Share(InSection((2,)))),
        "牵头单位=省财政厅",
        "由省财政厅牵头的事项占属于第2部分的事项的多少？",
    ),
    (
        Select("duties", Or((Matter("机场"), And((FINANCE, NDRC))))),
        "（牵头单位=省发展改革委，且牵头单位=省财政厅），或与“机场”有关",
        "（由省发展改革委牵头、由省财政厅牵头）或者关于“机场”的事项有哪些？",
    ),
    (
        Select("duties", Within(Select("duties", FINANCE), 2), Value("deadline")),
        "上一个回答的顺数第2个",
        "上一问（由省财政厅牵头的事项有哪些？）的结果的第2个里的事项什么时候完成？",
    ),
    (
        Compare((Select("duties", FINANCE), Select("duties", NDRC))),
        "牵头单位=省财政厅；与之比较：牵头单位=省发展改革委",
        "哪个多：1．由省财政厅牵头的事项，2．由省发展改革委牵头的事项？",
    ),
    (
        Several((Select("documents"), OutOfScope("进度", "机场"))),
        "1．全部",
        "1．文件有哪些？\n2．“机场”的“进度”是什么？",
    ),
)


@pytest.mark.parametrize(("query", "conditions", "asked"), SAID, ids=[row[2] for row in SAID])
def test_what_is_said(query, conditions, asked):
    assert conditions_text(query) == conditions
    assert question(query) == asked
    assert read_back(asked) == query


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUERIES)
def test_what_is_said_is_read_back_as_the_same_query(query):
    assert read_back(question(query)) == query


SCHEMA = Draft202012Validator(json_schema())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUERIES)
def test_json_gives_the_same_query_and_keeps_to_the_schema(query):
    form = to_json(query)
    SCHEMA.validate(form)
    assert query_from_json(form) == query


@pytest.mark.parametrize(
    "text",
    [
        "",
        "谁牵头长沙机场改扩建",
        "由省财政厅牵头的事项",
        "事项有哪些",
        "属于第3条的事项有几条？",
        "的事项有哪些？",
    ],
)
def test_other_words_are_left_to_a_reader(text):
    assert read_back(text) is None


def test_one_meaning_has_one_form():
    assert Select("duties", Not(Or((FINANCE, NDRC)))) == Select("duties", And((Not(NDRC), Not(FINANCE))))
    assert Select("duties", Not(Leads(">", 1))) == Select("duties", Leads("<=", 1))
    assert Select("duties", And((FINANCE, Or((FINANCE, NDRC))))) == Select("duties", FINANCE)
    assert Select("duties", Or((FINANCE, Not(FINANCE)))) == Select("duties")
    assert InClause(5, 3) == InClause(3, 5)
    assert Select(reduce=List()) == Select()
