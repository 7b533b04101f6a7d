import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from eval.questions.question_set import DECLINED_KINDS, Gold, Question, Turn, read_questions, validate
from index.extract import extract
from index.model.document import Clause, Document, Duty
from index.model.errors import UnreadableFileError
from index.parse import parse
from retriever.wording.answer import KINDS

ROOT = Path(__file__).parents[1]
SETS = sorted((ROOT / "eval" / "questions").glob("*-dev.jsonl")) + sorted(
    (ROOT / "eval" / "questions").glob("*-test.jsonl")
)
ANNOTATIONS = sorted((ROOT / "eval" / "documents").glob("*.json"))

ROW: dict[str, Any] = {
    "id": "a-1",
    "question": "谁牵头植树",
    "history": [],
    "document": "a.txt",
    "year": None,
    "kind": "lead",
    "clauses": [{"document": "a.txt", "clause": "1", "duty": 2}],
    "lead": ["市林业局"],
    "responsible": ["市水务局"],
    "mode": "lead",
    "answer_contains": ["植树"],
    "yes": None,
    "count": None,
    "answerable": True,
    "split": "dev",
    "style": "literal",
    "note": "",
}


def document(source: str, clauses: tuple[Clause, ...]) -> Document:
    text = "".join(clause.text for clause in clauses)
    return Document("0" * 12, "文件", None, None, None, None, source, "0" * 64, text, clauses)


@pytest.fixture
def documents() -> dict[str, Document]:
    text = "修路。（市交通局负责）植树。（市林业局牵头，市水务局负责，6月底前完成）"
    road = Duty(1, "修路。", (0, 3), "（市交通局负责）", (), ("市交通局",), "joint")
    start = text.index("植树")
    trees = Duty(
        2,
        "植树。",
        (start, start + 3),
        "（市林业局牵头，市水务局负责，6月底前完成）",
        ("市林业局",),
        ("市水务局",),
        "lead",
        deadline="6月底前完成",
    )
    return {"a.txt": document("a.txt", (Clause("1", 1, (), text, 0, (road, trees)),))}


def write(folder: Path, *rows: Mapping[str, Any]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_line_becomes_a_frozen_question(tmp_path: Path) -> None:
    history = [{"role": "user", "content": "谁修路"}, {"role": "assistant", "content": "市交通局"}]
    (question,) = read_questions(write(tmp_path, ROW | {"history": history}))
    assert question == Question(
        id="a-1",
        question="谁牵头植树",
        history=(Turn("user", "谁修路"), Turn("assistant", "市交通局")),
        document="a.txt",
        year=None,
        kind="lead",
        clauses=(Gold("a.txt", "1", 2),),
        lead=("市林业局",),
        responsible=("市水务局",),
        mode="lead",
        answer_contains=("植树",),
        yes=None,
        count=None,
        answerable=True,
        split="dev",
        style="literal",
        note="",
    )
    assert json.loads(json.dumps(asdict(question))) == ROW | {"history": history}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "who"}, "第 1 行的 kind 是“who”"),
        ({"split": "train"}, "第 1 行的 split 是“train”"),
        ({"mode": "both"}, "第 1 行的 mode 是“both”"),
        ({"history": [{"role": "system", "content": "x"}]}, "role 只能是 user 或 assistant"),
        ({"unknown": 1}, "第 1 行的字段不对"),
        ({"clauses": [{"clause": "1"}]}, "第 1 行的字段不对"),
    ],
)
def test_a_malformed_line_is_refused_with_its_number(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read_questions(write(tmp_path, ROW | change))


def test_a_line_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"set\.jsonl”第 1 行不是 JSON"):
        read_questions(path)


def test_a_missing_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="字段不对：'history'"):
        read_questions(write(tmp_path, {k: v for k, v in ROW.items() if k != "history"}))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"读不了题集“none\.jsonl”"):
        read_questions(tmp_path / "none.jsonl")


