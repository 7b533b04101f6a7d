"""No event of the page reads what this browser session did not upload, nor changes anything without the role.

The events are taken from the page's own configuration: a new one is tried as soon as it is there.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.server.fakes import client_of, make_desk
from tests.server.page import Page, events_of, named

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Gradio's own, of pandas
ROLES = ("anonymous", "reader", "editor", "admin")
ACTIONS = ("uploaded", "remove", "ask-remove", "keep", "cite", "ask", "verdict")
CANARY = "只有服务器自己知道的话"
GOOD = "一、工作\n1．修桥。（省交通运输厅牵头）\n".encode()
WATCHED = {"open", "socket.connect", "socket.getaddrinfo"}
_seen: list[tuple[str, object]] | None = None


def _note(name, arguments):
    if _seen is not None and name in WATCHED:
        _seen.append((name, arguments[0] if name == "open" else arguments))


sys.addaudithook(_note)


class Watch:
    """What the process opens and whom it calls meanwhile."""

    def __enter__(self):
        global _seen
        _seen = self.seen = []
        return self

    def __exit__(self, *_):
        global _seen
        _seen = None

    def opened(self, forbidden):
        names = {os.path.realpath(f) for name, f in self.seen if name == "open" and isinstance(f, str | Path)}
        return names & {os.path.realpath(file) for file in forbidden}

    @property
    def called(self):
        return [event for event in self.seen if event[0] != "open"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A service with keys, a file that nobody may read, a link to it, and another session's upload."""
    folder = tmp_path_factory.mktemp("house")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "gradio"))
        desk = make_desk(folder / "library")
        keys = {role: desk.keys.add(role, role) for role in ("reader", "editor", "admin")}
        other_key = desk.keys.add("other", "editor")
        (folder / "secret.txt").write_text(CANARY, encoding="utf-8")
        (folder / "link.txt").symlink_to(folder / "secret.txt")
        with client_of(desk, chat=True) as client:
            other = Page(client, "other", other_key)
            upload = other.upload("别人的.txt", GOOD).json()["id"]
            yield House(folder, desk, client, keys, upload)
        desk.store.close()


class House:
    def __init__(self, folder, desk, client, keys, others_upload):
        self.folder, self.desk, self.client, self.keys = folder, desk, client, keys
        self.others_upload = others_upload
        self.others_file = next((folder / "library" / "uploads").rglob(others_upload))

    def page(self, role):
        return Page(self.client, role, self.keys.get(role, ""))

    @property
    def forbidden(self):
        library = self.folder / "library"
        return ["/etc/passwd", self.folder / "secret.txt", library / "page.secret", self.others_file]  # fmt: skip

    def forgeries(self):
        paths = [
            *map(str, self.forbidden),
            str(self.folder / "link.txt"),
            str(self.folder / "library" / "audit.jsonl"),
        ]
        return [
            *paths,
            (self.folder / "secret.txt").as_uri(),
            "http://127.0.0.1:9/secret.txt",
            os.path.relpath(self.folder / "secret.txt"),
            "../../../../../../../../etc/passwd",
            self.others_upload,
            "0" * 32,
            "0" * 12,
            "999999:1:0:9",
        ]

    def state(self):
        store = self.desk.store
        kept = store.feedback.all()
        return store.generation, store.documents(), len(kept), self.desk.keys.accounts()


