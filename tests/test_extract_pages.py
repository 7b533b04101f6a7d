"""Pages with fixed places: pdf, ofd, scans, and files that LibreOffice converts."""

import importlib.util
import re
import shutil
from io import BytesIO

import pytest

from index.extract import extract
from index.extract.grid import GridCell
from index.extract.layout import Page, Piece, into_lines, without_furniture
from index.extract.office import legacy_office as office
from index.extract.pdf.pdf_table_pages import joined
from index.extract.pdf.pdf_tables import PlacedTable, cell_text
from index.extract.scan import ocr
from index.model.errors import UnreadableFileError
from tests import fixtures_formats as made

needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="the ocr extra (rapidocr) is not installed"
)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


READERS = {
    "文.txt": made.as_txt,
    "文.md": made.as_markdown,
    "文.html": made.as_html,
    "文.docx": made.as_docx,
    "文.xlsx": made.as_xlsx,
    "文.ofd": made.as_ofd,
    "旧.ofd": lambda paragraphs: made.as_ofd(paragraphs, "http://www.ofdspec.org"),
    "文.pdf": made.as_pdf,
}


@pytest.mark.parametrize("file_name", READERS)
@pytest.mark.parametrize("paragraphs", [made.NOTICE, made.hunan_paragraphs()])
def test_every_format_gives_the_same_text(file_name, paragraphs):
    source = extract(READERS[file_name](paragraphs), file_name)
    assert squeezed(source.text) == squeezed("".join(paragraphs))
    assert source.hard_wrapped == file_name.endswith((".pdf", ".ofd"))


@pytest.mark.parametrize("file_name", ["文.pdf", "文.ofd"])
def test_fixed_pages_keep_their_lines_pages_and_indents(file_name):
    source = extract(READERS[file_name](made.hunan_paragraphs()), file_name)
    shown = [source.text[line.start : line.end] for line in source.lines]
    printed = [line for text in made.hunan_paragraphs() for line in made.wrapped(text, made.LINE_CHARACTERS)]
    assert shown == printed
    pages = [line.page for line in source.lines]
    assert pages == [1 + at // made.PAGE_LINES for at in range(len(printed))]


def piece(text: str, left: float, top: float, size: float = 10) -> Piece:
    return Piece(text, left, top, left + size * len(text), top + size)


def test_pieces_on_one_line_are_joined_from_left_to_right():
    lines = into_lines(
        [piece("局", 70, 52), piece("第二行", 10, 70), piece("市财政", 40, 50), piece("修路", 10, 51)]
    )
    assert [line.text for line in lines] == ["修路 市财政局", "第二行"]


def test_page_numbers_and_repeated_headers_go_and_body_numbers_stay():
    pages = [
        Page(
            number,
            800,
            (
                piece("某市人民政府公报", 10, 20),
                piece(f"正文{'甲乙丙'[number - 1]}", 10, 300),
                piece("12", 10, 400),
                piece(f"— {number} —", 100, 770),
            ),
        )
        for number in (1, 2, 3)
    ]
    kept = [[line.text for line in page.lines] for page in without_furniture(pages)]
    assert kept == [["正文甲", "12"], ["正文乙", "12"], ["正文丙", "12"]]


@pytest.mark.parametrize(
    "number", ["1", "- 3 -", "—12—", "第 3 页", "第3页 共10页", "3/10", "第三页", "· 5 ·", "iv"]
)
def test_forms_of_page_numbers(number):
    assert (
        without_furniture([Page(1, 800, (piece("正文", 10, 300), piece(number, 100, 770)))])[0].lines[-1].text
        == "正文"
    )


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (("市数据局（市人", "工智能局）"), 75, "市数据局（市人工智能局）"),
        (("县水务局", "县住建局"), 75, "县水务局\n县住建局"),
        (("市发展改革委、", "市数据局"), 120, "市发展改革委、市数据局"),
        (("1．修建农村公路", "2．架桥"), 80, "1．修建农村公路\n2．架桥"),
    ],
)
def test_lines_in_a_cell_are_joined_where_the_cell_broke_them(lines, width, text):
    assert cell_text([piece(line, 0, 12 * at) for at, line in enumerate(lines)], width) == text


def table(*rows: tuple[str | GridCell, ...]) -> PlacedTable:
    grid = [[cell if isinstance(cell, GridCell) else GridCell(cell) for cell in row] for row in rows]
    return PlacedTable(0, tuple(50.0 * at for at in range(len(rows[0]) + 1)), grid)


def test_a_table_goes_on_over_a_page_break():
    upper = table(("序号", "类别", "任务"), ("1", "投资", "修路。"), ("2", GridCell(origin=(1, 1)), "架桥，"))
    lower = table(("序号", "类别", "任务"), ("", "", "保通行"), ("3", "", "修渠"), ("4", "民生", "兴学"))
    assert [[cell.text for cell in row] for row in joined(upper, lower).grid] == [
        ["序号", "类别", "任务"],
        ["1", "投资", "修路。"],
        ["2", "", "架桥，保通行"],
        ["3", "", "修渠"],
        ["4", "民生", "兴学"],
    ]


def test_a_merge_goes_on_over_a_page_break():
    upper = table(("序号", "类别", "任务"), ("1", "投资", "修路"), ("2", GridCell(origin=(1, 1)), "架桥"))
    lower = table(("3", "", "修渠"), ("4", GridCell(origin=(0, 1)), "兴水"), ("5", "民生", "兴学"))
    assert [row[1] for row in joined(upper, lower).grid] == [
        GridCell("类别"), GridCell("投资"), *[GridCell(origin=(1, 1))] * 3, GridCell("民生"),
    ]  # fmt: skip


