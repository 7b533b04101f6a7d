"""Whatever the format of a document, its parse is the same: clauses, sections, duties, lead and responsible units."""

import pytest

from index.extract import extract
from index.model.document import Document
from index.parse import parse
from tests import fixtures_formats as made

FORMATS = {
    "文.txt": made.as_txt,
    "国标.txt": lambda paragraphs: made.as_txt(paragraphs, "gb18030"),
    "文.md": made.as_markdown,
    "文.html": made.as_html,
    "文.docx": made.as_docx,
    "文.xlsx": made.as_xlsx,
    "文.ofd": made.as_ofd,
    "文.pdf": made.as_pdf,
}


def parsed(data: bytes, file_name: str) -> Document:
    return parse(extract(data, file_name), file_name, data)


def meaning(document: Document) -> list[object]:
    """What a reader would be told, without the blanks that only a page has."""
    return [
        (
            clause.number,
            clause.section,
            [(duty.task, duty.lead, duty.responsible, duty.mode) for duty in clause.duties],
        )
        for clause in document.clauses
    ]


@pytest.mark.parametrize("paragraphs", [made.NOTICE, made.hunan_paragraphs()], ids=["notice", "hunan"])
@pytest.mark.parametrize("file_name", FORMATS)
def test_every_format_gives_the_same_parse(file_name, paragraphs):
    plain = parsed(made.as_txt(paragraphs), "文.txt")
    other = parsed(FORMATS[file_name](paragraphs), file_name)
    assert meaning(other) == meaning(plain)
    assert (other.title, other.number, other.date) == (plain.title, plain.number, plain.date)


def test_the_small_document_has_the_parse_that_its_writer_meant():
    document = parsed(made.as_docx(made.NOTICE), "文.docx")
    assert [(clause.number, len(clause.duties)) for clause in document.clauses] == [
        ("1", 1),
        ("2", 1),
        ("3", 2),
        ("4", 1),
    ]
    assert document.clauses[0].section == ("一、扩大有效投资", "（一）推进重大项目")
    assert [duty.lead for clause in document.clauses for duty in clause.duties] == [
        ("市交通运输局",), (), ("市工业和信息化局",), ("市政府金融办",), ("市教育局",),
    ]  # fmt: skip


def test_a_pdf_printed_by_libreoffice_gives_the_same_parse(tmp_path):
    data = made.converted_by_office(made.as_docx(made.hunan_paragraphs()), ".docx", "pdf", tmp_path)
    assert meaning(parsed(data, "文.pdf")) == meaning(parsed(made.as_txt(made.hunan_paragraphs()), "文.txt"))
