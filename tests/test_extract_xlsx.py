"""Spreadsheets: merges, several sheets, and values as they are displayed."""

import datetime

import openpyxl
import pytest

from index.extract import extract
from tests import fixtures_formats as made


def ledger():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "台账"
    rows = (
        ("2023年重点任务台账",),
        ("序号", "类别", "任务", "分工", None, "完成时限"),
        (None, None, None, "牵头单位", "责任单位", None),
        (1, "投资", "修路", "市交通运输局", "市财政局\n市审计局", datetime.datetime(2023, 6, 30)),
        (2, None, "架桥", "市水利局", None, "年底前"),
    )
    for row in rows:
        sheet.append(row)
    for merged in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "B4:B5"):
        sheet.merge_cells(merged)
    sheet["F4"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["H99999"].font = openpyxl.styles.Font(bold=True)
    hidden = workbook.create_sheet("隐藏")
    hidden.append(["不应出现", "不应出现"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("说明").append(["编制说明"])
    return workbook


def test_a_ledger_with_two_header_rows_and_merged_cells():
    source = extract(made.saved(ledger()), "台账.xlsx")
    assert source.text == (
        "2023年重点任务台账\n"
        "序号\t类别\t任务\t分工\t\t完成时限\n"
        "\t\t\t牵头单位\t责任单位\t\n"
        "1\t投资\t修路\t市交通运输局\t市财政局 市审计局\t2023年6月30日\n"
        "2\t\t架桥\t市水利局\t\t年底前\n"
        "编制说明"
    )
    (table,) = source.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "类别", "任务", "分工", "分工", "完成时限"],
        ["序号", "类别", "任务", "牵头单位", "责任单位", "完成时限"],
        ["1", "投资", "修路", "市交通运输局", "市财政局\n市审计局", "2023年6月30日"],
        ["2", "投资", "架桥", "市水利局", "", "年底前"],
    ]
    assert [cell.merged for cell in table.rows[3]] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12, '0"亿元"', "12亿元"),
        (True, "General", "TRUE"),
        ("  文字 ", "@", "文字"),
        (datetime.date(2023, 6, 5), "mm-dd-yy", "2023/6/5"),
        (datetime.date(2023, 6, 5), 'm"月"d"日";@', "6月5日"),
        (datetime.date(2023, 6, 5), "yyyy-mm-dd", "2023-06-05"),
        (datetime.date(2023, 6, 5), "[$-804]yyyy\\年m\\月", "2023年6月"),
        (datetime.datetime(2023, 6, 5, 9, 8), "yyyy/m/d h:mm", "2023/6/5 9:08"),
        (datetime.time(9, 30), "h:mm", "09:30"),
    ],
)
def test_values_look_as_in_the_program(value, number_format, shown):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = value
    workbook.active["A1"].number_format = number_format
    assert extract(made.saved(workbook), "值.xlsx").text == shown


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "台账"
    for row in (
        ("序号", "任务", "内部意见", "牵头单位"),
        (1, "修路", "不公开", "市交通运输局"),
        (2, "废止", "不公开", "市水利局"),
        (3, "架桥", "不公开", "市住建局"),
    ):
        sheet.append(row)
    sheet.merge_cells("D3:D4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = workbook.create_sheet("底稿")
    other.append(["旧任务", "市林业局"])
    other.sheet_state = "hidden"
    source = extract(made.saved(workbook), "台账.xlsx")
    assert source.text == "序号\t任务\t牵头单位\n1\t修路\t市交通运输局\n3\t架桥\t市水利局"
    assert source.left_out == (
        "工作表“台账”中隐藏的行没有读入：第 3 行。",
        "工作表“台账”中隐藏的列没有读入：C 列。",
        "隐藏的工作表“底稿”没有读入。",
    )


def test_a_formula_without_a_stored_value_is_reported():
    workbook = openpyxl.Workbook()
    workbook.active.title = "台账"
    for row in (("序号", "任务", "牵头单位"), ("=ROW()-1", "修路", "市交通运输局"), ("=ROW()-1", "架桥", "=C2")):
        workbook.active.append(row)
    assert extract(made.saved(workbook), "台账.xlsx").left_out == (
        "工作表“台账”有 3 个公式没有保存计算结果，没有读入：A2、A3、C3。请用 Excel、WPS 打开并保存一次后再导入。",
    )
