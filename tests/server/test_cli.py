"""The command line: what newcomers type, and what they are told when it cannot be done."""

import json
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from index.model.errors import QiantouError
from server.access.keys import KeyRing
from server.cli import app
from tests.server.fakes import HUNAN, make_desk


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def qiantou(*arguments):
    """The command in a process of its own: exit code, output, errors."""
    main = [sys.executable, "-c", "from server.cli import main; main()"]
    root = HUNAN.parents[2]
    done = subprocess.run([*main, *arguments], cwd=root, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def test_help_is_quick_because_nothing_heavy_is_imported():
    code = (
        "import sys, server.cli; heavy = {'torch', 'numpy', 'gradio', 'fastapi', 'pydantic', 'faiss', 'jieba'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HUNAN.parents[2], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
    best = min(_seconds_for_help() for _ in range(3))
    assert best < 0.5


def _seconds_for_help():
    started = time.perf_counter()
    assert qiantou("--help")[0] == 0
    return time.perf_counter() - started


def test_parse_prints_the_contract():
    result = CliRunner().invoke(app, ["parse", str(HUNAN), "--json"])
    parsed = json.loads(result.stdout)
    assert len(parsed["clauses"]) == 82
    assert sum(len(clause["duties"]) for clause in parsed["clauses"]) == 194
    assert parsed["number"] == "湘政发〔2022〕1号"


def test_parse_prints_an_outline_for_people():
    result = CliRunner().invoke(app, ["parse", str(HUNAN)])
    assert "82 条，194 项" in result.stdout
    assert "  第3条" in result.stdout
    assert "牵头：省发展改革委" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["parse", "没有.txt"], "找不到文件"),
        (["parse", "."], "文件夹"),
        (["ask", "  "], "问题是空的"),
        (["ask", "谁牵头", "--library", "没有"], "还没有资料库"),
        (["export", "x.pdf"], "不支持的输出格式"),
        (["keys", "revoke", "没有"], "没有账号"),
        (["serve", "--host", "0.0.0.0"], "qiantou keys add"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(arguments, words):
    error = CliRunner().invoke(app, arguments).exception
    assert isinstance(error, QiantouError)
    assert words in str(error)


def test_an_error_is_a_line_on_stderr_and_exit_code_1():
    code, out, err = qiantou("parse", "没有.txt")
    assert (code, out) == (1, "")
    assert err.startswith("错误：找不到文件：没有.txt")
    assert qiantou("parse")[0] == 2


def test_keys_are_made_listed_and_revoked(tmp_path):
    run = CliRunner().invoke
    key = run(app, ["keys", "add", "甲", "--role", "editor", "--library", "lib"]).stdout.split()[0]
    assert KeyRing(tmp_path / "lib").find(key).role == "editor"
    assert "甲\teditor" in run(app, ["keys", "list", "--library", "lib"]).stdout
    run(app, ["keys", "revoke", "甲", "--library", "lib"])
    assert KeyRing(tmp_path / "lib").find(key) is None


def test_the_ledger_is_exported(tmp_path):
    make_desk(tmp_path / "lib").store.close()
    result = CliRunner().invoke(app, ["export", "out.csv", "--unit", "省林业局", "--library", "lib"])
    assert result.exit_code == 0, result.exception
    rows = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert f"已导出 {len(rows) - 1} 项" in result.stdout
