"""Plain text and Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extract import extract
from tests import fixtures_formats as made

TRADITIONAL = "臺灣事務工作分工方案：一、推動經濟發展。（經濟部牽頭，財政部配合）二、促進就業，完善社會保障體系。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("paragraphs", [made.NOTICE, made.hunan_paragraphs(), ("省发展改革委牵头",)])
def test_chinese_encodings_are_detected(encoding, paragraphs):
    if encoding == "gbk":
        paragraphs = [text for text in paragraphs if "〔" not in text]
    assert extract("\n".join(paragraphs).encode(encoding), "文.txt").text == "\n".join(paragraphs)


def test_traditional_text_in_big5_is_detected():
    assert extract(TRADITIONAL.encode("big5"), "文.txt").text == TRADITIONAL


def test_lines_locate_the_text_and_blank_lines_stay():
    source = extract("甲\r\n\r\n　　乙\r丙".encode(), "文.txt")
    assert source.text == "甲\n\n　　乙\n丙"
    assert [(line.start, line.end) for line in source.lines] == [(0, 1), (2, 2), (3, 6), (7, 8)]
    assert not source.hard_wrapped


def test_invisible_and_look_alike_characters_become_plain():
    assert extract("\u200b牵\ufeff头\u00ad：⼀、⽂化\uf900".encode(), "文.txt").text == "牵头：一、文化豈"


@given(st.text(alphabet=st.characters(categories=("L", "N", "P"), max_codepoint=0x9FFF), min_size=1))
def test_any_utf8_text_is_read_and_every_line_is_a_slice(text):
    source = extract(f"牵头{text}".encode(), "文.txt")
    assert "\n".join(source.text[line.start : line.end] for line in source.lines) == source.text


def test_a_file_is_read_by_its_content_not_by_its_name():
    data = made.as_docx(made.NOTICE)
    assert extract(data, "其实是Word.txt") == extract(data, "文.docx")
    assert extract(made.as_pdf(made.NOTICE), "文.doc").format == "pdf"
    assert extract(made.as_html(made.NOTICE), "文.doc").format == "html"
    assert extract(made.as_txt(made.NOTICE), "文.docx").format == "txt"


MARKDOWN = r"""---
title: 前言
---
# 工作**分工** #
<!-- 注释 -->
## 一、投资

> 1\. 修路，见[附件](a.md)![图](b.png)，投资*12*亿元、a_b_c、3 * 4。<br>另起一行

- [x] 架桥
***
| 任务 | 牵头单位 |
|------|:--------:|
| **修路** | 市交通运输局<br>市财政局 |
| 架\|桥 | |
| 少一格 |

```
代码
```
完
==="""


def test_markdown_loses_its_marks_and_tables_become_grids():
    source = extract(MARKDOWN.encode(), "文.md")
    assert [line for line in source.text.split("\n") if line] == [
        "工作分工",
        "一、投资",
        "1. 修路，见附件，投资12亿元、a_b_c、3 * 4。",
        "另起一行",
        "架桥",
        "任务\t牵头单位",
        "修路\t市交通运输局 市财政局",
        "架|桥\t",
        "少一格\t",
        "代码",
        "完",
    ]
    assert source.tables[0].rows[1][1].text == "市交通运输局\n市财政局"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_byte_costs_one_character_not_the_document(encoding):
    data = bytearray("\n".join(made.hunan_paragraphs()).encode(encoding))
    data[len(data) // 2 :] = b"\xff" + data[len(data) // 2 + 1 :]
    text = extract(bytes(data), "文.txt").text
    assert 1 <= text.count("\ufffd") <= 3
    assert "湘政发〔2022〕1号" in text


HOSTILE = {
    "comment": "<!--" + "-" * 4_000,
    "brackets": "[" * 50_000,
    "pictures": "![" * 50_000,
    "stars": "**甲 " * 20_000,
    "tags": "<甲 " * 50_000,
    "ticks": "".join("`" * size + "甲" for size in range(400)),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", HOSTILE)
def test_markdown_made_to_exhaust_time_is_read(kind):
    assert extract(f"市教育局牵头。{HOSTILE[kind]}".encode(), "文.md").text.startswith("市教育局牵头。")


def test_markdown_keeps_numbers_and_labels_that_look_like_marks():
    text = "3. 修路。\n\n    （一）架桥。\n\n[牵头单位]: 市教育局\n\n- ~~废止的任务。~~\n- 有效的任务。"
    lines = [line for line in extract(text.encode(), "文.md").text.split("\n") if line]
    assert lines == ["3. 修路。", "（一）架桥。", "[牵头单位]: 市教育局", "有效的任务。"]


def test_cells_beyond_the_header_of_a_markdown_table_are_reported():
    source = extract("|任务|牵头单位|\n|-|-|\n|修路|市交通局|市财政局|".encode(), "文.md")
    assert source.tables[0].rows[1][1].text == "市交通局"
    assert source.left_out == ("Markdown 表格第 3 行的单元格多于表头，多出的未读入：“市财政局”。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_csv_is_read_like_a_sheet(encoding, quote):
    rows = [["任务表"], ["序号", "任务", "牵头单位"], ["1", "修路，架桥", "市交通局、市财政局"]]
    text = "\r\n".join(",".join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    source = extract(text.encode(encoding), "表.csv")
    assert source.text == "任务表\n序号\t任务\t牵头单位\n1\t修路，架桥\t市交通局、市财政局"
    assert [len(row) for row in source.tables[0].rows] == [3, 3]
