"""Background imports. The state of each is a small file, so that any worker can tell how far it is."""

import json
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from index.model.errors import NotFoundError, QiantouError
from index.model.store import Progress
from server.logs import LOG

State = Literal["waiting", "running", "done", "failed"]
IMPORTS_FOLDER = "imports"
_KEPT = 100
_SECONDS_BETWEEN_WRITES = 0.2


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One import: how many of ``total`` steps are done, at the end its report, or why it failed (``detail``)."""

    id: str
    source: str
    state: State
    done: int = 0
    total: int = 0
    report: dict[str, Any] | None = None
    detail: str | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")


class ImportQueue:
    """Imports one after another, in a thread of its own; leaving waits for the one under way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / IMPORTS_FOLDER
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="import")

    def start(self, source: str, work: Callable[[Progress], dict[str, Any]]) -> ImportJob:
        """Queue ``work``, which imports the file called ``source`` and returns the report's wire form."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._forget_old()
        job = ImportJob(secrets.token_hex(8), source, "waiting")
        self._write(job)
        self._thread.submit(self._run, job, work)
        return job

    def job(self, job_id: str) -> ImportJob:
        """An import by id. Raises NotFoundError."""
        try:
            return ImportJob(**json.loads((self._folder / f"{job_id}.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise NotFoundError(f"没有编号为 {job_id} 的导入任务；任务记录只保留最近 {_KEPT} 个。") from None

    def close(self) -> None:
        """Finish the import under way, drop those that wait."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: ImportJob, work: Callable[[Progress], dict[str, Any]]) -> None:
        current = replace(job, state="running")
        self._write(current)
        written = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal current, written
            current = replace(current, done=done, total=total)
            if time.monotonic() - written >= _SECONDS_BETWEEN_WRITES or done == total:
                self._write(current)
                written = time.monotonic()

        try:
            report = work(progress)
            self._write(replace(current, state="done", report=report))
        except QiantouError as error:
            self._write(replace(current, state="failed", detail=error.told))
        except Exception:
            LOG.exception("import %s failed", job.id)
            self._write(replace(current, state="failed", detail="导入时服务内部出错，已记入日志，请告诉管理员。"))

    def _write(self, job: ImportJob) -> None:
        file = self._folder / f"{job.id}.json"
        beside = file.with_suffix(".part")
        beside.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        beside.replace(file)

    def _forget_old(self) -> None:
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[: -_KEPT + 1]:
            file.unlink(missing_ok=True)
