"""The parsing benchmark: whole, with kinds and gold, and its tables read without fault in every format."""

import json

import pytest

from eval.bench.document_forms import FORMS, made, read_source
from eval.measures.benchmark import BENCHMARK, as_text, score_benchmark

GOLD = sorted(BENCHMARK.glob("*.json"))


def test_it_has_sixty_documents_of_many_kinds_each_with_one_source():
    kinds = {json.loads(path.read_text("utf-8"))["kind"] for path in GOLD}
    assert len(GOLD) >= 60 and len(kinds) >= 25
    assert all(len(list(BENCHMARK.glob(f"{path.stem}.*"))) == 2 for path in GOLD)


def test_a_source_with_merges_in_every_form():
    source = read_source("任务表\n领域\t任务\t单位\n投资\t修路\t市交通局\n^\t架桥\t<")
    assert source.paragraphs == ("任务表",)
    assert source.spans() == [
        (0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 2),
    ]  # fmt: skip
    assert all(build(source) for build, _ in FORMS.values())


def test_made_files_are_named_after_their_source(tmp_path):
    file = tmp_path / "甲.tsv"
    file.write_text("任务\t单位\n修路\t市交通局\n", "utf-8")
    assert [name for name, _ in made(file, ["csv", "html"])] == ["甲.csv", "甲.html"]


@pytest.fixture(scope="module")
def rows():
    return score_benchmark()


def test_every_duty_of_a_table_is_read_rightly_in_every_format(rows):
    faults = [
        (row.name, verdict.problems)
        for row in rows
        if row.kind.startswith(("table", "csv", "lines of cells", "cut", "several tables", "markdown"))
        for verdict in row.verdicts
        if not verdict.fields
    ]
    assert faults == []


def test_the_report_sums_up_by_kind_and_format(rows):
    lines = as_text(rows, faults=False).split("\n")
    assert lines[0] == f"{len(GOLD)} documents in {len(rows)} files"
    assert {"table: merged cells", "negative", "xlsx", "all"} <= {line[:28].strip() for line in lines}
