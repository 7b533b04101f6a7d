"""One table in every spelling of a grid: for tests that want the same parse from each."""

import csv
from collections.abc import Sequence
from io import StringIO

from index.extract import extract
from index.model.document import Document
from index.parse import parse

UP = "^"
"""Marks a cell that a merge covers from above."""

Rows = Sequence[Sequence[str]]
TITLE = "青原市重点任务分工表"


def _shown(rows: Rows) -> list[list[str]]:
    return [["" if cell == UP else cell for cell in row] for row in rows]


def as_tabs(rows: Rows) -> bytes:
    return "\n".join([TITLE, *("\t".join(row) for row in _shown(rows))]).encode()


def as_lines(rows: Rows) -> bytes:
    return "\n".join([TITLE, *(cell for row in _shown(rows) for cell in row if cell)]).encode()


def as_markdown(rows: Rows) -> bytes:
    shown = _shown(rows)
    lines = [f"| {' | '.join(row)} |" for row in [shown[0], ["---"] * len(shown[0]), *shown[1:]]]
    return "\n".join([f"# {TITLE}", "", *lines]).encode()


def as_csv(rows: Rows, encoding: str = "utf-8-sig", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    stream = StringIO()
    csv.writer(stream, quoting=quoting).writerows([[TITLE], *_shown(rows)])
    return stream.getvalue().encode(encoding)


def _spans(rows: Rows) -> list[list[tuple[str, int]]]:
    """Each row's own cells with the number of rows that they cover."""
    spans: list[list[tuple[str, int]]] = []
    for at, row in enumerate(rows):
        own = []
        for column, cell in enumerate(row):
            below = at + 1
            while below < len(rows) and rows[below][column] == UP:
                below += 1
            if cell != UP:
                own.append((cell, below - at))
        spans.append(own)
    return spans


def as_html(rows: Rows) -> bytes:
    body = "".join(
        f"<tr>{''.join(f'<td rowspan={span}>{cell}</td>' for cell, span in row)}</tr>" for row in _spans(rows)
    )
    return f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1><table>{body}</table></body></html>".encode()


def as_docx(rows: Rows) -> bytes:
    import docx

    from tests.fixtures_formats import saved

    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell == UP:
                table.cell(at - 1, column).merge(table.cell(at, column))
            else:
                table.cell(at, column).text = cell
    return saved(document)


def as_xlsx(rows: Rows) -> bytes:
    import openpyxl

    from tests.fixtures_formats import saved

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([TITLE])
    for row in _shown(rows):
        sheet.append(row)
    for column in range(len(rows[0])):
        for at, row in enumerate(rows):
            below = at + 1
            while below < len(rows) and rows[below][column] == UP:
                below += 1
            if row[column] != UP and below - at > 1:
                sheet.merge_cells(
                    start_row=at + 2, end_row=below + 1, start_column=column + 1, end_column=column + 1
                )
    return saved(workbook)


def as_pdf(rows: Rows, widths: Sequence[float] = (), lines_a_page: int = 0) -> bytes:
    """A ruled table as reportlab draws it, its cells wrapped."""
    from io import BytesIO

    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    from tests.fixtures_formats import chinese_font

    style = ParagraphStyle("cell", fontName=chinese_font(), fontSize=11, leading=14, wordWrap="CJK")
    shown = [[Paragraph(cell, style) for cell in row] for row in _shown(rows)]
    spans = [
        ("SPAN", (column, at), (column, at + span - 1))
        for column in range(len(rows[0]))
        for at, span in _column_spans(rows, column)
    ]
    grid = Table(shown, colWidths=widths or [700 / len(rows[0])] * len(rows[0]), repeatRows=0)
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]))
    stream = BytesIO()
    title = Paragraph(
        TITLE, ParagraphStyle("title", fontName=chinese_font(), fontSize=16, leading=30, alignment=1)
    )
    SimpleDocTemplate(stream, pagesize=landscape(A4)).build([title, grid])
    return stream.getvalue()


def _column_spans(rows: Rows, column: int) -> list[tuple[int, int]]:
    found = []
    for at, row in enumerate(rows):
        below = at + 1
        while below < len(rows) and rows[below][column] == UP:
            below += 1
        if row[column] != UP and below - at > 1:
            found.append((at, below - at))
    return found


FORMATS = {
    "html": (as_html, "表.html"),
    "tabs": (as_tabs, "表.txt"),
    "markdown": (as_markdown, "表.md"),
    "csv": (as_csv, "表.csv"),
    "lines": (as_lines, "表.txt"),
    "docx": (as_docx, "表.docx"),
    "xlsx": (as_xlsx, "表.xlsx"),
    "pdf": (as_pdf, "表.pdf"),
}


def parsed(rows: Rows, form: str) -> Document:
    build, name = FORMATS[form]
    data = build(rows)
    return parse(extract(data, name), name, data)
