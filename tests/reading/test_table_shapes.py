"""Shapes of duty tables, in every spelling of a grid, with exact values; every row is stored or reported."""

import pytest

from index.model.document import Note
from index.parse import parse, plain_text_source
from index.table.tables import clauses_from_tables
from tests import table_formats as made
from tests.table_formats import UP

GRIDS = ["html", "tabs", "markdown", "csv", "docx", "xlsx", "pdf"]


def duties(document) -> list[tuple]:
    return [
        (clause.number, clause.section, duty.task, duty.lead, duty.responsible, duty.deadline)
        for clause in document.clauses
        for duty in clause.duties
    ]


FIELD_FIRST = [
    ["领域", "序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
    ["扩大投资", "1", "开工建设二期工程", "市交通运输局", "市财政局、市发展改革委", "2025年6月底"],
    [UP, "2", "改造危桥十八座", "市交通运输局", "各县区政府", "2025年9月底"],
    ["改善民生", "3", "新增幼儿园学位两千个", "市教育局", "市住房城乡建设局", "2025年12月底"],
]
FIELD_FIRST_DUTIES = [
    ("1", ("扩大投资",), "开工建设二期工程", ("市交通运输局",), ("市财政局", "市发展改革委"), "2025年6月底"),
    ("2", ("扩大投资",), "改造危桥十八座", ("市交通运输局",), ("各县区政府",), "2025年9月底"),
    ("3", ("改善民生",), "新增幼儿园学位两千个", ("市教育局",), ("市住房城乡建设局",), "2025年12月底"),
]


@pytest.mark.parametrize("form", [*GRIDS, "lines"])
def test_a_merged_field_before_the_number_is_the_heading(form):
    assert duties(made.parsed(FIELD_FIRST, form)) == FIELD_FIRST_DUTIES


@pytest.mark.parametrize("form", [*GRIDS, "lines"])
def test_the_detailed_task_stands_under_its_short_title(form):
    rows = [
        ["序号", "重点任务", "具体工作", "牵头单位"],
        ["1", "智慧农业", "聚焦病虫害智能防治，研发智能装备。", "市农业农村局"],
        ["2", "品牌升级", "支持茶企运用多光谱检测。", "市科技局"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", ("智慧农业",), "聚焦病虫害智能防治，研发智能装备。", ("市农业农村局",), (), None),
        ("2", ("品牌升级",), "支持茶企运用多光谱检测。", ("市科技局",), (), None),
    ]


@pytest.mark.parametrize("form", [*GRIDS, "lines"])
def test_two_unit_columns_with_heads_of_their_own_are_both_kept(form):
    rows = [
        ["序号", "事项名称", "主要内容", "国家部委", "省级部门"],
        ["1", "前沿探索", "设立开源导向的重大基础研究项目。", "科技部、教育部", "省科技厅"],
        ["2", "重大任务", "承担国家重大工程项目建设。", "国家发展改革委", "省发展改革委"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", ("前沿探索",), "设立开源导向的重大基础研究项目。", (), ("科技部", "教育部", "省科技厅"), None),
        ("2", ("重大任务",), "承担国家重大工程项目建设。", (), ("国家发展改革委", "省发展改革委"), None),
    ]


@pytest.mark.parametrize("form", [*GRIDS, "lines"])
def test_offices_inside_a_unit_are_notes_and_no_units(form):
    rows = [
        ["序号", "工作事项", "主要内容", "牵头单位", "配合单位", "市卫健委内牵头处室", "备注"],
        ["1", "签约服务", "推进家庭医生签约服务提质增效。", "各区政府", "市卫生健康委", "基层处", "每季度调度"],
        ["2", "人才培养", "落实住院医师规范化培训要求。", "市卫生健康委", "/", "科教处", "/"],
    ]
    document = made.parsed(rows, form)
    assert duties(document) == [
        ("1", ("签约服务",), "推进家庭医生签约服务提质增效。", ("各区政府",), ("市卫生健康委",), None),
        ("2", ("人才培养",), "落实住院医师规范化培训要求。", ("市卫生健康委",), (), None),
    ]
    assert [duty.notes for clause in document.clauses for duty in clause.duties] == [
        (Note("office", "市卫健委内牵头处室", "基层处"), Note("note", "备注", "每季度调度")),
        (Note("office", "市卫健委内牵头处室", "科教处"),),
    ]


@pytest.mark.parametrize("form", GRIDS)
def test_units_first_and_a_merged_unit_over_two_tasks(form):
    rows = [
        ["责任单位", "序号", "工作任务", "完成时限"],
        ["县教育局", "1", "新建幼儿园三所。", "6月底"],
        [UP, "2", "开展校园安全排查。", "9月底"],
        ["县水利局", "3", "水库加固五座。", "12月底"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", (), "新建幼儿园三所。", (), ("县教育局",), "6月底"),
        ("2", (), "开展校园安全排查。", (), ("县教育局",), "9月底"),
        ("3", (), "水库加固五座。", (), ("县水利局",), "12月底"),
    ]


@pytest.mark.parametrize("form", [*GRIDS, "lines"])
def test_two_columns_without_numbers(form):
    rows = [
        ["责任单位", "工作任务"],
        ["县教育局", "新建改扩建幼儿园三所；开展校园安全排查。"],
        ["县水利局", "完成病险水库除险加固五座。"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", (), "新建改扩建幼儿园三所；开展校园安全排查。", (), ("县教育局",), None),
        ("2", (), "完成病险水库除险加固五座。", (), ("县水利局",), None),
    ]


def test_one_cell_a_line_without_numbers():
    text = "民生实事\n重点任务\n牵头单位\n配合单位\n完成时限\n新建幼儿园三所。\n县教育局\n县住建局\n6月底\n加固水库五座。\n县水利局\n/\n12月底"
    document = parse(plain_text_source(text), "表.txt", b"")
    assert duties(document) == [
        ("1", (), "新建幼儿园三所。", ("县教育局",), ("县住建局",), "6月底"),
        ("2", (), "加固水库五座。", ("县水利局",), (), "12月底"),
    ]


BOX = """任务表
┌────┬──────────────┬────────┬────────┬──────┐
│序号│整治内容      │牵头单位│责任单位│时限  │
├────┼──────────────┼────────┼────────┼──────┤
│ 1  │清理主干道积存│市农业局│各村（社│9月15 │
│    │垃圾。        │        │区）    │日前  │
├────┼──────────────┼────────┼────────┼──────┤
│ 2  │拆除危旧房。  │市市场监│市财政局│9月底 │
│    │              │管局    │        │      │
└────┴──────────────┴────────┴────────┴──────┘"""


def test_a_drawing_with_continued_cells():
    document = parse(plain_text_source(BOX), "表.txt", b"")
    assert duties(document) == [
        ("1", (), "清理主干道积存垃圾。", ("市农业局",), ("各村（社区）",), "9月15日前"),
        ("2", (), "拆除危旧房。", ("市市场监管局",), ("市财政局",), "9月底"),
    ]


def test_a_drawing_of_plus_and_minus_signs():
    text = (
        "+----+----------------+----------+----------+\n|序号|任务            |牵头单位  |配合单位  |\n"
        "+----+----------------+----------+----------+\n| 1  |清理主干道积存  |市农业局  |各村      |\n"
        "|    |垃圾。          |          |          |\n+----+----------------+----------+----------+\n"
        "| 2  |拆除危旧房。    |市住建局  |市财政局  |\n+----+----------------+----------+----------+"
    )
    assert duties(parse(plain_text_source(text), "表.txt", b"")) == [
        ("1", (), "清理主干道积存垃圾。", ("市农业局",), ("各村",), None),
        ("2", (), "拆除危旧房。", ("市住建局",), ("市财政局",), None),
    ]


@pytest.mark.parametrize("marks", ["- 2 -\n", ""])
def test_a_name_in_two_pieces_and_a_lone_last_row_on_a_new_page(marks):
    text = (
        "任务清单\n序号\t任务\t牵头单位\t配合单位\n1\t建设种业基地，推进育种。\t县农业农村局\t县财政局\n"
        f"2\t推广智慧农机。\t县市场监管（知识产\t县科技局、\n{marks}\t\t权）局\t县发改局\n- 3 -\n3\t办好推介会。\t县商务局\t县文旅局"
    )
    assert duties(parse(plain_text_source(text), "表.txt", b"")) == [
        ("1", (), "建设种业基地，推进育种。", ("县农业农村局",), ("县财政局",), None),
        ("2", (), "推广智慧农机。", ("县市场监管（知识产权）局",), ("县科技局", "县发改局"), None),
        ("3", (), "办好推介会。", ("县商务局",), ("县文旅局",), None),
    ]


def test_numbers_restart_in_every_annex_and_keep_their_dates():
    table = "序号\t任务\t责任单位\t完成时限\n"
    text = (
        f"附件1 经济任务\n{table}1\t抓投资。\t市发改委\t6月底\n2\t抓消费。\t市商务局\t6月底\n"
        f"附件2 民生任务\n{table}1\t抓就业。\t市人社局\t9月底\n2\t抓教育。\t市教育局\t9月底"
    )
    found = duties(parse(plain_text_source(text), "表.txt", b""))
    assert [(number, task, responsible, deadline) for number, _, task, _, responsible, deadline in found] == [
        ("1", "抓投资。", ("市发改委",), "6月底"),
        ("2", "抓消费。", ("市商务局",), "6月底"),
        ("1", "抓就业。", ("市人社局",), "9月底"),
        ("2", "抓教育。", ("市教育局",), "9月底"),
    ]


def test_every_row_is_stored_or_reported():
    text = (
        "序号\t考评内容\t分值\t牵头单位\t配合单位\n1\t健全集体决策制度\t8\t市卫生健康委\t市财政局\n"
        "2\t公开采购目录\t10\t市医保局\t市卫生健康委\n加分项\t获得省级以上表彰\t5\t\t\n\t\t\t市审计局\t\n合计\t\t23\t\t"
    )
    reading = clauses_from_tables(plain_text_source(text))
    assert reading is not None
    assert (reading.rows.seen, reading.rows.stored, reading.rows.reported) == (5, 3, 2)
    assert [(note.code, note.message) for note in reading.diagnostics if note.code.startswith("table-")] == [
        ("table-row-not-understood", "表格中有一行没有任务内容，未读入：“市审计局”。请核对原表。"),
        ("table-remark", "表格中的备注或合计行，未作为任务读入：“合计 | 23”。请核对原表。"),
    ]
    assert reading.clauses[0].duties[0].notes == (Note("score", "分值", "8"),)


@pytest.mark.parametrize("form", GRIDS)
def test_headings_that_are_units_over_tasks_without_a_unit_column(form):
    rows = [
        ["序号", "工作任务", "完成时限"],
        ["一、县教育局（2项）", "", ""],
        ["1", "新建幼儿园三所。", "6月底"],
        ["2", "开展校园安全排查。", "9月底"],
        ["二、县水利局（1项）", "", ""],
        ["3", "水库加固五座。", "12月底"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", ("一、县教育局",), "新建幼儿园三所。", (), ("县教育局",), "6月底"),
        ("2", ("一、县教育局",), "开展校园安全排查。", (), ("县教育局",), "9月底"),
        ("3", ("二、县水利局",), "水库加固五座。", (), ("县水利局",), "12月底"),
    ]


def test_sums_grouped_by_unit_are_no_duties():
    rows = [
        ["序号", "项目名称", "金额"],
        ["县教育局", "", ""],
        ["1", "校舍维修项目", "12"],
        ["2", "操场改造项目", "9"],
    ]
    assert duties(made.parsed(rows, "html")) == []


@pytest.mark.parametrize("form", GRIDS)
def test_a_role_in_the_remark_of_a_column_name(form):
    rows = [
        ["序号", "任务", "责任单位（牵头）", "责任单位（配合）"],
        ["1", "修建村道十条。", "县交通局", "县财政局"],
        ["2", "架设桥梁两座。", "县住建局", "县水利局"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", (), "修建村道十条。", ("县交通局",), ("县财政局",), None),
        ("2", (), "架设桥梁两座。", ("县住建局",), ("县水利局",), None),
    ]


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf"])
def test_a_card_of_one_task(form):
    rows = [
        ["任务名称", "新建产业园一处", "完成时限", "2025年10月"],
        ["牵头单位", "县工信局", "配合单位", "县财政局、县自然资源局"],
    ]
    assert duties(made.parsed(rows, form)) == [
        ("1", (), "新建产业园一处", ("县工信局",), ("县财政局", "县自然资源局"), "2025年10月")
    ]


def test_a_task_and_a_list_cut_by_a_page_in_tabs():
    text = "清单\n序号\t任务\t责任单位\n1\t推广知识产权质押融资，建立\t省科技厅、\n- 2 -\n\t风险补偿机制。\t省财政厅\n2\t办展会。\t省商务厅"
    document = parse(plain_text_source(text), "表.txt", b"")
    assert duties(document) == [
        ("1", (), "推广知识产权质押融资，建立", (), ("省科技厅", "省财政厅"), None),
        ("2", (), "办展会。", (), ("省商务厅",), None),
    ]
    assert [note.code for note in document.diagnostics] == ["table-task-split"]


def test_several_items_in_a_cell_of_units_first():
    rows = [["单位", "任务"], ["县教育局", "1.新建幼儿园三所。\n2.排查校园安全。"], ["县水利局", "加固水库五座。"]]
    assert [(number, responsible) for number, _, _, _, responsible, _ in duties(made.parsed(rows, "docx"))] == [
        ("1", ("县教育局",)),
        ("2", ("县水利局",)),
    ]


def test_names_of_works_left_of_the_task_are_headings_where_each_cell_is_a_paragraph():
    cells = (
        "惠民项目分解表 序号 工程名称 主要任务 牵头领导 责任单位 完成时限 "
        "1 暖冬工程 更换供热管网30公里，改造换热站4座。 马志远 县住建局 2025年10月底 "
        "2 健身工程 新建社区健身点18处。 孙晓燕 县体育局 县民政局 2025年9月底 "
        "3 爱心工程 开办老年食堂6家。 孙晓燕 县民政局 2025年12月底"
    )
    document = parse(plain_text_source(cells.replace(" ", "\n\n")), "表.txt", b"")
    assert duties(document) == [
        ("1", ("暖冬工程",), "更换供热管网30公里，改造换热站4座。", (), ("县住建局",), "2025年10月底"),
        ("2", ("健身工程",), "新建社区健身点18处。", (), ("县体育局", "县民政局"), "2025年9月底"),
        ("3", ("爱心工程",), "开办老年食堂6家。", (), ("县民政局",), "2025年12月底"),
    ]
