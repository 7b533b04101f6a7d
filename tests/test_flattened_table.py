import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.document import Clause
from index.table.tables import TableReading, clauses_from_tables
from tests.tables import source_of


def read(text: str) -> TableReading:
    source = source_of(text)
    reading = clauses_from_tables(source)
    assert reading is not None
    for clause in reading.clauses:
        assert source.text[clause.start : clause.start + len(clause.text)] == clause.text
        ends = [0]
        for duty in clause.duties:
            assert clause.text[slice(*duty.span)] == duty.task
            assert duty.span[0] >= ends[-1]
            ends.append(duty.span[1])
    return reading


def brief(clause: Clause) -> list[tuple]:
    return [(d.task, d.lead, d.responsible, d.mode, d.deadline) for d in clause.duties]


def lines(*cells: str) -> str:
    return "\n".join(cells)


def test_one_cell_a_paragraph_with_a_sub_task_under_one_number():
    reading = read(
        lines(
            "民生实事表", "序号", "民生实事", "责任单位", "完成时限",
            "1", "修建村道十条。", "县交通局", "县财政局", "12月底前",
            "2", "新建日间照料中心。", "县民政局", "5月底前动工", "开办老年食堂。", "9月投入使用",
        ).replace("\n", "\n\n")
    )  # fmt: skip
    assert brief(reading.clauses[0]) == [("修建村道十条。", (), ("县交通局", "县财政局"), "joint", "12月底前")]
    assert brief(reading.clauses[1]) == [
        ("新建日间照料中心。", (), ("县民政局",), "joint", "5月底前动工"),
        ("开办老年食堂。", (), ("县民政局",), "joint", "9月投入使用"),
    ]
    assert reading.clauses[1].duties[1].raw == "县民政局\t9月投入使用"


def test_cells_closed_by_bars_keep_their_borders():
    reading = read(
        lines(
            "序号 |", "目标与任务 |", "分 管 县领导 |", "牵头责任单位 |", "责任单位 |",
            "31 |", "办好运动会。 |", "周 宁吴 桐 |", "县文旅体局 |", "县各有关单位 |",
            "32 |", "改造体育馆。 |", "周 宁 |", "县住建局 |", "县文旅体局",
        )
    )  # fmt: skip
    assert brief(reading.clauses[0]) == [("办好运动会。", ("县文旅体局",), ("县各有关单位",), "lead", None)]
    assert reading.clauses[0].duties[0].leaders == ("周宁", "吴桐")
    assert brief(reading.clauses[1]) == [("改造体育馆。", ("县住建局",), ("县文旅体局",), "lead", None)]


HEADER = ("序号", "重点举措", "实施路径", "完成时限", "责任单位", "配合单位")


def test_wrapped_cells_page_marks_and_repeated_headers_inside_a_row():
    reading = read(
        lines(
            *HEADER,
            "1", "夯实数据底座", "（2 项）",
            "建设全市一体化数据平台，归集重点领域公共数据，推动数据按需", "共享。",
            "12 月", "市大数据局（市人", "工智能局）", "市发展改革委，相关县（市、", "- 6 -", *HEADER, "区）政府",
            "2", "建成算力监测中心。", "6 月", "市经信局、市数", "据管理局", "/",
            "3", "完善服务体系", "开展企业培训，覆盖规模以上企业一千家，并提供算力补贴、",
            "9 月", "市工商联",
            "市财政局", "- 7 -", *HEADER, "模型补贴。",
        )
    )  # fmt: skip
    first, second, third = reading.clauses
    assert [c.section for c in reading.clauses] == [("夯实数据底座",), ("夯实数据底座",), ("完善服务体系",)]
    assert (first.duties[0].lead, first.duties[0].responsible) == (
        ("市大数据局（市人工智能局）",),
        ("市发展改革委", "相关县（市、区）政府"),
    )
    assert brief(second)[0][1:] == (("市经信局", "市数据管理局"), (), "lead", "6月")
    assert third.duties[0].task.endswith("算力补贴、") and third.text.endswith("模型补贴。")
    assert [(d.code, d.clause) for d in reading.diagnostics] == [("table-task-split", "3")]


def test_units_of_a_merged_cell_are_carried_down_inside_a_heading_and_reported():
    reading = read(
        lines(
            "序", "号", "领域", "具体任务", "责任单位",
            "一、产业升级", "1", "现代农业", "建设种业基地。", "省农业农村", "厅", "2", "推广智慧农机。",
            "二、社会治理", "3", "智慧水利", "建设预报模型。", "省水利厅",
        )
    )  # fmt: skip
    assert [c.section for c in reading.clauses] == [
        ("一、产业升级", "现代农业"),
        ("一、产业升级", "现代农业"),
        ("二、社会治理", "智慧水利"),
    ]
    assert brief(reading.clauses[1]) == [("推广智慧农机。", (), ("省农业农村厅",), "joint", None)]
    assert [(d.code, d.clause) for d in reading.diagnostics] == [("table-units-inherited", "2")]


