"""One responsibility text: roles, modes, deadlines, officials, rules."""

import pytest

from index.grammar.responsibility import read_responsibility


@pytest.mark.parametrize(
    ("text", "lead", "responsible", "mode"),
    [
        ("省A局牵头", ["省A局"], [], "lead"),
        ("省A局、省B局牵头，省C厅等按职责分工负责", ["省A局", "省B局"], ["省C厅"], "lead"),
        ("省A局、省B局分别牵头，省C厅参与", ["省A局", "省B局"], ["省C厅"], "lead"),
        ("省A局牵头负责", ["省A局"], [], "lead"),
        ("A部会同有关部门负责", ["A部"], ["有关部门"], "lead"),
        ("由A部牵头,会同B部、C部等部门落实。", ["A部"], ["B部", "C部"], "lead"),
        ("省A局、省B局按职责分工负责", [], ["省A局", "省B局"], "joint"),
        ("省A局负责", [], ["省A局"], "joint"),
        ("A部指导，试点城市政府负责落实", [], ["A部", "试点城市政府"], "joint"),
        (
            "市A局、17个帮扶集团牵头单位和有关区县政府具体负责",
            [],
            ["市A局", "17个帮扶集团牵头单位", "有关区县政府"],
            "joint",
        ),
        ("省A局、省B局分别负责", [], ["省A局", "省B局"], "each"),
        ("各部门单位分别负责", [], ["各部门单位"], "all"),
        ("牵头单位：市A局；配合单位：市B局、市C局", ["市A局"], ["市B局", "市C局"], "lead"),
        ("责任单位：市A局、市B局", [], ["市A局", "市B局"], "joint"),
        ("责任单位：市A局；配合单位：市B局", ["市A局"], ["市B局"], "lead"),
        ("责任单位：省A厅牵头，省B厅、C厅按职责分工负责", ["省A厅"], ["省B厅", "C厅"], "lead"),
        ("部门分工:省A厅牵头,各地、各部门配合。", ["省A厅"], ["各地", "各部门"], "lead"),
        ("【牵头单位】市A局【责任单位】市B局", ["市A局"], ["市B局"], "lead"),
        ("市A局（牵头）、市B局", ["市A局"], ["市B局"], "lead"),
        ("牽頭單位：甲廳；配合單位：乙局", ["甲廳"], ["乙局"], "lead"),
        ("主办单位：市A局 协办单位：市B局", ["市A局"], ["市B局"], "lead"),
    ],
)
def test_roles(text, lead, responsible, mode):
    says = read_responsibility(text)
    assert (list(says.lead), list(says.responsible), says.mode) == (lead, responsible, mode)
    assert says.unclear == ()


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("市A局负责，年内持续推进", "年内持续推进"),
        ("A部、B部等按职责分工负责，6月底前出台相关政策，年内持续推进", "6月底前出台相关政策，年内持续推进"),
        ("市A局牵头，2026年12月底前完成", "2026年12月底前完成"),
        ("责任单位：市A局；完成时限：2024年12月", "2024年12月"),
        ("市A局牵头", None),
    ],
)
def test_deadlines(text, deadline):
    assert read_responsibility(text).deadline == deadline


def test_officials():
    says = read_responsibility("责任领导：张三、李四；责任单位：县A局；责任人：王五")
    assert (says.leaders, says.responsible) == (("张三", "李四", "王五"), ("县A局",))


def test_rules_are_no_units():
    says = read_responsibility("A部、B部负责。列第一位者为牵头单位，下同", first_leads=True)
    assert (says.lead, says.responsible, says.rules) == (("A部",), ("B部",), ("列第一位者为牵头单位，下同",))
    says = read_responsibility("A部指导，甲市政府落实。以下均需甲市政府落实，不再列出")
    assert says.rules == ("以下均需甲市政府落实，不再列出",)


@pytest.mark.parametrize("text", ["A部负责", "各市政府、A部负责", "A部、B部分别牵头"])
def test_first_leads_only_where_several_units_are_named_and_none_leads(text):
    assert read_responsibility(text, first_leads=True) == read_responsibility(text)


def test_a_name_that_breaks_off_is_reported_not_guessed():
    says = read_responsibility("由银监会牵头,会同人民银", cut_off=True)
    assert (says.lead, says.responsible, says.unclear) == (("银监会",), (), ("人民银",))


def test_an_office_whose_name_ends_like_a_verb():
    says = read_responsibility("县人大办、县政协办、市科协办公室，县农业农村局协办")
    assert says.responsible == ("县人大办", "县政协办", "市科协办公室", "县农业农村局")