def ruled_pdf() -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = ParagraphStyle("cell", fontName=made.chinese_font(), fontSize=11, leading=15, wordWrap="CJK")

    def shown(text: str) -> Paragraph:
        return Paragraph(text, style)

    rows = [
        [shown(text) for text in ("序号", "任务", "分工")] + [""],
        ["", "", shown("牵头单位"), shown("责任单位")],
    ]
    rows += [
        [
            shown(str(at)),
            shown("新建改建农村公路，同步完善安全防护设施和标志标线") if at % 2 else "",
            shown("市交通运输局、市工业和信息化局（市国防科工局）"),
            shown("市财政局"),
        ]
        for at in range(1, 31)
    ]
    merges = [("SPAN", (1, row), (1, row + 1)) for row in range(2, 32, 2)]
    merges += [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), ("SPAN", (2, 0), (3, 0))]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))
    stream = BytesIO()
    SimpleDocTemplate(stream).build(
        [
            shown("附件 任务清单"),
            Table(rows, [40, 120, 110, 90], style=[grid, *merges], repeatRows=2),
            shown("备注：完"),
        ]
    )
    return stream.getvalue()


def test_a_ruled_table_over_several_pages_is_one_grid():
    source = extract(ruled_pdf(), "表.pdf")
    (found,) = source.tables
    texts = [[cell.text for cell in row] for row in found.rows]
    assert texts[:2] == [["序号", "任务", "分工", "分工"], ["序号", "任务", "牵头单位", "责任单位"]]
    assert texts[2:] == [
        [
            str(at),
            "新建改建农村公路，同步完善安全防护设施和标志标线",
            "市交通运输局、市工业和信息化局（市国防科工局）",
            "市财政局",
        ]
        for at in range(1, 31)
    ]
    assert source.text.startswith("附件 任务清单\n序号\t任务\t分工\t\n")
    assert source.text.endswith("\t市财政局\n备注：完")


@needs_ocr
@pytest.mark.parametrize("file_name", ["扫描.png", "扫描.pdf"])
def test_scans_are_recognised_line_by_line_with_confidence(file_name):
    scan = made.as_scan(made.as_pdf(made.NOTICE))
    source = extract(made.as_scanned_pdf(scan) if file_name.endswith("pdf") else scan, file_name)
    assert "市交通运输局牵头" in squeezed(source.text)
    assert "3．实施" in squeezed(source.text).replace("3.", "3．")
    assert all(0.5 < line.confidence <= 1 for line in source.lines)
    assert min(line.confidence for line in source.lines) < 1
    assert source.hard_wrapped


def test_a_scan_without_the_ocr_extra_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableFileError, match=r"扫描\.png.*qiantou\[ocr\]"):
        extract(made.as_scan(made.as_pdf(made.NOTICE), dpi=50), "扫描.png")


@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_old_formats_are_converted(suffix, tmp_path):
    data = made.converted_by_office(made.as_docx(made.NOTICE), ".docx", suffix[1:], tmp_path)
    name = f"旧{'.wps' if suffix == '.doc' else suffix}"
    assert extract(data, name).text == "\n".join(made.NOTICE)


def test_an_old_format_without_libreoffice_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "PROGRAMS", ())
    with pytest.raises(UnreadableFileError, match=r"旧\.doc.*LibreOffice.*docx"):
        extract(office.OLE_SIGNATURE + bytes(5000), "旧.doc")


@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_a_sheet_where_only_the_writer_is_installed_says_what_to_install(name, monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.touch(mode=0o755)
    (tmp_path / "libswlo.so").touch()
    monkeypatch.setattr(office.shutil, "which", lambda _: str(program))
    data = office.OLE_SIGNATURE + bytes(5000) + "Workbook".encode("utf-16-le")
    with pytest.raises(UnreadableFileError, match=r"apt install libreoffice-calc.*xlsx") as refusal:
        extract(data, name)
    assert "密码" not in str(refusal.value)


@needs_office
def test_a_broken_old_file_is_refused():
    with pytest.raises(UnreadableFileError, match=r"坏\.doc"):
        extract(office.OLE_SIGNATURE + bytes(5000), "坏.doc")


def turned_pdf(rotation: int) -> bytes:
    """A page that is shown upright by its /Rotate entry, as landscape ledgers are printed."""
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    canvas.setPageRotation(rotation)
    shift = {0: (0, 0), 90: (600, 0), 180: (600, 800), 270: (0, 800)}[rotation]
    height = 600 if rotation in (90, 270) else 800
    canvas.translate(*shift)
    canvas.rotate(rotation)
    canvas.setFont(made.chinese_font(), 12)
    canvas.drawString(50, height - 50, "一、扩大有效投资")
    columns, rows = [50, 90, 300, 450], [height - 80, height - 110, height - 140]
    canvas.grid(columns, rows)
    for texts, top in zip((("序号", "任务", "牵头单位"), ("1", "修路", "市交通运输局")), rows, strict=False):
        for text, left in zip(texts, columns, strict=False):
            canvas.drawString(left + 4, top - 20, text)
    canvas.drawString(50, height - 200, "备注：完")
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(rotation):
    source = extract(turned_pdf(rotation), "横.pdf")
    assert source.text == "一、扩大有效投资\n序号\t任务\t牵头单位\n1\t修路\t市交通运输局\n备注：完"
    assert [[cell.text for cell in row] for row in source.tables[0].rows] == [
        ["序号", "任务", "牵头单位"],
        ["1", "修路", "市交通运输局"],
    ]
