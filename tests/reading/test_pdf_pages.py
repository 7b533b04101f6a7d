"""What stands on a page beside the text: columns, watermarks, single headers, balloons, tables over pages."""

from io import BytesIO

import pytest

from index.extract import extract
from index.parse import parse
from tests import fixtures_formats as made

A4 = (595.0, 842.0)


class Sheet:
    """A page drawn line by line; places are points from the upper left corner."""

    def __init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.stream = BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4)

    def write(self, lines, left=70.0, top=80.0, size=14.0, step=24.0) -> None:
        self.canvas.setFont(made.chinese_font(), size)
        for at, line in enumerate(lines):
            indent = len(line) - len(line.lstrip("\u3000"))
            self.canvas.drawString(left + size * indent, A4[1] - top - step * at, line.lstrip("\u3000"))

    def rows(self, rows, edges, top, height=40.0) -> None:
        self.canvas.grid(edges, [A4[1] - top - height * at for at in range(len(rows) + 1)])
        for at, row in enumerate(rows):
            for left, right, cell in zip(edges, edges[1:], row, strict=False):
                width = int((right - left - 6) // 10)
                lines = [cell[start : start + width] for start in range(0, len(cell), width)]
                self.write(lines, left + 3, top + height * at + 13, 10, 12)

    def next(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


def lines_of(text: str, width: int) -> list[str]:
    return [line for paragraph in text.split("\n") for line in made.wrapped(paragraph, width)]


def duties(data: bytes) -> list[tuple]:
    document = parse(extract(data, "文.pdf"), "文.pdf", data)
    return [(c.number, "".join(d.task.split()), d.lead, d.responsible) for c in document.clauses for d in c.duties]


TEXT = (
    "1．新建改建农村公路三百公里，改造危桥十八座，同步完善安全防护设施，让群众出行更加便捷。（市交通运输局牵头，市财政局配合）\n"
    "2．实施育苗行动，新增规模以上工业企业六十家，支持企业上市融资。（市工业和信息化局牵头，市统计局配合）\n"
    "3．新增公办幼儿园学位两千个，改扩建义务教育学校九所，规范校外培训机构办学行为。（市教育局牵头，市住房城乡建设局配合）\n"
    "4．建设区域医疗中心两个，完善分级诊疗制度，推进检查结果互认共享。（市卫生健康委牵头，市医保局配合）"
)
TEXT_DUTIES = [
    ("1", "新建改建农村公路三百公里，改造危桥十八座，同步完善安全防护设施，让群众出行更加便捷。", ("市交通运输局",), ("市财政局",)),
    ("2", "实施育苗行动，新增规模以上工业企业六十家，支持企业上市融资。", ("市工业和信息化局",), ("市统计局",)),
    ("3", "新增公办幼儿园学位两千个，改扩建义务教育学校九所，规范校外培训机构办学行为。", ("市教育局",), ("市住房城乡建设局",)),
    ("4", "建设区域医疗中心两个，完善分级诊疗制度，推进检查结果互认共享。", ("市卫生健康委",), ("市医保局",)),
]  # fmt: skip


def test_two_columns_under_a_title():
    lines = lines_of(TEXT, 15)
    half = len(lines) // 2
    sheet = Sheet()
    sheet.write(["青原市二〇二五年重点工作责任分工方案公报"], 150, 60, 16)
    sheet.write(lines[:half], 60, 110)
    sheet.write(lines[half:], 320, 110)
    sheet.write(["— 1 —"], 280, 810, 10)
    assert duties(sheet.data()) == TEXT_DUTIES


def test_a_table_without_rules_is_not_taken_for_columns():
    sheet = Sheet()
    for at, row in enumerate((("一、修路架桥", "市交通局"), ("二、植树造林", "市林业局"), ("三、兴修水利", "市水利局"),
                              ("四、防治污染", "市生态环境局"), ("五、发展养殖", "市农业农村局"))):  # fmt: skip
        sheet.write([row[0]], 60, 100 + 24 * at)
        sheet.write([row[1]], 350, 100 + 24 * at)
    assert extract(sheet.data(), "文.pdf").text.replace("\u3000", "").split("\n")[0] == "一、修路架桥 市交通局"


def test_a_slanting_watermark_is_left_out_and_reported():
    sheet = Sheet()
    sheet.write(lines_of(TEXT, 28))
    sheet.canvas.saveState()
    sheet.canvas.translate(120, 500)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont(made.chinese_font(), 40)
    sheet.canvas.drawString(0, 0, "内部资料请勿外传")
    sheet.canvas.restoreState()
    data = sheet.data()
    assert duties(data) == TEXT_DUTIES
    assert extract(data, "文.pdf").left_out == ("第 1 页斜印的水印没有读入：“内部资料请勿外传”。",)


def test_a_header_on_one_page_only_inside_a_bracket():
    lines = lines_of(TEXT, 28)
    cut = next(at for at, line in enumerate(lines) if "（市工业" in line or ("（市" in line and at > 3)) + 1
    sheet = Sheet()
    sheet.write(lines[:cut])
    sheet.next()
    sheet.write(["青原市人民政府公报二〇二五年第六期"], 180, 40, 9)
    sheet.write(lines[cut:])
    assert duties(sheet.data()) == TEXT_DUTIES


def test_review_balloons_in_the_margin_are_no_text():
    sheet = Sheet()
    lines = lines_of(TEXT, 20)
    sheet.write(lines, 50)
    cut = next(at for at, line in enumerate(lines) if line.count("（") > line.count("）"))
    sheet.write(["删除[王某]:市水利局、"], 400, 80 + 24 * cut, 8)
    sheet.write(["设置格式[王某]:字体:加粗,"], 400, 80 + 24 * (cut + 1), 8)
    sheet.write(["（复杂文种）"], 400, 91 + 24 * (cut + 1), 8)
    data = sheet.data()
    assert duties(data) == TEXT_DUTIES
    assert extract(data, "文.pdf").left_out == ("第 1 页边的批注和修订标记没有读入。",)


HEADER = ("序号", "任务", "牵头单位", "配合单位", "完成时限")
EDGES = [40, 80, 260, 370, 480, 560]


@pytest.mark.parametrize("repeats", [True, False])
def test_a_row_and_a_name_parted_by_a_page_end_and_a_lone_last_row(repeats):
    sheet = Sheet()
    head = [HEADER] if repeats else []
    sheet.rows(
        [HEADER, ("1", "建设种业基地。", "省农业农村厅", "省财政厅", "6月底"),
         ("2", "推广知识产权质押融资，建立", "省市场监管（知识产", "省科技厅、", "9月底")],
        EDGES, 80,
    )  # fmt: skip
    sheet.write(["— 1 —"], 280, 800, 10)
    sheet.next()
    sheet.rows(
        [*head, ("", "风险补偿机制。", "权）局", "省财政厅", ""), ("3", "办展会。", "省商务厅", "", "12月底")],
        EDGES,
        80,
    )
    sheet.write(["— 2 —"], 280, 800, 10)
    sheet.next()
    sheet.rows([("4", "办论坛。", "省贸促会", "省商务厅", "12月底")], EDGES, 80)
    sheet.write(["— 3 —"], 280, 800, 10)
    data = sheet.data()
    assert duties(data) == [
        ("1", "建设种业基地。", ("省农业农村厅",), ("省财政厅",)),
        ("2", "推广知识产权质押融资，建立风险补偿机制。", ("省市场监管（知识产权）局",), ("省科技厅", "省财政厅")),
        ("3", "办展会。", ("省商务厅",), ()),
        ("4", "办论坛。", ("省贸促会",), ("省商务厅",)),
    ]
