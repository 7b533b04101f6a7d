"""``qiantou eval``: run question sets, compare systems, score parsing, read the history.

Exit codes: 0 done; 1 a broken bound, a wrong question set or a QiantouError; 2 the command line itself is wrong.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from eval.measures.gate import Breach
    from eval.measures.outcome import Outcome
    from eval.questions.question_set import Question

QUESTIONS = Path(__file__).parent / "questions"
SYSTEMS = "bm25,dense-clause,dense-duty,phrases,hybrid,full"


class RunByDefault(TyperGroup):
    """``qiantou eval FILES`` means ``qiantou eval run FILES``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``run`` in front where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=RunByDefault,
    help="评测：题集、对比、门槛、历史、解析。不写子命令就是 run，见 qiantou eval run --help。",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Files = Annotated[list[Path] | None, typer.Argument(help="题集（JSONL）；不写则用自带的题集", show_default=False)]
Documents = Annotated[
    list[Path] | None, typer.Option("--documents", help="题集所问文件的文件夹（可多次给出）；不写则用自带的文件")
]
GateFile = Annotated[Path | None, typer.Option("--gate-file", help="门槛文件；不写则用自带的 eval/gate.toml")]


def default_files(split: str) -> list[Path]:
    """The question sets that ship, of one split (``dev``, ``test`` or ``all``). Raises typer.BadParameter."""
    if split not in ("dev", "test", "all"):
        raise typer.BadParameter(f"“{split}”不是题集的一半，只能是 dev、test 或 all。", param_hint="--split")
    splits = ("dev", "test") if split == "all" else (split,)
    return sorted(path for one in splits for path in QUESTIONS.glob(f"*-{one}.jsonl"))


def _questions(files: Sequence[Path]) -> "list[Question]":
    from eval.questions.question_set import read_questions
    from index.model.errors import UnreadableFileError

    if not files:
        raise UnreadableFileError(
            "这里没有自带的题集（安装包不含题集）。请写出题集文件：qiantou eval 题集.jsonl。"
        )
    questions = [question for path in files for question in read_questions(path)]
    if not questions:
        raise UnreadableFileError(f"题集里没有题：{'、'.join(path.name for path in files)}。")
    return questions


def _watched(questions: "Iterable[Question]") -> "Iterable[Question]":
    from tqdm import tqdm

    yield from tqdm(questions, desc="评测", unit="题", disable=None)


