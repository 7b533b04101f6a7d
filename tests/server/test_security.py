"""What visitors may and may not do."""

import pytest

from index.model.errors import SettingsError
from server.access.hosts import is_loopback
from server.access.keys import KEYS_FILE, KeyRing
from server.app import create_app
from tests.server.fakes import client_of, make_desk

FILE = {"file": ("桥.txt", "1．修桥。（省交通运输厅牵头）".encode())}


@pytest.fixture
def guarded(tmp_path):
    """A client of a service with keys, and the keys by role."""
    desk = make_desk(tmp_path / "library")
    keys = {role: desk.keys.add(role, role) for role in ("reader", "editor", "admin")}
    with client_of(desk) as client:
        yield client, keys
    desk.store.close()


def requests_of(client):
    """Every route of the API with a request that would be well-formed."""
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method in methods:
            yield method.upper(), path.replace("{id}", "0" * 12).replace("{form}", "csv").replace("{name}", "x")


def test_without_a_key_nothing_but_the_probes_is_answered(guarded):
    client, _ = guarded
    open_paths = set()
    for method, path in requests_of(client):
        if client.request(method, path).status_code != 401:
            open_paths.add(path)
    assert open_paths == {"/healthz", "/readyz"}
    assert client.post("/mcp", json={}).status_code == 401


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", "Basic cmVhZGVyOng=", "Bearer qt_" + "A" * 43]
)
def test_a_wrong_key_can_neither_upload_nor_delete(guarded, authorization):
    client, keys = guarded
    headers = {"Authorization": authorization} if authorization else {}
    upload = client.post("/api/documents", files=FILE, headers=headers)
    assert (upload.status_code, "WWW-Authenticate" in upload.headers) == (401, True)
    documents = client.get("/api/documents", headers={"Authorization": f"Bearer {keys['reader']}"}).json()
    assert len(documents) == 1
    assert client.delete(f"/api/documents/{documents[0]['id']}", headers=headers).status_code == 401


def test_roles_build_on_one_another(guarded):
    client, keys = guarded
    statuses = {
        role: client.post(
            "/api/documents?preview=true", files=FILE, headers={"Authorization": f"Bearer {key}"}
        ).status_code
        for role, key in keys.items()
    }
    assert statuses == {"reader": 403, "editor": 200, "admin": 200}


def test_a_revoked_key_is_void_at_once_and_the_last_one_does_not_open_the_door(tmp_path):
    desk = make_desk(tmp_path / "library")
    key = desk.keys.add("甲", "reader")
    with client_of(desk) as client:
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get("/api/documents", headers=headers).status_code == 200
        KeyRing(desk.settings.library).revoke("甲")  # as another process does
        assert client.get("/api/documents", headers=headers).status_code == 401
        assert client.get("/api/documents").status_code == 401
    desk.store.close()


def test_keys_are_stored_as_digests_for_the_owner_only(tmp_path):
    ring = KeyRing(tmp_path)
    key = ring.add("甲", "admin")
    file = tmp_path / KEYS_FILE
    assert key not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    assert ring.find(key).name == "甲"
    with pytest.raises(SettingsError, match="已经存在"):
        ring.add("甲", "reader")


def test_the_chat_signs_in_with_the_same_accounts(tmp_path):
    desk = make_desk(tmp_path / "library")
    key = desk.keys.add("甲", "reader")
    assert desk.sign_in("甲", key).role == "reader"
    assert desk.sign_in("乙", key) is None
    assert desk.sign_in("甲", "") is None
    assert (desk.may("甲", "reader"), desk.may("甲", "editor"), desk.may("", "reader")) == (True, False, False)
    desk.store.close()


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.9.9.9", True), ("0.0.0.0", False), ("::", False),
     ("10.0.0.5", False), ("example.com", False)],
)  # fmt: skip
def test_a_public_address_without_keys_is_refused(tmp_path, host, loopback):
    assert is_loopback(host) is loopback
    desk = make_desk(tmp_path / "library", host=host, require_keys=False)
    if loopback:
        create_app(desk.settings, desk, chat=False)
    else:
        with pytest.raises(SettingsError, match="qiantou keys add"):
            create_app(desk.settings, desk, chat=False)
        desk.keys.add("甲", "admin")
        create_app(desk.settings, desk, chat=False)
    desk.store.close()


def test_another_site_can_reach_nothing_through_a_visitors_browser(client):
    evil = client.post("/api/documents", files=FILE, headers={"Origin": "http://evil.example"})
    assert (evil.status_code, evil.json()["code"]) == (403, "cross-origin")
    own = client.post("/api/documents?preview=true", files=FILE, headers={"Origin": "http://127.0.0.1:8000"})
    assert own.status_code == 200
    rebound = client.get("/api/documents", headers={"Host": "evil.example:8000"})
    assert (rebound.status_code, rebound.json()["code"]) == (421, "unknown-host")
    twice = client.get("/api/documents", headers=[("Host", "127.0.0.1:8000"), ("Host", "evil.example")])
    assert twice.status_code == 421
    assert "access-control-allow-origin" not in client.get("/api/units", headers={"Origin": "http://a.b"}).headers


def test_headers_are_strict(client):
    for path in ("/api/documents", "/docs", "/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (
        client.get("/api/units").headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    )


def test_too_many_requests_are_told_when_to_come_again(tmp_path):
    desk = make_desk(tmp_path / "library", rate_per_minute=3)
    with client_of(desk) as client:
        statuses = [client.get("/api/documents").status_code for _ in range(4)]
        refused = client.get("/api/documents")
        assert statuses == [200, 200, 200, 429]
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert client.get("/healthz").status_code == 200
    desk.store.close()


def test_large_bodies_are_refused(tmp_path):
    desk = make_desk(tmp_path / "library", max_request_kb=16, max_upload_mb=1)
    with client_of(desk) as client:
        long = client.post("/api/ask", content=b'{"question": "' + b"x" * 20_000 + b'"}')
        assert (long.status_code, long.headers["content-type"]) == (413, "application/problem+json")
        chunked = client.post("/api/ask", content=(b"x" * 1_000 for _ in range(20)))
        assert (chunked.status_code, chunked.headers["content-type"]) == (413, "application/problem+json")
        assert client.post("/api/documents", files={"file": ("x.txt", b"x" * 2_000_000)}).status_code == 413
        assert client.post("/api/documents", files={"file": ("x.txt", b"x" * 500_000)}).status_code != 413
    desk.store.close()
