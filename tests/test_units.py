import unicodedata

import pytest

from index.units.lexicon import load_lexicon
from index.units.linker import UnitLinker

PROVINCE = (
    "省发展改革委", "省工业和信息化厅", "省财政厅", "省人力资源社会保障厅", "省住房城乡建设厅", "省卫生健康委", "省文化和旅游厅", "省市场监管局",
    "省自然资源厅", "省农业农村厅", "省退役军人厅", "省应急厅", "省医保局", "省国资委", "省地方金融监管局", "湖南银保监局", "湖南证监局",
    "人民银行长沙中心支行", "省委网信办", "省委编办", "省委统战部", "团省委", "省残联", "省工商联", "省贸促会", "省粮食和物资储备局",
    "国网湖南电力公司", "省供销合作总社", "长沙海关", "省总工会", "长沙市人民政府", "湘西自治州人民政府", "湘江新区", "各部门单位",
)  # fmt: skip


def key(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.fixture(scope="module")
def province() -> UnitLinker:
    return UnitLinker(PROVINCE, {"各部门单位"}, key, {"湖南"})


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("发改委", "省发展改革委"), ("省发改委", "省发展改革委"), ("湖南省发改委", "省发展改革委"), ("省发展和改革委员会", "省发展改革委"),
        ("发改部门", "省发展改革委"), ("发改", "省发展改革委"), ("工信厅", "省工业和信息化厅"), ("经信厅", "省工业和信息化厅"), ("人社厅", "省人力资源社会保障厅"),
        ("人社", "省人力资源社会保障厅"), ("住建厅", "省住房城乡建设厅"), ("住建", "省住房城乡建设厅"), ("卫健委", "省卫生健康委"), ("文旅厅", "省文化和旅游厅"),
        ("市监局", "省市场监管局"), ("省市监局", "省市场监管局"), ("自然资源厅", "省自然资源厅"), ("农业厅", "省农业农村厅"), ("农业农村厅", "省农业农村厅"),
        ("退役军人事务厅", "省退役军人厅"), ("应急管理厅", "省应急厅"), ("医保局", "省医保局"), ("国资委", "省国资委"), ("金融监管局", "省地方金融监管局"),
        ("金融局", "省地方金融监管局"), ("银保监", "湖南银保监局"), ("证监", "湖南证监局"), ("人行", "人民银行长沙中心支行"), ("人民银行", "人民银行长沙中心支行"),
        ("网信办", "省委网信办"), ("省网信办", "省委网信办"), ("编办", "省委编办"), ("统战部", "省委统战部"), ("团委", "团省委"), ("残联", "省残联"),
        ("工商联", "省工商联"), ("贸促会", "省贸促会"), ("省粮食局", "省粮食和物资储备局"), ("国网", "国网湖南电力公司"), ("供销社", "省供销合作总社"),
        ("长沙市政府", "长沙市人民政府"), ("长沙市", "长沙市人民政府"), ("湘西州政府", "湘西自治州人民政府"), ("湖南省财政厅", "省财政厅"), ("海关", "长沙海关"),
        ("湘江新区", "湘江新区"), ("总工会", "省总工会"),
    ],
)  # fmt: skip
def test_short_forms_lead_to_the_unit_that_occurs(province: UnitLinker, said: str, unit: str) -> None:
    assert province.resolve(said) == (unit,)


@pytest.mark.parametrize(
    "said",
    [
        "国家发改委",
        "长沙市发改委",
        "广东省财政厅",
        "财政部",
        "工信部",
        "市财政局",
        "团市委",
        "省海洋局",
        "省林业局",
        "督查室",
    ],
)
def test_a_unit_of_another_level_or_place_is_known_but_absent(province: UnitLinker, said: str) -> None:
    (mention,) = province.link(said)
    assert (mention.surface, mention.units) == (said, ())


def test_another_kind_of_the_same_department_is_approximate(province: UnitLinker) -> None:
    (mention,) = province.link("财政局")
    assert (mention.units, mention.approximate) == (("省财政厅",), True)


def test_ambiguity_is_kept() -> None:
    linker = UnitLinker(["市地方金融监管局", "省金融监管局"])
    assert set(linker.resolve("金融局")) == {"市地方金融监管局", "省金融监管局"}


def test_the_kind_said_decides_between_levels() -> None:
    linker = UnitLinker(["财政部", "省财政厅", "市财政局"])
    assert [linker.resolve(said) for said in ("财政部", "财政厅", "财政局")] == [
        ("财政部",),
        ("省财政厅",),
        ("市财政局",),
    ]


def test_a_bracket_is_a_second_name() -> None:
    linker = UnitLinker(["省市场监管局（省知识产权局）"], key=key)
    assert linker.resolve("知识产权局") == linker.resolve("市监局") == ("省市场监管局（省知识产权局）",)


def test_ministries_without_a_level_word() -> None:
    linker = UnitLinker(["发展改革委", "工业和信息化部", "银保监会", "供销合作总社"])
    assert linker.resolve("国家发改委") == ("发展改革委",)
    assert linker.resolve("工信部") == ("工业和信息化部",)
    assert linker.resolve("银保监会") == ("银保监会",)
    assert linker.resolve("省发改委") == ()


def test_mentions_in_a_sentence_do_not_overlap(province: UnitLinker) -> None:
    mentions = province.link("请问省财政厅和省发改委、长沙市政府一起负责什么")
    assert [(m.surface, m.units) for m in mentions] == [
        ("省财政厅", ("省财政厅",)),
        ("省发改委", ("省发展改革委",)),
        ("长沙市政府", ("长沙市人民政府",)),
    ]


@pytest.mark.parametrize("word", ["长沙", "工会", "海关"])
def test_everyday_words_are_loose(province: UnitLinker, word: str) -> None:
    (mention,) = province.link(word)
    assert mention.strength == "loose"


def test_the_lexicon_knows_departments_of_any_level() -> None:
    lexicon = load_lexicon()
    assert all(
        lexicon.knows(name) for name in ("省发展改革委", "市财政局", "教育部", "县住建局", "瓯海区政府", "团县委")
    )
    assert not lexicon.knows("十七个帮扶集团")


@pytest.mark.parametrize(
    "name",
    ["市城投集团", "国网市供电公司", "县教科体局", "区发改经信局", "市第二人民医院", "东河街道", "柳林镇", "青川彝族自治县", "某某旗",
     "市委金融工委", "旗委宣传部", "国务院侨办", "国家统计局某某调查队", "市安监局", "省食品药品监管局", "武警市支队", "市河长办"],
)  # fmt: skip
def test_names_that_need_no_entry_and_names_from_before_the_reforms_are_known(name: str) -> None:
    assert load_lexicon().knows(name)


@pytest.mark.parametrize("name", ["市水利局市城投集团", "县财政局县农商银行", "三十家企业集团", "某某事务署"])
def test_two_names_without_a_mark_between_them_and_counts_are_not(name: str) -> None:
    assert not load_lexicon().knows(name)
