"""Word: numbers that only print, merged cells, and what is in the file but not on the page."""

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.extract import extract
from index.extract.list_numerals import printed
from tests import fixtures_formats as made

W = nsdecls("w")


class Numbered:
    """A document whose lists are built from bare XML, as Word and WPS write them."""

    def __init__(self):
        self.document = Document()
        self.numbering = self.document.part.numbering_part.element
        for element in list(self.numbering):
            self.numbering.remove(element)

    def abstract(self, number, *levels, extra=""):
        """``levels``: (numFmt, lvlText) or (numFmt, lvlText, more XML)."""
        xml = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{level[0]}"/>{"".join(level[2:])}'
            f'<w:lvlText w:val="{level[1]}"/></w:lvl>'
            for at, level in enumerate(levels)
        )
        self.numbering.insert(
            0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{extra}{xml}</w:abstractNum>')
        )

    def num(self, number, abstract, override=""):
        self.numbering.append(
            parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        )

    def add(self, text, number=None, level=0, style=None, container=None):
        paragraph = (container or self.document).add_paragraph(text, style=style)
        if number is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
            )
        return paragraph

    def lines(self):
        return extract(made.saved(self.document), "编号.docx").text.split("\n")


def override(level, start):
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def test_three_levels_count_and_restart_under_each_heading():
    word = Numbered()
    word.abstract(0, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3．"))
    word.num(1, 0)
    for level, text in (
        (0, "经济"),
        (1, "投资"),
        (2, "修路"),
        (2, "架桥"),
        (1, "消费"),
        (2, "促销"),
        (0, "民生"),
        (1, "教育"),
    ):
        word.add(text, 1, level)
    assert word.lines() == [
        "一、经济", "（一）投资", "1．修路", "2．架桥", "（二）消费", "1．促销", "二、民生", "（一）教育",
    ]  # fmt: skip


def test_a_level_that_never_restarts_counts_through_the_document():
    word = Numbered()
    word.abstract(0, ("chineseCounting", "%1、"), ("decimal", "%2．", '<w:lvlRestart w:val="0"/>'))
    word.num(1, 0)
    for level, text in ((0, "甲"), (1, "一"), (1, "二"), (0, "乙"), (1, "三")):
        word.add(text, 1, level)
    assert word.lines() == ["一、甲", "1．一", "2．二", "二、乙", "3．三"]


def test_lists_of_one_abstract_list_go_on_counting_and_a_start_override_restarts():
    word = Numbered()
    word.abstract(0, ("decimal", "%1．"))
    word.num(1, 0)
    word.num(2, 0)
    word.num(3, 0, override(0, 1))
    word.num(4, 0, override(0, 36))
    for text, number in (("甲", 1), ("乙", 2), ("丙", 1), ("丁", 3), ("戊", 3), ("己", 4), ("庚", 4)):
        word.add(text, number)
    assert word.lines() == ["1．甲", "2．乙", "3．丙", "1．丁", "2．戊", "36．己", "37．庚"]


def test_patterns_show_the_levels_above_and_legal_numbering_in_digits():
    word = Numbered()
    word.abstract(
        0,
        ("chineseCounting", "第%1章"),
        ("decimal", "%1.%2"),
        ("decimal", "%1.%2.%3", "<w:isLgl/>"),
        ("bullet", "•"),
    )
    word.num(1, 0)
    for level, text in ((0, "总则"), (1, "目标"), (2, "指标"), (3, "说明")):
        word.add(text, 1, level)
    assert word.lines() == ["第一章 总则", "一.1 目标", "1.1.1 指标", "说明"]


def test_numbers_come_from_styles_along_based_on_and_by_linked_level():
    word = Numbered()
    word.abstract(
        0,
        ("chineseCounting", "%1、", '<w:pStyle w:val="Part"/>'),
        ("chineseCounting", "（%2）", '<w:pStyle w:val="Section"/>'),
    )
    word.num(7, 0)
    for name in ("Part", "Section", "Child"):
        word.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name in ("Part", "Section"):
        word.document.styles[name].element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:numId w:val="7"/></w:numPr>')
        )
    word.document.styles["Child"].base_style = word.document.styles["Section"]
    word.add("发展", style="Part")
    word.add("工业", style="Section")
    word.add("农业", style="Child")
    word.add("不编号", number=0, style="Section")
    assert word.lines() == ["一、发展", "（一）工业", "（二）农业", "不编号"]


def test_a_list_style_lends_its_levels():
    word = Numbered()
    word.abstract(0, ("ideographDigital", "%1、"), extra='<w:styleLink w:val="Outline"/>')
    word.abstract(1, extra='<w:numStyleLink w:val="Outline"/>')
    word.num(1, 1)
    word.add("甲", 1)
    assert word.lines() == ["一、甲"]