def test_a_right_set_has_no_problems(tmp_path: Path, documents: dict[str, Document]) -> None:
    deadline = ROW | {"id": "a-2", "kind": "fact", "answer_contains": ["6月底前完成"]}
    every = ROW | {"id": "a-3", "kind": "count", "clauses": [], "lead": None, "responsible": None, "mode": None}
    rows = [ROW, deadline, every | {"count": 2, "answer_contains": []}]
    assert validate(write(tmp_path, *rows), documents) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"clauses": [{"document": "a.txt", "clause": "9", "duty": 1}]}, "没有第9条第 1 项"),
        ({"clauses": [{"document": "a.txt", "clause": "1", "duty": 3}]}, "没有第1条第 3 项"),
        ({"clauses": [{"document": "b.txt", "clause": "1", "duty": 1}]}, "没有解析出文件 ['b.txt']"),
        ({"clauses": ROW["clauses"] * 2}, "标准条款有重复"),
        ({"clauses": [{"document": "a.txt", "clause": "1", "duty": None}]}, "却没有标准分工事项"),
        ({"lead": ["市水务局"]}, "lead 是 ('市水务局',)，文件里是 ('市林业局',)"),
        ({"responsible": []}, "responsible 是 ()，文件里是 ('市水务局',)"),
        ({"mode": "joint"}, "mode 是 joint，文件里是 lead"),
        ({"answer_contains": ["种草"]}, "“种草”不在标准条款里"),
        ({"kind": "unit_duties", "count": 2}, "count 是 2，标准条款却有 1 项"),
        ({"kind": "count", "count": 5}, "count 是 5，应是 [1] 之一"),
        ({"kind": "yes_no"}, "yes 应当且只应当在 yes_no 题中给出"),
        ({"yes": True}, "yes 应当且只应当在 yes_no 题中给出"),
        ({"answerable": False}, "answerable 却是 False"),
    ],
)
def test_each_wrong_gold_is_reported(
    tmp_path: Path, documents: dict[str, Document], change: dict[str, Any], problem: str
) -> None:
    problems = validate(write(tmp_path, ROW | change), documents)
    assert any(problem in found for found in problems), problems
    assert all(found.startswith("set.jsonl a-1：") for found in problems)


def test_repeated_ids_are_reported(tmp_path: Path, documents: dict[str, Document]) -> None:
    assert validate(write(tmp_path, ROW, ROW), documents) == ("set.jsonl a-1：编号重复。",)


def test_a_number_that_occurs_twice_does_not_name_a_clause(tmp_path: Path, documents: dict[str, Document]) -> None:
    clauses = documents["a.txt"].clauses * 2
    assert validate(write(tmp_path, ROW), {"a.txt": document("a.txt", clauses)}) == (
        "set.jsonl a-1：文件 a.txt 没有第1条第 2 项。",
    )


def annotated(path: Path) -> Document:
    """The document that an annotation states, as if it had been parsed."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    clauses = []
    for order, clause in enumerate(gold["clauses"], 1):
        text, duties = "", []
        for ordinal, duty in enumerate(clause["duties"], 1):
            span = (len(text), len(text) + len(duty["task"]))
            raw = duty.get("raw", "")
            units = (tuple(duty["lead"]), tuple(duty["responsible"]))
            duties.append(
                Duty(
                    ordinal,
                    duty["task"],
                    span,
                    raw,
                    *units,
                    duty["mode"],
                    duty["deadline"],
                    tuple(duty["leaders"]),
                )
            )
            text += duty["task"] + raw
        clauses.append(Clause(clause["no"], order, tuple(clause["section"]), text, 0, tuple(duties)))
    source = next(p.name for p in path.parent.glob(path.stem + ".*") if p.suffix in (".txt", ".md"))
    return document(source, tuple(clauses))


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_annotation_and_text_of_our_own_documents_agree(path: Path) -> None:
    gold = annotated(path)
    text = (path.parent / gold.source).read_text(encoding="utf-8")
    for clause in gold.clauses:
        for duty in clause.duties:
            assert duty.task in text
            assert duty.raw in text
            assert all(leader in text for leader in duty.leaders)
            assert duty.deadline is None or duty.deadline in text


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_shipped_set_reads_and_names_its_split(path: Path) -> None:
    questions = read_questions(path)
    assert questions
    assert {question.split for question in questions} == {path.stem.rsplit("-", 1)[1]}


@pytest.fixture(scope="module")
def parsed() -> dict[str, Document]:
    """The five documents that the sets ask about, by source file name."""
    files = [ROOT / "data" / "documents" / "hunan-2022-work-division.txt"]
    files += [path.with_name(annotated(path).source) for path in ANNOTATIONS]
    originals = {path.name: path.read_bytes() for path in files}
    return {name: parse(extract(data, name), name, data) for name, data in originals.items()}


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_gold_of_a_shipped_set_agrees_with_the_parsed_documents(
    path: Path, parsed: dict[str, Document]
) -> None:
    assert validate(path, parsed) == ()


def test_the_shipped_sets_are_as_broad_as_the_readme_says() -> None:
    questions = [question for path in SETS for question in read_questions(path)]
    everyday = [q for q in questions if q.style in ("paraphrase", "colloquial", "typo")]
    assert len(questions) == len({q.id for q in questions}) == 1633
    assert {q.kind for q in questions} == set(KINDS)
    assert sum(q.kind in DECLINED_KINDS for q in questions) == 332
    assert len(everyday) == 766
    assert sum(bool(q.history) for q in questions) == 130
    assert sum(q.kind == "yes_no" for q in questions) == 125
