"""A short load: clients ask while documents come and go, and nobody notices."""

from eval.bench.load import run
from server.app import create_app
from tests.server.fakes import make_desk
from tests.server.live import serving


def test_no_error_and_no_wrong_answer_while_documents_come_and_go(tmp_path):
    desk = make_desk(tmp_path / "library")
    expected = [("谁牵头长沙机场改扩建", "3", frozenset({"省发展改革委"}))]
    with serving(lambda: create_app(desk.settings, desk, chat=False)) as address:
        tally = run(address, clients=8, seconds=4, expected=expected)
    desk.store.close()
    assert (tally.errors, tally.wrong) == ([], [])
    assert tally.changes >= 1
    assert len(tally.milliseconds) >= 8
