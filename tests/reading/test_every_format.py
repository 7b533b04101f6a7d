"""Each shape of a document in each format that can hold it: the same parse from all of them."""

from io import BytesIO

import pytest

from eval.bench import document_forms
from index.extract import extract
from index.extract.scan import ocr
from index.model.document import Document
from index.parse import parse
from tests import fixtures_formats as made
from tests import table_formats
from tests.table_formats import UP

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the ocr extra is not installed")


def as_scan(paragraphs) -> bytes:
    return made.as_scan(made.as_pdf(paragraphs), dpi=140)


TEXT_FORMATS = {
    "文.txt": made.as_txt,
    "国标.txt": lambda paragraphs: made.as_txt(paragraphs, "gb18030"),
    "文.md": made.as_markdown,
    "文.html": made.as_html,
    "文.docx": made.as_docx,
    "文.xlsx": made.as_xlsx,
    "文.ofd": made.as_ofd,
    "文.pdf": made.as_pdf,
}
SCAN = pytest.param("扫描.png", marks=needs_ocr)

TEXTS = {
    "brackets": (
        "青原市重点工作分工方案",
        "一、扩大有效投资",
        "（一）推进重大项目",
        "1．新建农村公路300公里，改造危桥18座。（市交通运输局牵头，市财政局、市发展改革委配合，6月底前完成）",
        "2．新增公办幼儿园学位2000个。（市教育局、市住房城乡建设局按职责分工负责）",
    ),
    "labels": (
        "青原市重点工作任务清单",
        "一、优化营商环境",
        "1．推行企业开办一件事联办。",
        "牵头单位：市市场监管局",
        "责任单位：市税务局、市人力资源社会保障局",
        "完成时限：2025年9月底",
        "2．建设政务服务中心。",
        "牵头单位：市政务服务局",
        "责任单位：市财政局",
        "完成时限：2025年12月底",
    ),
}
TEXT_DUTIES = {
    "brackets": [
        ("1", ("市交通运输局",), ("市财政局", "市发展改革委"), "lead", "6月底前完成"),
        ("2", (), ("市教育局", "市住房城乡建设局"), "joint", None),
    ],
    "labels": [
        ("1", ("市市场监管局",), ("市税务局", "市人力资源社会保障局"), "lead", "2025年9月底"),
        ("2", ("市政务服务局",), ("市财政局",), "lead", "2025年12月底"),
    ],
}

TABLES = {
    "plain": [
        ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
        ["1", "新建农村公路三百公里", "市交通运输局", "市财政局、市发展改革委", "2025年6月底"],
        ["2", "新增幼儿园学位两千个", "市教育局", "各县区政府", "2025年12月底"],
    ],
    "merged field": [
        ["领域", "序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
        ["扩大投资", "1", "新建农村公路三百公里", "市交通运输局", "市财政局、市发展改革委", "2025年6月底"],
        [UP, "2", "新增幼儿园学位两千个", "市教育局", "各县区政府", "2025年12月底"],
    ],
    "title and detail": [
        ["序号", "重点任务", "具体工作", "牵头单位", "责任单位", "完成时限"],
        ["1", "交通", "新建农村公路三百公里", "市交通运输局", "市财政局、市发展改革委", "2025年6月底"],
        ["2", "教育", "新增幼儿园学位两千个", "市教育局", "各县区政府", "2025年12月底"],
    ],
}
TABLE_DUTIES = [
    ("1", ("市交通运输局",), ("市财政局", "市发展改革委"), "lead", "2025年6月底"),
    ("2", ("市教育局",), ("各县区政府",), "lead", "2025年12月底"),
]


def parsed(data: bytes, file_name: str) -> Document:
    return parse(extract(data, file_name), file_name, data)


def brief(document: Document) -> list[tuple]:
    return [
        (clause.number, duty.lead, duty.responsible, duty.mode, duty.deadline)
        for clause in document.clauses
        for duty in clause.duties
    ]


def meaning(document: Document) -> list[tuple]:
    return [
        (clause.number, clause.section, "".join(duty.task.split()), duty.lead, duty.responsible, duty.deadline)
        for clause in document.clauses
        for duty in clause.duties
    ]


@pytest.mark.parametrize("shape", TEXTS)
@pytest.mark.parametrize("file_name", [*TEXT_FORMATS, SCAN])
def test_running_text(shape, file_name):
    build = TEXT_FORMATS.get(file_name, as_scan)
    document = parsed(build(TEXTS[shape]), file_name)
    assert brief(document) == TEXT_DUTIES[shape]
    assert meaning(document) == meaning(parsed(made.as_txt(TEXTS[shape]), "文.txt"))


@pytest.mark.parametrize("shape", TABLES)
@pytest.mark.parametrize("form", table_formats.FORMATS)
def test_tables(shape, form):
    document = table_formats.parsed(TABLES[shape], form)
    assert brief(document) == TABLE_DUTIES
    assert meaning(document) == meaning(table_formats.parsed(TABLES[shape], "html"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_csv_in_the_encodings_of_offices(encoding):
    data = table_formats.as_csv(TABLES["merged field"], encoding)
    assert brief(parsed(data, "表.csv")) == TABLE_DUTIES


def test_a_table_printed_as_ofd_lines():
    lines = [cell for row in TABLES["plain"] for cell in row]
    assert brief(parsed(made.as_ofd(["重点任务分工表", *lines]), "表.ofd")) == TABLE_DUTIES


@needs_ocr
def test_a_scanned_table():
    from PIL import Image

    pdf = document_forms.as_pdf(table_formats.source(TABLES["plain"]))
    image = Image.open(BytesIO(made.as_scan(pdf, dpi=120)))
    stream = BytesIO()
    image.save(stream, "PNG")
    assert brief(parsed(stream.getvalue(), "扫描.png")) == TABLE_DUTIES
