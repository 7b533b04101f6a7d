"""What answers say of executed queries: where was looked, what was found, and why there is no answer."""

import dataclasses
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from retriever.assistant import Assistant
from retriever.query.predicates import (
    And,
    Has,
    HasDeadline,
    InClause,
    InSection,
    IsUnit,
    Matter,
    Members,
    Not,
    Place,
    Year,
)
from retriever.query.queries import Compare, Select, Several
from retriever.query.read_back import read_back
from retriever.query.reductions import Contents, Count, Exists, List, Rank, Share, Value, Who
from retriever.wording.answer import KINDS
from tests.memory_store import CharacterFinder, MemoryStore
from tests.query.samples import hunan, ledger
from tests.query.strategies import QUERIES

OLD, NEW, HUNAN = ledger(2024), ledger(2025), hunan()
LEDGER = "《云川市2025年重点工作台账》（云政办发〔2025〕2号）"

REPORT = "《落实〈政府工作报告〉重点工作分工的意见》（湘政发〔2022〕1号）"


def assistant(*documents, superseded=None):
    store = MemoryStore(*documents, superseded=superseded)
    return Assistant(store, CharacterFinder(store))


ASSISTANT = assistant(OLD, NEW, HUNAN, superseded={OLD.id: NEW.id})


def of_2025(*parts):
    return And((Year(2025), *parts))


TEXTS = (
    (
        Select("duties", of_2025(Has("市商务局", "lead"))),
        f"在{LEDGER}中，由市商务局牵头的事项共 1 项（分布在 1 条）。\n\n**三、改善民生**（1 项）\n"
        "- 第8条：发放消费券。（由市商务局牵头，市财政局、市商务协会按职责分工负责）",
    ),
    (Select("duties", Year(2019)), f"文件库里没有2019年的文件。现有：{LEDGER}、{REPORT}。"),
    (Select("duties", Place("广东")), f"文件库里没有广东的文件。现有：{LEDGER}、{REPORT}。"),
    (Select("duties", Has("市气象局", "lead")), "文件中没有出现市气象局，因此无法回答它的分工。"),
    (
        Compare((Select("duties", Has("市商务局")), Select("duties", Has("市气象局")))),
        "文件中没有出现市气象局，因此无法回答它的分工。",
    ),
    (
        Select("clauses", of_2025(InClause(9)), Contents()),
        f"{LEDGER}共有 8 条，没有第9条。",
    ),
    (
        Select("duties", of_2025(InClause(7)), Who()),
        f"{LEDGER}第7条（三、改善民生）没有写明责任单位。",
    ),
    (
        Select("duties", of_2025(InClause(5)), Value("leader")),
        f"文件没有写明分管领导。{LEDGER}第5条（二、产业升级）只写明任务和单位分工。",
    ),
    (
        Select("duties", of_2025(HasDeadline()), List(-1)),
        f"在{LEDGER}中，有完成时限的事项共 6 项，其中最后一项如下。\n\n**三、改善民生**（1 项）\n"
        "- 第8条：发放消费券。（由市商务局牵头，市财政局、市商务协会按职责分工负责）",
    ),
    (
        Select("units", of_2025(InClause(3), Not(IsUnit("市水务局")))),
        f"在{LEDGER}中，属于第3条、不是市水务局的单位共 1 家。“有关部门”等统称不计。\n\n市应急局（1 项）。",
    ),
    (
        Select("leaders", Year(2025), Rank("duties")),
        f"在{LEDGER}中，分管事项最多的分管领导是许立诚，共 3 项。",
    ),
    (
        Select("duties", of_2025(Has("市商务局")), Share(InSection((2,)))),
        f"在{LEDGER}中，由市商务局负责的事项有 1 项，占属于第2部分的事项 3 项的 33.3%。\n\n"
        "**二、产业升级**（1 项）\n- 第5条：举办茶博会。（未明确牵头单位，由市商务局、市农业农村局按职责分工负责）",
    ),
    (
        Select("duties", of_2025(Matter("建成滨江大道"), Has("市财政局")), Who()),
        "文件有与“建成滨江大道”有关的事项，但没有由市财政局负责、关于“建成滨江大道”的事项。",
    ),
    (
        Select("duties", of_2025(Members(">=", 4)), Count()),
        f"在{LEDGER}中，涉及单位不少于4家的事项共 1 项（分布在 1 条）。"
        "其中 1 项写有“有关部门”一类的统称，每个统称按至少两家计。\n\n**一、重大项目**（1 项）\n"
        "- 第3条：治理易涝点36处。（由市水务局牵头，市应急局、各区县按职责分工负责）",
    ),
)


