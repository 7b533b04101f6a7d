import json
from pathlib import Path

import pytest

from index.table.tables import clauses_from_tables
from tests.tables import LEFT, source_of

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
TASKS = [["序号", "工作任务", "责任单位"], ["1", "编制规划。", "市规划局、市水利局"]]
SAMPLES = ("dazhu_2016_table", "nanling_2024_table", "wz_ai_ledger_2026")


def test_what_is_consumed_is_the_tables_and_nothing_else():
    source = source_of(
        "一、总体要求", "1．加强领导。（市教育局负责）", TASKS, "二、附则", [["项目", "金额"], ["道路", "12"]]
    )
    reading = clauses_from_tables(source)
    assert reading is not None
    assert [source.text[a:b] for a, b in reading.consumed] == [
        "序号\t工作任务\t责任单位\n1\t编制规划。\t市规划局、市水利局"
    ]


def test_tables_under_several_captions_are_told_apart_by_their_section():
    reading = clauses_from_tables(source_of("附表1 产业任务", TASKS, "附表2 民生任务", TASKS))
    assert [(c.order, c.number, c.section) for c in reading.clauses] == [
        (1, "1", ("附表1产业任务",)),
        (2, "1", ("附表2民生任务",)),
    ]


def test_the_caption_of_a_document_that_is_one_table_is_its_title_not_a_section():
    assert clauses_from_tables(source_of("2026年任务清单", TASKS)).clauses[0].section == ()
    notice = "现将任务清单印发给你们，请认真落实。"
    assert clauses_from_tables(source_of(notice, "任务清单", TASKS)).clauses[0].section == ("任务清单",)


@pytest.mark.parametrize(
    ("header", "note"),
    [("责任单位（列第一位的为牵头单位）", ""), ("责任单位", "注：责任单位中列首位的为牵头单位。")],
)
def test_first_is_lead_where_the_header_or_a_note_says_so(header: str, note: str):
    table = [["序号", "工作任务", header], ["1", "编制规划。", "市规划局、市水利局"]]
    (clause,) = clauses_from_tables(source_of(table, note)).clauses
    assert (clause.duties[0].lead, clause.duties[0].responsible) == (("市规划局",), ("市水利局",))


def test_a_cell_with_labels_of_its_own():
    cell = "牵头单位：市规划局\n配合单位：市水利局\n市财政局"
    (clause,) = clauses_from_tables(source_of([["任务", "责任单位"], ["编制规划。", cell]])).clauses
    assert (clause.duties[0].lead, clause.duties[0].responsible) == (("市规划局",), ("市水利局", "市财政局"))


def test_a_level_word_written_once_in_a_row_holds_for_its_other_columns():
    table = [["任务", "牵头单位", "配合单位"], ["编制规划。", "省自然资源厅", "财政厅、水利厅"]]
    (clause,) = clauses_from_tables(source_of(table)).clauses
    assert clause.duties[0].responsible == ("省财政厅", "省水利厅")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_tables_are_read_as_annotated(name: str):
    if not DOCUMENTS.is_dir():
        pytest.skip("../shared/documents 不在这台机器上，样例表格未检验")
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    clauses = {clause.number: clause for clause in clauses_from_tables(source_of(text)).clauses}
    keys = ("lead", "responsible", "leaders")
    for expected in gold["clauses"]:
        clause = clauses[expected["no"]]
        assert clause.section[-1:] == ((expected["heading"],) if expected["heading"] else ())
        assert clause.text.replace("\n", "").startswith(expected["text_starts"].split("。")[0])
        assert [
            ({key: list(getattr(d, key)) for key in keys}, d.mode, d.deadline, list(d.generic))
            for d in clause.duties
        ] == [
            ({key: d[key] for key in keys}, d["mode"], d["deadline"], d.get("generic", []))
            for d in expected["duties"]
        ]


def test_a_heading_above_the_table_is_of_the_same_rank_as_those_in_it():
    reading = clauses_from_tables(
        source_of(
            "一、经济",
            [["序号", "任务", "责任单位"], ["1", "抓投资。", "市发改委"], ["二、民生", LEFT, LEFT], ["2", "抓就业。", "市人社局"]],
        )
    )  # fmt: skip
    assert [clause.section for clause in reading.clauses] == [("一、经济",), ("二、民生",)]
