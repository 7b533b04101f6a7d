"""What every implementation of ``Store`` must do."""

import dataclasses
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from index.library.opening import open_library
from index.milvus.milvus_store import MilvusStore
from index.model.document import Diagnostic
from index.model.errors import EncoderError, NotFoundError, RejectedDocumentError
from index.model.identity import Identity, Place
from index.model.store import DutyFilter, Store
from index.model.versions import Comparison, DutyChange
from index.text.tokens import terms
from tests.hash_encoder import HashEncoder
from tests.library_samples import harbour_document

TASKS = ("扩建云江港三号码头。", "建设港口铁路支线。", "改善中小学食堂。", "各地建设口袋公园。")


@pytest.fixture(scope="module")
def milvus(tmp_path_factory) -> Iterator[MilvusStore]:
    """One for all tests: creating the collections takes seconds."""
    pytest.importorskip("pymilvus", reason="the extra [milvus] is not installed")
    library = MilvusStore(str(tmp_path_factory.mktemp("milvus") / "milvus.db"), HashEncoder())
    yield library
    library.close()


@pytest.fixture(params=["embedded", "milvus"])
def store(request, tmp_path) -> Iterator[Store]:
    if request.param == "milvus":
        shared = request.getfixturevalue("milvus")
        for document in shared.documents():
            shared.remove(document.id)
        yield shared
    else:
        library = open_library(tmp_path / "library", HashEncoder(), create=True)
        yield library
        library.close()


@pytest.fixture
def filled(store) -> Store:
    store.add(harbour_document(2022), b"2022")
    return store


def tasks(store: Store, where: DutyFilter) -> tuple[str, ...]:
    return tuple(record.duty.task for record in store.duties(where))


