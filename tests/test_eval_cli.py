"""``qiantou eval`` as an office runs it."""

import csv
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

import index.encode.encoder
from eval.cli import app, default_files
from eval.measures import history
from index.ingest import ingest_bytes
from index.library.opening import open_library
from index.model.errors import NotFoundError, UnreadableFileError
from tests.evaluation_samples import answer, citation, decline
from tests.hash_encoder import HashEncoder

TEXT = """青禾县2024年重点工作任务分工

一、农业
1．完成植树造林1万亩。（县林业局牵头，县水利局、县财政局按职责分工负责）
2．修建乡村公路30公里。（县交通运输局牵头，县财政局按职责分工负责）
3．建设冷链仓库。（县商务局、县供销社按职责分工负责）
"""
ROW = {
    "history": [],
    "document": "qinghe.txt",
    "year": None,
    "mode": None,
    "lead": None,
    "responsible": None,
    "answer_contains": [],
    "yes": None,
    "split": "dev",
    "style": "literal",
    "note": "",
}


def place(clause):
    return {"document": "qinghe.txt", "clause": clause, "duty": 1}


QUESTIONS = [
    ROW
    | {"id": "own-1", "question": "县财政局参与哪些", "kind": "unit_duties", "answerable": True}
    | {"clauses": [place("1"), place("2")], "count": 2},
    ROW
    | {"id": "own-2", "question": "修建乡村公路谁牵头", "kind": "lead", "answerable": True, "mode": "lead"}
    | {"clauses": [place("2")], "lead": ["县交通运输局"], "responsible": ["县财政局"], "count": None},
    ROW
    | {"id": "own-3", "question": "县教育局牵头哪些", "kind": "no_answer", "answerable": False}
    | {"clauses": [], "count": None},
]


@pytest.fixture
def own(tmp_path):
    return write(tmp_path / "own.jsonl", QUESTIONS)


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "qinghe.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def light_encoder(monkeypatch):
    monkeypatch.setattr(index.encode.encoder, "load_encoder", lambda name=None: HashEncoder())


@pytest.fixture(autouse=True)
def own_history(monkeypatch, tmp_path):
    path = tmp_path / "history.jsonl"
    monkeypatch.setattr(history.append, "__defaults__", (path,))
    monkeypatch.setattr(history.read, "__defaults__", (path,))
    return path


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def call(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


class TestRun:
    def test_all_outputs_of_one_run(self, own, documents, tmp_path):
        files = {name: tmp_path / f"out.{name}" for name in ("json", "csv", "html", "markdown")}
        options = [word for name, path in files.items() for word in (f"--{name}", path)]
        done = call(own, "--documents", documents, *options)
        assert done.exit_code == 0, done.output
        assert "全对 correct                       1.000  [1.000, 1.000]  n=3" in done.stdout
        found = json.loads(files["json"].read_text(encoding="utf-8"))
        assert [(q["id"], q["correct"]) for q in found["questions"]] == [(f"own-{n}", True) for n in (1, 2, 3)]
        rows = list(csv.DictReader(files["csv"].read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0]["measure"] == "correct"
        assert "未答对的 0 题（共 3 题）" in files["html"].read_text(encoding="utf-8")
        assert files["markdown"].read_text(encoding="utf-8").startswith("| 题型 kind |")

    def test_run_is_the_default_command(self, own, documents):
        named, default = (call(*words, own, "--documents", documents) for words in (["run"], []))
        assert default.stdout.partition("耗时")[0] == named.stdout.partition("耗时")[0] != ""

    def test_an_existing_library_is_asked_and_left_as_it_is(self, own, tmp_path):
        with_document = open_library(tmp_path / "library", HashEncoder(), create=True)
        ingest_bytes(with_document, TEXT.encode(), "qinghe.txt")
        generation = with_document.generation
        with_document.close()
        done = call(own, "--library", tmp_path / "library")
        assert done.exit_code == 0, done.output
        after = open_library(tmp_path / "library")
        assert ([d.source for d in after.documents()], after.generation) == (["qinghe.txt"], generation)
        after.close()

    def test_gate(self, own, documents, tmp_path):
        gate = tmp_path / "gate.toml"
        gate.write_text("[floor.all]\ncorrect = 1.0\n[ceiling.all]\n'false decline' = 0.0\n", encoding="utf-8")
        passed = call(own, "--documents", documents, "--gate", "--gate-file", gate)
        assert (passed.exit_code, "全部达到门槛" in passed.stdout) == (0, True)
        write(own, [QUESTIONS[0] | {"count": 3}])
        failed = call(own, "--documents", documents, "--gate", "--gate-file", gate)
        assert failed.exit_code == 1
        assert "越过门槛：all · correct：0.000，界限 1.000" in failed.stderr

    def test_record_and_history(self, own, documents, own_history, tmp_path):
        assert "还没有历史" in call("history").stdout
        call(own, "--documents", documents, "--record", "第一次")
        call(own, "--documents", documents, "--record", "第二次")
        assert [run["note"] for run in history.read(own_history)] == ["第一次", "第二次"]
        done = call("history", "--chart", tmp_path / "trend.svg")
        assert len(done.stdout.splitlines()) == 3
        assert (tmp_path / "trend.svg").read_text(encoding="utf-8").startswith("<svg")
        assert "还没有历史" in call("history", "--name", "test").stdout

    def test_compare(self, own, documents, tmp_path):
        table = tmp_path / "compare.md"
        words = ("--documents", documents, "--compare", "bm25,dense-clause,dense-duty,phrases,hybrid,full")
        done = call(own, *words, "--markdown", table)
        assert done.exit_code == 0, done.output
        lines = table.read_text(encoding="utf-8").splitlines()
        assert [line.split("|")[1].strip() for line in lines[2:]] == words[3].split(",")
        assert lines[-1] == "| full | 1 | 1.00 [1.00, 1.00] | 1.00 | 1.00 | — |"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--compare", "bm25,gpt"], "没有叫“gpt”的系统"),
            (["--compare", "full", "--gate"], "只能再加"),
            (["--split", "train"], "只能是 dev、test 或 all"),
        ],
    )
    def test_wrong_options(self, words, message):
        done = CliRunner().invoke(app, words, env={"COLUMNS": "200"})
        assert done.exit_code == 2
        assert message in done.stderr

    def test_an_empty_set_and_a_missing_document_are_named(self, tmp_path, own, documents):
        assert isinstance(call(write(tmp_path / "empty.jsonl", [])).exception, UnreadableFileError)
        write(own, [QUESTIONS[0] | {"document": "other.txt"}])
        assert isinstance(call(own, "--documents", documents).exception, NotFoundError)


