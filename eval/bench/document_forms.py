"""A table or a text of the benchmark in other file formats, made when they are read so that the repository stays small.

A source is text: lines without a tab are paragraphs, lines with tabs are rows of one table. In a row ``^`` is a cell that
a merge covers from above, ``<`` one that it covers from the left.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

UP, LEFT = "^", "<"


@dataclass(frozen=True, slots=True)
class Source:
    """The paragraphs above the table, and its rows (none: a text)."""

    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def shown(self) -> list[list[str]]:
        """The rows with nothing where a merge covers a cell."""
        return [["" if cell in (UP, LEFT) else cell for cell in row] for row in self.rows]

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Row, column, rows covered and columns covered of each cell that begins one."""
        found = []
        for at, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell in (UP, LEFT):
                    continue
                below, right = at + 1, column + 1
                while below < len(self.rows) and self.rows[below][column] == UP:
                    below += 1
                while right < len(row) and row[right] == LEFT:
                    right += 1
                found.append((at, column, below - at, right - column))
        return found


def read_source(text: str) -> Source:
    """The source that a text is; rows are filled to one width."""
    lines = [line for line in text.split("\n") if line.strip()]
    rows = [tuple(line.split("\t")) for line in lines if "\t" in line]
    width = max(map(len, rows), default=0)
    return Source(
        tuple(line for line in lines if "\t" not in line),
        tuple((*row, *([""] * (width - len(row)))) for row in rows),
    )


def as_markdown(source: Source) -> bytes:
    """Paragraphs with blank lines between, the table with pipes."""
    blocks = list(source.paragraphs)
    if source.rows:
        shown = source.shown()
        rows = [shown[0], ["---"] * len(shown[0]), *shown[1:]]
        blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(blocks).encode()


def as_csv(source: Source) -> bytes:
    """Rows with commas, the paragraphs as rows of one cell; GB18030, as Excel saves them."""
    stream = StringIO()
    csv.writer(stream).writerows([*([one] for one in source.paragraphs), *source.shown()])
    return stream.getvalue().encode("gb18030")


def as_html(source: Source) -> bytes:
    """A page with merged cells as spans."""
    body = "".join(f"<p>{escape(one)}</p>" for one in source.paragraphs)
    rows = ["" for _ in source.rows]
    for at, column, below, right in source.spans():
        rows[at] += f"<td rowspan={below} colspan={right}>{escape(source.rows[at][column])}</td>"
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>" if rows else ""
    return f"<html><head><meta charset='utf-8'></head><body>{body}{table}</body></html>".encode()


def as_docx(source: Source) -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    for one in source.paragraphs:
        document.add_paragraph(one)
    if source.rows:
        table = document.add_table(len(source.rows), len(source.rows[0]))
        for at, column, below, right in source.spans():
            cell = table.cell(at, column).merge(table.cell(at + below - 1, column + right - 1))
            cell.text = source.rows[at][column]
    return _saved(document)


def as_xlsx(source: Source) -> bytes:
    """A workbook of one sheet."""
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for one in source.paragraphs:
        sheet.append([one])
    above = len(source.paragraphs)
    for row in source.shown():
        sheet.append(row)
    for at, column, below, right in source.spans():
        if below > 1 or right > 1:
            sheet.merge_cells(
                start_row=above + at + 1,
                end_row=above + at + below,
                start_column=column + 1,
                end_column=column + right,
            )
    return _saved(workbook)


def as_pdf(source: Source) -> bytes:
    """Pages with wrapped paragraphs and a ruled table. Raises ImportError without reportlab."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    text = ParagraphStyle("text", fontName=font, fontSize=14, leading=22, firstLineIndent=28, wordWrap="CJK")
    cell = ParagraphStyle("cell", fontName=font, fontSize=11, leading=15, wordWrap="CJK")
    story: list[Flowable] = [Paragraph(escape(one), text) for one in source.paragraphs]
    if source.rows:
        shown = [[Paragraph(escape(one), cell) for one in row] for row in source.shown()]
        merges = [
            ("SPAN", (column, at), (column + right - 1, at + below - 1))
            for at, column, below, right in source.spans()
            if below > 1 or right > 1
        ]
        width = 700 / len(source.rows[0])
        table = Table(shown, colWidths=[width] * len(source.rows[0]))
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *merges]))
        story.append(table)
    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4)).build(story)
    return stream.getvalue()


def _saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMS: Mapping[str, tuple[Callable[[Source], bytes], str]] = {
    "html": (as_html, ".html"),
    "docx": (as_docx, ".docx"),
    "xlsx": (as_xlsx, ".xlsx"),
    "pdf": (as_pdf, ".pdf"),
    "markdown": (as_markdown, ".md"),
    "csv": (as_csv, ".csv"),
}
"""Every format that a source can be made in, with its suffix."""


def made(file: Path, forms: Iterable[str]) -> Sequence[tuple[str, bytes]]:
    """The document of a source file in each of these forms: file name and content."""
    source = read_source(file.read_text(encoding="utf-8"))
    return [(f"{file.stem}{FORMS[form][1]}", FORMS[form][0](source)) for form in forms]