class TestDocuments:
    def test_empty_library(self, store):
        assert store.documents() == ()
        assert store.duties(DutyFilter()) == ()
        assert store.units() == ()
        assert store.search_terms(["码头"], 5) == []
        assert store.search_vectors(np.ones(64, np.float32) / 8, "duty", 5) == []

    def test_add_returns_what_is_listed(self, store):
        document = harbour_document()
        record = store.add(document, b"bytes")
        assert (record.id, record.title, record.number, record.year) == (
            document.id,
            "云江市2022年重点工作分工方案",
            "云政发〔2022〕1号",
            2022,
        )
        assert (record.clauses, record.duties, record.source) == (3, 4, "yunjiang-2022.txt")
        assert record.rules == ("以上任务均需各县区落实",)
        assert store.documents() == (record,)

    def test_original_and_diagnostics_come_back(self, filled):
        document = harbour_document()
        assert filled.original(document.id) == b"2022"
        assert filled.diagnostics(document.id) == (
            Diagnostic("warning", "no-responsibility", "第 3 条没有写明责任单位", "3", 4),
        )

    def test_clauses_come_back_whole(self, filled):
        document = harbour_document()
        records = filled.clauses(document.id)
        assert [(r.number, r.order, r.section, r.text, r.start, r.duties) for r in records] == [
            (c.number, c.order, c.section, c.text, c.start, c.duties) for c in document.clauses
        ]
        assert filled.clause(records[1].id) == records[1]

    def test_newest_year_first_then_arrival_undated_last(self, store):
        undated = dataclasses.replace(harbour_document(2020, "无日期"), year=None, id="0" * 12, sha256="0")
        for document in (undated, harbour_document(2021), harbour_document(2023), harbour_document(2021, "乙")):
            store.add(document, b"")
        assert [(d.year, d.title) for d in store.documents()] == [
            (2023, "云江市2023年重点工作分工方案"),
            (2021, "云江市2021年重点工作分工方案"),
            (2021, "乙"),
            (None, "无日期"),
        ]
        assert [record.document.year for record in store.duties(DutyFilter(clause="1", include_superseded=True))] == [
            2023, 2023, 2021, 2021, 2021, 2021, None, None,
        ]  # fmt: skip

    def test_same_file_twice_is_refused_by_name(self, filled):
        with pytest.raises(RejectedDocumentError, match=r"云江市2022年重点工作分工方案.*yunjiang-2022.txt"):
            filled.add(harbour_document(), b"2022")
        assert len(filled.documents()) == 1

    def test_remove_forgets_everything(self, filled):
        other = filled.add(harbour_document(2023), b"2023")
        filled.remove(harbour_document(2022).id)
        assert [d.id for d in filled.documents()] == [other.id]
        assert filled.count(DutyFilter()) == 4
        assert {h.id for h in filled.search_terms(terms("码头"), 9)} <= {r.id for r in filled.duties(DutyFilter())}
        assert filled.document_frequency(["码头"]) == {"码头": 1}

    def test_generation_grows_with_each_change(self, store):
        seen = [store.generation]
        store.add(harbour_document(2022), b"")
        seen.append(store.generation)
        store.add(harbour_document(2023), b"")
        seen.append(store.generation)
        store.supersede(harbour_document(2022).id, harbour_document(2023).id)
        seen.append(store.generation)
        store.remove(harbour_document(2022).id)
        seen.append(store.generation)
        assert [b - a for a, b in pairwise(seen)] == [1, 1, 1, 1]

    def test_supersede_and_take_back(self, filled):
        old, new = harbour_document(2022), harbour_document(2023)
        filled.add(new, b"2023")
        assert filled.supersede(old.id, new.id).superseded_by == new.id
        assert filled.count(DutyFilter()) == 4
        assert filled.count(DutyFilter(include_superseded=True)) == 8
        assert filled.count(DutyFilter(documents=frozenset({old.id}))) == 4
        assert filled.count(DutyFilter(year=2022)) == 4
        with pytest.raises(RejectedDocumentError, match=r"替代"):
            filled.supersede(new.id, old.id)
        assert filled.supersede(old.id, None).superseded_by is None

    def test_the_newest_edition_of_a_series_is_current(self, filled):
        old, new = harbour_document(2022), harbour_document(2023)
        record = filled.add(new, b"2023")
        assert record.series == "云江市·重点工作分工方案"
        assert [(d.year, d.newer_edition, d.current) for d in filled.documents()] == [
            (2023, None, True),
            (2022, new.id, False),
        ]
        assert filled.units() == filled.units([new.id])
        assert {r.document.year for r in filled.duties(DutyFilter())} == {2023}
        assert {r.document.year for r in filled.duties(DutyFilter(year=2022))} == {2022}
        filled.remove(new.id)
        assert filled.documents()[0].current
        assert filled.documents()[0].id == old.id

    def test_an_identity_is_found_and_can_be_corrected(self, filled):
        [record] = filled.documents()
        assert record.identity == Identity(
            "云江市人民政府", 2022, Place("city", city="云江市"), "分工方案", "云江市·重点工作分工方案"
        )
        right = Identity("云江市发展改革委", 2021, Place("city", "湖南省", "云江市"), "清单", None)
        assert filled.identify(record.id, right).identity == right
        assert filled.documents()[0].identity == right
        with pytest.raises(NotFoundError):
            filled.identify("missing", right)

    def test_a_new_version_supersedes_when_it_is_added(self, filled):
        old, new = harbour_document(2022), harbour_document(2022, "云江市2022年重点工作分工方案（修订版）")
        change = DutyChange(("lead", "task"), (1, 1), (1, 2), 0.75)
        found = Comparison(old.id, new.id, "version", "一份是修订后的", (change,), 3)
        filled.add(new, b"new", comparisons=[found])
        assert [(d.id, d.superseded_by) for d in filled.documents()] == [(old.id, new.id), (new.id, None)]
        assert filled.comparisons(old.id) == filled.comparisons(new.id) == (found,)
        assert filled.count(DutyFilter(year=2022)) == 4
        filled.remove(new.id)
        assert filled.comparisons(old.id) == ()
        assert filled.documents()[0].superseded_by is None

    def test_removing_the_newer_document_lifts_the_mark(self, filled):
        old, new = harbour_document(2022), harbour_document(2023)
        filled.add(new, b"2023")
        filled.supersede(old.id, new.id)
        filled.remove(new.id)
        assert filled.documents()[0].superseded_by is None

    @pytest.mark.parametrize(
        "call",
        [
            lambda s: s.remove("missing"),
            lambda s: s.original("missing"),
            lambda s: s.diagnostics("missing"),
            lambda s: s.clauses("missing"),
            lambda s: s.clause(999),
            lambda s: s.duties_by_id([999]),
            lambda s: s.vectors([999]),
            lambda s: s.supersede("missing", None),
            lambda s: s.supersede(harbour_document().id, "missing"),
        ],
    )
    def test_what_is_not_there_is_named(self, filled, call):
        with pytest.raises(NotFoundError, match=r"missing|999"):
            call(filled)