@app.command()
def run(
    files: Files = None,
    split: Annotated[str, typer.Option(help="自带题集的哪一半：dev、test 或 all")] = "dev",
    library: Annotated[Path | None, typer.Option(help="在这个资料库上评测（只读）；不写则用文件临时建库")] = None,
    documents: Documents = None,
    url: Annotated[str | None, typer.Option(help="评测正在运行的服务，例如 http://127.0.0.1:8000")] = None,
    key: Annotated[str | None, typer.Option(help="服务的密钥", envvar="QIANTOU_EVAL_KEY")] = None,
    compare: Annotated[str | None, typer.Option(help=f"对比这些系统：{SYSTEMS}")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="把结果写成 JSON")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="把指标写成 CSV")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="把报告写成一页 HTML，可离线打开")] = None,
    markdown_file: Annotated[Path | None, typer.Option("--markdown", help="把小结写成 Markdown 表")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="越过门槛则失败（退出码 1）")] = False,
    gate_file: GateFile = None,
    record: Annotated[str | None, typer.Option(help="记入 eval/history.jsonl，并附一句说明")] = None,
) -> None:
    """跑题集，按题型打印指标；--compare 则对比各部分的作用。"""
    chosen = files or default_files(split)
    questions = _questions(chosen)
    if compare is not None:
        if url or json_file or csv_file or html_file or gate or record is not None:
            raise typer.BadParameter("只能再加 --library、--documents、--markdown。", param_hint="--compare")
        _compare(questions, compare, library, documents or (), markdown_file)
        return
    outcomes, encoder = _ask(questions, library, documents or (), url, key)
    from eval.measures import history as past
    from eval.measures.report import as_html
    from eval.measures.table import as_csv, as_json, as_markdown, as_text, by_kind

    typer.echo(as_text(outcomes))
    if json_file:
        json_file.write_text(json.dumps(as_json(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
    if csv_file:
        csv_file.write_text(as_csv(outcomes), encoding="utf-8-sig")  # with the mark by which Excel knows UTF-8
    if html_file:
        html_file.write_text(as_html(outcomes, f"谁牵头评测：{past.name_of(chosen)}"), encoding="utf-8")
    if markdown_file:
        markdown_file.write_text(as_markdown(outcomes), encoding="utf-8")
    if record is not None:
        past.append(past.record(outcomes, chosen, encoder, record))
    if gate:
        from eval.measures.gate import GATE, breaches

        _judge(breaches(by_kind(outcomes), gate_file or GATE))


def _compare(
    questions: "Sequence[Question]",
    compare: str,
    library: Path | None,
    documents: Sequence[Path],
    markdown_file: Path | None,
) -> None:
    from eval.bench.ablation import as_markdown, as_text
    from eval.bench.ablation import compare as compare_systems
    from eval.questions.corpus import open_corpus

    names = [name.strip() for name in compare.split(",")]
    if unknown := [name for name in names if name not in SYSTEMS.split(",")]:
        raise typer.BadParameter(f"没有叫“{'、'.join(unknown)}”的系统，可选：{SYSTEMS}。", param_hint="--compare")
    with open_corpus(library, documents) as store:
        rows = compare_systems(store, questions, names)
    typer.echo(as_text(rows))
    if markdown_file:
        markdown_file.write_text(as_markdown(rows), encoding="utf-8")


def _ask(
    questions: "Sequence[Question]",
    library: Path | None,
    documents: Sequence[Path],
    url: str | None,
    key: str | None,
) -> "tuple[list[Outcome], str]":
    """The outcomes and the encoder's name."""
    from eval.bench.systems import InProcess, OverHttp
    from eval.bench.systems import run as ask_all
    from eval.questions.corpus import encoder_name, open_corpus

    if url is None:
        with open_corpus(library, documents) as store:
            return ask_all(InProcess(store), questions, _watched), encoder_name()
    server = OverHttp(url, key)
    try:
        return ask_all(server, questions, _watched), "（运行中的服务）"
    finally:
        server.close()


def _judge(broken: "Sequence[Breach]") -> None:
    for breach in broken:
        typer.echo(f"越过门槛：{breach}", err=True)
    if broken:
        raise typer.Exit(1)
    typer.echo("全部达到门槛。")


@app.command()
def history(
    name: Annotated[str | None, typer.Option(help="只看这个题集的，如 dev、test")] = None,
    chart: Annotated[Path | None, typer.Option(help="把趋势图写成 SVG")] = None,
) -> None:
    """打印历次评测的趋势。"""
    from eval.measures import history as past

    runs = [one for one in past.read() if name in (None, one["name"])]
    if not runs:
        typer.echo("还没有历史。用 qiantou eval --record 说明 记入一次。")
        return
    typer.echo(past.trend(runs))
    if chart:
        chart.write_text(past.chart(runs), encoding="utf-8")


@app.command()
def check(files: Files = None, documents: Documents = None) -> None:
    """核对题集：每个标准答案都要与解析出的文件一致。"""
    from eval.questions.corpus import parsed_documents
    from eval.questions.question_set import validate

    parsed = parsed_documents(documents or ())
    chosen = files or sorted(QUESTIONS.glob("*.jsonl"))
    problems = [problem for path in chosen for problem in validate(path, parsed)]
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{len(chosen)} 个题集与文件一致。")


@app.command()
def parse(
    folders: Annotated[list[Path] | None, typer.Argument(help="放有文件和同名标注（.json）的文件夹")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="有文件低于门槛则失败（退出码 1）")] = False,
    gate_file: GateFile = None,
    kinds: Annotated[bool, typer.Option("--kinds", help="用自带的解析题库，按文件类型打分")] = False,
) -> None:
    """按标注给解析打分：条、项、单位、时限、分管领导，按格式汇总，并列出每处不同。"""
    if kinds:
        from eval.measures import benchmark

        for folder in folders or [benchmark.BENCHMARK]:
            typer.echo(benchmark.as_text(benchmark.score_benchmark(folder)))
        return
    from eval.measures.parsing import as_text, default_folders, score_folders

    rows = score_folders(folders or default_folders())
    typer.echo(as_text(rows))
    if gate:
        from eval.measures.gate import GATE, parsing_breaches

        _judge(parsing_breaches(rows, gate_file or GATE))


@app.command()
def collect(
    library: Annotated[Path, typer.Argument(help="资料库文件夹")],
    output: Annotated[Path, typer.Argument(help="写到哪个 JSONL")],
) -> None:
    """把用户反馈导出为待复核的题目。"""
    from contextlib import closing

    from eval.questions.collect import candidates
    from index.library.opening import open_library

    with closing(open_library(library)) as store:
        lines = [json.dumps(candidate, ensure_ascii=False) for candidate in candidates(store)]
    output.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    typer.echo(f"导出 {len(lines)} 题，请逐题复核后再放进题集。")
