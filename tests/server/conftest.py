from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from server.desk import LibraryDesk
from tests.server.fakes import client_of, make_desk
from tests.server.live import serving


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[LibraryDesk]:
    desk = make_desk(tmp_path / "library")
    yield desk
    desk.store.close()


@pytest.fixture
def client(desk: LibraryDesk) -> Iterator[TestClient]:
    with client_of(desk) as client:
        yield client


@pytest.fixture
def address(desk: LibraryDesk) -> Iterator[str]:
    with serving(lambda: create_app(desk.settings, desk, chat=False)) as address:
        yield address
