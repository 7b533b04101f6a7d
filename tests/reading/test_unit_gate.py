"""The gate: what may be stored as a unit, and what becomes of the rest."""

import pytest

from index.units.unit_gate import passes, refusal
from tests.genre import Expected, agree, read

NAMES = (
    "县政府办 省委编办 甲中心 属地供电公司 各运营商 服务商 人大常委会 市科协 县政协办 规划编制中心 编制委员会办公室 团省委 推进办 "
    "省推进工业互联网创新发展专项工作组 各市、县（市、区）人民政府 市数据局（市人工智能局） 有关部门 17个市级帮扶集团牵头单位 "
    "中国（福建）自由贸易试验区管委会 长沙市 金融监管总局浙江监管局 “扫黄打非”办公室 各对口协同发展区县（自治县，以下简称区县）政府"
)
NO_NAMES = (
    "牵头考核单位：市审批服务局 列第一位者为牵头单位 下同 以下各项工作均需相关市 县文明办召开推进会 根据代表团统一安排确定汇报会时间等事项 "
    "技工院校内由人社部门 各省公司依据试点成效 省删除[洪旭辉] 张三 全省运行 （4）新闻工作组省委宣传部 综合协调组省交通运输厅 县财政局） "
    "6月底 工作推进会 适用范围 全部试验"
)


@pytest.mark.parametrize("name", NAMES.split())
def test_names(name):
    assert passes(name)


@pytest.mark.parametrize("name", NO_NAMES.split())
def test_what_is_no_name(name):
    assert refusal(name) is not None


def test_what_fails_is_reported_and_not_stored():
    document = read("1.修路。（县交通局牵头，县财致居、县公安局配合）")
    agree(document, [Expected("1", "修路。", "县交通局", "县公安局")])
    assert document.clauses[0].duties[0].unclear == ("县财致居",)
    assert [(note.code, note.message) for note in document.diagnostics if note.severity == "warning"] == [
        ("responsibility-unclear", "责任分工中有一部分没有读懂：县财致居")
    ]
