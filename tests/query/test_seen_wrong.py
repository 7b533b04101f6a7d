"""Questions that were answered wrongly, each as the query that it means, and what the shipped document says to it."""

from fractions import Fraction

import pytest

from retriever.assistant import Assistant
from retriever.execution.executor import Executor
from retriever.query.predicates import (
    EVERYTHING,
    And,
    Due,
    DutyOrdinal,
    Has,
    HasDeadline,
    InClause,
    Leads,
    Matter,
    Members,
    Not,
    Or,
)
from retriever.query.queries import OutOfScope, Select, Several
from retriever.query.reductions import Average, Contents, Count, Exists, Rank, Value, Who
from tests.memory_store import CharacterFinder, MemoryStore
from tests.query.samples import hunan, ledger

HUNAN = MemoryStore(hunan())
ASSISTANT = Assistant(HUNAN, CharacterFinder(HUNAN))
LEDGER = MemoryStore(ledger())
LEDGER_ASSISTANT = Assistant(LEDGER, CharacterFinder(LEDGER))
NDRC, FINANCE, EDUCATION = "省发展改革委", "省财政厅", "省教育厅"


def lead(unit):
    return Has(unit, "lead")


def duties(fits, document=None):
    """(clause, ordinal) of each duty that fits, by looking at every one."""
    return {
        (clause.number, duty.ordinal)
        for clause in (document or hunan()).clauses
        for duty in clause.duties
        if fits(clause, duty)
    }


def cited(answer):
    return {(citation.clause.number, citation.duty) for citation in answer.citations}


def named(duty):
    return (*duty.lead, *duty.responsible)


SETS = (
    ("省发展改革委不牵头哪些", Not(lead(NDRC)), lambda c, d: NDRC not in d.lead),
    ("省财政厅没有参与的任务", Not(Has(FINANCE)), lambda c, d: FINANCE not in named(d)),
    (
        "哪些任务既不是省财政厅牵头也不是省发展改革委牵头",
        And((Not(lead(FINANCE)), Not(lead(NDRC)))),
        lambda c, d: FINANCE not in d.lead and NDRC not in d.lead,
    ),
    (
        "前50条里省教育厅牵头几项",
        And((InClause(1, 50, "place"), lead(EDUCATION))),
        lambda c, d: c.order <= 50 and EDUCATION in d.lead,
    ),
    ("只有一家单位负责的有几项", Members("=", 1), lambda c, d: len(named(d)) == 1 and not d.generic),
    ("牵头单位超过一家的有几项", Leads(">", 1), lambda c, d: len(d.lead) > 1),
    ("医保局作为牵头单位的有哪些", lead("省医保局"), lambda c, d: "省医保局" in d.lead),
    ("湘西州要干啥", Has("湘西自治州人民政府"), lambda c, d: "湘西自治州人民政府" in named(d)),
    (
        "岳阳和湘潭两个市政府一起的任务",
        And((Has("岳阳市人民政府"), Has("湘潭市人民政府"))),
        lambda c, d: {"岳阳市人民政府", "湘潭市人民政府"} <= set(named(d)),
    ),
    ("省税务局全部任务（含配合）", Has("省税务局"), lambda c, d: "省税务局" in named(d)),
    ("what does 省体育局 lead", lead("省体育局"), lambda c, d: "省体育局" in d.lead),
    (
        "没有牵头单位的任务里省财政厅参与的",
        And((Leads("=", 0), Has(FINANCE))),
        lambda c, d: not d.lead and FINANCE in named(d),
    ),
)


@pytest.mark.parametrize(("question", "where", "fits"), SETS, ids=[row[0] for row in SETS])
def test_a_set_is_complete_and_nothing_else(question, where, fits):
    expected = duties(fits)
    for reduce in (Select("duties", where), Select("duties", where, Count())):
        answer = ASSISTANT.execute(reduce)
        assert answer.answered
        assert cited(answer) == expected
        assert answer.count == answer.total == len(expected)
        assert f"共 {len(expected)} 项" in answer.text or not expected


@pytest.mark.parametrize(("place", "number"), [(-3, "80"), (-2, "81"), (-1, "82")])
def test_clauses_from_the_end(place, number):
    """从后往前数第三条, 倒着数第二条, 最后一条."""
    answer = ASSISTANT.execute(Select("clauses", InClause(place, by="place"), Contents()))
    assert [citation.clause.number for citation in answer.citations] == [number]
    assert answer.kind == "clause"


def test_all_but_one_clause():
    """除了第3条，还有哪些条省发展改革委牵头."""
    answer = ASSISTANT.execute(Select("clauses", And((lead(NDRC), Not(InClause(3))))))
    expected = {clause for clause, _ in duties(lambda c, d: NDRC in d.lead and c.number != "3")}
    assert {citation.clause.number for citation in answer.citations} == expected
    assert answer.count == len(expected)
    assert "不属于第3条、由省发展改革委牵头的条" in answer.text


@pytest.mark.parametrize("where", [InClause(36, 37), Or((InClause(36), InClause(37)))])
def test_two_clauses_have_a_heading_each(where):
    """第三十六条和第三十七条分别谁牵头."""
    answer = ASSISTANT.execute(Select("duties", where, Who("lead")))
    assert cited(answer) == duties(lambda c, d: c.number in ("36", "37"))
    assert answer.text.index("第36条（") < answer.text.index("第37条（")


def test_the_last_item_of_a_clause():
    """第53条最后一项谁牵头."""
    answer = ASSISTANT.execute(Select("duties", And((InClause(53), DutyOrdinal(-1))), Who("lead")))
    last = hunan().clauses[52].duties[-1]
    assert cited(answer) == {("53", last.ordinal)}
    assert answer.lead == last.lead


