"""The folder survives what happens to folders: crashes, damage, other processes, another encoder."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index.library import derived, schema, sessions
from index.library.opening import open_library
from index.model.errors import EncoderError, LibraryError, NotFoundError
from index.model.store import DutyFilter
from index.text.tokens import terms
from tests.hash_encoder import HashEncoder
from tests.library_samples import harbour_document, wide_document


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder):
    store = open_library(folder, HashEncoder(), create=True)
    store.add(harbour_document(2022), b"2022")
    yield store
    store.close()


def current(folder: Path) -> Path:
    connection = sqlite3.connect(folder / "library.sqlite")
    name = connection.execute("SELECT derived FROM state").fetchone()[0]
    connection.close()
    return folder / "derived" / name


def answers(store) -> tuple[object, ...]:
    vector = store.encode_query("改善中小学食堂")
    return (
        store.documents(),
        store.duties(DutyFilter()),
        store.search_vectors(vector, "duty", 9),
        store.search_vectors(vector, "phrase", 9),
        store.search_terms(terms("码头食堂"), 9),
        store.search_clause_terms(terms("码头食堂"), 9),
    )


def test_reopened_library_answers_the_same(library, folder):
    before = answers(library)
    library.close()
    encoder = HashEncoder()
    again = open_library(folder, encoder)
    assert answers(again) == before
    assert encoder.encoded == 0
    again.close()


@pytest.mark.parametrize("file", ["duties.faiss", "phrases.faiss", "manifest.json"])
@pytest.mark.parametrize("damage", [b"", b"garbage" * 100])
def test_garbled_file_is_rebuilt(library, folder, file, damage):
    before = answers(library)
    library.close()
    (current(folder) / file).write_bytes(damage)
    again = open_library(folder, HashEncoder())
    assert answers(again) == before
    again.close()


def test_flipped_bit_is_noticed(library, folder):
    before = answers(library)
    library.close()
    path = current(folder) / "duties.faiss"
    content = bytearray(path.read_bytes())
    content[-9] ^= 1
    path.write_bytes(content)
    again = open_library(folder, HashEncoder())
    assert answers(again) == before
    again.close()


@pytest.mark.parametrize("lost", ["duties.tantivy", "clauses.tantivy", ""])
def test_lost_folder_is_rebuilt(library, folder, lost):
    before = answers(library)
    library.close()
    shutil.rmtree(current(folder) / lost)
    again = open_library(folder, HashEncoder())
    assert answers(again) == before
    again.close()


def test_failure_while_indexing_leaves_the_library_as_it_was(library, folder, monkeypatch):
    before, generation, folders = answers(library), library.generation, set((folder / "derived").iterdir())

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(derived, "write_lexical_index", fail)
    with pytest.raises(LibraryError, match=r"No space left.*磁盘空间"):
        library.add(harbour_document(2023), b"2023")
    assert (answers(library), library.generation) == (before, generation)
    assert set((folder / "derived").iterdir()) == folders


def test_killed_between_writing_the_indexes_and_the_commit(library, folder):
    """The process dies after the new folder is in place; SQLite never heard of it."""
    before = answers(library)
    script = """
import os, sys
from pathlib import Path
from index.library import sessions
from index.library.opening import open_library
from tests.hash_encoder import HashEncoder
from tests.library_samples import harbour_document
store = open_library(Path(sys.argv[1]), HashEncoder())
build = sessions.build_derived
def build_and_die(*arguments):
    build(*arguments)
    os._exit(9)
