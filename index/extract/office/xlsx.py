"""Spreadsheets: every visible sheet as a grid, cells as they are displayed."""

import re
import zipfile
from io import BytesIO
from typing import Any

from index.extract.archive import UNPACK_ERRORS, damaged, open_office_package
from index.extract.assemble import Assembly
from index.extract.grid import Grid, GridCell
from index.extract.limits import MAX_TABLE_CELLS
from index.extract.office.xlsx_display import displayed
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

CONTENT_TYPES = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml")
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")


def read(data: bytes, file_name: str) -> SourceText:
    """The visible sheets, one after the other. Rows above a table that hold a single value are lines of text.

    Raises UnreadableFileError for a damaged or dangerous workbook.
    """
    import openpyxl

    with open_office_package(data, file_name) as archive:
        _check_cells(archive, file_name)
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except (KeyError, TypeError, AttributeError, IndexError, SyntaxError, *UNPACK_ERRORS) as error:
        raise damaged(file_name) from error
    assembly = Assembly(file_name)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            assembly.add_sheet(_occupied(sheet, file_name))
    properties = workbook.properties
    metadata = {key: str(value) for key in ("title", "creator") if (value := getattr(properties, key))}
    return assembly.source("xlsx", metadata=metadata)


def _check_cells(archive: zipfile.ZipFile, file_name: str) -> None:
    """Bounds the cells that openpyxl makes: those in the file and those that merges cover."""
    cells = 0
    for info in archive.infolist():
        if info.filename.endswith(".xml"):
            sheet = archive.read(info)
            cells += len(CELL.findall(sheet))
            for left, top, right, bottom in MERGE.findall(sheet):
                cells += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
    if cells > MAX_TABLE_CELLS:
        raise UnreadableFileError(
            f"文件“{file_name}”有 {cells:,} 个单元格（含合并单元格覆盖的格），超过上限 {MAX_TABLE_CELLS:,}。"
            "请取消整行整列的合并和格式，只保留任务台账后再试。"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _occupied(sheet: Any, file_name: str) -> Grid:
    """The rows and columns of a sheet that hold anything, closed up."""
    # The public row iterators create a cell for every place up to the last formatted row, often the 1,048,576th.
    texts = {place: text for place, cell in sheet._cells.items() if (text := displayed(cell))}
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in sheet.merged_cells.ranges:
        if (merge.min_row, merge.min_col) in texts:
            for row in range(merge.min_row, merge.max_row + 1):
                for column in range(merge.min_col, merge.max_col + 1):
                    origins[row, column] = (merge.min_row, merge.min_col)
    rows = {row: at for at, row in enumerate(sorted({row for row, _ in texts}))}
    columns = {column: at for at, column in enumerate(sorted({column for _, column in texts}))}
    if len(rows) * len(columns) > MAX_TABLE_CELLS:
        raise UnreadableFileError(
            f"文件“{file_name}”的工作表“{sheet.title}”有 {len(rows)} 行 × {len(columns)} 列，"
            f"超过上限 {MAX_TABLE_CELLS:,} 格。请只保留任务台账后再试。"
        )
    return [
        [_place((row, column), texts, origins, rows, columns) for column in columns]
        for row in rows
    ]  # fmt: skip


def _place(
    place: tuple[int, int],
    texts: dict[tuple[int, int], str],
    origins: dict[tuple[int, int], tuple[int, int]],
    rows: dict[int, int],
    columns: dict[int, int],
) -> GridCell:
    origin = origins.get(place)
    if origin is not None and origin != place:
        return GridCell(origin=(rows[origin[0]], columns[origin[1]]))
    return GridCell(texts.get(place, ""))
