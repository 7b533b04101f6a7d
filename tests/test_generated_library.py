"""A library of 12 places and two years with revisions: totals agree, nothing is answered from another place."""

from collections import Counter

import pytest

from eval.bench.generated_library import generate
from index.ingest import ingest_bytes
from index.library.embedded import EmbeddedStore
from index.model.store import DutyFilter
from retriever.assistant import Assistant
from tests.memory_store import CharacterFinder

DOCUMENTS = [d for d in generate() if d.year >= 2024]
CURRENT = {d.home.name: d for d in DOCUMENTS}
"""The last document of each place stands."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = EmbeddedStore(tmp_path_factory.mktemp("library"))
    for document in DOCUMENTS:
        ingest_bytes(store, document.text.encode(), document.file_name)
    yield store
    store.close()


@pytest.fixture(scope="module")
def assistant(store):
    return Assistant(store, CharacterFinder(store))


def test_sixty_documents_and_more_than_six_thousand_duties():
    documents = generate()
    assert len([d for d in documents if not d.revision]) == 60
    assert sum(len(d.duties) for d in documents) > 6000
    assert generate.__wrapped__() == documents


def test_the_documents_are_read_as_they_were_written(store):
    stored = {record.source: record for record in store.documents()}
    for document in DOCUMENTS:
        record = stored[document.file_name]
        read = [r.duty for r in store.duties(DutyFilter(documents=frozenset({record.id})))]
        assert [(d.lead, d.responsible, d.deadline) for d in read] == [
            (d.lead, d.responsible, d.deadline) for d in document.duties
        ]
        assert (record.year, record.place.level) == (document.year, document.home.level)
        assert record.place.label.endswith(document.home.name)
        assert record.current == (CURRENT[document.home.name] == document)


def test_the_totals_of_every_unit_are_the_ledgers(store):
    counted = {(u.name, u.home.label): (u.lead, u.responsible) for u in store.units()}
    lead: Counter[tuple[str, str]] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for document in CURRENT.values():
        label = next(d.place.label for d in store.documents() if d.source == document.file_name)
        for duty in document.duties:
            lead.update((unit, label) for unit in duty.lead)
            shared.update((unit, label) for unit in duty.responsible)
    assert counted == {key: (lead[key], shared[key]) for key in {*lead, *shared}}


def test_what_is_said_of_every_unit_is_what_the_ledger_has(store, assistant):
    for unit in dict.fromkeys(u.name for u in store.units()):
        answer = assistant.ask(f"{unit}负责哪些任务")
        ledger = store.duties(DutyFilter(units=(unit,)))
        assert (answer.count, answer.total) == (len(ledger), len(ledger)), unit
        cited = {(c.clause.id, c.duty) for c in answer.citations}
        assert cited == {(r.clause.id, r.duty.ordinal) for r in ledger}, unit


def test_no_place_is_answered_from_another(assistant):
    for home, document in CURRENT.items():
        if document.home.level == "national":
            continue
        for duty in document.duties[:12]:
            answer = assistant.ask(f"{home}{duty.matter}谁牵头")
            assert {c.clause.document.source for c in answer.citations} == {document.file_name}, duty.matter
    for duty in CURRENT["青山市"].duties[:12]:
        assert not assistant.ask(f"江北市{duty.matter}谁牵头").citations
