"""Ledgers as files that open in office programs and never run anything."""

import csv
import io

import pytest
from docx import Document
from openpyxl import load_workbook

from retriever.ledger.export import export
from retriever.ledger.rows import Ledger

NASTY = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "a\x00\x07b\x1f", "正常", "\ud800x"]


def ledger(title="省财政厅", rows=NASTY):
    return Ledger(title, ("任务内容", "序号"), tuple((text, str(n)) for n, text in enumerate(rows, 1)))


def test_a_spreadsheet_holds_text_only():
    sheet = load_workbook(io.BytesIO(export([ledger()], "xlsx"))).active
    values = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type == "s" for cell in values)
    assert [cell.value for cell in values] == [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "ab",
        "正常",
        "x",
    ]


def test_a_spreadsheet_has_a_fixed_header_with_filters_and_a_sheet_for_each_ledger():
    book = load_workbook(
        io.BytesIO(export([ledger(), ledger("省财政厅"), ledger("[a]:*?/\\" + "长" * 40)], "xlsx"))
    )
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:B9"
        assert sheet["A1"].font.bold


def test_csv_opens_in_excel_and_runs_nothing():
    content = export([ledger()], "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["任务内容", "序号"]
    assert not [row[0] for row in rows[1:] if row[0][0] in "=+-@\t"]


def test_several_ledgers_in_csv_are_told_apart():
    text = export([ledger("甲", ["x"]), ledger("乙", ["y"])], "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["分组", "任务内容", "序号"],
        ["甲", "x", "1"],
        ["乙", "y", "1"],
    ]


def test_word_has_a_table_for_each_ledger():
    document = Document(io.BytesIO(export([ledger(), ledger("乙", ["x"])], "docx")))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["省财政厅", "乙"]
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["x", "1"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
def test_no_duty_at_all_is_still_a_file(form):
    assert export([Ledger("台账", ("序号",), ())], form)
    assert export([], form) is not None
