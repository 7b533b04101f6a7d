"""``qiantou serve``: build what is missing, then serve with uvicorn until told to stop."""

import os
import sys
import tempfile

import uvicorn

from server.access.hosts import refuse_public_without_keys
from server.access.keys import KeyRing
from server.operation.building import build_first_library, library_exists
from server.operation.metrics import MULTIPROCESS_VARIABLE
from server.settings import PREFIX, Settings

SECONDS_TO_FINISH = 30
"""How long requests under way may take to end once the service is told to stop."""


def run(settings: Settings) -> None:
    """Serve; returns when stopped. Raises SettingsError, LibraryError and what building the library raises."""
    refuse_public_without_keys(settings, KeyRing(settings.library))
    if not library_exists(settings.library):
        sys.stderr.write(f"首次启动：用 {settings.documents} 里的文件建库，存于 {settings.library.resolve()}\n")
        build_first_library(settings)
    sys.stderr.write(
        f"谁牵头已启动：http://{settings.host}:{settings.port}/（接口说明 /docs）。按 Ctrl+C 停止。\n"
    )
    with tempfile.TemporaryDirectory(prefix="qiantou-metrics-") as shared:
        # The worker processes read their settings anew: hand down what the command line said.
        for name in ("host", "port", "library", "workers", "allow_anonymous"):
            os.environ[PREFIX + name.upper()] = str(getattr(settings, name))
        if settings.workers > 1:
            os.environ[MULTIPROCESS_VARIABLE] = shared
        uvicorn.run(
            f"{__package__.rpartition('.')[0]}.app:from_environment",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            log_config=None,
            log_level=settings.log_level,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=list(settings.trusted_proxies),
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
