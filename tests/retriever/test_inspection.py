"""The sets that inspectors ask for."""

from datetime import date

import pytest

from index.ingest import ingest_bytes
from index.library.embedded import EmbeddedStore
from index.model.errors import InvalidQuestionError
from index.text.due_days import due_day
from retriever.ledger.inspection import Inspection, inspected
from tests.identity import versions_samples as samples

DAY = date(2025, 9, 15)


@pytest.fixture
def store(tmp_path):
    store = EmbeddedStore(tmp_path)
    for name, content in (("old", samples.FIRST), ("new", samples.NEXT_YEAR)):
        ingest_bytes(store, content, f"{name}.txt")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        ("6月底前完成", date(2025, 6, 30)),
        ("2026年3月底前", date(2026, 3, 31)),
        ("三季度", date(2025, 9, 30)),
        ("上半年完成", date(2025, 6, 30)),
        ("年底前", date(2025, 12, 31)),
        ("5月20日前", date(2025, 5, 20)),
        ("明年2月底", date(2026, 2, 28)),
        ("3月、6月底前分别完成", date(2025, 6, 30)),
        ("长期坚持", None),
    ],
)
def test_due_days(deadline, day):
    assert due_day(deadline, 2025) == day


@pytest.mark.parametrize(
    ("inspection", "tasks"),
    [
        (Inspection("due_before", date(2025, 9, 30)), ["建设高标准农田10万亩。", "新建城东客运枢纽。"]),
        (Inspection("due_within", DAY, 30), ["新建城东客运枢纽。"]),
        (Inspection("overdue", DAY), ["建设高标准农田10万亩。"]),
        (Inspection("no_lead", DAY), []),
        (Inspection("led_and_shared", DAY, lead="市财政局", shared="市住房城乡建设局"), ["改造老旧小区30个。"]),
        (Inspection("new", DAY), ["建设算力调度平台。"]),
    ],
)
def test_sets_are_complete_and_of_current_documents(store, inspection, tasks):
    assert [record.duty.task for record in inspected(store, inspection)] == tasks


def test_units_must_be_given(store):
    with pytest.raises(InvalidQuestionError):
        inspected(store, Inspection("led_and_shared", DAY, lead="市财政局"))
