"""Whatever is asked, the executor finds what looking at every duty finds."""

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.errors import InvalidQueryError
from retriever.execution.executor import Executor
from retriever.query.json_form import query_from_json, to_json
from retriever.query.predicates import (
    EVERYTHING,
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InMode,
    InSection,
    IsUnit,
    Leader,
    Leads,
    Members,
    Not,
    Or,
    Says,
    Year,
)
from retriever.query.queries import Select
from retriever.query.reductions import Average, Count, List, Rank, Share
from tests.memory_store import CharacterFinder, MemoryStore
from tests.query import brute_force
from tests.query.samples import hunan, ledger
from tests.query.strategies import OPS, PLACES, ROLES, UNITS, joined

UNTIMED = settings(deadline=None)
"""The first query of a run also reads the documents."""
DOCUMENTS = (ledger(), hunan())
STORE = MemoryStore(*DOCUMENTS)
EXECUTOR = Executor(STORE, CharacterFinder(STORE))
LEAVES = st.one_of(
    st.builds(Has, st.sampled_from(UNITS), ROLES),
    st.builds(Says, st.sampled_from(("建设", "机场", "36"))),
    st.builds(InSection, st.tuples(st.integers(-4, 12).filter(bool)), st.just(""), st.just("outer")),
    st.builds(InClause, st.integers(1, 40), st.integers(1, 82), st.just("number")),
    st.builds(InClause, st.integers(1, 9), st.integers(1, 82), st.just("place")),
    st.builds(InClause, st.integers(-82, -1), st.integers(-9, -1), st.just("place")),
    st.builds(DutyOrdinal, PLACES),
    st.builds(InMode, st.sampled_from(("lead", "joint", "each", "all"))),
    st.builds(Leads, OPS, st.integers(0, 4)),
    st.builds(Members, OPS, st.integers(0, 9), ROLES),
    st.builds(Due, st.sampled_from(("before", "by", "in", "after")), st.sampled_from(("--05", "--09", "--12"))),
    st.just(HasDeadline()),
    st.builds(Leader, st.sampled_from(("许立诚", "林若溪"))),
    st.builds(Year, st.sampled_from((2022, 2025))),
)


ON_DUTIES = st.recursive(LEAVES, joined, max_leaves=6)
ON_UNITS = (
    st.builds(IsUnit, st.sampled_from(UNITS))
    | st.builds(Duties, OPS, st.integers(0, 6), ROLES)
    | st.builds(Having, ON_DUTIES)
)
ON_GROUPS = st.builds(Duties, OPS, st.integers(0, 6)) | st.builds(Having, ON_DUTIES)
GROUPS = st.sampled_from(("clauses", "sections", "documents", "leaders"))


def _found(query):
    """Key → the duties of each thing that the executor selects."""
    outcome = EXECUTOR.run(query)
    assert len(outcome.items) == outcome.number
    return {_key(query.of, item): {_duty(record) for record in item.records} for item in outcome.items}


def _key(of, item):
    if of in ("units", "leaders"):
        return item.name
    if of == "duties":
        return _duty(item.records[0])
    if of == "documents":
        return item.document.id
    return (item.document.id, item.clause.order if of == "clauses" else item.path)


def _duty(record):
    return record.document.id, record.clause.order, record.duty.ordinal


def _expected(of, on_duties, on_groups=EVERYTHING):
    return {
        key: {seen.key for seen in own if seen.duty}
        for key, own in brute_force.selected(DOCUMENTS, of, on_duties, on_groups).items()
    }


@UNTIMED
@given(ON_DUTIES)
def test_duties(where):
    assert _found(Select("duties", where)) == _expected("duties", where)


@UNTIMED
@given(GROUPS, ON_DUTIES, st.recursive(ON_GROUPS, joined, max_leaves=4))
def test_what_has_such_duties(of, where, group):
    assert _found(Select(of, And((where, group)))) == _expected(of, where, group)


