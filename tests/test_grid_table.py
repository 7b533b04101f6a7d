from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.document import Clause
from index.table.tables import TableReading, clauses_from_tables
from tests.tables import LEFT, UP, source_of


def read(*blocks: str | list[list[str]]) -> TableReading:
    source = source_of(*blocks)
    reading = clauses_from_tables(source)
    assert reading is not None
    for clause in reading.clauses:
        assert source.text[clause.start : clause.start + len(clause.text)] == clause.text
        for duty in clause.duties:
            assert clause.text[slice(*duty.span)] == duty.task
    return reading


def brief(clause: Clause) -> list[tuple]:
    return [(d.task, d.lead, d.responsible, d.mode, d.deadline, d.leaders) for d in clause.duties]


def test_a_lead_column_and_a_responsible_column():
    reading = read(
        [
            ["序号", "目标与任务", "分 管\n县领导", "牵头责任单位", "责任单位", "完成\n时限"],
            ["7", "新增托位四百个。", "钱 明孙 丽", "县教育局", "县财政局、县住建局", "12 月底前"],
            ["8", "建成文化馆。", "钱 明", "县文旅局", "县各有关单位", ""],
        ]
    )
    assert [c.number for c in reading.clauses] == ["7", "8"]
    assert brief(reading.clauses[0]) == [
        ("新增托位四百个。", ("县教育局",), ("县财政局", "县住建局"), "lead", "12月底前", ("钱明", "孙丽"))
    ]
    duty = reading.clauses[1].duties[0]
    assert (duty.mode, duty.generic, duty.deadline) == ("lead", ("县各有关单位",), None)
    assert reading.clauses[0].text.startswith("新增托位四百个。\t钱 明孙 丽\t县教育局")
    assert reading.clauses[0].duties[0].raw == "钱 明孙 丽\t县教育局\t县财政局、县住建局\t12 月底前"


def test_responsible_units_lead_where_a_support_column_stands_beside_them():
    reading = read(
        [
            ["序号", "工作任务", "责任单位", "配合单位"],
            ["1", "推广智慧停车。", "市城管局", "市公安局"],
            ["2", "改造老旧小区。", "市住建局", "/"],
        ]
    )
    assert brief(reading.clauses[0]) == [("推广智慧停车。", ("市城管局",), ("市公安局",), "lead", None, ())]
    assert brief(reading.clauses[1]) == [("改造老旧小区。", ("市住建局",), (), "lead", None, ())]


def test_a_single_responsible_column_is_joint_and_collectives_alone_are_all():
    reading = read(
        [
            ["序号", "民生实事", "责任单位"],
            ["1", "建设口袋公园。", "区园林局\n区财政局"],
            ["2", "整治人居环境。", "各镇人民政府、各有关部门"],
        ]
    )
    assert brief(reading.clauses[0]) == [("建设口袋公园。", (), ("区园林局", "区财政局"), "joint", None, ())]
    assert reading.clauses[1].duties[0].mode == "all"


def test_merged_numbers_units_and_headings_carry_down():
    reading = read(
        [
            ["2026年重点任务清单", LEFT, LEFT, LEFT, LEFT],
            ["序号", "重点举措", "具体任务", "责任分工", LEFT],
            [UP, UP, UP, "牵头单位", "配合单位"],
            ["一、夯实基础", LEFT, LEFT, LEFT, LEFT],
            ["1", "扩大算力\n（2 项）", "建设算力中心。", "市数据局", "市发展改革委"],
            [UP, UP, "接入国家平台。", UP, UP],
            ["2", UP, "培训算力人才。", "市人力社保局", "—"],
            ["二、深化应用", LEFT, LEFT, LEFT, LEFT],
            ["3", "赋能教育", "试点智慧课堂。", "市教育局", "市数据局"],
        ]
    )
    assert [(c.number, c.section) for c in reading.clauses] == [
        ("1", ("一、夯实基础", "扩大算力")),
        ("2", ("一、夯实基础", "扩大算力")),
        ("3", ("二、深化应用", "赋能教育")),
    ]
    assert brief(reading.clauses[0]) == [
        ("建设算力中心。", ("市数据局",), ("市发展改革委",), "lead", None, ()),
        ("接入国家平台。", ("市数据局",), ("市发展改革委",), "lead", None, ()),
    ]
    assert brief(reading.clauses[1]) == [("培训算力人才。", ("市人力社保局",), (), "lead", None, ())]


