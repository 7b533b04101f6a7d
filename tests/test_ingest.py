"""Files into the library."""

import dataclasses

import pytest

from data import DOCUMENTS_DIR
from index import ingest
from index.library.opening import open_library
from index.model.errors import RejectedDocumentError, UnreadableFileError
from index.model.store import DutyFilter
from tests.hash_encoder import HashEncoder
from tests.library_samples import harbour_document

DUTYLESS = dataclasses.replace(
    harbour_document(1999, "学习通知"), clauses=(dataclasses.replace(harbour_document().clauses[2]),)
)


@pytest.fixture
def library(tmp_path):
    store = open_library(tmp_path / "library", HashEncoder(), create=True)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    """Stands for extracting and parsing, which have their own tests."""

    def read(data: bytes, file_name: str):
        if data == b"broken":
            raise UnreadableFileError(f"{file_name} 无法读取")
        return {b"harbour": harbour_document(), b"dutyless": DUTYLESS}[data], None

    monkeypatch.setattr(ingest, "read_with_coverage", read)


def test_ingest_file_reports_in_chinese(library, tmp_path):
    path = tmp_path / "方案.txt"
    path.write_bytes(b"harbour")
    steps = []
    report = ingest.ingest_file(library, path, progress=lambda done, total: steps.append((done, total)))
    assert report.record in library.documents()
    assert (report.clauses, report.duties) == (3, 4)
    assert steps[-1] == (5, 5)
    assert report.text() == (
        "已导入：《云江市2022年重点工作分工方案》（云政发〔2022〕1号，云江市人民政府，2022），"
        "来自 yunjiang-2022.txt\n"
        "条目 3 条，分工事项 4 项（有牵头单位 2 项，共同负责、未明确牵头 1 项，各有关单位负责、未点名 1 项）。\n"
        "请核对 1 处：\n"
        "  · 第 3 条：第 3 条没有写明责任单位"
    )


def test_preview_changes_nothing(library):
    report = ingest.preview_bytes(b"harbour", "方案.txt", library)
    assert (report.record, report.refusal, report.duties) == (None, None, 4)
    assert report.text().startswith("尚未导入：")
    assert library.documents() == ()


def test_document_without_responsibility_is_refused_unless_forced(library):
    with pytest.raises(RejectedDocumentError, match=r"没有一条写明责任单位.*--force"):
        ingest.ingest_bytes(library, b"dutyless", "通知.txt")
    assert library.documents() == ()
    assert "未予导入的原因" in ingest.preview_bytes(b"dutyless", "通知.txt", library).text()
    assert ingest.ingest_bytes(library, b"dutyless", "通知.txt", force=True).record is not None


@pytest.mark.parametrize("force", [False, True])
def test_same_content_twice_is_refused_and_named(library, force):
    ingest.ingest_bytes(library, b"harbour", "方案.txt")
    with pytest.raises(RejectedDocumentError, match=r"已有的《云江市2022年重点工作分工方案》"):
        ingest.ingest_bytes(library, b"harbour", "副本.txt", force=force)
    assert len(library.documents()) == 1


def test_unreadable_files_leave_the_library_as_it_was(library, tmp_path):
    ingest.ingest_bytes(library, b"harbour", "方案.txt")
    generation = library.generation
    with pytest.raises(UnreadableFileError, match=r"坏.pdf"):
        ingest.ingest_bytes(library, b"broken", "坏.pdf")
    with pytest.raises(UnreadableFileError, match=r"找不到文件"):
        ingest.ingest_file(library, tmp_path / "没有.txt")
    with pytest.raises(UnreadableFileError, match=r"文件夹"):
        ingest.ingest_file(library, tmp_path)
    assert library.generation == generation


def test_the_shipped_document(library, monkeypatch):
    monkeypatch.undo()
    [path] = DOCUMENTS_DIR.glob("hunan*.txt")
    report = ingest.ingest_file(library, path)
    assert (report.clauses, report.duties) == (82, 194)
    assert library.original(report.document.id) == path.read_bytes()
    assert library.count(DutyFilter(has_lead=True)) == 137


def test_a_path_sent_by_a_browser_is_cut_to_its_name(monkeypatch):
    monkeypatch.undo()
    [path] = DOCUMENTS_DIR.glob("hunan*.txt")
    assert ingest.preview_bytes(path.read_bytes(), "C:\\文件\\../方案.txt").document.source == "方案.txt"
