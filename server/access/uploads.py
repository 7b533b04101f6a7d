"""The upload folder: what each browser session has uploaded, under ids that only the server can resolve.

Nothing that a client sends ever becomes a part of a path: a session's folder is named by a digest, and an id is
looked up only after its shape was checked. The folder lies beside the library, so that every worker finds it.
"""

import hashlib
import re
import secrets
import shutil
import stat
import time
from pathlib import Path

from index.model.errors import NotFoundError
from retriever.desk import UploadedFile
from server.access.file_names import source_name

UPLOADS = "uploads"
MAX_WAITING = 50
"""How many files of one session may wait."""
KEPT_S = 3600.0
"""How long a file waits to be stored or refused, in seconds."""

_ID = re.compile(r"[0-9a-f]{32}")
_GONE = "没有这个待入库的文件：它已处理、已过期，或不是在这个页面上传的。请重新上传。"


class UploadFolder:
    """Implements ``retriever.desk.Uploads``."""

    def __init__(self, library: Path) -> None:
        self._root = library / UPLOADS

    def keep(self, session: str, name: str | None, content: bytes) -> str:
        """Keep a file that this session uploaded, instead of its oldest when there are too many; returns its id."""
        self._sweep()
        folder = self._folder(session)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        oldest_first = sorted(folder.iterdir(), key=lambda held: held.lstat().st_mtime_ns)
        for held in oldest_first[: max(0, len(oldest_first) - MAX_WAITING + 1)]:
            held.unlink(missing_ok=True)
        upload = secrets.token_hex(16)
        held = folder / upload
        held.touch(mode=0o600, exist_ok=False)
        label = source_name(name).encode()
        held.write_bytes(len(label).to_bytes(4, "big") + label + content)
        return upload

    def find(self, session: str, upload: str) -> UploadedFile:
        """An upload of this session, by its id. Raises NotFoundError."""
        held = self._held(session, upload)
        try:
            data = held.read_bytes() if held is not None and stat.S_ISREG(held.lstat().st_mode) else b""
        except FileNotFoundError:
            data = b""
        if len(data) < 4:
            raise NotFoundError(_GONE)
        end = 4 + int.from_bytes(data[:4], "big")
        return UploadedFile(data[4:end].decode(), data[end:])

    def forget(self, session: str, upload: str) -> None:
        """Drop an upload, if it is there."""
        held = self._held(session, upload)
        if held is not None:
            held.unlink(missing_ok=True)

    def _folder(self, session: str) -> Path:
        return self._root / hashlib.sha256(session.encode()).hexdigest()[:32]

    def _held(self, session: str, upload: str) -> Path | None:
        return self._folder(session) / upload if session and _ID.fullmatch(upload) else None

    def _sweep(self) -> None:
        """Drop the sessions that uploaded nothing for so long."""
        oldest = time.time() - KEPT_S
        for folder in self._root.iterdir() if self._root.is_dir() else ():
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
