from index.table import clauses_from_tables
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
