"""The documents that question sets ask about: which files, parsed, or in a library."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data import DOCUMENTS_DIR
from index.library.embedded import EmbeddedStore
from index.model.document import Document
from index.model.errors import UnreadableFileError

WRITTEN = Path(__file__).parents[1] / "documents"
"""Documents written for the evaluation, each with its gold annotation."""


def document_files(folders: Sequence[Path] = ()) -> list[Path]:
    """Every readable document of the folders; of the shipped ones and those written for evaluation when none is given.

    Raises UnreadableFileError for a folder that holds none.
    """
    from index.extract import SUPPORTED_SUFFIXES

    files = []
    for folder in folders or (DOCUMENTS_DIR, WRITTEN):
        found = [
            p for p in sorted(folder.glob("*")) if p.suffix.lower() in SUPPORTED_SUFFIXES and p.stem != "README"
        ]
        if not found:
            raise UnreadableFileError(f"这里没有可读的文件：{folder}。请给出放有分工文件的文件夹。")
        files += found
    return files


def parsed_documents(folders: Sequence[Path] = ()) -> dict[str, Document]:
    """The documents, parsed, by file name."""
    from index.extract import extract, read_file
    from index.parse import parse

    data = {path.name: read_file(path) for path in document_files(folders)}
    return {name: parse(extract(content, name), name, content) for name, content in data.items()}


@contextmanager
def open_corpus(library: Path | None = None, folders: Sequence[Path] = ()) -> Iterator[EmbeddedStore]:
    """A library to ask: an existing one as it is, or a temporary one of the documents, with its encoder.

    The encoder is that of ``QIANTOU_ENCODER``, as in the service. Raises LibraryError, EncoderError.
    """
    from index.encode.encoder import load_encoder
    from index.ingest import ingest_file
    from index.library.opening import open_library

    encoder = load_encoder(os.environ.get("QIANTOU_ENCODER"))
    if library is not None:
        store = open_library(library, encoder)
        try:
            yield store
        finally:
            store.close()
        return
    with tempfile.TemporaryDirectory(prefix="qiantou-eval-") as temporary:
        store = open_library(Path(temporary), encoder, create=True)
        try:
            for path in document_files(folders):
                ingest_file(store, path)
            yield store
        finally:
            store.close()


def encoder_name() -> str:
    """The chosen encoder by name, ``own`` for the one that ships; of a model in a folder the folder's name only."""
    return Path(os.environ.get("QIANTOU_ENCODER") or "own").name
