"""Spreadsheets saved as text: csv with commas, semicolons or tabs, quoted or not, in any Chinese encoding."""

import csv
from io import StringIO

from index.extract.assemble import Assembly
from index.extract.grid import GridCell, rectangular
from index.extract.limits import MAX_TABLE_CELLS
from index.extract.markup.plain_text import decode
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",\t;"
SAMPLE_LINES = 20


def read(data: bytes, file_name: str) -> SourceText:
    """The rows as a table, like those of a spreadsheet.

    Raises UnreadableFileError if the bytes are not text or hold too many cells.
    """
    text = decode(data, file_name)
    rows: list[list[GridCell]] = []
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    try:
        for row in reader:
            cells += len(row)
            if cells > MAX_TABLE_CELLS:
                raise UnreadableFileError(
                    f"文件“{file_name}”超过上限 {MAX_TABLE_CELLS:,} 个单元格。请只保留任务台账后再试。"
                )
            if any(value.strip() for value in row):
                rows.append([GridCell(value.strip()) for value in row])
    except csv.Error as error:
        raise UnreadableFileError(
            f"文件“{file_name}”的 CSV 格式有错误（第 {reader.line_num} 行：{error}）。请另存为 xlsx 后再试。"
        ) from error
    assembly = Assembly(file_name)
    assembly.add_sheet(rectangular(rows), merges_lost=True)
    return assembly.source("csv")


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines."""
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE_LINES]
    return max(DELIMITERS, key=lambda sign: sum(sign in line for line in lines))
