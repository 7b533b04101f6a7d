"""Keys, revocations and roles reach every open page with its next action; without keys the page is one person's."""

import re
import threading
import time

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from index.model.errors import NotFoundError, SettingsError
from index.model.store import DutyFilter
from server.access.keys import KEYS_FILE, KeyRing
from server.app import create_app
from tests.server.fakes import app_of, client_of, make_desk
from tests.server.live import serving
from tests.server.page import Page, events_of, named

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
GOOD = "一、工作\n1．修桥。（省交通运输厅牵头）\n".encode()
LIBRARY_WORDS = ("长沙机场", "省发展改革委", "湘政发", "台账")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    desk = make_desk(tmp_path / "library")
    yield desk
    desk.store.close()


@pytest.fixture
def service(desk):
    with client_of(desk, chat=True) as client:
        yield client


def is_log_in_page(response):
    return (
        response.status_code == 200
        and "登录" in response.text
        and not any(w in response.text for w in LIBRARY_WORDS)
    )


def upload_event(page):
    return next(event for event in events_of(page) if "upload" in event.targets)


def acted(page, event):
    return page.join(event, [None] * len(event.inputs)).status_code


def test_the_first_key_closes_every_open_page(service, desk):
    page = Page(service)
    event = named(events_of(page), "load")[0]
    assert acted(page, event) == 200
    KeyRing(desk.settings.library).add("甲", "admin")  # as another process does
    assert acted(page, event) == 401
    assert page.request("GET", "/ledger.csv").status_code == 401
    assert page.upload("桥.txt", GOOD).status_code == 401
    assert is_log_in_page(page.request("GET", "/"))
    assert is_log_in_page(Page(service).request("GET", "/"))


def test_a_revoked_key_closes_its_open_page_and_no_other(service, desk):
    keys = {name: desk.keys.add(name, "reader") for name in ("甲", "乙")}
    closed, open_ = (Page(service, name, key) for name, key in keys.items())
    event = named(events_of(closed), "load")[0]
    assert (acted(closed, event), acted(open_, event)) == (200, 200)
    KeyRing(desk.settings.library).revoke("甲")
    assert (acted(closed, event), acted(open_, event)) == (401, 200)
    assert is_log_in_page(closed.request("GET", "/"))
    desk.keys.add("甲", "admin")  # the name again, with another key: not the one that signed in here
    assert acted(closed, event) == 401


def test_a_changed_role_counts_from_the_next_action_on(service, desk):
    page = Page(service, "甲", desk.keys.add("甲", "editor"))
    upload = page.upload("桥.txt", GOOD).json()["id"]
    read, (accept, _) = upload_event(page), named(events_of(page), "click", "state", "state")
    assert "分工事项 1 项" in page.fire(read, [None], {"action": "uploaded", "target_value": upload})
    desk.keys.change_role("甲", "reader")
    assert page.upload("桥.txt", GOOD).status_code == 403
    assert "没有 editor 权限" in page.fire(accept, [None, None])
    assert len(desk.store.documents()) == 1
    desk.keys.change_role("甲", "admin")
    assert page.upload("桥.txt", GOOD).status_code == 200


def test_an_event_that_waits_while_its_key_is_revoked_answers_nobody(service, desk):
    page = Page(service, "甲", desk.keys.add("甲", "reader"))
    assert acted(page, named(events_of(page), "load")[0]) == 200
    desk.keys.revoke("甲")
    told = page.request("GET", f"/gradio_api/queue/data?session_hash={page.session}")
    assert told.status_code == 401
    assert not any(words in told.text for words in LIBRARY_WORDS)


def test_an_event_stream_ends_when_its_visitor_is_no_longer_welcome(desk):
    key = desk.keys.add("甲", "reader")
    with serving(lambda: app_of(desk, chat=True)) as address, httpx.Client(base_url=address) as client:
        client.post("/login", data={"name": "甲", "key": key})
        ended = threading.Event()

        def listen():
            with client.stream("GET", "/gradio_api/heartbeat/abc", timeout=60) as beats:
                assert beats.status_code == 200
                for _ in beats.iter_bytes():
                    begun.set()
            ended.set()

        begun = threading.Event()
        listener = threading.Thread(target=listen)
        listener.start()
        assert begun.wait(30)
        desk.keys.revoke("甲")
        assert ended.wait(60), "the next beat is not sent"
        listener.join()


