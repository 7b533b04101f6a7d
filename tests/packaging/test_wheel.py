"""The wheel: one package, which works where other packages own the names of our folders."""

import json
import os
import site
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = """关于印发重点工作任务分工的通知

一、扩大投资
1．加快青山机场改扩建。（市发展改革委牵头，市财政局、市交通运输局按职责分工负责）
2．新建高标准农田10万亩。（市农业农村局、市水利局按职责分工负责）
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment that holds the wheel and, beside it, the dependencies of the one that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / Path(sys.executable).name
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, timeout=300)
    where = [str(python), "-c", "import site; print(site.getsitepackages()[0])"]
    packages = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return binaries


@pytest.fixture
def office(tmp_path):
    """A working folder whose modules have the names of our folders."""
    for name in ("data", "index", "eval", "server", "ui", "retriever"):
        (tmp_path / f"{name}.py").write_text(f"raise RuntimeError('{name}.py of the working folder')\n")
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def _run(office, *command):
    done = subprocess.run(command, cwd=office, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_one_package_and_no_question_sets(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"qiantou"}
    assert not [name for name in names if name.endswith((".jsonl", ".pyc")) or "/annotated/" in name]


def test_it_parses_ingests_and_asks_beside_modules_of_our_names(installed, office):
    parsed = json.loads(_run(office, str(installed / "python"), "-m", "qiantou", "parse", "plan.txt", "--json"))
    assert [d["lead"] for c in parsed["clauses"] for d in c["duties"]] == [["市发展改革委"], []]
    _run(office, str(installed / "qiantou"), "ingest", "plan.txt", "--library", "library")
    answer = json.loads(
        _run(office, str(installed / "qiantou"), "ask", "谁牵头青山机场改扩建", "--library", "library", "--json")
    )
    assert (answer["answered"], answer["lead"]) == (True, ["市发展改革委"])


def test_it_serves(installed, office):
    _run(office, str(installed / "qiantou"), "ingest", "plan.txt", "--library", "library")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(installed / "qiantou"), "serve", "--library", "library", "--port", str(port)]
    with (office / "serve.log").open("w") as log:
        server = subprocess.Popen(command, cwd=office, stdout=log, stderr=log)
    try:
        assert _asked(f"http://127.0.0.1:{port}", server)["lead"] == ["市发展改革委"], (
            office / "serve.log"
        ).read_text()
    finally:
        server.terminate()
        server.wait(60)


def _asked(address, server):
    body = json.dumps({"question": "第1条谁牵头"}).encode()
    request = urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})
    while server.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except OSError:
            time.sleep(0.5)
    return {"lead": None}