sessions.build_derived = build_and_die
store.add(harbour_document(2023), b"2023")
"""
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script, str(folder)], cwd=root, env={"PYTHONPATH": str(root)})
    assert done.returncode == 9
    again = open_library(folder, HashEncoder())
    assert answers(again) == before
    again.add(harbour_document(2023), b"2023")
    assert again.count(DutyFilter()) == 8
    assert len(list((folder / "derived").iterdir())) == 2
    again.close()


def test_failure_inside_the_transaction_is_undone(library, monkeypatch):
    before = answers(library)
    monkeypatch.setattr("index.library.embedded.insert_vectors", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        library.add(harbour_document(2023), b"2023")
    assert answers(library) == before


def test_two_stores_on_one_folder_see_each_other(library, folder):
    other = open_library(folder, HashEncoder())
    library.add(harbour_document(2023), b"2023")
    assert answers(other) == answers(library)
    other.remove(harbour_document(2022).id)
    assert [document.year for document in library.documents()] == [2023]
    assert answers(other) == answers(library)
    other.close()


def test_old_generations_are_swept_out(library, folder):
    for year in range(2001, 2006):
        library.add(harbour_document(year), b"")
    assert len(list((folder / "derived").iterdir())) == 2


def test_a_locked_library_says_so(library, folder, monkeypatch):
    monkeypatch.setattr(schema, "WRITE_TIMEOUT_S", 0.05)
    monkeypatch.setattr(sessions, "WRITE_TIMEOUT_S", 0.05)
    impatient = open_library(folder)
    blocker = sqlite3.connect(folder / "library.sqlite", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match=r"正被另一个程序写入"):
        impatient.remove(harbour_document(2022).id)
    assert impatient.count(DutyFilter()) == 4
    blocker.execute("ROLLBACK")
    blocker.close()
    impatient.close()


def test_readers_are_right_while_documents_come_and_go(library):
    """What a search finds can be fetched, counts add up, no thread fails."""
    stop, failures, rounds = threading.Event(), [], []

    def read() -> None:
        vector = library.encode_query("改善中小学食堂")
        try:
            while not stop.is_set():
                with library.reading():
                    documents = library.documents()
                    assert library.count(DutyFilter()) == sum(d.duties for d in documents)
                    hits = [*library.search_vectors(vector, "duty", 9), *library.search_terms(terms("食堂"), 9)]
                    found = library.duties_by_id([hit.id for hit in hits])
                    assert {record.document.id for record in found} <= {d.id for d in documents}
                    assert found[0].duty.task == "改善中小学食堂。"
                rounds.append(1)
        except Exception as error:  # a thread's failure must reach the test
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for year in range(2001, 2013):
        library.add(harbour_document(year), b"")
        if year % 2:
            library.remove(harbour_document(year).id)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(rounds) >= 4
    assert len(library.documents()) == 7


def test_writers_take_turns(library):
    years = range(2001, 2007)
    threads = [
        threading.Thread(target=library.add, args=(harbour_document(year), str(year).encode())) for year in years
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(document.year for document in library.documents()) == [*years, 2022]


class TestEncoder:
    def test_another_encoder_encodes_everything_anew(self, library, folder):
        library.close()
        seen = []
        encoder = HashEncoder("other", 32)
        again = open_library(folder, encoder, progress=lambda done, total: seen.append((done, total)))
        assert seen[-1] == (5, 5)
        assert again.vectors([1])[0].duty.shape == (32,)
        assert again.search_vectors(again.encode_query("改善中小学食堂"), "duty", 1)[0].id == 3
        again.close()

    def test_without_encoder_all_but_vectors_works(self, folder):
        store = open_library(folder, create=True)
        store.add(harbour_document(), b"")
        assert (store.encoder_ready, store.encode_query("码头")) == (False, None)
        assert store.count(DutyFilter()) == 4
        assert len(store.search_terms(terms("码头"), 9)) == 1
        assert store.search_vectors(np.ones(64, np.float32), "duty", 3) == []
        assert store.vectors([1])[0].phrases.shape == (0, 1)
        store.attach(HashEncoder())
        assert store.encoder_ready
        assert store.search_vectors(store.encode_query("改善中小学食堂"), "duty", 1)[0].id == 3
        store.close()

    def test_a_process_with_the_former_encoder_may_not_write(self, library, folder):
        other = open_library(folder, HashEncoder("other", 32))
        with pytest.raises(EncoderError, match=r"other（32 维）.*hash（64 维）"):
            library.add(harbour_document(2023), b"")
        other.close()

    def test_above_the_limit_phrases_rescore_the_nearest_duties(self, folder, monkeypatch):
        store = open_library(folder, HashEncoder(), create=True)
        store.add(wide_document(2020, 10, 4), b"")
        vector = store.encode_query("完善配套政策")
        direct = store.search_vectors(vector, "phrase", 40)
        store.close()
        shutil.rmtree(folder / "derived")
        monkeypatch.setattr(derived, "PHRASE_LIMIT", 10)
        store = open_library(folder, HashEncoder())
        assert not (current(folder) / "phrases.faiss").exists()
        rescored = store.search_vectors(vector, "phrase", 40)
        assert sorted(hit.id for hit in rescored) == sorted(hit.id for hit in direct)
        assert rescored[0].score == pytest.approx(direct[0].score, abs=1e-6)
        store.close()


def test_texts_are_cut_again_when_the_tokenizer_changes(library, folder):
    library.close()
    connection = sqlite3.connect(folder / "library.sqlite")
    connection.executescript("UPDATE state SET tokens_version = 0; UPDATE duties SET terms = 'stale'")
    connection.close()
    again = open_library(folder, HashEncoder())
    assert again.document_frequency(["码头", "stale"]) == {"码头": 1, "stale": 0}
    again.close()


class TestOpening:
    def test_missing_library_names_the_command(self, folder):
        with pytest.raises(LibraryError, match=r"还没有资料库.*qiantou ingest"):
            open_library(folder)
        assert not folder.exists()

    def test_not_a_database(self, folder):
        folder.mkdir()
        (folder / "library.sqlite").write_bytes(b"not a database" * 100)
        with pytest.raises(LibraryError, match=r"备份"):
            open_library(folder)

    def test_written_by_a_newer_program(self, library, folder):
        library.close()
        connection = sqlite3.connect(folder / "library.sqlite")
        connection.execute("PRAGMA user_version = 99")
        connection.close()
        with pytest.raises(LibraryError, match=r"99.*升级"):
            open_library(folder)

    def test_a_file_in_the_way(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(LibraryError, match=r"无法建立"):
            open_library(tmp_path / "file" / "library", create=True)

    def test_closed_store_says_so(self, folder):
        store = open_library(folder, create=True)
        store.close()
        with pytest.raises(LibraryError, match=r"已经关闭"):
            store.documents()

    def test_not_found_after_another_process_removed_it(self, library, folder):
        other = open_library(folder)
        [first, *_] = library.duties(DutyFilter())
        other.remove(harbour_document(2022).id)
        other.close()
        with pytest.raises(NotFoundError, match=r"可能已被删除"):
            library.duties_by_id([first.id])


def test_a_reader_whose_indexes_were_swept_away_does_not_wait_for_a_writer(library, folder, monkeypatch):
    """Two changes pass between a reader's look at the state and its opening of the indexes; a third is under way."""
    late = open_library(folder, HashEncoder())
    library.add(harbour_document(2023), b"")
    blocker = sqlite3.connect(folder / "library.sqlite", isolation_level=None, check_same_thread=False)
    opened = sessions.open_derived

    def overtaken(root, name):
        monkeypatch.setattr(sessions, "open_derived", opened)
        for year in (2024, 2025):
            library.add(harbour_document(year), b"")
        blocker.execute("BEGIN IMMEDIATE")
        return opened(root, name)

    monkeypatch.setattr(sessions, "open_derived", overtaken)
    found = []
    reader = threading.Thread(target=lambda: found.append(len(late.documents())))
    reader.start()
    reader.join(20)
    served_meanwhile = list(found)
    blocker.execute("ROLLBACK")
    blocker.close()
    reader.join()
    assert served_meanwhile == [4]
    late.close()
