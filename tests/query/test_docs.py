"""docs/query.md: every example is a query, and is read as the page says."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from retriever.query.asking import question
from retriever.query.json_form import query_from_json, to_json, type_name
from retriever.query.predicates import Predicate
from retriever.query.queries import Query
from retriever.query.reductions import Reduce

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"读作“([^\n]*)”\n\n```json\n(.*?)\n```", PAGE, re.S)


@pytest.mark.parametrize(("said", "form"), EXAMPLES, ids=[said for said, _ in EXAMPLES])
def test_the_example_means_what_is_said(said, form):
    query = query_from_json(json.loads(form))
    assert question(query).replace("\n", " ") == said
    assert query_from_json(to_json(query)) == query


def test_every_type_is_explained():
    named = set(re.findall(r"`([a-z_]+)`", PAGE))

    types = {type_name(value) for union in (Predicate, Reduce, Query) for value in get_args(union)}
    assert types <= named
