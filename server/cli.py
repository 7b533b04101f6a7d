"""The ``qiantou`` command. Thin: every command is a few lines over the packages, imported when it runs.

Exit codes: 0 done; 1 a QiantouError, told in Chinese on stderr; 2 the command line itself is wrong.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.model.errors import InvalidQuestionError, QiantouError, SettingsError
from retriever.desk import Role
from retriever.ledger.rows import Grouping

if TYPE_CHECKING:
    from server.access.keys import KeyRing

app = typer.Typer(
    name="qiantou",
    help="谁牵头：读懂“重点工作分工”文件，回答谁牵头、谁负责。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
keys_app = typer.Typer(help="密钥：建立、列出、改角色、作废。", no_args_is_help=True)
app.add_typer(keys_app, name="keys")

Library = Annotated[Path | None, typer.Option("--library", help="文件库所在文件夹（默认见 QIANTOU_LIBRARY）")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="文件")],
    as_json: AsJson = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="逐页列出每段文字的去处")] = False,
) -> None:
    """解析一个文件，显示条、分工事项与单位；不动文件库。"""
    from index.ingest import preview_file
    from server.outline import outline, parsed_shape

    report = preview_file(file)
    if coverage and report.coverage:
        typer.echo(report.coverage.text())
        return
    document = report.document
    typer.echo(json.dumps(parsed_shape(document), ensure_ascii=False, indent=2) if as_json else outline(document))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    library: Library = None,
    force: Annotated[bool, typer.Option("--force", help="有疑问也入库")] = False,
) -> None:
    """把文件导入文件库，逐个给出导入报告；一个失败不影响其他。"""
    from server.operation.building import import_paths
    from server.settings import load_settings

    failures = import_paths(load_settings(library=library), paths, force)
    if failures:
        raise QiantouError(f"共 {failures} 个文件没有导入，原因见上。其余已导入。")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题，如：谁牵头长沙机场改扩建")],
    as_json: AsJson = False,
    library: Library = None,
    document: Annotated[str | None, typer.Option(help="只在这份文件里找（文件编号）")] = None,
    year: Annotated[int | None, typer.Option(help="只在这一年的文件里找")] = None,
) -> None:
    """提一个问题。"""
    if not question.strip():
        raise InvalidQuestionError("问题是空的。请写出要问的内容，例如：qiantou ask 谁牵头长沙机场改扩建")
    from server.opening import open_assistant
    from server.settings import load_settings

    answer = open_assistant(load_settings(library=library)).ask(question, (), document, year)
    typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) if as_json else answer.text)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="监听端口")] = None,
    library: Library = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="服务进程数")] = None,
    allow_anonymous: Annotated[
        bool | None, typer.Option("--allow-anonymous", help="没有密钥也对外服务，来访者只能查询")
    ] = None,
) -> None:
    """启动网页与接口；首次启动先用自带文件建库。没有密钥时只供本机使用。"""
    from server.operation.running import run
    from server.settings import load_settings

    given = {"host": host, "port": port, "library": library, "workers": workers}
    run(load_settings(**given, allow_anonymous=allow_anonymous))


@app.command()
def doctor(library: Library = None) -> None:
    """检查设置、文件库与编码模型。"""
    from server.operation.checkup import check
    from server.settings import load_settings

    if not check(load_settings(library=library)):
        raise QiantouError("检查发现问题，见上。")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(help="输出文件，后缀为 .xlsx、.csv 或 .docx")],
    library: Library = None,
    unit: Annotated[list[str] | None, typer.Option(help="只要这些单位的（可多次给出）")] = None,
    by: Annotated[Grouping, typer.Option(help="whole 总表，unit 按单位分表，section 按部分分表")] = "whole",
) -> None:
    """把台账导出为文件。"""
    from server.operation.exporting import export_to
    from server.settings import load_settings

    count = export_to(load_settings(library=library), output, tuple(unit or ()), by)
    typer.echo(f"已导出 {count} 项到 {output}。")


@app.command(
    name="eval",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
def evaluate(context: typer.Context) -> None:
    """在问题集上评测（参数见 qiantou eval --help）。"""
    from eval.cli import app as eval_app

    try:
        eval_app(args=context.args, prog_name="qiantou eval")
    except ModuleNotFoundError as error:
        raise SettingsError(
            f'评测还缺少组件 {error.name}。请安装评测所需的组件：pip install "qiantou[eval]"。'
        ) from error


@keys_app.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="账号名")],
    role: Annotated[Role, typer.Option(help="reader 查询，editor 可上传删除，admin 管理员")] = "reader",
    library: Library = None,
) -> None:
    """建立账号并显示密钥（只显示这一次）。此后服务一律要求密钥。"""
    typer.echo(_key_ring(library).add(name, role))
    typer.echo("请妥善保存，密钥不再显示。", err=True)


@keys_app.command("list")
def list_keys(library: Library = None) -> None:
    """列出账号：名称、角色、建立时间。"""
    for account in _key_ring(library).accounts():
        typer.echo(f"{account.name}\t{account.role}\t{account.created_at}")


@keys_app.command("role")
def change_role(
    name: Annotated[str, typer.Argument(help="账号名")],
    role: Annotated[Role, typer.Argument(help="reader 查询，editor 可上传删除，admin 管理员")],
    library: Library = None,
) -> None:
    """改变账号的角色，密钥不变，立即生效。"""
    _key_ring(library).change_role(name, role)
    typer.echo(f"账号“{name}”的角色现为 {role}。")


@keys_app.command("revoke")
def revoke_key(name: Annotated[str, typer.Argument(help="账号名")], library: Library = None) -> None:
    """作废账号的密钥，立即生效。"""
    _key_ring(library).revoke(name)
    typer.echo(f"已作废账号“{name}”的密钥。")


def _key_ring(library: Path | None) -> "KeyRing":
    from server.access.keys import KeyRing
    from server.settings import load_settings

    return KeyRing(load_settings(library=library).library)


def main() -> None:
    """Run the command; a QiantouError becomes its message and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # a Windows pipe has a code page that lacks our characters
    try:
        app()
    except QiantouError as error:
        sys.stderr.write(f"错误：{error}\n")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # such as `| head`
        sys.exit(1)


if __name__ == "__main__":
    main()
