"""What the page shows: units as chips, quotes verbatim, and nothing of a document's text alive."""

import pytest

from index.model.document import Duty
from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from retriever.query.predicates import And, Has, Matter, Not
from retriever.query.queries import Select
from retriever.wording.answer import Answer, Citation
from ui.pages.chat import Turn, history_of, transcript
from ui.pages.documents import documents_html
from ui.pages.ledger import ledger_filter
from ui.pages.statistics import section_matrix, together_matrix, unit_bars
from ui.views.answer_view import answer_html, confidence_words, copy_text
from ui.views.charts import Bar, bars_svg, matrix_svg
from ui.views.evidence_view import evidence_html
from ui.views.ledger_view import ledger_html
from ui.views.markup import escape

SCRIPT = "<script>alert(1)</script>${document.title}{{this}}"
DOCUMENT = DocumentRecord(
    "d1", "某省分工意见", "某政发〔2024〕1号", None, None, 2024, "a.txt", "0" * 64, 2, 3, "2024-01-01"
)


def clause(identifier: int, text: str, *duties: Duty, section: tuple[str, ...] = ("一、稳增长",)) -> ClauseRecord:
    return ClauseRecord(identifier, DOCUMENT, str(identifier), identifier, section, text, 0, duties)


LED = Duty(
    1,
    "修路。",
    (0, 3),
    "（省交通运输厅牵头，省财政厅负责）",
    ("省交通运输厅",),
    ("省财政厅",),
    "lead",
    "6月底前",
    ("张三",),
)
SHARED = Duty(2, "种树。", (3, 6), "（有关部门负责）", (), ("有关部门",), "all", generic=("有关部门",))
FIRST = clause(1, "修路。种树。", LED, SHARED)
SECOND = clause(
    2, SCRIPT, Duty(1, SCRIPT, (0, len(SCRIPT)), "", ("省财政厅",), (), "lead"), section=("二、惠民生",)
)


def found(kind: str = "lead", **changes: object) -> Answer:
    values = {
        "lead": ("省交通运输厅",),
        "confidence": 0.95,
        "citations": (Citation.of_duty(DutyRecord(1, FIRST, LED)),),
    }
    return Answer("修路谁牵头", kind, True, "**省交通运输厅**牵头。\n\n依据第1条", **(values | changes))


def test_an_answer_shows_leads_others_deadline_leaders_clause_document_and_quote() -> None:
    page = answer_html(found(), 0, None)
    for words in (
        "牵头单位",
        "省交通运输厅",
        "责任单位",
        "省财政厅",
        "6月底前",
        "张三",
        "第1条第1项",
        "某政发〔2024〕1号",
    ):
        assert words in page
    assert "<blockquote>修路。</blockquote>" in page
    assert 'data-value="省财政厅有哪些任务"' in page


def test_a_duty_without_lead_says_so_and_a_collective_is_no_button() -> None:
    page = answer_html(found(citations=(Citation.of_duty(DutyRecord(2, FIRST, SHARED)),)), 0, None)
    assert "未明确牵头单位" in page
    assert "有关部门有哪些任务" not in page


def test_a_decline_looks_different_and_offers_near_misses_as_such() -> None:
    page = answer_html(Answer("x", "no_answer", False, "没有找到。", suggestions=("修路谁牵头",)), 0, None)
    assert "qt-no-answer" in page
    assert "文件中没有找到" in page
    assert "库中有这些相近的内容" in page
    assert "有用" not in page


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.95, "把握很大"), (0.8, "较有把握"), (0.5, "把握一般，请核对原文")]
)
def test_confidence_is_said_in_words(confidence: float, words: str) -> None:
    assert confidence_words(found(confidence=confidence)) == words


def test_a_list_is_grouped_by_section_and_complete() -> None:
    citations = (
        Citation.of_duty(DutyRecord(1, FIRST, LED)),
        Citation.of_duty(DutyRecord(3, SECOND, SECOND.duties[0])),
    )
    page = answer_html(found("unit_duties", citations=citations), 0, None)
    assert page.index("一、稳增长") < page.index("第1条") < page.index("二、惠民生") < page.index("第2条")
    assert confidence_words(found("unit_duties")) == "精确查询，结果完整"


