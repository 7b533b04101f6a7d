"""A file into the library: extract, parse, report, refuse what is no division of work, store."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.model.document import Diagnostic, Document, Mode, Severity
from index.model.errors import RejectedDocumentError, UnreadableFileError
from index.model.store import DocumentRecord, Progress, Store

if TYPE_CHECKING:
    from index.report.coverage import Coverage

_MODES: tuple[tuple[Mode, str], ...] = (
    ("lead", "有牵头单位"),
    ("joint", "共同负责、未明确牵头"),
    ("each", "分别负责"),
    ("all", "各有关单位负责、未点名"),
)
_SEVERITIES: tuple[tuple[Severity, str], ...] = (("error", "错误"), ("warning", "请核对"), ("info", "说明"))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was read from a file. ``record`` is None as long as it is not in the library.

    ``refusal`` says why the document is not taken (without ``force``, or at all); None: nothing stands against it.
    ``coverage`` says what became of the file's text, where that is known.
    """

    document: Document
    record: DocumentRecord | None = None
    refusal: str | None = None
    coverage: "Coverage | None" = None

    @property
    def clauses(self) -> int:
        """How many clauses were found."""
        return len(self.document.clauses)

    @property
    def duties(self) -> int:
        """How many duties were found."""
        return sum(len(clause.duties) for clause in self.document.clauses)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the parser could not read or doubts."""
        return self.document.diagnostics

    def text(self) -> str:
        """The report for people, in Chinese, one finding a line."""
        document = self.document
        state = "已导入" if self.record else "尚未导入"
        facts = "，".join(fact for fact in (document.number, document.issuer, document.date) if fact)
        lines = [
            f"{state}：《{document.title}》{f'（{facts}）' if facts else ''}，来自 {document.source}",
            f"条目 {self.clauses} 条，分工事项 {self.duties} 项{self._by_mode()}。",
        ]
        if self.coverage:
            lines.append(self.coverage.summary)
        if self.refusal and not self.record:
            lines.append(f"未予导入的原因：{self.refusal}")
        for severity, label in _SEVERITIES:
            found = [note for note in self.diagnostics if note.severity == severity]
            if found:
                lines.append(f"{label} {len(found)} 处：")
                lines += [f"  · {line}" for line in _grouped(found)]
        if not self.diagnostics:
            lines.append("没有需要核对的内容。")
        return "\n".join(lines)

    def _by_mode(self) -> str:
        modes = [duty.mode for clause in self.document.clauses for duty in clause.duties]
        counts = [f"{label} {modes.count(mode)} 项" for mode, label in _MODES if mode in modes]
        return f"（{'，'.join(counts)}）" if counts else ""


def read_document(data: bytes, file_name: str) -> Document:
    """Extract and parse. ``file_name`` may be a path as a browser sends it; only its last part is kept.

    Raises UnreadableFileError.
    """
    return read_with_coverage(data, file_name)[0]


def read_with_coverage(data: bytes, file_name: str) -> tuple[Document, "Coverage | None"]:
    """As ``read_document``, and what became of the file's text. Raises UnreadableFileError."""
    from index.extract import extract
    from index.parse import parse
    from index.report.coverage import account

    name = file_name.replace("\\", "/").rpartition("/")[2] or "未命名"
    source = extract(data, name)
    document = parse(source, name, data)
    return document, account(source, document)


def preview_bytes(data: bytes, file_name: str, store: Store | None = None) -> ImportReport:
    """What an import would give, without importing; with a store, also whether the file is there already.

    Raises UnreadableFileError.
    """
    document, coverage = read_with_coverage(data, file_name)
    return ImportReport(document, None, _duplicate(document, store) or _no_duty(document), coverage)


def preview_file(path: Path, store: Store | None = None) -> ImportReport:
    """``preview_bytes`` of a file. Raises UnreadableFileError."""
    return preview_bytes(_read(path), path.name, store)


def ingest_bytes(
    store: Store, data: bytes, file_name: str, force: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import a file's content. The library is changed as a whole or not at all.

    ``force`` takes a document although no responsibility was found in it. Raises UnreadableFileError,
    RejectedDocumentError (no responsibility, or already there), LibraryError, EncoderError.
    """
    report = preview_bytes(data, file_name, store)
    forced = force and _duplicate(report.document, store) is None
    if report.refusal and not forced:
        raise RejectedDocumentError(report.refusal)
    return ImportReport(report.document, store.add(report.document, data, progress), coverage=report.coverage)


def ingest_file(store: Store, path: Path, force: bool = False, progress: Progress | None = None) -> ImportReport:
    """``ingest_bytes`` of a file."""
    return ingest_bytes(store, _read(path), path.name, force, progress)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"找不到文件：{path}。请检查路径是否写对。") from None
    except IsADirectoryError:
        raise UnreadableFileError(f"这是一个文件夹，不是文件：{path}。请给出其中的文件。") from None
    except OSError as error:
        raise UnreadableFileError(f"文件无法读取：{path}（{error.strerror}）。请检查访问权限。") from error


def _duplicate(document: Document, store: Store | None) -> str | None:
    known = (
        next((known for known in store.documents() if known.sha256 == document.sha256), None) if store else None
    )
    if known is None:
        return None
    return (
        f"{document.source} 与资料库中已有的《{known.title}》（{known.source}）内容完全相同，没有重复导入。"
        "如需重新解析，请先删除已有的文件。"
    )


def _no_duty(document: Document) -> str | None:
    if any(clause.duties for clause in document.clauses):
        return None
    found = f"读到 {len(document.clauses)} 条，但" if document.clauses else "没有读到带编号的条目，也"
    return (
        f"{document.source} {found}没有一条写明责任单位（如“由…牵头”“…按职责分工负责”），看来不是任务分工文件。"
        "如确要导入，请使用 --force（网页上选择“仍然导入”）。"
    )


def _grouped(notes: list[Diagnostic]) -> list[str]:
    """One line a finding; clauses of which the same is to be said share one (第 1、2、5 条：没有写明责任单位。)."""
    same: dict[str, list[Diagnostic]] = {}
    for note in notes:
        clause = note.clause or ""
        said = (
            note.message.removeprefix(f"第{clause}条" if clause.isdigit() else clause) if clause else note.message
        )
        key = said if clause.isdigit() else _place(note) + said
        same.setdefault(key, []).append(note)
    return [
        f"第 {'、'.join(dict.fromkeys(note.clause or '' for note in found))} 条：{said}"
        if (found[0].clause or "").isdigit()
        else said
        for said, found in same.items()
    ]


def _place(note: Diagnostic) -> str:
    if note.clause is not None:
        return f"第 {note.clause} 条：" if note.clause.isdigit() else f"{note.clause}："
    return f"第 {note.line} 行：" if note.line is not None else ""
