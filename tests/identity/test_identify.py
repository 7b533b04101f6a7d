"""The identity of documents, from what they say of themselves; nothing is guessed."""

import pytest

from index.identity.identify import identity_of
from index.model.identity import NOWHERE, Place

CITY_UNITS = ["市财政局", "市教育局", "市农业农村局", "市财政局"]
PROVINCE_UNITS = ["省财政厅", "省教育厅", "省农业农村厅", "省财政厅"]


@pytest.mark.parametrize(
    ("title", "number", "issuer", "units", "place"),
    [
        ("落实《政府工作报告》重点工作分工的意见", "湘政发〔2022〕1号", "湖南省人民政府", [], Place("province", "湖南省")),
        ("数字广东建设2025年工作要点", None, None, ["省财政厅", "广东省通信管理局", *PROVINCE_UNITS], Place("province", "广东省")),
        ("青山市2025年重点工作任务分解", None, None, CITY_UNITS, Place("city", city="青山市")),
        ("2024年县《政府工作报告》重点任务责任分解", "青政办发〔2024〕5号", "青禾县人民政府办公室", [], Place("county", county="青禾县")),
        ("象州县农村公路“路长制”实施方案", None, None, [], Place("county", "广西壮族自治区", "来宾市", "象州县")),
        ("“无废城市”建设试点工作方案", "国办发〔2018〕128号", "国务院办公厅", [], Place("national")),
        ("财政部 税务总局关于支持小微企业的通知", None, "财政部", [], Place("national")),
        ("2016年民生实事目标任务分解表", None, None, CITY_UNITS, NOWHERE),
        ("2021年重点任务分工方案", "粤府〔2021〕22号", None, PROVINCE_UNITS, Place("province", "广东省")),
        ("2021年重点任务分工方案", "青政〔2021〕22号", None, CITY_UNITS, NOWHERE),
        ("城市更新行动方案", None, None, [], NOWHERE),
    ],
)  # fmt: skip
def test_places(title, number, issuer, units, place):
    assert identity_of(title, number, issuer, 2024, units).place == place


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("落实《政府工作报告》重点工作分工的意见", "分工意见"),
        ("关于印发《青山市高标准农田建设实施方案》的通知", "实施方案"),
        ("人工智能创新发展2026年工作任务清单", "清单"),
        ("2024年重点任务责任分解", "任务分解"),
        ("重点项目台账", "台账"),
        ("青山市招商引资若干措施（征求意见稿）", "措施"),
        ("gwbh_2007_22", None),
    ],
)
def test_kinds(title, kind):
    assert identity_of(title, None, None, None, []).kind == kind


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("青山市2025年重点工作任务分解", 2024, 2025),
        ("2035年远景目标任务分解", 2024, 2024),
        ("2026-2027年行动方案", 2026, 2026),
        ("重点工作任务分解", 2024, 2024),
    ],
)
def test_years(title, issued, year):
    assert identity_of(title, None, None, issued, []).year == year


def test_yearly_editions_share_a_series_and_others_do_not():
    def series(title, issuer="湖南省人民政府"):
        return identity_of(title, None, issuer, None, []).series

    assert series("2023年《政府工作报告》重点工作分工意见") == "湖南省·政府工作报告重点工作分工意见"
    assert series("落实2024年《政府工作报告》重点工作分工的意见", "湖南省人民政府办公厅") == series(
        "2023年《政府工作报告》重点工作分工意见（修订版）"
    )
    assert series("2023年重点项目清单") != series("2023年重点工作清单")
    assert series("2023年重点工作清单", "长沙市人民政府") != series("2023年重点工作清单")
    assert series("2023年重点工作清单", None) is None
