"""Persons: lists, layout blanks, headings."""

from index.units.officials import heading_leaders, split_leaders


def test_split_leaders():
    assert split_leaders("张三、李四") == ["张三", "李四"]
    assert split_leaders("俞 悦") == ["俞悦"]
    assert split_leaders("陆 明俞 悦") == ["陆明", "俞悦"]
    assert split_leaders("王五副市长") == ["王五"]
    assert split_leaders("市委常委、常务副市长王五") == ["王五"]


def test_heading_leaders():
    assert heading_leaders("一、王建国省长主抓重点工作") == ("王建国",)
    assert heading_leaders("一、加强组织领导") == ()
