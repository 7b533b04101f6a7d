"""Layout undone: wrapped lines, page marks, navigation."""

from index.model.source import Cell, Line, SourceText, Table
from index.outline.unwrap import unwrap
from index.parse import plain_text_source

PARAGRAPH = "加快构建覆盖芯片、服务器、光电网络、系统软件、云平台、大模型、智能终端等全产业链的人工智能发展格局，争创先进制造业集群"


def wrapped(text, width=20):
    return "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, max(1, len(line)), width)
    )


def test_wrapped_lines_are_rejoined():
    original = "\n".join(f"{i}.{PARAGRAPH}。（责任单位：省发展改革委、省经信厅）" for i in range(1, 5))
    assert unwrap(plain_text_source(wrapped(original))).text == original


def test_paragraphs_are_left_alone():
    original = "一、稳增长\n1．建机场。（省发展改革委牵头）\n2．建水库。（省水利厅牵头）\n" * 5
    assert unwrap(plain_text_source(original)).text == original


def test_page_marks_go():
    text = "1.甲。（市A局负责）\n- 14 -\n2.乙。（市B\n—\n２\n—\n局负责）\n第 3 页 共 9 页\n3.丙。"
    assert unwrap(plain_text_source(text)).text == "1.甲。（市A局负责）\n2.乙。（市B局负责）\n3.丙。"


def test_navigation_inside_a_name_goes():
    lines = wrapped(
        "\n".join(f"{i}.{PARAGRAPH}。（责任单位：省发展改革委、省经信厅）" for i in range(1, 5))
    ).split("\n")
    lines[3:3] = ["登录", "首页", "组织机构", "政务服务"]
    text = unwrap(plain_text_source("\n".join(lines))).text
    assert "首页" not in text and text.startswith(f"1.{PARAGRAPH}")


def test_running_heads_go():
    pages = [["某市公报", f"{page}.甲事。（市A局负责）"] for page in range(1, 5)]
    text = "\n".join(line for page in pages for line in page)
    lines, at = [], 0
    for number, page in enumerate(pages, 1):
        for line in page:
            lines.append(Line(at, at + len(line), page=number))
            at += len(line) + 1
    assert "公报" not in unwrap(SourceText(text, tuple(lines))).text


def test_flattened_tables_keep_their_lines():
    text = "序号\n任务\n责任单位\n1\n建库\n市A局、\n市B局\n2\n建网\n市C局"
    assert unwrap(SourceText(text, plain_text_source(text).lines, hard_wrapped=True)).text == text


def test_tables_are_moved_with_the_text():
    text = "- 1 -\n甲\t乙\n后文"
    cells = (Cell("甲", 6, 7), Cell("乙", 8, 9))
    moved = unwrap(SourceText(text, plain_text_source(text).lines, (Table((cells,), 6, 9),)))
    table = moved.tables[0]
    assert moved.text == "甲\t乙\n后文"
    assert [moved.text[c.start : c.end] for c in table.rows[0]] == ["甲", "乙"]
    assert moved.text[table.start : table.end] == "甲\t乙"


def test_a_running_head_beside_page_marks_goes_and_the_sentence_goes_on():
    text = (
        "（一）建设街区。牵头单位：市住建局；配合单\n— 17 —\n某市人民政府公报  2025年第9期\n位：市公安局。\n"
        "（二）改造公园。牵头单位：市园林局；配合单位：市发展改\n— 18 —\n某市人民政府公报  2025年第9期\n革委。"
    )
    assert unwrap(plain_text_source(text)).text == (
        "（一）建设街区。牵头单位：市住建局；配合单位：市公安局。\n（二）改造公园。牵头单位：市园林局；配合单位：市发展改革委。"
    )


def test_a_heading_before_a_page_mark_stays_a_line():
    text = "一、总体要求\n- 2 -\n坚持创新驱动。"
    assert unwrap(plain_text_source(text)).text == "一、总体要求\n坚持创新驱动。"