def file_data(path):
    return {"path": path, "url": path, "orig_name": "x.txt", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("role", ROLES)
def test_no_event_takes_a_value_that_names_a_file(house, role):
    page, events = house.page(role), events_of(house.page("admin"))
    before, (gradio,) = house.state(), [house.folder / "gradio"]
    assert len(events) > 30
    with Watch() as watch:
        for event in events:
            for path in house.forgeries():
                for value in (file_data(path), [file_data(path)], {"value": file_data(path)}):
                    forged = page.join(event, [value] * max(1, len(event.inputs)))
                    assert forged.status_code == (401 if role == "anonymous" else 422)
    assert watch.opened(house.forbidden) == set()
    assert watch.called == []
    assert house.state() == before
    assert not any(file.is_file() for file in gradio.rglob("*"))


@pytest.mark.parametrize("role", ROLES)
def test_no_event_reads_or_changes_anything_by_a_forged_path_state_or_id(house, role):
    events = events_of(house.page("admin"))
    documents = [record.id for record in house.desk.store.documents()]
    names = house.forgeries() + (documents if role in ("anonymous", "reader") else [])
    before = house.state()
    told = []
    with Watch() as watch:
        for name in names:
            forged = []
            for event in events:
                named_by_event = bool({"click", "upload"} & set(event.targets))
                if not (event.inputs or named_by_event or name is names[0]):
                    continue  # nothing that it is given could be forged
                for action in ACTIONS if named_by_event else ACTIONS[:1]:
                    sent = {"action": action, "target_value": name, "index": name, "value": name}
                    forged.append((event, [name] * len(event.inputs), sent))
            told.append(house.page(role).fire_all(forged).replace(name, ""))
    text = "".join(told)
    assert watch.opened(house.forbidden) == set()
    assert watch.called == []
    assert CANARY not in text
    assert "root:x:" not in text
    for place in (house.folder, Path.cwd(), sys.prefix, "site-packages", "Traceback"):
        assert str(place) not in text
    assert house.state() == before
    assert house.others_file.exists()
    if role == "anonymous":
        assert text == ""
    assert not any(file.is_file() for file in (house.folder / "gradio").rglob("*"))


@pytest.mark.parametrize(
    "event_data",
    [None, 7, "x", [], {}, {"action": 1, "target_value": {}}, {"action": "verdict"}, {"action": "cite"}],
)
def test_malformed_event_data_is_no_more_than_nothing(house, event_data):
    page = house.page("reader")
    for event in events_of(page):
        if {"click", "upload"} & set(event.targets) and not event.inputs:
            assert "Traceback" not in page.fire(event, [], event_data)


def test_what_a_session_uploads_it_may_read_and_store(house):
    page = house.page("editor")
    events = events_of(page)
    (read,) = [event for event in events if "upload" in event.targets]
    accept, _ = named(events, "click", "state", "state")
    upload = page.upload("../..\\etc/修桥.txt", GOOD).json()["id"]
    report = page.fire(read, [None], {"action": "uploaded", "target_value": upload})
    assert "修桥.txt" in report
    assert "分工事项 1 项" in report
    assert "修桥.txt 已入库" in page.fire(accept, [None, None])
    stored = next(record for record in house.desk.store.documents() if record.source == "修桥.txt")
    assert house.desk.store.original(stored.id) == GOOD
    assert "没有这个待入库的文件" in page.fire(read, [None], {"action": "uploaded", "target_value": upload})
    house.desk.remove(stored.id, "editor")


def test_another_sessions_upload_is_not_there(house):
    for page in (house.page("editor"), house.page("admin")):
        (read,) = [event for event in events_of(page) if "upload" in event.targets]
        told = page.fire(read, [None], {"action": "uploaded", "target_value": house.others_upload})
        assert "没有这个待入库的文件" in told
        assert "修桥" not in told
    assert house.others_file.exists()


def test_readers_upload_nothing(house):
    refused = house.page("reader").upload("桥.txt", GOOD)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert house.page("anonymous").upload("桥.txt", GOOD).status_code == 401
    assert len(list((house.folder / "library" / "uploads").rglob("?" * 32))) <= 4


def test_nobody_acts_or_listens_in_another_browsers_session(house):
    mine, other = house.page("editor"), house.page("admin")
    event = named(events_of(mine), "load")[0]
    assert mine.fire(event, [])
    for refused in (
        other.join(event, [], session=mine.session),
        other.request("GET", f"/gradio_api/queue/data?session_hash={mine.session}"),
        other.request("GET", f"/gradio_api/heartbeat/{mine.session}"),
        other.request("POST", "/gradio_api/cancel", json={"session_hash": mine.session, "event_id": "x"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "foreign-session")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"data": []}', b"[" * 100_000, b'{"data": [], "fn_index": "0", "session_hash": "a"}',
     b'{"data": [], "fn_index": 0, "session_hash": "../a"}', b'{"data": {}, "fn_index": 0, "session_hash": "a"}',
     b'{"data": [{}], "fn_index": 0, "session_hash": "a"}', b'{"data": [[[]]], "fn_index": 0, "session_hash": "a"}'],
)  # fmt: skip
def test_what_the_page_never_sends_is_refused(house, body):
    page = house.page("admin")
    headers = {"Content-Type": "application/json"}
    for path in ("/gradio_api/queue/join", "/gradio_api/run/predict"):
        assert page.request("POST", path, content=body, headers=headers).status_code == 422
