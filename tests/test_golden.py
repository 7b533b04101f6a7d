"""The shipped document against its full expected parse, read line by line against the text."""

import dataclasses
import json
from collections import Counter
from pathlib import Path

from index.parse import parse, plain_text_source

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "data" / "documents" / "hunan-2022-work-division.txt"
GOLDEN = ROOT / "tests" / "golden" / "hunan-2022.json"


def shipped():
    original = DOCUMENT.read_bytes()
    return parse(plain_text_source(original.decode("utf-8-sig")), DOCUMENT.name, original)


def test_the_shipped_document_parses_as_expected():
    parsed = dataclasses.asdict(shipped())
    del parsed["text"]
    assert json.loads(json.dumps(parsed)) == json.loads(GOLDEN.read_text("utf-8"))


def test_counts():
    clauses = shipped().clauses
    modes = Counter(duty.mode for clause in clauses for duty in clause.duties)
    assert [clause.number for clause in clauses] == [str(number) for number in range(1, 83)]
    assert modes == {"lead": 137, "joint": 47, "each": 3, "all": 7}
