import pytest

from retriever.matter.thesaurus import Expansion, Thesaurus, load_thesaurus


def test_same_names_stand_for_one_another():
    thesaurus = Thesaurus(same=[["碳中和", "碳达峰", "双碳"]])
    assert thesaurus.others("碳中和") == ("碳达峰", "双碳")
    assert thesaurus.others("双碳") == ("碳中和", "碳达峰")


def test_what_is_said_means_the_official_words_and_not_the_other_way_round():
    thesaurus = Thesaurus(say=[(["看病"], ["医疗", "医院"])])
    assert thesaurus.others("看病") == ("医疗", "医院")
    assert thesaurus.others("医疗") == ()


def test_the_longest_terms_of_a_text_are_expanded_in_place():
    thesaurus = Thesaurus(same=[["养老", "敬老"], ["养老保险", "退休金"]])
    assert thesaurus.expand("基本养老保险和养老") == (
        Expansion("养老保险", 2, 6, ("退休金",)),
        Expansion("养老", 7, 9, ("敬老",)),
    )


def test_an_empty_thesaurus_expands_nothing():
    assert Thesaurus().expand("养老") == ()


@pytest.mark.parametrize(
    ("everyday", "official"),
    [
        ("碳中和", "双碳"),
        ("涨工资", "收入分配"),
        ("修水库", "水源保障"),
        ("看病", "医疗"),
        ("停车", "停车难"),
        ("招商引资", "招商"),
        ("打官司", "法治"),
        ("退休金", "养老保险"),
        ("欠薪", "农民工工资"),
        ("雾霾", "重污染天气"),
    ],
)
def test_the_shipped_thesaurus_leads_from_everyday_to_official_words(everyday, official):
    assert official in load_thesaurus().others(everyday)


def test_the_shipped_thesaurus_is_general_and_large():
    assert len(load_thesaurus()) > 1500
