"""One library of all documents that come with the project, with its real encoder, for tests that ask it."""

from collections.abc import Iterator

import pytest

from eval.corpus import open_corpus
from retriever.assistant import Assistant


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    with open_corpus() as store:
        yield Assistant(store)
