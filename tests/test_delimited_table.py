from index.table.tables import clauses_from_tables
from tests.tables import source_of


def test_rows_split_by_tabs():
    source = source_of(
        "任务清单\n序号\t工作任务\t责任单位\t完成时限\n一、产业\n1\t培育企业。\t市经信局、市科技局\t6月底\n2\t举办展会。\t市商务局\n联系人：办公室"
    )
    reading = clauses_from_tables(source)
    assert [(c.number, c.section, c.duties[0].responsible) for c in reading.clauses] == [
        ("1", ("一、产业",), ("市经信局", "市科技局")),
        ("2", ("一、产业",), ("市商务局",)),
    ]
    assert source.text[slice(*reading.consumed[0])].endswith("市商务局")


def test_rows_split_by_bars():
    source = source_of("| 序号 | 任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 修订预案。 | 市应急局 |")
    (clause,) = clauses_from_tables(source).clauses
    assert (clause.text, clause.duties[0].task, clause.duties[0].lead) == (
        "修订预案。 | 市应急局",
        "修订预案。",
        ("市应急局",),
    )


def test_prose_with_a_tab_is_no_table():
    assert clauses_from_tables(source_of("一、\t加强领导\n市教育局\t牵头\t负责")) is None


def brief(text: str) -> list[tuple]:
    reading = clauses_from_tables(source_of(text))
    return [
        (c.number, c.section, [(d.task, d.lead, d.responsible, d.deadline, d.leaders) for d in c.duties])
        for c in reading.clauses
    ]


def test_cells_that_a_merge_left_out_do_not_shift_the_others():
    found = brief(
        "领域\t序号\t改革事项\t牵头领导\t责任单位\t时限\n"
        "经济\t1\t推进国企改革。\t丁一\t市国资委\t6月底\n"
        "2\t推进价格改革。\t市发改委、市商务局\t9月底\n"
        "社会\t3\t完善养老服务。\t于明\t市民政局\t长期"
    )
    assert found == [
        ("1", ("经济",), [("推进国企改革。", (), ("市国资委",), "6月底", ("丁一",))]),
        ("2", ("经济",), [("推进价格改革。", (), ("市发改委", "市商务局"), "9月底", ())]),
        ("3", ("社会",), [("完善养老服务。", (), ("市民政局",), "长期", ("于明",))]),
    ]


def test_units_that_may_be_those_of_either_column_name_no_lead():
    source = source_of(
        "序号 | 任务 | 牵头单位 | 配合单位 | 时限 |\n1 | 抓投资。 | 市发改委 | 市财政局 | 6月 |\n2 | 抓消费。 | 市商务局 | 9月 |"
    )
    reading = clauses_from_tables(source)
    duty = reading.clauses[1].duties[0]
    assert (duty.lead, duty.responsible, duty.deadline) == ((), ("市商务局",), "9月")
    assert [note.code for note in reading.diagnostics] == ["table-units-undivided"]


def test_a_second_line_of_names_stands_under_the_name_that_spans_it():
    found = brief(
        "序号\t任务\t责任分工\t时限\n牵头单位\t配合单位\n一\t经济\n1\t抓投资。\t市发改委\t市财政局\t6月\n2\t抓消费。\t市商务局\t市文旅局\t9月"
    )
    assert found == [
        ("1", ("一、经济",), [("抓投资。", ("市发改委",), ("市财政局",), "6月", ())]),
        ("2", ("一、经济",), [("抓消费。", ("市商务局",), ("市文旅局",), "9月", ())]),
    ]


def test_a_row_whose_cells_fit_no_columns_is_reported():
    source = source_of(
        "序号\t任务\t责任单位\t分管领导\t时限\n1\t抓投资。\t市发改委\t丁一\t6月\n"
        "2\t抓消费，办好购物节，发放消费券。\t负责同志见附件。\t长期"
    )
    reading = clauses_from_tables(source)
    assert [clause.number for clause in reading.clauses] == ["1"]
    assert [note.code for note in reading.diagnostics] == ["table-row-not-understood"]
