"""Opening a library folder, or beginning one."""

from pathlib import Path

from index.encode.encoder import Encoder
from index.library.embedded import EmbeddedStore
from index.library.sessions import DATABASE
from index.model.errors import LibraryError
from index.model.store import Progress


def open_library(
    folder: Path, encoder: Encoder | None = None, create: bool = False, progress: Progress | None = None
) -> EmbeddedStore:
    """Open the library in a folder; with ``create`` begin one where there is none.

    With another encoder than last time all texts are encoded again, which takes minutes for a large library
    (``progress`` is told). ``encoder=None`` opens at once; ``attach`` one later. Raises LibraryError.
    """
    if not (folder / DATABASE).is_file():
        if not create:
            raise LibraryError(
                f"这里还没有资料库：{folder}。请先导入文件：qiantou ingest 文件… --library {folder}"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"资料库文件夹无法建立：{folder}（{error.strerror}）。请换一个可写的位置。"
            ) from error
    return EmbeddedStore(folder, encoder, progress)
