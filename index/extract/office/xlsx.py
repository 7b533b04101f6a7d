"""Spreadsheets: every visible sheet as a grid, cells as they are displayed, hidden rows and columns left out."""

import re
import zipfile
from collections.abc import Callable
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
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
MAX_COLUMNS = 16_384
MAX_NAMED_CELLS = 5
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")


def read(data: bytes, file_name: str) -> SourceText:
    """The visible sheets, one after the other. Rows above a table that hold a single value are lines of text.

    What is hidden (sheets, rows, columns) and formulas that were saved without their value are reported as left out.
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
            _add_sheet(assembly, sheet, file_name)
        elif sheet._cells:
            assembly.leave_out(f"隐藏的工作表“{sheet.title}”没有读入。")
    _report_formulas(assembly, data, workbook)
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


def _add_sheet(assembly: Assembly, sheet: Any, file_name: str) -> None:
    # The public row iterators create a cell for every place up to the last formatted row, often the 1,048,576th.
    texts = {place: text for place, cell in sheet._cells.items() if (text := displayed(cell))}
    rows = {row for row, _ in texts if (found := sheet.row_dimensions.get(row)) is not None and found.hidden}
    columns = {column for _, column in texts if column in _hidden_columns(sheet)}
    if rows:
        assembly.leave_out(f"工作表“{sheet.title}”中隐藏的行没有读入：第 {_ranges(rows, str)} 行。")
    if columns:
        from openpyxl.utils import get_column_letter

        assembly.leave_out(f"工作表“{sheet.title}”中隐藏的列没有读入：{_ranges(columns, get_column_letter)} 列。")
    shown = {place: text for place, text in texts.items() if place[0] not in rows and place[1] not in columns}
    assembly.add_sheet(_occupied(sheet, shown, rows, columns, file_name))


def _hidden_columns(sheet: Any) -> set[int]:
    """The numbers of hidden columns; a group of them has one entry, of its first."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min is not None and dimension.max is not None:
            hidden.update(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
    return hidden


def _ranges(numbers: set[int], shown: Callable[[int], str]) -> str:
    """Numbers as people write them: 3—5、8."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(shown(run[0]) if len(run) == 1 else f"{shown(run[0])}—{shown(run[-1])}" for run in runs)


def _report_formulas(assembly: Assembly, data: bytes, values: Any) -> None:
    """Notes the formulas of visible sheets that have no stored value: what they show is not in the file."""
    import openpyxl

    if not _has_formulas(data):
        return
    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        cells = values[sheet.title]._cells if sheet.sheet_state == "visible" else {}
        empty = [
            cell.coordinate
            for place, cell in sheet._cells.items()
            if cell.data_type == "f" and (place not in cells or cells[place].value is None)
        ]
        if empty:
            shown = "、".join(empty[:MAX_NAMED_CELLS]) + ("等" if len(empty) > MAX_NAMED_CELLS else "")
            assembly.leave_out(
                f"工作表“{sheet.title}”有 {len(empty)} 个公式没有保存计算结果，没有读入：{shown}。"
                "请用 Excel、WPS 打开并保存一次后再导入。"
            )


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return any(
            FORMULA.search(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _occupied(
    sheet: Any,
    texts: dict[tuple[int, int], str],
    hidden_rows: set[int],
    hidden_columns: set[int],
    file_name: str,
) -> Grid:
    """The rows and columns of a sheet that show anything, closed up. A merge begins in its first visible cell."""
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in sheet.merged_cells.ranges:
        places = [
            (row, column)
            for row in range(merge.min_row, merge.max_row + 1)
            for column in range(merge.min_col, merge.max_col + 1)
            if row not in hidden_rows and column not in hidden_columns
        ]
        text = displayed(sheet.cell(merge.min_row, merge.min_col))
        if places and text:
            texts[places[0]] = text
            origins.update(dict.fromkeys(places, places[0]))
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