class TestUrl:
    """A server that speaks the contract: it knows one duty and declines the rest."""

    @pytest.fixture
    def server(self):
        received = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.reply([{"id": "d1", "title": "文件", "source": "qinghe.txt", "year": 2024}])

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received.append((self.path, self.headers["Authorization"], body))
                cited = citation("2", 1, lead=["县交通运输局"], responsible=["县财政局"])
                self.reply(answer(cited) if "公路" in body["question"] else decline())

            def reply(self, value):
                if self.headers["Authorization"] != "Bearer secret":
                    self.send_error(401)
                    return
                data = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
            threading.Thread(target=http.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{http.server_port}", received
            http.shutdown()

    def test_questions_go_out_in_the_contract_and_answers_are_judged(self, server, own, tmp_path):
        url, received = server
        done = call(own, "--url", url, "--key", "secret", "--json", tmp_path / "out.json")
        assert done.exit_code == 0, done.output
        found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        assert [q["correct"] for q in found["questions"]] == [False, True, True]
        path, key, body = received[0]
        assert (path, key) == ("/api/ask", "Bearer secret")
        assert body == {"question": "县财政局参与哪些", "history": [], "document": "d1", "year": None}

    def test_a_refusal_names_the_way_out(self, server, own):
        done = call(own, "--url", server[0])
        assert done.exception.code == "unreachable"
        assert "401" in str(done.exception) and "--key" in str(done.exception)

    def test_no_server(self, own):
        done = call(own, "--url", "http://127.0.0.1:9")
        assert "请确认服务已启动" in str(done.exception)


class TestCheck:
    def test_sets_that_ship_agree_with_their_documents(self):
        done = call("check", *default_files("all"))
        assert (done.exit_code, done.stdout) == (0, "16 个题集与文件一致。\n")

    def test_a_wrong_gold_is_named(self, own, documents):
        assert call("check", own, "--documents", documents).exit_code == 0
        write(own, [QUESTIONS[1] | {"lead": ["县财政局"]}])
        done = call("check", own, "--documents", documents)
        assert done.exit_code == 1
        assert done.stderr.startswith("own.jsonl own-2：lead 是")


def test_parse_prints_and_judges(documents, tmp_path):
    gold = {"clauses": [{"no": "1", "text_starts": "完成植树", "duties": []}]}
    (documents / "qinghe.json").write_text(json.dumps(gold), encoding="utf-8")
    gate = tmp_path / "gate.toml"
    gate.write_text("[parsing]\n'duty f1' = 1.0\n", encoding="utf-8")
    done = call("parse", documents)
    assert (done.exit_code, "qinghe.txt  1: 1 duties, gold has 0" in done.stdout) == (0, True)
    done = call("parse", documents, "--gate", "--gate-file", gate)
    assert (done.exit_code, done.stderr) == (1, "越过门槛：qinghe.txt · duty f1：0.000，界限 1.000\n")


def test_collect_writes_candidates(tmp_path):
    library = open_library(tmp_path / "library", create=True)
    library.feedback.add("谁牵头植树", "", "单位不对", "应为县林业局")
    library.close()
    done = call("collect", tmp_path / "library", tmp_path / "candidates.jsonl")
    assert done.stdout == "导出 1 题，请逐题复核后再放进题集。\n"
    assert json.loads((tmp_path / "candidates.jsonl").read_text(encoding="utf-8"))["question"] == "谁牵头植树"
