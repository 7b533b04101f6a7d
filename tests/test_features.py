import pytest

from retriever.matter.features import DutyText, coverage, idf, longest_stretch, missing_names, presence
from retriever.matter.question_words import read_content


def text(task="", heading="", clause=""):
    return DutyText(task, heading, clause, (), ("湖南省人民政府", "2022年"))


def none(name):
    return ()


def test_a_term_that_is_rarer_weighs_more_and_none_weighs_less_than_nothing():
    assert idf(0, 100) > idf(1, 100) > idf(50, 100) > idf(100, 100) > 0


def test_coverage_is_the_share_of_weight_found():
    assert coverage(["机场", "建设"], {"机场": 3.0, "建设": 1.0}, {"机场": 1.0, "建设": 0.0}) == 0.75
    assert coverage([], {}, {}) == 0.0


@pytest.mark.parametrize(
    ("word", "expected"),
    [("机场", 1.0), ("地铁", 0.0), ("改扩建", 1.0), ("扩建区", pytest.approx(0.3)), ("5g", 0.0)],
)
def test_a_word_is_present_whole_or_a_longer_one_in_part(word, expected):
    assert presence(word, "长沙机场改扩建") == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), 0.0),
        (("长沙",), 0.0),
        (("长沙市",), 0.0),
        (("湖南省",), 0.0),
        (("2022年",), 0.0),
        (("2030年",), 1.0),
        (("7号线", "长沙"), 0.5),
        (("张家界",), 1.0),
        (("株洲",), 0.5),
    ],
)
def test_names_that_the_duty_lacks_are_counted_half_where_its_clause_has_them(names, expected):
    duty = text(task="支持长沙建设中心城市", clause="支持长沙建设中心城市（株洲市人民政府负责）")
    assert missing_names(names, duty, none) == expected


def test_a_name_may_go_by_another_name():
    assert missing_names(("非洲",), text(task="中非经贸博览会"), lambda name: ("中非",)) == 0.0


def test_the_longest_stretch_does_not_cross_blanks():
    assert longest_stretch("国家超算 长沙中心", "升级改造国家超算长沙中心") == 4
    assert longest_stretch("地铁", "机场") == 0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("请问长沙机场改扩建由哪个单位牵头？", "长沙机场改扩建"),
        ("麻烦问一下，碳中和归谁管", "碳中和"),
        ("5G基站建多少，谁负责", "5g 基站建"),
        ("谁负责", ""),
    ],
)
def test_asking_and_politeness_do_not_reach_the_search(question, expected):
    assert read_content(question).text == expected


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("长沙地铁七号线", ("7号线", "长沙")),
        ("2030年碳达峰", ("2030年",)),
        ("十二期工程", ("12期",)),
        ("5G和RCEP", ("5g", "rcep")),
        ("浏阳市停车", ("浏阳市",)),
        ("示范区和老旧小区建设", ()),
    ],
)
def test_names_are_places_years_figures_and_abbreviations(question, names):
    assert set(read_content(question).names) == set(names)