class TestFilters:
    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            (DutyFilter(), TASKS),
            (DutyFilter(lead=("市交通局",)), TASKS[:1]),
            (DutyFilter(lead=("市财政局",)), ()),
            (DutyFilter(responsible=("市财政局",)), (TASKS[0], TASKS[2])),
            (DutyFilter(units=("市财政局", "市交通局")), TASKS[:1]),
            (DutyFilter(units=("市财政",)), ()),
            (DutyFilter(section="交通"), TASKS[:2]),
            (DutyFilter(section="一、"), TASKS[:2]),
            (DutyFilter(text="口袋公园"), TASKS[2:]),
            (DutyFilter(text="%"), ()),
            (DutyFilter(clause="2"), TASKS[2:]),
            (DutyFilter(mode="joint"), TASKS[2:3]),
            (DutyFilter(mode="all"), TASKS[3:]),
            (DutyFilter(has_lead=True), TASKS[:2]),
            (DutyFilter(has_lead=False), TASKS[2:]),
            (DutyFilter(has_deadline=True), TASKS[:1]),
            (DutyFilter(has_deadline=False), TASKS[1:]),
            (DutyFilter(year=2022), TASKS),
            (DutyFilter(year=2021), ()),
            (DutyFilter(documents=frozenset()), ()),
            (DutyFilter(documents=frozenset({harbour_document().id}), has_lead=True), TASKS[:2]),
        ],
    )
    def test_filter(self, filled, where, expected):
        assert tasks(filled, where) == expected
        assert filled.count(where) == len(expected)

    def test_paging(self, filled):
        every = filled.duties(DutyFilter())
        assert filled.duties(DutyFilter(), offset=1, limit=2) == every[1:3]
        assert filled.duties(DutyFilter(), offset=3, limit=10) == every[3:]
        assert filled.duties(DutyFilter(), offset=9) == ()
        assert filled.duties(DutyFilter(), limit=0) == ()

    def test_duties_by_id_keep_the_order_given(self, filled):
        ids = [record.id for record in filled.duties(DutyFilter())]
        wanted = [ids[2], ids[0], ids[2]]
        assert [record.id for record in filled.duties_by_id(wanted)] == wanted
        assert filled.duties_by_id([]) == ()

    def test_units_with_their_counts(self, filled):
        assert [(u.name, u.lead, u.responsible, u.generic) for u in filled.units()] == [
            ("市交通局", 1, 0, False),
            ("市铁路办", 1, 0, False),
            ("市财政局", 0, 2, False),
            ("各县区", 0, 1, True),
            ("市教育局", 0, 1, False),
        ]
        assert filled.units(documents=[]) == ()


