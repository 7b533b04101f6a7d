"""A run for the screen, as Markdown, CSV and JSON."""

import csv
import io
import json

from eval.measures.table import KIND_TITLES, as_csv, as_json, as_markdown, as_text, by_kind, decline_table
from retriever.wording.answer import KINDS
from tests.evaluation_samples import MISSED, RUN


def test_kinds_in_order_after_all():
    assert list(by_kind(RUN)) == ["all", "lead", "no_answer"]
    assert KIND_TITLES.keys() - {"all"} == set(KINDS)


def test_declines():
    assert decline_table(RUN) == {(True, True): 2, (True, False): 1, (False, True): 1, (False, False): 1}


def test_text_names_every_measure_with_interval_and_n():
    text = as_text(RUN)
    assert "全对 correct                       0.400  [0.000, 0.800]  n=5" in text
    assert "  该答               2       1" in text
    assert "  不该答             1       1" in text
    assert "校准误差 ECE 0.467" in text
    assert "耗时 p50 10.0 [10.0, 30.0] ms，p95 28.0" in text


def test_text_without_answers():
    assert "校准误差" not in as_text([MISSED])


def test_markdown_is_one_table_and_a_line():
    lines = as_markdown(RUN).splitlines()
    assert lines[2].startswith("| 全部 all | 5 | 0.40 [0.00, 0.80] | 0.33 | 0.67 | 0.67 | — | — |")
    assert {line.count("|") for line in lines[:5]} == {9}
    assert "wrongly declined 1/3" in lines[-1] and "wrongly answered 1/2" in lines[-1]


def test_json_holds_everything():
    found = json.loads(json.dumps(as_json(RUN), allow_nan=False))
    assert found["kinds"]["lead"]["correct"]["n"] == 3
    assert found["calibration"]["ece"]["n"] == 3
    assert [q["correct"] for q in found["questions"]] == [True, False, False, True, False]
    assert json.loads(json.dumps(as_json([MISSED]), allow_nan=False))["calibration"]["ece"] is None


def test_csv_has_a_line_a_measure():
    rows = list(csv.DictReader(io.StringIO(as_csv(RUN))))
    assert {
        "kind": "all",
        "measure": "correct",
        "value": "0.4000",
        "low": "0.0000",
        "high": "0.8000",
        "n": "5",
    } in rows
    assert [row["measure"] for row in rows[-3:]] == ["ece", "latency p50 ms", "latency p95 ms"]