def test_units_are_not_carried_to_another_number_where_no_heading_holds_the_rows_together():
    reading = read(lines("序号", "工作任务", "责任单位", "1", "编制规划。", "县规划局", "2", "优化布局。"))
    assert reading.clauses[1].duties == ()
    assert [(d.code, d.clause) for d in reading.diagnostics] == [("no-responsibility", "2")]


def test_two_unit_columns_that_cannot_be_told_apart_name_no_lead():
    reading = read(
        lines("序号", "工作任务", "牵头单位", "配合单位", "1", "治理扬尘。", "县住建局", "县环保局", "县城管局")
    )
    assert brief(reading.clauses[0]) == [("治理扬尘。", (), ("县住建局", "县环保局", "县城管局"), "joint", None)]
    assert [d.code for d in reading.diagnostics] == ["table-units-undivided"]


def test_text_after_the_table_stays_outside():
    reading = read(
        lines(
            "序号", "工作任务", "责任单位", "完成时限", "1", "疏浚河道。", "县水务局", "6月底",
            "联系电话请见政务网站，意见可以书面提出。",
        )
    )  # fmt: skip
    assert reading.clauses[0].text == "疏浚河道。\n县水务局\n6月底"
    source_end = reading.consumed[0][1]
    assert source_end == len("序号\n工作任务\n责任单位\n完成时限\n1\n疏浚河道。\n县水务局\n6月底")


def test_a_heading_or_an_attachment_ends_the_table():
    table = lines("序号", "工作任务", "责任单位", "1", "疏浚河道。", "县水务局")
    for after in ("附件2\n其他事项", "三、保障措施\n加强领导。"):
        assert len(read(f"{table}\n{after}").clauses[0].duties) == 1


ROW = "序号\n任务\n责任单位\n1\n疏浚河道。\n市水务局"
DATED_ROW = "序号\n任务\n责任单位\n完成时限\n1\n疏浚河道。\n市水务局\n6月底"
IMPRINTS = (
    "抄送：市委各部门，市政协办公室。",
    "某市人民政府办公室\n2024年3月1日印发",
    "某市人民政府\n2024年3月1日",
)


@pytest.mark.parametrize("imprint", IMPRINTS)
@pytest.mark.parametrize("table", [ROW, DATED_ROW])
def test_the_imprint_after_a_table_is_no_part_of_it(table: str, imprint: str):
    (clause,) = read(f"{table}\n{imprint}").clauses
    assert [duty.responsible for duty in clause.duties] == [("市水务局",)]


def test_numbers_in_parentheses_and_broken_column_names():
    header = ("序号", "重点", "任务", "责任", "单位")
    reading = read(lines(*header, "（1）", "办好灯会。", "区文旅局", "（2）", "修缮古桥。", "区住建局"))
    assert [c.number for c in reading.clauses] == ["（1）", "（2）"]
    assert [c.duties[0].responsible for c in reading.clauses] == [("区文旅局",), ("区住建局",)]


@pytest.mark.parametrize(
    "text", ["", "序号\n1\n", "序号\n姓名\n电话\n1\n钱明\n0570", "一、总体要求\n市教育局牵头。"]
)
def test_other_text_is_left_alone(text: str):
    assert clauses_from_tables(source_of(text)) is None


CELL = st.sampled_from(
    [
        "1",
        "2",
        "3",
        "/",
        "12 月",
        "市教育局",
        "市财政局、",
        "（市人",
        "推进项目建设。",
        "夯实基础",
        "- 3 -",
        "一、产业",
        "俞 悦",
    ]
)


@given(st.lists(CELL, max_size=40))
@settings(deadline=None)
def test_any_cells_give_spans_that_slice_back_and_do_not_overlap(cells: list[str]):
    source = source_of(lines(*HEADER, "1", "建设平台。", "市数据局", *cells))
    reading = clauses_from_tables(source)
    assert reading is not None
    for clause in reading.clauses:
        assert source.text[clause.start : clause.start + len(clause.text)] == clause.text
        end = 0
        for duty in sorted(clause.duties, key=lambda duty: duty.span):
            assert clause.text[slice(*duty.span)] == duty.task != ""
            assert duty.span[0] >= end
            end = duty.span[1]
            assert not set(duty.lead) & set(duty.responsible)


def seconds(rows: int) -> float:
    body = [cell for n in range(rows) for cell in (str(n + 1), "推进项目建设，完善服务体系。", "市教育局", "12月")]
    source = source_of(lines("序号", "工作任务", "责任单位", "完成时限", *body))
    began = time.perf_counter()
    clauses_from_tables(source)
    return time.perf_counter() - began


