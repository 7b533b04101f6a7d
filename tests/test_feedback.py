"""What users say about answers."""

import pytest

from index.library.opening import open_library
from index.model.errors import QiantouError


@pytest.fixture
def library(tmp_path):
    store = open_library(tmp_path / "library", create=True)
    yield store
    store.close()


def test_kept_in_order_and_over_a_restart(library):
    generation = library.generation
    first = library.feedback.add("谁牵头", '{"kind": "lead"}', "有用")
    second = library.feedback.add("哪些单位", "{}", "单位不对", "应为市财政局")
    assert library.feedback.all() == (first, second)
    assert library.feedback.all("单位不对") == (second,)
    assert (second.question, second.verdict, second.comment) == ("哪些单位", "单位不对", "应为市财政局")
    assert library.generation == generation
    library.close()
    again = open_library(library.folder)
    assert again.feedback.all() == (first, second)
    again.close()


def test_unknown_verdict_is_refused(library):
    with pytest.raises(QiantouError, match=r"“差”.*有用、无用、单位不对"):
        library.feedback.add("问", "{}", "差")
    assert library.feedback.all() == ()
