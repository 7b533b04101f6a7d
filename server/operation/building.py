"""Filling a library from files: on the first start, and by ``qiantou ingest``."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library.embedded import EmbeddedStore
from index.model.errors import QiantouError, UnreadableFileError
from index.model.store import Progress
from index.model.versions import Relation
from server.settings import Settings

_BUILDING = ".building"


def library_exists(folder: Path) -> bool:
    """Whether the folder holds a library."""
    from index.library.sessions import DATABASE

    return (folder / DATABASE).is_file()


def build_first_library(settings: Settings) -> None:
    """Begin the library from ``settings.documents``, with a progress bar on stderr.

    It is built beside and moved into place when whole, so that an interrupted build is begun anew. Raises what
    the first document that cannot be imported raises.
    """
    from index.library.sessions import DATABASE

    beside = settings.library / _BUILDING
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    store = _open(beside, settings.encoder)
    try:
        for file in documents_in([settings.documents]):
            _import(store, file, force=False)
    finally:
        store.close()
    # The database last: where it is, the library is whole.
    for part in sorted(beside.iterdir(), key=lambda part: part.name == DATABASE):
        part.replace(settings.library / part.name)
    beside.rmdir()


def import_paths(settings: Settings, paths: Iterable[Path], force: bool, relation: Relation | None = None) -> int:
    """Import files and folders of files, printing each report; returns how many failed."""
    failed = 0
    files = list(documents_in(paths))
    store = _open(settings.library, settings.encoder)
    try:
        for file in files:
            try:
                sys.stdout.write(_import(store, file, force, relation) + "\n\n")
            except QiantouError as error:
                failed += 1
                sys.stderr.write(f"未导入 {file}：{error}\n\n")
    finally:
        store.close()
    return failed


def documents_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and those of a supported kind in the folders that are named.

    A file that does not exist is given all the same: reading it explains. Raises UnreadableFileError for a
    folder without any supported file.
    """
    from index.extract import SUPPORTED_SUFFIXES

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUPPORTED_SUFFIXES)
        if not found:
            raise UnreadableFileError(
                f"文件夹 {path} 里没有能读的文件。支持的后缀：{' '.join(SUPPORTED_SUFFIXES)}。"
            )
        yield from found


def _open(folder: Path, encoder: str | None) -> EmbeddedStore:
    from index.encode.encoder import load_encoder
    from index.library.opening import open_library

    return open_library(folder, load_encoder(encoder), create=True)


def _import(store: EmbeddedStore, file: Path, force: bool, relation: Relation | None = None) -> str:
    from index.ingest import ingest_file

    with _bar(file.name) as progress:
        return ingest_file(store, file, force, progress, relation).text()


@contextmanager
def _bar(name: str) -> Iterator[Progress]:
    """A progress bar on stderr, drawn only on a terminal."""
    from tqdm import tqdm

    with tqdm(desc=f"导入 {name}", unit="步", disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
