"""One library of all documents that come with the project, with its real encoder, for tests that ask it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from eval.questions.corpus import open_corpus
from retriever.assistant import Assistant

# By hand every run tries new examples; CI tries the same ones each time, so that a red run means a changed line.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    with open_corpus() as store:
        yield Assistant(store)
