"""When an answer counts as right."""

import pytest

from eval.measures.outcome import covered, matches
from tests.evaluation_samples import answer, citation, decline, outcome, question, unanswerable

TWO = (("a.txt", "1", 2), ("a.txt", "3", 1))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (answer(citation("1", 2)), True),
        (answer(citation("1", 2), citation("9", 9)), True),
        (answer(citation("9", 9), citation("1", 2)), False),
        (answer(citation("1", 1)), False),
        (answer(citation("1", 2, document="d2")), False),
        (answer(citation("1", 2), lead=["市水务局"]), False),
        (answer(citation("1", 2), lead=["市林业局", "市水务局"]), False),
        (answer(citation("1", 2), lead=["市水务局"], responsible=["市林业局"]), False),
        (answer(citation("1", 2), responsible=[]), False),
        (answer(citation("1", 2), mode="joint"), False),
        (answer(), False),
        (decline(), False),
    ],
)
def test_a_matter_needs_the_right_duty_first_and_its_units_and_mode(said, right):
    assert outcome(question(), said).correct is right


def test_unit_order_does_not_matter():
    asked = question(lead=("市林业局", "市水务局"), responsible=())
    assert outcome(asked, answer(citation("1", 2), lead=["市水务局", "市林业局"], responsible=[])).correct


def test_another_gold_duty_is_right_with_its_own_units():
    other = citation("3", 1, lead=["市教育局"], responsible=[], mode="each")
    assert outcome(question(gold=TWO), answer(other)).correct
    assert not outcome(question(gold=TWO), answer(other, lead=["市林业局"], responsible=["市水务局"])).correct


@pytest.mark.parametrize(
    ("cited", "right"),
    [
        ([("1", 2), ("3", 1)], True),
        ([("3", 1), ("1", 2)], True),
        ([("1", 2)], False),
        ([("1", 2), ("3", 1), ("4", 1)], False),
        ([], False),
    ],
)
def test_a_set_must_be_complete_and_hold_nothing_else(cited, right):
    asked = question(kind="unit_duties", gold=TWO, count=2)
    assert outcome(asked, answer(*(citation(*place) for place in cited), count=2)).correct is right


def test_a_whole_clause_covers_its_duties():
    assert covered(("a.txt", "1", 0), [("a.txt", "1", 2)])
    assert covered(("a.txt", "1", 2), [("a.txt", "1", 0)])
    assert not covered(("a.txt", "1", 1), [("a.txt", "1", 2), ("a.txt", "2", 1), ("b.txt", "1", 1)])
    assert matches([("a.txt", "1", 0)], [("a.txt", "1", 1), ("a.txt", "1", 2)])


@pytest.mark.parametrize(("said", "right"), [(False, True), (True, False), (None, False)])
def test_yes_and_no(said, right):
    assert outcome(question(kind="yes_no", yes=False), answer(citation("1", 2), yes=said)).correct is right


@pytest.mark.parametrize(("said", "right"), [(0, True), (1, False), (None, False)])
def test_a_count_of_zero_needs_no_ground(said, right):
    assert outcome(question(kind="count", count=0, gold=()), answer(count=said)).correct is right


def test_required_words_may_stand_in_text_or_quote():
    asked = question(kind="fact", answer_contains=("万亩", "植树"))
    assert outcome(asked, answer(citation("1", 2), text="10万亩")).correct
    assert not outcome(asked, answer(citation("1", 2), text="十亩")).correct


def test_what_cannot_be_answered_must_be_declined_without_citations():
    assert outcome(unanswerable(), decline()).correct
    assert not outcome(unanswerable(), answer(citation("1", 2))).correct
    assert not outcome(unanswerable(), decline(citations=[citation("1", 2)])).correct


def test_a_duty_cited_twice_ranks_once():
    ranking = outcome(question(), answer(citation("1", 2), citation("3", None), citation("1", 2))).ranking
    assert ranking == [("a.txt", "1", 2), ("a.txt", "3", 0)]