def test_a_set_says_what_was_selected_and_a_search_in_it_is_no_exact_query() -> None:
    query = Select("duties", And((Has("省财政厅", "lead"), Not(Has("省<审计>厅", "lead")))))
    page = answer_html(found("unit_duties", query=query, confidence=1.0), 0, None)
    assert "查询条件：牵头单位=省财政厅，且不是省&lt;审计&gt;厅牵头" in page
    assert "查询条件" not in answer_html(found("lead", query=query), 0, None)
    searched = found("list", query=Select("duties", Matter("机场")), confidence=0.8)
    assert confidence_words(searched) == "较有把握"


def test_the_readers_verdict_is_marked() -> None:
    page = answer_html(found(), 3, "单位不对")
    assert 'data-value="3:单位不对" aria-pressed="true"' in page


def test_copied_text_carries_its_citation() -> None:
    assert copy_text(found()).endswith("依据：《某省分工意见》（某政发〔2024〕1号）第1条")


def test_document_text_is_inert_everywhere() -> None:
    inert = escape(SCRIPT)
    assert "<" not in inert
    assert "{" not in inert
    assert "$" not in inert
    record = DutyRecord(3, SECOND, SECOND.duties[0])
    pages = (
        answer_html(found(citations=(Citation.of_duty(record),)), 0, None),
        answer_html(Answer(SCRIPT, "lead", True, SCRIPT), 0, None),
        evidence_html(SECOND, (FIRST, SECOND), 1, (0, 8)),
        ledger_html((record,), 1, 0),
        transcript((Turn(SCRIPT), Turn(SCRIPT, error=SCRIPT)), ()),
    )
    for page in pages:
        assert "<script" not in page
        assert "${" not in page
        assert "{{" not in page


def test_the_evidence_panel_marks_the_answer_and_knows_its_neighbours() -> None:
    page = evidence_html(FIRST, (FIRST, SECOND), 1, (0, 3))
    assert "<mark>修路。</mark>种树。" in page
    assert "下一条（第2条）" in page
    assert "上一条" not in page


def test_the_ledger_filter_leaves_out_what_was_not_chosen() -> None:
    assert ledger_filter("", "", " ", None, "units", "", "", "").lead == ()
    chosen = ledger_filter("d1", "2024", "民生", "省财政厅", "lead", "without", "with", "路")
    assert (chosen.documents, chosen.year, chosen.section, chosen.lead, chosen.units) == (
        frozenset({"d1"}),
        2024,
        "民生",
        ("省财政厅",),
        (),
    )
    assert (chosen.has_lead, chosen.has_deadline, chosen.text) == (False, True, "路")


def test_the_ledger_counts_what_matches_not_what_is_shown() -> None:
    page = ledger_html((DutyRecord(1, FIRST, LED),), 120, 2)
    assert "共 <b>120</b> 项，当前第 101–101 项" in page


def test_deleting_asks_first_and_readers_see_no_button() -> None:
    assert "删除" not in documents_html((DOCUMENT,), may_edit=False)
    assert "删除…" in documents_html((DOCUMENT,), may_edit=True)
    assert "确认删除" in documents_html((DOCUMENT,), may_edit=True, asked="d1")


RECORDS = (
    DutyRecord(1, FIRST, LED),
    DutyRecord(2, FIRST, SHARED),
    DutyRecord(3, SECOND, SECOND.duties[0]),
)


def test_statistics_count_named_units_only() -> None:
    assert unit_bars(RECORDS) == [Bar("省财政厅", 1, 1), Bar("省交通运输厅", 1, 0)]
    assert section_matrix(RECORDS) == (
        ["省财政厅", "省交通运输厅"],
        ["一、稳增长", "二、惠民生"],
        [[1, 1], [1, 0]],
    )
    assert together_matrix(RECORDS) == (["省财政厅", "省交通运输厅"], [[0, 1], [1, 0]])


def test_charts_keep_letters_as_letters() -> None:
    assert ">省财政厅</text>" in bars_svg([Bar("省财政厅", 1, 1)])
    assert ">省财政厅</text>" in matrix_svg(["省财政厅"], ["一、稳增长"], [[3]])


def test_only_answered_turns_go_back_as_history() -> None:
    answer = found()
    assert [m.content for m in history_of((Turn("甲", answer), Turn("乙", error="坏了")))] == ["甲", answer.text]