def test_a_wrong_key_or_a_forged_cookie_opens_nothing(service, desk):
    key = desk.keys.add("甲", "admin")
    signed_in = Page(service, "甲", key)
    ((cookie, value),) = signed_in.cookies.items()
    for name, wrong in (("甲", "qt_x"), ("乙", key), ("", key), ("甲", "")):
        refused = service.post("/login", data={"name": name, "key": wrong})
        assert refused.status_code == 401
        assert "set-cookie" not in refused.headers
    session, name, expiry, signature = value.split(".")
    for forged in (
        f"{session}.{name}.{int(expiry) + 9}.{signature}",
        f"{'0' * 32}.{name}.{expiry}.{signature}",
        f"{session}.{name}.{expiry}.{'0' * 64}",
        f"{session}..{expiry}.{signature}",
        value + "x",
        "",
        "é",
    ):
        headers = [("Cookie", f"{cookie}={forged}".encode())]
        service.cookies.clear()
        assert is_log_in_page(service.get("/", headers=headers))
    assert not is_log_in_page(signed_in.request("GET", "/"))
    signed_in.request("GET", "/logout")
    signed_in.cookies.clear()
    assert is_log_in_page(signed_in.request("GET", "/"))


def test_a_sign_in_ends_after_its_hours(service, desk, monkeypatch):
    page = Page(service, "甲", desk.keys.add("甲", "reader"))
    now = time.time()
    monkeypatch.setattr("server.page.visits.time.time", lambda: now + 13 * 3600)
    assert is_log_in_page(page.request("GET", "/"))


def gradio_routes(service):
    """(method, path) of every route that Gradio itself brings, with something in place of its parameters."""
    page = service.app.router.default._page._page
    (gradio,) = (route.app for route in page.routes if isinstance(route, Mount))
    pending = list(gradio.routes)
    while pending:
        route = pending.pop()
        pending += getattr(getattr(route, "original_router", None), "routes", [])
        if isinstance(route, Route) and route.path != "/openapi.json":  # the service has its own there
            yield from ((method, re.sub(r"{[^}]*}", "x", route.path)) for method in route.methods)


def test_with_keys_whoever_has_not_signed_in_gets_the_log_in_page_and_nothing_else(service, desk):
    desk.keys.add("甲", "admin")
    routes = set(gradio_routes(service))
    assert len(routes) > 50
    for method, path in sorted(routes):
        response = service.request(method, path, follow_redirects=False)
        if (method, path) in {("GET", "/"), ("HEAD", "/"), ("POST", "/login")}:
            assert "set-cookie" not in response.headers
            assert not any(words in response.text for words in LIBRARY_WORDS)
            assert "gradio" not in response.text
        elif path == "/logout":
            assert (response.status_code, response.text) == (303, "")
        else:
            assert response.status_code == 401, (method, path)


def test_signed_in_only_what_the_page_needs_is_reached(service, desk):
    page = Page(service, "甲", desk.keys.add("甲", "admin"))
    streams = ("/gradio_api/heartbeat/x", "/gradio_api/queue/data")
    reached = {
        path
        for method, path in gradio_routes(service)
        if method == "GET" and path not in streams and page.request(method, path).status_code == 200
    }
    assert reached == {
        "/", "/config", "/config/", "/favicon.ico", "/theme.css", "/gradio_api/info",
        "/gradio_api/startup-events", "/gradio_api/theme.css",
    }  # fmt: skip
    for path in ("/gradio_api/file=/etc/passwd", "/gradio_api/file=http://127.0.0.1:9/", "/gradio_api/file/etc/passwd",
                 "/gradio_api/proxy=http://x.hf.space/", "/assets/../../../../etc/passwd", "/assets/%2e%2e/x",
                 "/gradio_api/deep_link?session_hash=x", "/gradio_api/openapi.json", "/monitoring", "/static//etc/passwd"):  # fmt: skip
        assert page.request("GET", path).status_code == 404, path
    for path in ("/gradio_api/upload", "/gradio_api/component_server", "/gradio_api/call/refresh", "/gradio_api/vibe-edit",
                 "/gradio_api/api/refresh", "/gradio_api/process_recording", "/gradio_api/stream/x"):  # fmt: skip
        assert page.request("POST", path, json={"data": [], "session_hash": "a"}).status_code == 404, path


