"""What became of every character of a file."""

from index.parse import parse, plain_text_source
from index.report.coverage import account

TEXT = """某县重点工作分工方案
为落实工作，制定本方案。
一、交通
1．修路。（县交通局牵头）
要加强监测。
- 1 -
2．建桥。（县交通局牵头）
某县人民政府
2024年1月2日
"""


def passages(text):
    source = plain_text_source(text)
    return account(source, parse(source, "方案.txt", text.encode()))


def test_every_character_has_a_use():
    coverage = passages(TEXT)
    assert [(passage.use, passage.text) for passage in coverage.passages] == [
        ("front", "某县重点工作分工方案为落实工作，制定本方案。"),
        ("heading", "一、交通"),
        ("clause", "1．"),
        ("duty", "修路。"),
        ("responsibility", "（县交通局牵头）"),
        ("ignored", "要加强监测。"),
        ("furniture", "-1-"),
        ("clause", "2．"),
        ("duty", "建桥。"),
        ("responsibility", "（县交通局牵头）"),
        ("ignored", "某县人民政府2024年1月2日"),
    ]
    assert coverage.characters() == len("".join(TEXT.split()))


def test_the_summary_says_what_was_not_used():
    assert passages(TEXT).summary == (
        "文件共 76 字，其中 21 字未用到：“要加强监测。”（在条款之外）；“某县人民政府2024年1月2日”（在最后一条之后）。"
    )
    assert passages("1．修路。（县交通局牵头）").summary == "文件共 13 字，全部有去处。"


def test_a_text_without_clauses_is_all_unused():
    assert [(p.use, p.reason) for p in passages("今天天气很好。").passages] == [("ignored", "没有读出条款")]


def test_a_responsibility_that_no_clause_holds_is_reported():
    document = parse(
        plain_text_source(
            "1．修路。（县交通局牵头）\n专栏 重点工程\n建设三座水库。（县水利局牵头）\n2．建桥。（县交通局牵头）"
        ),
        "a.txt",
        b"",
    )
    held = [duty.lead for clause in document.clauses for duty in clause.duties]
    reported = [note for note in document.diagnostics if note.code == "text-outside-clause"]
    assert ("县水利局",) in held or reported
