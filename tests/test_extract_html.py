"""Web pages as government sites write them."""

import pytest

from index.extract import extract
from index.extract.markup.html import tidy

PAGE = """<html><head><meta charset=utf-8><title>通知_某市政府</title></head><body>
<div class="top"><a href=1>无障碍</a><a href=2>登录</a></div>
<div id="nav"><ul><li><a href=3>首页</a><li><a href=4>政务公开</a></ul></div>
<div class="wrap"><h1>关于印发分工方案的通知</h1>
<div class="info">发布时间：2023-02-06 <span>字体：<a>大</a><a>中</a></span></div>
<div class="article"><div class="con">
<p style="text-indent:2em">&nbsp;&nbsp;一、扩大
    投资</p>
<p>1．修路。<br>（市交通运输局&#8203;牵头）<script>x()</script></p>
<table><tr><td rowspan=2>类别<td>任务<td>单位</tr><tr><td colspan=2>修路，保障
出行安全</tr></table>
<p style="display:none">隐藏文字</p>
<ol start=3><li>架桥，方便群众出行</li><li value=9>修渠，保障农田灌溉</li></ol>
<ol style="list-style-type:cjk-ideographic"><li>兴学</li></ol>
</div></div></div>
<div class="side"><h3>相关链接</h3><ul><li><a>另一份文件的很长的标题文字</a></li></ul></div>
<div class="footer"><p>版权所有：某市人民政府办公室</p></div></body></html>"""


def test_the_article_is_kept_and_the_page_around_it_is_not():
    source = extract(PAGE.encode(), "页.html")
    assert source.text.split("\n") == [
        "关于印发分工方案的通知",
        "一、扩大投资",
        "1．修路。",
        "（市交通运输局牵头）",
        "类别\t任务\t单位",
        "\t修路，保障出行安全\t",
        "3. 架桥，方便群众出行",
        "9. 修渠，保障农田灌溉",
        "一、兴学",
    ]
    assert [[cell.text for cell in row] for row in source.tables[0].rows] == [
        ["类别", "任务", "单位"],
        ["类别", "修路，保障出行安全", "修路，保障出行安全"],
    ]
    assert source.metadata == {"title": "通知_某市政府"}


def test_tables_that_lay_out_a_page_are_text():
    nested = "<table><tr><td><table><tr><td>序号<td>任务<tr><td>1<td>修路</table></td></tr></table>"
    single = "<table><tr><td>一、总体要求</td></tr><tr><td>二、主要任务</td></tr></table>"
    source = extract(f"<html><body><div>{single}{nested}</div></body></html>".encode(), "页.html")
    assert source.text == "一、总体要求\n二、主要任务\n序号\t任务\n1\t修路"
    assert len(source.tables) == 1


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "x-unknown"])
def test_a_wrong_or_narrow_declaration_of_the_encoding_does_no_harm(declared):
    page = f'<html><head><meta charset="{declared}"></head><body><p>牵头单位：瀏陽市政府㙓</p></body></html>'
    assert extract(page.encode("gb18030"), "页.html").text == "牵头单位：瀏陽市政府㙓"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("省发展\n   改革委", "省发展改革委"),
        ("plan  for\n 2023", "plan for 2023"),
        ("2023年 2月", "2023年 2月"),
        (" a\v\tb ", "a\nb"),
    ],
)
def test_blanks_are_shown_as_a_browser_shows_them(source, shown):
    assert tidy(source) == shown


def test_hidden_and_struck_out_parts_are_left_out_and_reported():
    page = (
        "<html><head><style>.x1 {display:none}</style></head><body><p>一、总则</p>"
        '<p style="display: none">隐藏的牵头单位：市甲局</p><p hidden>市乙局</p><p class="x1">市丙局</p>'
        "<p>1.修路。（<del>市丁局</del><s>市戊局</s>市交通局牵头）</p>"
        '<table><tr><td>任务</td><td>单位</td></tr><tr style="display:none"><td>旧任务</td><td>市己局</td></tr>'
        "<tr><td>架桥</td><td>市住建局</td></tr></table></body></html>"
    )
    source = extract(page.encode(), "文.html")
    assert source.text == "一、总则\n1.修路。（市交通局牵头）\n任务\t单位\n架桥\t市住建局"
    assert source.left_out == ("网页中隐藏或划去的内容没有读入。",)