@pytest.mark.parametrize(("query", "text"), TEXTS, ids=[text for _, text in TEXTS])
def test_the_text(query, text):
    assert ASSISTANT.execute(query).text == text


def test_a_replaced_document_answers_only_where_it_is_named():
    held = ASSISTANT.execute(Select("duties", Has("市商务局", "lead")))
    assert [citation.document.year for citation in held.citations] == [2025]
    named = ASSISTANT.execute(Select("duties", And((Has("市商务局", "lead"), Year(2024)))))
    assert [citation.document.year for citation in named.citations] == [2024]


def test_several_documents_are_told_apart():
    """第3条 of a library of two documents: both, under their names, the newer first."""
    both = ASSISTANT.execute(Select("clauses", InClause(3), Contents()))
    assert [citation.document.year for citation in both.citations] == [2025, 2022]
    count = ASSISTANT.execute(Select("duties", InClause(3), Count()))
    assert "在 2 份文件中，属于第3条的事项共 2 项（分布在 2 条）：" in count.text
    assert f"{LEDGER} 1 项、《落实" in count.text


def test_a_request_may_restrict_the_documents():
    answer = ASSISTANT.execute(Select("clauses", InClause(3), Contents()), document=HUNAN.id)
    assert [citation.document.id for citation in answer.citations] == [HUNAN.id]
    assert ASSISTANT.execute(Select("duties", Has("市商务局", "lead")), year=2022).kind == "no_answer"


def test_a_number_that_stands_twice_is_asked_back_and_each_choice_is_exact():
    clauses = tuple(dataclasses.replace(c, number="1") if c.order in (4, 5) else c for c in NEW.clauses)
    restarting = assistant(dataclasses.replace(NEW, clauses=clauses))
    answer = restarting.execute(Select("clauses", InClause(1), Contents()))
    assert (answer.kind, answer.answered) == ("clarify", False)
    chosen = [restarting.ask(suggestion) for suggestion in answer.suggestions]
    assert [[citation.clause.order for citation in one.citations] for one in chosen] == [[1], [4], [5]]


def test_whether_a_unit_that_does_not_occur_has_a_role():
    answer = ASSISTANT.execute(Select("duties", And((Has("市气象局", "lead"), Matter("建成滨江大道"))), Exists()))
    assert (answer.yes, answer.answered) == (False, True)
    assert answer.text.startswith("不是。市气象局不在这项任务的牵头单位和责任单位之列。")


def test_what_is_not_there_is_declined_with_questions_that_are_understood():
    answer = ASSISTANT.execute(Select("duties", Matter("火星移民"), Who()))
    assert (answer.kind, answer.answered, answer.citations) == ("no_answer", False, ())
    assert answer.suggestions
    assert all(read_back(suggestion) is not None for suggestion in answer.suggestions)


def test_the_same_matter_in_another_document_is_no_secret():
    elsewhere = replace(OLD, title=OLD.title.replace("云川市", "青江县"))  # no earlier edition of the other one
    both = assistant(elsewhere, NEW)
    answer = both.execute(Select("duties", Matter("建成滨江大道"), Who("lead")))
    assert [citation.document.year for citation in answer.citations] == [2025]
    assert answer.text.endswith("《青江县2024年重点工作台账》（云政办发〔2024〕2号）中也有相近的事项，可以另问。")
    (other,) = answer.suggestions
    assert [citation.document.year for citation in both.ask(other).citations] == [2024]


def test_a_part_that_has_no_answer_does_not_keep_the_others_from_theirs():
    parts = (Select("duties", Matter("火星移民"), Who()), Select("duties", of_2025(InClause(1)), Who("lead")))
    answer = ASSISTANT.execute(Several(parts))
    assert answer.answered
    assert answer.lead == ("市住建局",)
    assert answer.text.startswith("**1．** 文件中没有找到与“火星移民”对应的分工事项")
    assert "**2．** **市住建局**牵头" in answer.text


def test_a_library_without_documents_says_so():
    answer = assistant().execute(Select("duties", Has("市商务局")))
    assert (answer.answered, answer.text) == (False, "文件库里没有可以查的文件，请先导入分工文件。")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUERIES)
def test_every_query_has_an_answer_that_keeps_the_contract(query):
    answer = ASSISTANT.execute(query)
    assert answer.text.strip()
    assert answer.kind in KINDS
    assert answer.query == query
    assert answer.total == len(answer.citations)
    assert answer.answered is (answer.kind not in ("no_answer", "clarify", "smalltalk"))
    assert answer.answered or not answer.citations
    assert all(citation.quote in citation.clause.text for citation in answer.citations)
    json.dumps(answer.to_dict())
