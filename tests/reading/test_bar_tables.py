"""Tables drawn with bars: full-width bars, cells that a merge left empty, one cell a line, 同上."""

import pytest

from index.parse import parse, plain_text_source


def duties(text):
    document = parse(plain_text_source(text), "表.txt", b"")
    return [
        (duty.task, duty.lead, duty.responsible, duty.deadline)
        for clause in document.clauses
        for duty in clause.duties
    ]


@pytest.mark.parametrize("bar", ["|", "｜"])
def test_an_empty_unit_cell_at_the_left_edge_takes_the_units_above(bar):
    text = (
        "县河湖长制年度任务单\n\n责任单位|任务内容|办结时间\n县水利局|清淤河道四十公里。|4月底\n|修复堤防三处。|9月底\n"
        "县林业局、县妇联|栽植护岸林二百亩。|全年"
    )
    assert duties(text.replace("|", bar)) == [
        ("清淤河道四十公里。", (), ("县水利局",), "4月底"),
        ("修复堤防三处。", (), ("县水利局",), "9月底"),
        ("栽植护岸林二百亩。", (), ("县林业局", "县妇联"), "全年"),
    ]


def test_the_departments_that_honour_a_policy_lead_beside_those_that_assist():
    text = (
        "惠企政策落实清单\n\n序号 |\n政策措施 |\n适用范围 |\n兑现部门 |\n协同部门 |\n"
        "1 |\n首台套装备按售价的8%奖励。 |\n全市 |\n市工信局 |\n市财政局 |\n"
        "2 |\n外贸企业参展补助展位费。 |\n高新区 |\n市商务局、市贸促会 |\n— |"
    )
    assert duties(text) == [
        ("首台套装备按售价的8%奖励。", ("市工信局",), ("市财政局",), None),
        ("外贸企业参展补助展位费。", ("市商务局", "市贸促会"), (), None),
    ]


def test_as_above_is_what_the_row_above_says_in_its_column():
    text = (
        "|序号|整治内容|牵头单位|责任单位|完成时限|\n|---|---|---|---|---|\n|1|拆除违规广告牌三十处|县城管局|县住建局|7月底前|\n"
        "|2|修补破损路面|同上|县交通局|同上|\n|3|清理占道摊点|同上|县市场监管局|9月底前|"
    )
    assert duties(text) == [
        ("拆除违规广告牌三十处", ("县城管局",), ("县住建局",), "7月底前"),
        ("修补破损路面", ("县城管局",), ("县交通局",), "7月底前"),
        ("清理占道摊点", ("县城管局",), ("县市场监管局",), "9月底前"),
    ]
