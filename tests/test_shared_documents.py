"""The annotated sample documents beside the checkout, where they are present."""

import json
from pathlib import Path

import pytest

from eval.measures.parsing_score import score
from index.parse import parse, plain_text_source

SAMPLES = Path(__file__).parents[2] / "shared" / "documents"
GOLD = sorted(SAMPLES.glob("*.json"))


@pytest.mark.skipif(not GOLD, reason="../shared/documents is not there")
@pytest.mark.parametrize("gold_path", GOLD, ids=lambda path: path.stem)
def test_sample(gold_path):
    original = gold_path.with_suffix(".txt").read_bytes()
    parsed = parse(plain_text_source(original.decode("utf-8-sig")), gold_path.with_suffix(".txt").name, original)
    result = score(parsed, json.loads(gold_path.read_text("utf-8")))
    assert result.clauses.recall == 1, result.differences
    assert result.duties.recall >= 0.98 and result.duties.precision >= 0.98, result.differences
    assert result.deadlines.recall == 1 and result.leaders.recall == 1, result.differences
