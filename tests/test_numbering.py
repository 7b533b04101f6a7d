"""Numbering styles and the markers that they leave."""

import pytest

from index.grammar.numbering import find_markers, han_value


@pytest.mark.parametrize(
    ("digits", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("四十四", 44), ("一百零三", 103), ("36", 36)],
)
def test_han_value(digits, value):
    assert han_value(digits) == value


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("一、总体要求", "han", "一"),
        ("（二）主要目标", "han-paren", "（二）"),
        ("(三)主要目标", "han-paren", "（三）"),
        ("3．聚焦", "arabic", "3"),
        ("3. 聚焦", "arabic", "3"),
        ("３、聚焦", "arabic", "3"),
        ("（4）新建", "arabic-paren", "（4）"),
        ("5）新建", "arabic-close", "5）"),
        ("⑥新建", "circled", "⑥"),
        ("第一章 总则", "chapter", "第一章"),
        ("第十二条 市教育局", "article", "第十二条"),
        ("⒎修路", "arabic-dotted", "7"),
    ],
)
def test_every_style_is_found_at_a_line_start(text, style, number):
    marker = next(find_markers(text))
    assert (marker.style.name, marker.number, marker.opens_line) == (style, number, True)


@pytest.mark.parametrize("text", ["2.5%的增长", "增长1.2亿元", "2022年主要目标", "第一产业", "十四五规划"])
def test_figures_are_no_numbers(text):
    assert list(find_markers(text)) == []


def test_markdown_signs_and_blanks_before_a_number_do_not_hide_it():
    assert [marker.opens_line for marker in find_markers("甲\n  ## 一、乙\n　　二、丙")] == [True, True]