def test_unit_rows_under_a_merged_task_are_one_duty():
    reading = read(
        [
            ["序号", "重点任务", "责任单位", "完成时限"],
            ["1", "整治黑臭水体。", "县水务局", "6月底"],
            [UP, UP, "县生态环境局", "12月底"],
        ]
    )
    assert brief(reading.clauses[0]) == [
        ("整治黑臭水体。", (), ("县水务局", "县生态环境局"), "joint", "6月底；12月底", ())
    ]


def test_a_sub_task_without_number_and_units_shares_those_of_the_row_above():
    reading = read(
        [
            ["序号", "民生实事", "责任单位", "完成时限"],
            ["5", "养护楼开工。", "县民政局", "5月底前动工"],
            ["", "老年大学开工。", "", "12月底前"],
        ]
    )
    assert brief(reading.clauses[0]) == [
        ("养护楼开工。", (), ("县民政局",), "joint", "5月底前动工", ()),
        ("老年大学开工。", (), ("县民政局",), "joint", "12月底前", ()),
    ]


def test_pages_that_continue_a_table_with_and_without_the_header():
    header = ["序号", "主要任务", "牵头单位", "责任单位"]
    reading = read(
        [header, ["一、产业", LEFT, LEFT, LEFT], ["1", "培育链主企业，引进", "市经信局", "市商务局、"]],
        "- 3 -",
        [header, ["", "配套企业。", "", "市科技局"], ["2", "建设产业园。", "市经信局", "各县（市、区）"]],
        "- 4 -",
        [["3", "办好推介会。", "市商务局", ""]],
    )
    assert [c.number for c in reading.clauses] == ["1", "2", "3"]
    assert brief(reading.clauses[0]) == [
        ("培育链主企业，引进", ("市经信局",), ("市商务局", "市科技局"), "lead", None, ())
    ]
    assert reading.clauses[0].text.endswith("配套企业。\t\t市科技局")
    assert [c.section for c in reading.clauses] == [("一、产业",)] * 3
    assert brief(reading.clauses[2]) == [("办好推介会。", ("市商务局",), (), "lead", None, ())]
    assert [d.code for d in reading.diagnostics] == ["table-task-split"]


def test_without_a_number_column_rows_are_counted_or_printed_numbers_kept():
    counted = read([["工作内容", "责任部门"], ["清理台账。", "办公室"], ["更新网站。", "信息中心"]])
    assert [(c.number, c.duties[0].task) for c in counted.clauses] == [("1", "清理台账。"), ("2", "更新网站。")]
    printed = read([["工作内容", "责任部门"], ["3.清理台账。", "办公室"], ["4.更新网站。", "信息中心"]])
    assert [(c.number, c.duties[0].task) for c in printed.clauses] == [("3", "清理台账。"), ("4", "更新网站。")]


def test_a_phrase_with_verbs_in_a_responsible_cell():
    reading = read([["序号", "任务", "责任单位"], ["1", "修订预案。", "市应急局牵头，市气象局、市水利局配合"]])
    assert brief(reading.clauses[0]) == [("修订预案。", ("市应急局",), ("市气象局", "市水利局"), "lead", None, ())]


def test_a_number_and_title_row_is_a_heading():
    reading = read(
        [
            ["序号", "工作任务", "责任单位"],
            ["一", "稳定增长", ""],
            ["1", "扩大有效投资。", "市发展改革委"],
            ["二", "改善民生", ""],
            ["1", "稳定就业。", "市人力社保局"],
        ]
    )
    assert [(c.number, c.section) for c in reading.clauses] == [("1", ("一、稳定增长",)), ("1", ("二、改善民生",))]


