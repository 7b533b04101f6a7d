"""Lists of units: separators, collectives, shared heads and tails."""

import pytest

from index.unit_list import complete_levels, is_collective, split_units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省发展改革委、省财政厅等", ["省发展改革委", "省财政厅"]),
        ("省文化和旅游厅、省工业和信息化厅", ["省文化和旅游厅", "省工业和信息化厅"]),
        ("市总工会、团市委和有关区县政府", ["市总工会", "团市委", "有关区县政府"]),
        ("各高等学校、市教育局等", ["各高等学校", "市教育局"]),
        (
            "市委讲师团、兴盛盟、市直属机关工委和某某自治州",
            ["市委讲师团", "兴盛盟", "市直属机关工委", "某某自治州"],
        ),
        ("教育部等和各省级人民政府", ["教育部", "各省级人民政府"]),
        ("教育部、财政部等有关部门和单位", ["教育部", "财政部", "有关部门和单位"]),
        ("省国资委等单位", ["省国资委"]),
        ("省国资委等5个部门", ["省国资委"]),
        ("甲领导小组成员单位及省发展事务中心", ["甲领导小组成员单位", "省发展事务中心"]),
        ("省市场监管局（省知识产权局）、省数据局", ["省市场监管局（省知识产权局）", "省数据局"]),
        ("省经信厅,省\n科技厅", ["省经信厅", "省科技厅"]),
    ],
)
def test_split(text, names):
    assert split_units(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省数据局，各市、县〔市、区〕政府", ["省数据局", "各市、县〔市、区〕政府"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("市直有关部门、单位，各区市政府", ["市直有关部门、单位", "各区市政府"]),
        ("各地、各部门", ["各地", "各部门"]),
        ("各对口区县（自治县，以下简称区县）政府", ["各对口区县（自治县，以下简称区县）政府"]),
    ],
)
def test_collectives_stay_whole(text, names):
    assert split_units(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("长沙、株洲市人民政府", ["长沙市人民政府", "株洲市人民政府"]),
        ("省科协，永州、怀化市人民政府", ["省科协", "永州市人民政府", "怀化市人民政府"]),
        ("岳阳市、湘西自治州人民政府", ["岳阳市人民政府", "湘西自治州人民政府"]),
        ("鹿城、龙湾区政府", ["鹿城区政府", "龙湾区政府"]),
        ("湘江新区、长沙市人民政府", ["湘江新区", "长沙市人民政府"]),
    ],
)
def test_places_get_their_shared_tail_back(text, names):
    assert split_units(text) == names


def test_a_bare_place_before_a_prefecture_is_not_guessed():
    assert split_units("怀化、湘西自治州人民政府") == ["怀化", "湘西自治州人民政府"]


@pytest.mark.parametrize(
    ("names", "completed"),
    [
        (["省科技厅", "工业和信息化厅"], ["省科技厅", "省工业和信息化厅"]),
        (["省委宣传部", "文化和旅游厅", "广电局"], ["省委宣传部", "省文化和旅游厅", "省广电局"]),
        (["省委组织部", "宣传部", "财政厅"], ["省委组织部", "省委宣传部", "省财政厅"]),
        (["县住建局", "象州生态环境局", "财政局"], ["县住建局", "象州生态环境局", "县财政局"]),
        (["国家发展改革委", "财政部", "卫生健康委"], ["国家发展改革委", "财政部", "卫生健康委"]),
        (["市市场监管局", "市场监管所"], ["市市场监管局", "市市场监管所"]),
    ],
)
def test_level_words_are_given_back(names, completed):
    assert complete_levels(names) == completed


@pytest.mark.parametrize(
    "name",
    ["有关部门", "各市州人民政府", "17个市级帮扶集团牵头单位", "市人民政府", "地方人民政府", "省安委会成员单位", "驻县单位",
     "市属国有企业", "县级以上地方人民政府", "沿江各县区", "项目所在县区", "全区各工作专班", "通信运营商"],
)  # fmt: skip
def test_collectives(name):
    assert is_collective(name)


@pytest.mark.parametrize(
    "name", ["省财政厅", "长沙市人民政府", "丽水开发区管委会", "省政府发展研究中心", "市直机关工委"]
)
def test_named_units_are_no_collectives(name):
    assert not is_collective(name)
