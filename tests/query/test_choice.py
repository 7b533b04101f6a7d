"""Readings are executed, left alone or put to the user."""

from dataclasses import dataclass, field

import pytest

from retriever.assistant import Assistant, Message
from retriever.query.predicates import Has, InClause, Matter, Not, Within
from retriever.query.queries import Select
from retriever.query.reading import Exchange, Reading
from retriever.query.reductions import Contents, Count, Who
from tests.memory_store import CharacterFinder, MemoryStore
from tests.query.samples import hunan

STORE = MemoryStore(hunan())
LEADS = Select("duties", Has("省财政厅", "lead"))
SHARES = Select("duties", Has("省财政厅", "any"))
OTHERS = Select("duties", Not(Has("省财政厅", "lead")))
CLAUSE = Select("clauses", InClause(36), Contents())


@dataclass
class Table:
    """A reader that looks questions up. Remembers the conversation that it was given last."""

    readings: dict[str, list[Reading]]
    seen: tuple[Exchange, ...] = field(default=())

    def read(self, question, history, documents):
        self.seen = tuple(history)
        return self.readings.get(question, [])


def ask(readings, question="问", history=()):
    reader = Table(readings)
    turns = [Message("user", turn) for turn in history]
    return Assistant(STORE, CharacterFinder(STORE), reader).ask(question, turns), reader


def test_the_likeliest_reading_is_executed():
    answer, _ = ask({"问": [Reading(LEADS, 0.9), Reading(SHARES, 0.4)]})
    assert answer.query == LEADS
    assert answer.question == "问"
    assert answer.kind == "unit_duties"


def test_close_readings_with_different_answers_are_put_to_the_user():
    answer, _ = ask({"问": [Reading(LEADS, 0.9), Reading(SHARES, 0.85)]})
    assert (answer.kind, answer.answered, answer.citations) == ("clarify", False, ())
    assert answer.suggestions == ("由省财政厅牵头的事项有哪些？", "由省财政厅负责的事项有哪些？")


def test_close_readings_with_one_answer_are_no_question_back():
    twice = Select("duties", InClause(36, section=None, by="place"), Who("lead"))
    answer, _ = ask({"问": [Reading(Select("duties", InClause(36), Who("lead")), 0.9), Reading(twice, 0.89)]})
    assert answer.answered


def test_a_reading_that_leaves_a_word_unexplained_is_not_executed():
    """不牵头哪些, read as 牵头哪些."""
    answer, _ = ask({"问": [Reading(LEADS, 0.99, ("不",)), Reading(OTHERS, 0.3)]})
    assert answer.query == OTHERS
    answer, _ = ask({"问": [Reading(LEADS, 0.99, ("不",))]})
    assert (answer.kind, answer.citations) == ("clarify", ())
    assert answer.text.startswith("没有看懂“不”")
    assert answer.suggestions == ("由省财政厅牵头的事项有哪些？",)


@pytest.mark.parametrize("offered", ["由省财政厅牵头的事项有哪些？", "由省财政厅负责的事项有哪些？"])
def test_what_is_offered_is_understood_when_it_is_chosen(offered):
    answer, _ = ask({}, offered)
    assert answer.query in (LEADS, SHARES)
    assert answer.answered


def test_what_is_not_read_goes_the_old_way():
    answer, _ = ask({}, "第36条的内容")
    assert (answer.kind, answer.query) == ("clause", None)


def test_a_follow_up_is_read_with_the_queries_before_it():
    second = Select("duties", Within(LEADS, 2), Who("any"))
    answer, reader = ask(
        {
            "省财政厅牵头哪些": [Reading(LEADS, 0.9)],
            "嗯嗯嗯嗯": [Reading(CLAUSE, 0.9, ("嗯",))],
            "第二个呢": [Reading(second, 0.9)],
        },
        "第二个呢",
        ["省财政厅牵头哪些", "嗯嗯嗯嗯"],
    )
    assert reader.seen == (Exchange("省财政厅牵头哪些", LEADS), Exchange("嗯嗯嗯嗯", None))
    led = Assistant(STORE, CharacterFinder(STORE)).execute(LEADS)
    assert answer.citations == (led.citations[1],)


def test_a_matter_that_is_not_there_gives_way_to_a_reading_that_is_answered():
    absent = Select("duties", Matter("火星移民"), Who("lead"))
    answer, _ = ask({"问": [Reading(absent, 0.9), Reading(Select("duties", LEADS.where, Count()), 0.88)]})
    assert answer.kind == "count"
