"""Rows on one line, their cells split by blanks."""

from index.table.cell_lines import cell_lines
from index.table.tables import clauses_from_tables
from tests.tables import source_of


def brief(text: str) -> list[tuple]:
    reading = clauses_from_tables(source_of(text))
    return [
        (c.number, c.section, [(d.task, d.lead, d.responsible, d.deadline, d.leaders) for d in c.duties])
        for c in reading.clauses
    ]


def test_cells_with_wide_blanks_between_them():
    assert brief(
        "任务分解表\n序号  重点工作  牵头单位  配合单位  时限\n一、产业\n1  培育企业。  市工信局  市发改委 市统计局  6月底\n"
        "二、民生\n2  新建学校。  市教育局  市财政局  8月底\n联系人见附件。"
    ) == [
        ("1", ("一、产业",), [("培育企业。", ("市工信局",), ("市发改委", "市统计局"), "6月底", ())]),
        ("2", ("二、民生",), [("新建学校。", ("市教育局",), ("市财政局",), "8月底", ())]),
    ]


def test_single_blanks_where_a_task_has_one_too():
    assert brief(
        "序号 实事 责任单位 责任人 时限\n1 改造小区， 惠及居民。 县住建局 王大川 10月底\n2 新建 2 所学校。 县教育局 李小禾 8月底"
    ) == [
        ("1", (), [("改造小区， 惠及居民。", (), ("县住建局",), "10月底", ("王大川",))]),
        ("2", (), [("新建 2 所学校。", (), ("县教育局",), "8月底", ("李小禾",))]),
    ]


def test_lines_away_from_a_table_stay_whole():
    text = "关于 分工 的 通知\n序号 任务 责任单位\n1 抓项目。 市发改委\n\n某某市人民政府 2026年1月1日"
    source = source_of(text)
    lines = cell_lines(source, [])
    assert lines[0].text == "关于 分工 的 通知"
    assert lines[-1].text == "某某市人民政府 2026年1月1日"
    assert all(source.text[line.start : line.end] == line.text for line in lines)