class TestSearch:
    def test_vectors_find_the_duty_the_phrase_and_the_clause(self, filled):
        vector = filled.encode_query("改善中小学食堂")
        meals = filled.duties(DutyFilter(text="食堂"))[0]
        assert filled.search_vectors(vector, "duty", 2)[0].id == meals.id
        assert filled.search_vectors(vector, "phrase", 2)[0].id == meals.id
        assert filled.search_vectors(vector, "phrase", 2)[0].score == pytest.approx(1.0, abs=1e-5)
        assert filled.search_vectors(vector, "clause", 2)[0].id == meals.clause.id

    @pytest.mark.parametrize(("level", "count"), [("clause", 3), ("duty", 4), ("phrase", 4)])
    def test_k_beyond_the_library_gives_all_once_best_first(self, filled, level, count):
        hits = filled.search_vectors(filled.encode_query("港口"), level, 50)
        assert len({hit.id for hit in hits}) == len(hits) == count
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)

    def test_wrong_dimension_is_named(self, filled):
        with pytest.raises(EncoderError, match=r"3 维.*64 维"):
            filled.search_vectors(np.ones(3, np.float32), "duty", 1)

    def test_terms_find_task_and_heading(self, filled):
        first, second, *_ = filled.duties(DutyFilter())
        assert [hit.id for hit in filled.search_terms(terms("三号码头"), 5)] == [first.id]
        assert {hit.id for hit in filled.search_terms(terms("交通"), 5)} == {first.id, second.id}
        assert filled.search_terms(terms("交通"), 1)[0].score > 0

    def test_terms_of_clauses_include_those_without_duty(self, filled):
        hits = filled.search_clause_terms(terms("常规推进"), 5)
        assert [filled.clause(hit.id).number for hit in hits] == ["3"]

    def test_unknown_and_strange_terms_find_nothing(self, filled):
        assert filled.search_terms(terms("南极科考"), 5) == []
        assert filled.search_terms([], 5) == []
        assert filled.search_terms(['"', "AND", "*", "a:b", "\\"], 5) == []
        assert filled.search_terms(["码头"], 0) == []

    def test_search_within_documents(self, filled):
        newer = filled.add(harbour_document(2023), b"2023")
        vector = filled.encode_query("扩建码头")
        for documents in ({newer.id}, [newer.id]):
            found = [
                *filled.search_vectors(vector, "duty", 9, documents),
                *filled.search_vectors(vector, "phrase", 9, documents),
                *filled.search_terms(terms("码头"), 9, documents),
            ]
            assert {filled.duties_by_id([hit.id])[0].document.id for hit in found} == {newer.id}
        assert filled.search_vectors(vector, "clause", 9, []) == []
        assert filled.search_terms(terms("码头"), 9, []) == []
        assert filled.search_terms(terms("码头"), 9, ["unknown"]) == []

    def test_scores_do_not_depend_on_the_filter(self, filled):
        [free] = filled.search_terms(terms("码头"), 9)
        [held] = filled.search_terms(terms("码头"), 9, [harbour_document().id])
        assert held.score == pytest.approx(free.score)

    def test_stored_vectors_in_the_order_asked(self, filled):
        ids = [record.id for record in filled.duties(DutyFilter())]
        last, first = filled.vectors([ids[3], ids[0]])
        assert last.phrase_texts == ("各地建设口袋公园",)
        assert first.phrase_texts == ("扩建云江港三号码头",)
        assert (first.clause.shape, first.duty.shape, first.phrases.shape) == ((64,), (64,), (1, 64))
        for vector in (first.clause, first.duty, first.phrases[0]):
            assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)

    def test_document_frequency(self, filled):
        assert filled.document_frequency(["建设", "码头", "没有"]) == {"建设": 2, "码头": 1, "没有": 0}

    def test_a_reader_keeps_its_generation(self, filled):
        if isinstance(filled, MilvusStore):
            pytest.skip("Milvus has no transactions to hold a generation")
        with filled.reading():
            before = filled.generation
            [hit] = filled.search_terms(terms("码头"), 5)
            _elsewhere(lambda: filled.remove(harbour_document().id))
            assert filled.generation == before
            assert filled.duties_by_id([hit.id])[0].duty.task == TASKS[0]
        assert filled.documents() == ()


def _elsewhere(action) -> None:
    """Run in another thread, as another user's request would."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(action).result()
