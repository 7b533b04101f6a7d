"""Reading and writing ``library.sqlite`` from many threads and processes.

A reader sees one generation from beginning to end (SQLite's WAL gives it a fixed view, and the search indexes are
never changed once written). Writers take turns. The generation is recorded in the same transaction as the change.
"""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.library.derived import DamagedIndexError, Derived, build_derived, discard_derived, open_derived
from index.library.records import Records
from index.library.schema import WRITE_TIMEOUT_S, connect, migrate
from index.model.errors import LibraryError

DATABASE = "library.sqlite"
DERIVED = "derived"

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Session:
    """One generation, fixed for as long as the session is open."""

    connection: sqlite3.Connection
    records: Records
    derived: Derived


class Sessions:
    """The connections to one library folder, and the newest generation that was opened."""

    def __init__(self, folder: Path) -> None:
        """Open the database, bringing an older one up to date. Raises LibraryError."""
        self._database = folder / DATABASE
        self._root = folder / DERIVED
        self._idle: list[sqlite3.Connection] = []
        self._records: Records | None = None
        self._derived: Derived | None = None
        self._opening = threading.Lock()
        self._own = threading.local()
        self._closed = False
        with self._connection() as connection, _plain_errors():
            migrate(connection)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on the newest generation. Within one, the same thread gets the same session again.

        Raises LibraryError.
        """
        session: Session | None = getattr(self._own, "session", None)
        if session is not None:
            yield session
            return
        with self._connection() as connection:
            self._own.session = self._begin(connection)
            try:
                yield self._own.session
            finally:
                self._own.session = None
                connection.execute("ROLLBACK")

    @contextmanager
    def write(self, rebuild: bool = True) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all; ``rebuild`` when it touches what is searched.

        The indexes are built from the changed tables before the commit and thrown away when it fails. Raises
        LibraryError when another writer holds the library for longer than ``WRITE_TIMEOUT_S``.
        """
        built: str | None = None
        with self._connection() as connection, _plain_errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE state SET generation = generation + 1")
                if rebuild:
                    built = self._rebuild(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                if built:
                    shutil.rmtree(self._root / built, ignore_errors=True)
                raise

    @contextmanager
    def log(self) -> Iterator[sqlite3.Connection]:
        """A transaction on tables that are no part of a generation (feedback)."""
        with self._connection() as connection, _plain_errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close all idle connections; those in use are closed when they are given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._closed:
            raise LibraryError("资料库已经关闭，不能再使用。请重新打开资料库。")
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = connect(self._database)
        try:
            yield connection
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _begin(self, connection: sqlite3.Connection) -> Session:
        """Fix a view of the tables and open the indexes that belong to it, rebuilding them if they are damaged."""
        for _ in range(_ATTEMPTS):
            with _plain_errors():
                connection.execute("BEGIN")
                generation, name = connection.execute("SELECT generation, derived FROM state").fetchone()
            try:
                derived = self._open(name)
            except DamagedIndexError:
                connection.execute("ROLLBACK")
                with _plain_errors():
                    moved_on = connection.execute("SELECT derived FROM state").fetchone()[0] != name
                if not moved_on:  # else swept away by later changes: a reader never waits for a writer
                    self._repair(connection, name)
                continue
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            records = self._records
            if records is None or records.generation < generation:
                records = self._records = Records(generation)
            elif records.generation > generation:
                records = Records(generation)
            return Session(connection, records, derived)
        raise LibraryError(
            f"资料库的检索索引反复损坏，重建 {_ATTEMPTS} 次仍无法打开。"
            f"请检查磁盘空间和 {self._root.name} 文件夹的权限。"
        )

    def _open(self, name: str) -> Derived:
        derived = self._derived
        if derived is not None and derived.name == name:
            return derived
        with self._opening:
            derived = self._derived
            if derived is None or derived.name != name:
                derived = self._derived = open_derived(self._root, name)
            return derived

    def _repair(self, connection: sqlite3.Connection, name: str) -> None:
        """Build the named folder's indexes anew, unless another thread, process or change already has."""
        with self._opening, _plain_errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                current = connection.execute("SELECT derived FROM state").fetchone()[0]
                if current == name:
                    self._rebuild(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def _rebuild(self, connection: sqlite3.Connection) -> str:
        """Build the indexes within a transaction, record their name, sweep out all but the last two folders."""
        generation, old = connection.execute("SELECT generation, derived FROM state").fetchone()
        try:
            name = build_derived(connection, self._root, generation)
        except OSError as error:
            raise LibraryError(
                f"检索索引无法写入：{error.strerror or error}。请检查资料库文件夹的磁盘空间和权限。"
            ) from error
        connection.execute("UPDATE state SET derived = ?", (name,))
        discard_derived(self._root, keep=(name, old))
        return name


@contextmanager
def _plain_errors() -> Iterator[None]:
    """SQLite's errors in the library's own words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise LibraryError(
                f"资料库正被另一个程序写入，等待 {WRITE_TIMEOUT_S:.0f} 秒仍未空出。请稍后再试，或先停止那个程序。"
            ) from error
        raise LibraryError(f"资料库无法读写：{error}。请检查磁盘空间和文件夹权限。") from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"资料库文件已损坏：{error}。请从备份恢复，或另建资料库后重新导入文件。") from error