@UNTIMED
@given(ON_DUTIES, st.recursive(ON_UNITS, joined, max_leaves=4))
def test_units(where, group):
    found = EXECUTOR.run(Select("units", And((where, group))))
    assert {item.name for item in found.items} == set(_expected("units", where, group))


@UNTIMED
@given(ON_DUTIES, ROLES, st.sampled_from(("most", "least")), st.integers(1, 5))
def test_ranking_units(where, role, order, top):
    sizes = {
        unit: number
        for unit, own in brute_force.selected(DOCUMENTS, "units", where, EVERYTHING).items()
        if (number := brute_force.size(unit, own, role))
    }
    ordered = sorted(sizes.values(), reverse=order == "most")
    last = ordered[:top][-1:]
    expected = {u: n for u, n in sizes.items() if last and (n >= last[0] if order == "most" else n <= last[0])}
    found = EXECUTOR.run(Select("units", where, Rank("duties", order, role, top)))
    assert {entry.item.name: entry.measure for entry in found.ranked} == expected
    assert found.places == len(set(ordered))


@UNTIMED
@given(ON_DUTIES, PLACES, PLACES)
def test_places_in_a_list(where, first, last):
    whole = [_duty(item.records[0]) for item in EXECUTOR.run(Select("duties", where)).items]
    some = [_duty(item.records[0]) for item in EXECUTOR.run(Select("duties", where, List(first, last))).items]
    ends = List(first, last)
    low, high = (n if n > 0 else len(whole) + 1 + n for n in (ends.first, ends.last))
    assert some == [duty for place, duty in enumerate(whole, 1) if low <= place <= high]


@UNTIMED
@given(ON_DUTIES, st.sampled_from(("most", "least")))
def test_sections_by_their_clauses(where, order):
    sizes = {
        key: len({seen.clause.order for seen in own})
        for key, own in brute_force.selected(DOCUMENTS, "sections", where, EVERYTHING).items()
    }
    found = EXECUTOR.run(Select("sections", where, Rank("clauses", order)))
    best = (max if order == "most" else min)(sizes.values(), default=0)
    assert {_key("sections", entry.item) for entry in found.ranked} == {k for k, n in sizes.items() if n == best}


@UNTIMED
@given(ON_DUTIES, ON_DUTIES)
def test_shares(where, among):
    found = EXECUTOR.run(Select("duties", where, Share(among)))
    whole = _expected("duties", among)
    assert found.number == len(_expected("duties", And((where, among))))
    kept = {seen.document.id for seen in brute_force.everything(DOCUMENTS)} & {d.id for d in found.documents}
    assert found.whole == sum(document in kept for document, _, _ in whole)


@UNTIMED
@given(ON_DUTIES, ROLES)
def test_averages(where, role):
    sizes = [
        number
        for unit, own in brute_force.selected(DOCUMENTS, "units", where, EVERYTHING).items()
        if (number := brute_force.size(unit, own, role))
    ]
    found = EXECUTOR.run(Select("units", where, Average("duties", role)))
    assert found.average == (Fraction(sum(sizes), len(sizes)) if sizes else None)


@UNTIMED
@given(ON_DUTIES)
def test_the_normal_form_means_the_same(where):
    negated = Select("duties", Not(where))
    both = set(chain(_found(Select("duties", where)), _found(negated)))
    assert both == set(_expected("duties", EVERYTHING))
    assert Select("duties", Not(negated.where)) == Select("duties", where)
    assert Select("duties", And((where, where))) == Select("duties", Or((where,))) == Select("duties", where)


@UNTIMED
@given(GROUPS, ON_DUTIES, st.recursive(ON_GROUPS, joined, max_leaves=4))
def test_json_gives_the_same_query(of, where, group):
    query = Select(of, And((where, group)), Count())
    assert query_from_json(to_json(query)) == query


def test_duties_have_no_number_of_duties():
    with pytest.raises(InvalidQueryError, match="分工事项本身没有事项数"):
        Select("duties", Duties(">", 3))
