"""Ledgers as files: xlsx, csv and docx. A cell's text is never a formula, whatever a document says."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from retriever.ledger.rows import Ledger

Format = Literal["xlsx", "csv", "docx"]
FORMATS: tuple[str, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# Characters that XML 1.0 cannot carry: openpyxl and lxml refuse them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CELL_LIMIT = 32_767
_WIDE = {"任务内容": 60, "责任单位": 40, "责任原文": 40, "部分": 30, "文件": 30, "牵头单位": 24, "发文字号": 20}


def export(ledgers: Sequence[Ledger], form: Format) -> bytes:
    """The ledgers as the bytes of one file: a sheet, a block or a table each."""
    writers: dict[Format, Callable[[Sequence[Ledger]], bytes]] = {"xlsx": _xlsx, "csv": _csv, "docx": _docx}
    return writers[form](ledgers)


def _xlsx(ledgers: Sequence[Ledger]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for ledger in ledgers or (Ledger("台账", (), ()),):
        sheet = book.create_sheet(_sheet_name(ledger.title, names))
        for row_number, row in enumerate((ledger.columns, *ledger.rows), 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(row_number, column)
                cell.value = _clean(text)[:_CELL_LIMIT]
                cell.data_type = "s"  # openpyxl would make a formula of a leading "="
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=row_number == 1)
        for column, title in enumerate(ledger.columns, 1):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(title, 12)
        sheet.freeze_panes = "A2"
        if ledger.columns:
            sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _csv(ledgers: Sequence[Ledger]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it; several ledgers get a first column 分组."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    grouped = len(ledgers) > 1
    for place, ledger in enumerate(ledgers):
        if place == 0:
            writer.writerow((*(("分组",) if grouped else ()), *ledger.columns))
        for row in ledger.rows:
            writer.writerow([_inert(text) for text in (*((ledger.title,) if grouped else ()), *row)])
    return stream.getvalue().encode("utf-8-sig")


def _docx(ledgers: Sequence[Ledger]) -> bytes:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    for ledger in ledgers:
        document.add_heading(_clean(ledger.title), level=1)
        table = document.add_table(rows=len(ledger.rows) + 1, cols=len(ledger.columns))
        table.style = "Table Grid"
        repeat = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)  # the header again on every page
        # table.cell() recounts the grid on each call; the flat list is taken once
        cells = table._cells
        for place, text in enumerate(text for row in (ledger.columns, *ledger.rows) for text in row):
            cells[place].text = _clean(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _inert(text: str) -> str:
    """A CSV cell has no type: an apostrophe keeps spreadsheet programs from reading it as a formula."""
    cleaned = _clean(text)
    return "'" + cleaned if cleaned.startswith(_FORMULA_STARTS) else cleaned


def _sheet_name(title: str, taken: set[str]) -> str:
    base = _SHEET_FORBIDDEN.sub(" ", _clean(title)).strip() or "台账"
    name, place = base[:31], 1
    while name.lower() in taken:
        place += 1
        suffix = f"（{place}）"
        name = base[: 31 - len(suffix)] + suffix
    taken.add(name.lower())
    return name