def test_clauses_without_units_are_reported_not_filled():
    reading = read([["序号", "任务", "责任单位"], ["1", "编制规划。", "市规划局"], ["2", "优化布局。", ""]])
    assert reading.clauses[1].duties == ()
    assert [(d.code, d.clause) for d in reading.diagnostics] == [("no-responsibility", "2")]


def test_a_row_without_a_task_is_reported():
    reading = read([["序号", "任务", "责任单位"], ["1", "编制规划。", "市规划局"], ["2", "", "市水利局"]])
    assert [d.code for d in reading.diagnostics] == ["table-row-not-understood"]
    assert "市水利局" in reading.diagnostics[0].message


def test_remark_rows_and_totals_are_not_clauses():
    reading = read(
        [
            ["序号", "任务", "责任单位"],
            ["1", "编制规划。", "市规划局"],
            ["备注：本表自印发之日起施行，由办公室负责解释。", LEFT, LEFT],
        ]
    )
    assert [c.number for c in reading.clauses] == ["1"]


def test_tables_of_another_kind_are_left_alone():
    contacts = [["序号", "单位名称", "联系人", "联系电话"], ["1", "市规划局", "钱明", "0570-1"]]
    budget = [["项目", "金额"], ["道路", "12"]]
    assert clauses_from_tables(source_of("一、总体要求", contacts, budget)) is None


GRID_CELL = st.sampled_from(
    [
        "",
        UP,
        LEFT,
        "1",
        "2",
        "一",
        "一、产业",
        "（一）",
        "培育企业。",
        "培育企业，",
        "市经信局",
        "市科技局、",
        "/",
        "6月底",
    ]
)


@given(st.lists(st.lists(GRID_CELL, min_size=5, max_size=5), max_size=8))
@settings(deadline=None)
def test_any_grid_gives_spans_that_slice_back_and_do_not_overlap(rows: list[list[str]]):
    grid = [
        ["序号", "领域", "任务", "责任单位", "完成时限"],
        ["1", "产业", "建设园区。", "市商务局", "12月"],
        *rows,
    ]
    grid = [["" if column == 0 and cell == LEFT else cell for column, cell in enumerate(row)] for row in grid]
    reading = read(grid)
    for clause in reading.clauses:
        end = 0
        for duty in sorted(clause.duties, key=lambda duty: duty.span):
            assert duty.task
            assert duty.span[0] >= end
            end = duty.span[1]
            assert not set(duty.lead) & set(duty.responsible)


def test_a_heading_merged_into_the_task_column_is_no_task():
    reading = read(
        [
            ["序号", "领域", "任务", "责任单位", "完成时限"],
            ["1", "产业", "建设园区。", "市商务局", "12月"],
            ["", UP, LEFT, "市财政局", ""],
        ]
    )
    assert [d.task for c in reading.clauses for d in c.duties] == ["建设园区。"]
    assert [d.code for d in reading.diagnostics] == ["table-row-not-understood"]


def test_headings_above_headers_that_are_repeated_do_not_nest():
    header = ["序号", "任务", "牵头单位", "配合单位"]
    reading = clauses_from_tables(
        source_of(
            [
                ["一、经济", LEFT, LEFT, LEFT], header, ["1", "抓投资。", "市发改委", "市财政局"],
                ["二、民生", LEFT, LEFT, LEFT], header, ["1", "抓就业。", "市人社局", "市总工会"],
            ]
        )
    )  # fmt: skip
    assert [clause.section for clause in reading.clauses] == [("一、经济",), ("二、民生",)]


def test_names_cut_by_the_width_of_a_cell_are_joined_and_officials_told_from_units():
    reading = clauses_from_tables(
        source_of(
            [
                ["序号", "2025年目标", "任务", "牵头单位及负责人", "参与单位及负责人"],
                ["1", "增长6%", "抓消费。", "市科\n技局：王一", "市商\n务局 李二、各县\n（市、区）\n人民政府"],
            ]
        )
    )
    (duty,) = reading.clauses[0].duties
    assert (duty.lead, duty.responsible) == (("市科技局",), ("市商务局", "各县（市、区）人民政府"))
    assert (duty.leaders, reading.clauses[0].section) == (("王一", "李二"), ())
