"""What is made of the library is made once a state of it, and nobody waits for another state's."""

import threading
from concurrent.futures import ThreadPoolExecutor

from index.model.store import UnitCount
from server.once_per_state import OncePerGeneration
from server.unit_names import UnitNames


def test_many_visitors_at_once_make_it_once():
    made, gate = [], threading.Barrier(8)
    names = OncePerGeneration(lambda: made.append(1) or len(made))

    def ask(_):
        gate.wait()
        return names.get(7)

    with ThreadPoolExecutor(8) as visitors:
        assert list(visitors.map(ask, range(8))) == [1] * 8
    assert names.get(8) == 2


def test_a_slow_making_for_an_older_state_holds_nobody_else_up():
    slow, go_on = threading.Event(), threading.Event()

    def make():
        if not slow.is_set():
            slow.set()
            go_on.wait(30)
        return threading.current_thread().name

    names = OncePerGeneration(make)
    older = threading.Thread(target=names.get, args=(1,))
    older.start()
    assert slow.wait(30)
    assert names.get(2) == threading.current_thread().name
    assert older.is_alive()
    go_on.set()
    older.join()


def test_the_aliases_of_one_state_do_not_wait_for_those_of_another(monkeypatch):
    """``GET /api/units`` hung behind the aliases of states that had long passed."""
    slow, go_on = threading.Event(), threading.Event()
    older, newer = (UnitNames([UnitCount(name, 1, 0)]) for name in ("省财政厅", "省发展改革委"))
    resolve = older._linker.resolve

    def dawdle(form):
        slow.set()
        go_on.wait(30)
        return resolve(form)

    monkeypatch.setattr(older._linker, "resolve", dawdle)
    reader = threading.Thread(target=older.aliases, args=("省财政厅",))
    reader.start()
    assert slow.wait(30)
    assert "发改委" in newer.aliases("省发展改革委")
    assert reader.is_alive()
    go_on.set()
    reader.join()


def test_a_failed_making_is_tried_again():
    answers = [ZeroDivisionError(), 5]

    def make():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    names = OncePerGeneration(make)
    try:
        names.get(1)
    except ZeroDivisionError:
        assert names.get(1) == 5