def test_without_keys_a_newcomer_at_this_machine_adds_and_deletes(service, desk):
    page = Page(service)
    events = events_of(page)
    upload = page.upload("桥.txt", GOOD).json()["id"]
    page.fire(upload_event(page), [None], {"action": "uploaded", "target_value": upload})
    accept, _ = named(events, "click", "state", "state")
    assert "桥.txt 已入库" in page.fire(accept, [None, None])
    added = next(record for record in desk.store.documents() if record.source == "桥.txt")
    *_, table = named(events, "click", "state")
    page.fire(table, [None], {"action": "remove", "target_value": added.id})
    assert added not in desk.store.documents()


@pytest.mark.parametrize("where", [{"client": ("10.0.0.9", 1)}, {"base_url": "http://qiantou.example"}])
def test_without_keys_nobody_else_is_served(desk, where):
    app = app_of(desk, chat=True)
    given = {"client": ("127.0.0.1", 1), "base_url": "http://127.0.0.1:8000", **where}
    client = TestClient(app, **given)
    for path in ("/", "/api/documents", "/config", "/mcp"):
        assert client.get(path).status_code in (403, 421)
    assert client.post("/api/ask", json={"question": "谁牵头修桥"}).status_code in (403, 421)


def test_anonymous_visitors_of_a_public_service_only_read(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    with_names = make_desk(tmp_path / "library", host="0.0.0.0", allow_anonymous=True)
    with client_of(with_names, chat=True) as client:
        page = Page(client)
        assert "共 <b>194</b> 项" in page.fire(named(events_of(page), "load")[0], [])
        assert page.upload("桥.txt", GOOD).status_code == 403
        document = with_names.store.documents()[0].id
        *_, table = named(events_of(page), "click", "state")
        assert "没有 editor 权限" in page.fire(table, [None], {"action": "remove", "target_value": document})
        assert client.delete(f"/api/documents/{document}").status_code == 403
        assert client.get("/api/documents").status_code == 200
        with_names.keys.add("甲", "admin")
        assert client.get("/api/documents").status_code == 401
    with_names.store.close()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"host": "0.0.0.0"}, "--allow-anonymous"),
        ({"allowed_hosts": ("qiantou.example",)}, "qiantou keys add"),
        ({"host": "0.0.0.0", "allow_anonymous": True, "require_keys": True}, "qiantou keys add"),
    ],
)
def test_a_way_in_from_elsewhere_wants_keys_first(tmp_path, settings, words):
    desk = make_desk(tmp_path / "library", hunan=False, **settings)
    with pytest.raises(SettingsError, match=words):
        create_app(desk.settings, desk, chat=False)
    desk.store.close()


def test_the_ledger_is_downloaded_with_the_pages_own_conditions(service, desk):
    page = Page(service)
    (csv,) = [event for event in events_of(page) if event.inputs[:1] == ("checkbox",)][1:2]
    told = page.fire(csv, [False, "", "", "", "省林业局", "units", "", "", ""])
    address = told[told.index("./ledger.csv") :].partition('"')[0].removeprefix(".")
    rows = page.request("GET", address)
    assert rows.status_code == 200
    assert "省林业局" in rows.text
    assert len(rows.text.splitlines()) - 1 == desk.store.count(DutyFilter(units=("省林业局",)))


def test_a_damaged_key_file_closes_everything_and_names_no_path(service, desk):
    page = Page(service, "甲", desk.keys.add("甲", "admin"))
    (desk.settings.library / KEYS_FILE).write_text("{", encoding="utf-8")
    for path in ("/", "/config", "/api/documents"):
        refused = page.request("GET", path, headers={"Authorization": "Bearer qt_x"})
        assert refused.status_code == 500
        assert str(desk.settings.library) not in refused.text


def test_roles_are_changed_by_command_and_keep_the_key(desk):
    key = desk.keys.add("甲", "reader")
    KeyRing(desk.settings.library).change_role("甲", "editor")
    assert desk.keys.find(key).role == "editor"
    with pytest.raises(NotFoundError, match="没有账号"):
        desk.keys.change_role("乙", "admin")
