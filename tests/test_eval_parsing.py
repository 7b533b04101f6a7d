"""Parsing scored against gold annotations."""

import json
from copy import deepcopy

import pytest

from eval.measures.parsing import ANNOTATED, as_text, by_format, score_folders
from eval.measures.parsing_score import Counts, score
from eval.questions.corpus import WRITTEN
from index.extract import extract
from index.model.errors import UnreadableFileError
from index.parse import parse

TEXT = """青禾县2024年重点工作任务分工

一、农业
1．完成植树造林1万亩。（县林业局牵头，县水利局、县财政局按职责分工负责）修建公路。（县交通运输局负责，6月底前完成）
2．建设冷链仓库。（县商务局、县供销社按职责分工负责）
"""
DUTIES = [
    {"task_starts": "完成植树造林", "lead": ["县林业局"], "responsible": ["县水利局", "县财政局"], "mode": "lead"},
    {
        "task_starts": "修建公路",
        "lead": [],
        "responsible": ["县交通运输局"],
        "mode": "joint",
        "deadline": "6月底前完成",
    },
    {"task_starts": "建设冷链仓库", "lead": [], "responsible": ["县供销社", "县商务局"], "mode": "joint"},
]
GOLD = {
    "clauses": [
        {"no": "1", "text_starts": "完成植树造林1万亩。", "duties": DUTIES[:2]},
        {"no": "2", "text_starts": "建设冷链仓库", "duties": DUTIES[2:]},
    ]
}


@pytest.fixture
def gold():
    return deepcopy(GOLD)


@pytest.fixture(scope="module")
def document():
    return parse(extract(TEXT.encode(), "qinghe.txt"), "qinghe.txt", TEXT.encode())


def test_a_parse_that_agrees(document, gold):
    found = score(document, gold)
    assert (found.clauses, found.duties) == (Counts(2, 2, 2), Counts(3, 3, 3))
    assert (found.units, found.deadlines) == (Counts(6, 6, 6), Counts(1, 1, 1))
    assert found.differences == ()


def test_a_unit_in_the_other_role_is_wrong(document, gold):
    duty = gold["clauses"][0]["duties"][0]
    duty["lead"], duty["responsible"] = ["县水利局"], ["县林业局", "县财政局"]
    found = score(document, gold)
    assert found.duties == Counts(2, 3, 3)
    assert found.units == Counts(4, 6, 6)
    assert len(found.differences) == 2 and found.differences[0].startswith("1.1: lead")


@pytest.mark.parametrize(
    ("field", "value"), [("mode", "each"), ("task_starts", "修桥"), ("responsible", ["县交通运输局", "县财政局"])]
)
def test_each_part_of_a_duty_counts(document, gold, field, value):
    gold["clauses"][0]["duties"][1][field] = value
    assert score(document, gold).duties.right == 2


def test_a_deadline_is_counted_by_itself(document, gold):
    gold["clauses"][0]["duties"][1]["deadline"] = "年底前完成"
    found = score(document, gold)
    assert (found.duties.right, found.deadlines) == (3, Counts(0, 1, 1))
    assert found.differences == ("1.2: deadline '6月底前完成', gold '年底前完成'",)


def test_a_clause_that_was_not_found(document, gold):
    gold["clauses"][1]["no"] = "7"
    found = score(document, gold)
    assert (found.clauses, found.duties) == (Counts(1, 1, 2), Counts(2, 2, 3))
    assert found.differences[0] == "7: no clause starts with '建设冷链仓库'"


def test_counts():
    assert (Counts(1, 2, 4).precision, Counts(1, 2, 4).recall) == (0.5, 0.25)
    assert Counts(1, 2, 4).f1 == pytest.approx(1 / 3)
    assert (Counts().precision, Counts().recall, Counts().f1, Counts(0, 1, 1).f1) == (1, 1, 1, 0)


def test_folders_are_scored_by_document_and_format(tmp_path, gold):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    gold["clauses"][0]["duties"][0]["lead"] = ["县农业农村局"]
    (tmp_path / "b.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "unjudged.txt").write_text(TEXT, encoding="utf-8")
    rows = score_folders([tmp_path])
    assert [(row.name, row.measures["duties"]) for row in rows] == [("a.txt", 1.0), ("b.md", pytest.approx(2 / 3))]
    assert [(row.format, row.measures["duties"]) for row in by_format(rows)] == [
        ("markdown", pytest.approx(2 / 3)),
        ("txt", 1.0),
    ]
    assert by_format([*rows, *rows])[0].score.duties == Counts(4, 6, 6)
    assert "b.md  1.1: lead ['县林业局'], gold ['县农业农村局']" in as_text(rows)


def test_a_folder_without_annotations_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="没有带标注的文件"):
        score_folders([tmp_path])


def test_our_own_documents_are_read_without_a_difference():
    assert [row.score.differences for row in score_folders([WRITTEN, ANNOTATED])] == [()] * 8