def test_serial_numbers_in_table_cells_count_too():
    word = Numbered()
    word.abstract(0, ("decimal", "%1"))
    word.num(1, 0)
    table = word.document.add_table(rows=3, cols=2)
    for row, task in zip(table.rows, ("任务", "修路", "架桥"), strict=True):
        row.cells[1].text = task
    table.cell(0, 0).text = "序号"
    for row in (1, 2):
        paragraph = table.cell(row, 0).paragraphs[0]
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        )
    assert word.lines() == ["序号\t任务", "1\t修路", "2\t架桥"]


@pytest.mark.parametrize(
    ("number_format", "values"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 82: "八十二", 100: "一〇〇"}),
        (
            "chineseCountingThousand",
            {10: "十", 101: "一百零一", 110: "一百一十", 1005: "一千零五", 10_000: "10000"},
        ),
        ("japaneseCounting", {1: "一", 12: "十二", 36: "三十六"}),
        ("ideographDigital", {1: "一", 10: "一〇", 36: "三六"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 36: "叁拾陆"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerLetter", {1: "a", 27: "aa"}),
        ("upperLetter", {2: "B"}),
        ("none", {3: ""}),
        ("hebrew1", {3: "3"}),
    ],
)
def test_number_formats(number_format, values):
    assert {value: printed(value, number_format) for value in values} == values


def test_merged_cells_share_the_text_of_the_first():
    document = Document()
    table = document.add_table(rows=4, cols=4)
    rows = (
        ("类别", "任务", "分工", ""),
        ("", "", "牵头单位", "责任单位"),
        ("投资", "修路", "市交通运输局", "市财政局"),
        ("", "架桥", "市水利局", ""),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((2, 0), (3, 0)), ((2, 3), (3, 3))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.strip()
    source = extract(made.saved(document), "表.docx")
    (grid,) = source.tables
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["类别", "任务", "分工", "分工"],
        ["类别", "任务", "牵头单位", "责任单位"],
        ["投资", "修路", "市交通运输局", "市财政局"],
        ["投资", "架桥", "市水利局", "市财政局"],
    ]
    assert [[cell.merged for cell in row] for row in grid.rows] == [
        [False, False, False, True],
        [True, True, False, False],
        [False, False, False, False],
        [True, False, False, True],
    ]
    assert (
        source.text
        == "类别\t任务\t分工\t\n\t\t牵头单位\t责任单位\n投资\t修路\t市交通运输局\t市财政局\n\t架桥\t市水利局\t"
    )
    assert all(source.text[cell.start : cell.end] == cell.text for row in grid.rows for cell in row)


def test_tables_stand_in_reading_order_and_a_frame_is_text():
    document = Document()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "县水务局\n县住建局"
    document.add_paragraph("中")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "框内"
    source = extract(made.saved(document), "序.docx")
    assert source.text == "前\n县水务局 县住建局\t\n\t\n中\n框内"
    assert source.tables[0].rows[0][0].text == "县水务局\n县住建局"


def test_what_does_not_print_is_left_out_and_what_prints_is_kept():
    document = Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>保留</w:t></w:r><w:del w:id='1'><w:r><w:delText>删去</w:delText></w:r></w:del>"
            "<w:ins w:id='2'><w:r><w:t>插入</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr>"
            "<w:t>隐藏</w:t></w:r>"
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
            "<w:hyperlink><w:r><w:t>链接</w:t><w:br/><w:t>换行</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        ),
    )
    body.insert(
        1,
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )
    assert extract(made.saved(document), "痕.docx").text == "保留插入链接\n换行\n文本框\n控件内"


W_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "{}</w:r>"
)
NEW_BOX = "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
BOXES = {
    "both": f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{NEW_BOX}</w:drawing></mc:Choice>"
    f"<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>",
    "old": OLD_BOX,
}


@pytest.mark.parametrize("kind", BOXES)
def test_a_text_box_is_read_once_where_it_stands(kind):
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph("一、总则")
    anchor = document.add_paragraph("二、任务")
    document.add_paragraph("三、保障")
    inner = "<w:p><w:r><w:t>1.修路。</w:t></w:r></w:p><w:p><w:r><w:t>（市交通局牵头）</w:t></w:r></w:p>"
    anchor._p.append(parse_xml(W_BOX.format(BOXES[kind].format(inner))))
    cell = document.add_table(2, 2).cell(0, 0)
    cell.text = "任务"
    cell.paragraphs[0]._p.append(parse_xml(W_BOX.format(BOXES[kind].format(inner))))
    source = extract(made.saved(document), "框.docx")
    assert source.text.split("\n")[:5] == ["一、总则", "二、任务", "1.修路。", "（市交通局牵头）", "三、保障"]
    assert source.tables[0].rows[0][0].text == "任务\n1.修路。\n（市交通局牵头）"