def test_the_clause_with_most_duties():
    """哪一条里面的分工项最多."""
    most = max(len(clause.duties) for clause in hunan().clauses)
    answer = ASSISTANT.execute(Select("clauses", EVERYTHING, Rank("duties")))
    assert answer.count == most
    assert {c for c, _ in cited(answer)} == {c.number for c in hunan().clauses if len(c.duties) == most}


def test_the_duty_with_most_leads():
    """哪个任务牵头单位最多."""
    most = max(len(duty.lead) for clause in hunan().clauses for duty in clause.duties)
    answer = ASSISTANT.execute(Select("duties", EVERYTHING, Rank("leads")))
    assert answer.count == most
    assert cited(answer) == duties(lambda c, d: len(d.lead) == most)


def test_the_average_of_the_units_that_lead():
    """平均每家牵头几项."""
    led = [unit for clause in hunan().clauses for duty in clause.duties for unit in duty.lead]
    query = Select("units", EVERYTHING, Average("duties", "lead"))
    outcome = Executor(HUNAN, CharacterFinder(HUNAN)).run(query)
    assert outcome.average == Fraction(len(led), len(set(led)))
    assert f"平均每家 {len(led) / len(set(led)):.1f} 项" in ASSISTANT.execute(query).text


@pytest.mark.parametrize(
    ("question", "where", "clauses"),
    [
        ("9月底前要完成的", Due("by", "--09"), {"1", "2", "5"}),
        ("9月完成的", Due("in", "--09"), {"2"}),
        ("年底前完成的事项", Due("by", "-"), {"1", "2", "4", "5", "8"}),
        ("2025年三季度以后完成的", Due("after", "2025-Q3"), {"4", "8"}),
        ("下半年以前完成的", Due("before", "--H2"), {"1", "5"}),
        ("写明了时限的", HasDeadline(), {"1", "2", "3", "4", "5", "8"}),
    ],
)
def test_deadlines_are_compared_as_dates(question, where, clauses):
    answer = LEDGER_ASSISTANT.execute(Select("duties", where))
    assert {number for number, _ in cited(answer)} == clauses
    assert ("另有 1 项的完成时限没有写明可以比较的日期" in answer.text) is isinstance(where, Due)


def test_when_is_answered_with_a_time():
    """物流园哪天完成."""
    answer = LEDGER_ASSISTANT.execute(Select("duties", Matter("开工建设物流园"), Value("deadline")))
    assert answer.kind == "fact"
    assert answer.text.startswith("完成时限：9月底前完成。")


def test_a_document_without_deadlines_says_so():
    answer = ASSISTANT.execute(Select("duties", Due("by", "--09")))
    assert not answer.answered
    assert (
        answer.text
        == "在《落实〈政府工作报告〉重点工作分工的意见》（湘政发〔2022〕1号）中，没有为事项写明完成时限。"
    )


def test_is_it_true():
    """保障性住房这块教育厅也牵头？真的假的."""
    answer = ASSISTANT.execute(Select("duties", And((Matter("保障性住房建设"), lead(EDUCATION))), Exists()))
    assert answer.yes is True
    assert answer.text.startswith("是。省教育厅是牵头单位。")
    assert "省教育厅" in answer.lead


def test_not_the_lead():
    """第3条不是省财政厅牵头吧."""
    answer = ASSISTANT.execute(Select("duties", And((InClause(3), lead(FINANCE))), Exists(negated=True)))
    assert answer.yes is True
    assert answer.text.startswith("是。省财政厅是责任单位，不是牵头单位。")


def test_without_a_lead_who_is_responsible():
    """没有牵头的话谁负责 (asked of clause 2)."""
    answer = ASSISTANT.execute(Select("duties", InClause(2), Who()))
    assert answer.text.startswith("未明确牵头单位，由省发展改革委、省工业和信息化厅")


def test_the_date_of_the_document():
    """这文件哪天发的."""
    answer = ASSISTANT.execute(Select("documents", EVERYTHING, Value("date")))
    assert "成文日期2022-01-19" in answer.text


def test_several_questions_are_answered_one_below_the_other():
    """1、长沙机场改扩建 2、第36条 3、省教育厅牵头几项，以上分别…"""
    parts = (
        Select("duties", Matter("长沙机场改扩建"), Who("lead")),
        Select("clauses", InClause(36), Contents()),
        Select("duties", lead(EDUCATION), Count()),
    )
    answer = ASSISTANT.execute(Several(parts))
    single = [ASSISTANT.execute(part) for part in parts]
    assert answer.kind == "lead"
    assert answer.lead == single[0].lead
    assert answer.text == "\n\n".join(f"**{place}．** {part.text}" for place, part in enumerate(single, 1))
    assert set(answer.citations) == {citation for part in single for citation in part.citations}


def test_whom_to_turn_to():
    """督查发现高标准农田进度慢，应该找谁."""
    answer = ASSISTANT.execute(Select("duties", Matter("高标准农田建设"), Who()))
    assert answer.answered and answer.kind == "responsible"


@pytest.mark.parametrize(("question", "aspect"), [("帮我写一份督办通知", "代写文稿"), ("省长是谁", "人员任职")])
def test_what_documents_do_not_say_is_told_as_such(question, aspect):
    answer = ASSISTANT.execute(OutOfScope(aspect))
    assert (answer.kind, answer.answered, answer.citations) == ("no_answer", False, ())
    assert answer.text.startswith(f"文件没有写明{aspect}。")


def test_the_answer_carries_its_query():
    query = Select("duties", And((lead(FINANCE), Not(lead(NDRC)), InClause(1, 50))))
    wire = ASSISTANT.execute(query).to_dict()["query"]
    assert wire["type"] == "select"
    assert [part["type"] for part in wire["where"]["parts"]] == ["in_clause", "has", "not"]