def test_time_is_linear_in_the_rows():
    seconds(10)
    assert seconds(900) < 20 * max(seconds(90), 0.005)


def test_headings_without_rows_and_numbers_left_out_of_an_excerpt():
    reading = read(
        lines(
            "序号", "任务", "主要责任单位", "协同配合单位", "一、二〇二六年经济社会发展的主要预期目标和任务",
            "3", "投资增长。", "区发改委", "区住建局，东区管委会，某某国控集团。",
            "二、扩投资", "三、延链条", "四、惠民生",
            "68", "办好学校。", "区教育局", "区政府有关部门。", "73", "办好托育。", "区卫健委", "区财政局。",
        )
    )  # fmt: skip
    assert [(c.number, c.section) for c in reading.clauses] == [
        ("3", ("一、二〇二六年经济社会发展的主要预期目标和任务",)), ("68", ("四、惠民生",)), ("73", ("四、惠民生",)),
    ]  # fmt: skip
    assert brief(reading.clauses[0]) == [
        ("投资增长。", ("区发改委",), ("区住建局", "东区管委会", "某某国控集团"), "lead", None)
    ]


def test_a_second_header_row_and_headings_whose_number_stands_alone():
    reading = read(
        lines(
            "序号", "任务", "责任分工", "时限", "牵头单位", "配合单位", "一", "稳增长",
            "1", "抓投资。", "市发改委", "市财政局", "6月", "二", "惠民生", "2", "抓就业。", "市人社局", "市教育局", "9月",
        )
    )  # fmt: skip
    assert [(c.section, brief(c)) for c in reading.clauses] == [
        (("一、稳增长",), [("抓投资。", ("市发改委",), ("市财政局",), "lead", "6月")]),
        (("二、惠民生",), [("抓就业。", ("市人社局",), ("市教育局",), "lead", "9月")]),
    ]


def test_a_heading_column_to_the_left_of_dotted_numbers():
    reading = read(
        lines(
            "领域", "序号", "工作内容", "牵头部门", "参与部门", "时限",
            "产业提升", "1.1", "制定目录。", "市工信局", "市发改委", "3月", "1.2", "开展招商。", "市商务局", "市工商联", "年底前",
            "人才引进", "2.1", "引进人才。", "市委组织部", "市人社局", "长期",
        )
    )  # fmt: skip
    assert [(c.number, c.section, c.duties[0].lead, c.duties[0].deadline) for c in reading.clauses] == [
        ("1.1", ("产业提升",), ("市工信局",), "3月"),
        ("1.2", ("产业提升",), ("市商务局",), "年底前"),
        ("2.1", ("人才引进",), ("市委组织部",), "长期"),
    ]


def test_officials_one_a_line_and_a_total_below():
    reading = read(
        lines(
            "序号", "任务", "责任单位", "责任人", "时限",
            "1", "抓投资。", "县发改局", "王大川", "李小禾", "6月", "合计", "1项", "注：名单见附件。",
        )
    )  # fmt: skip
    (duty,) = reading.clauses[0].duties
    assert (duty.leaders, duty.deadline) == (("王大川", "李小禾"), "6月")


def test_items_in_brackets_below_a_row():
    reading = read(
        lines(
            "序号", "任务", "责任单位", "配合单位", "时限", "1", "推进更新。",
            "（1）", "改造小区。", "市住建局", "市财政局", "10月", "（2）", "改造街巷。", "市城管局", "各区人民政府", "11月",
            "2", "推进振兴。", "市农业农村局", "市水利局", "12月",
        )
    )  # fmt: skip
    assert [(c.number, [(d.lead, d.deadline) for d in c.duties]) for c in reading.clauses] == [
        ("1", []), ("（1）", [(("市住建局",), "10月")]), ("（2）", [(("市城管局",), "11月")]), ("2", [(("市农业农村局",), "12月")]),
    ]  # fmt: skip


def test_several_lines_of_units_under_one_of_two_columns_may_be_those_of_both():
    reading = read(
        lines(
            "序号", "任务", "牵头单位及责任人", "配合单位", "时限",
            "1", "抓防汛。", "县水利局 李小禾", "县应急局", "6月", "2", "抓抗旱。", "县水利局", "县应急局", "9月",
        )
    )  # fmt: skip
    first, second = (clause.duties[0] for clause in reading.clauses)
    assert (first.lead, first.responsible, first.leaders) == ((), ("县水利局", "县应急局"), ("李小禾",))
    assert (second.lead, second.responsible) == (("县水利局",), ("县应急局",))
    assert [note.code for note in reading.diagnostics] == ["table-units-undivided"]
