"""The API as its users see it: right answers, complete sets, problems with a way out."""

import io
import json

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

GOOD = "一、工作\n1．修桥。（省交通运输厅牵头）\n".encode()


def hunan(client):
    return client.get("/api/documents").json()[0]


def test_an_answer_carries_its_ground(client):
    answer = client.post("/api/ask", json={"question": "谁牵头长沙机场改扩建"}).json()
    assert answer["lead"] == ["省发展改革委"]
    assert len(answer["responsible"]) == 10
    (citation,) = answer["citations"]
    clause = client.get(f"/api/documents/{citation['document']['id']}/clauses", params={"number": "3"}).json()[0]
    start, end = citation["span"]
    assert citation["quote"] == clause["text"][start:end]
    assert answer["total"] == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": ""}, 422, "invalid-request"),
        ({"question": "   "}, 422, "invalid-question"),
        ({"question": "问" * 2_001}, 422, "invalid-request"),
        ({"question": "问", "more": 1}, 422, "invalid-request"),
        ({"question": "问", "document": "000000000000"}, 404, "not-found"),
        ({"question": "问", "year": 10**30}, 422, "invalid-request"),
        ({"question": "\ud800"}, 422, "invalid-request"),
        ([], 422, "invalid-request"),
    ],
)
def test_bad_questions_are_problems(client, body, status, code):
    response = client.post("/api/ask", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == code
    assert problem["request_id"] == response.headers["X-Request-ID"]
    assert not problem["detail"].isascii()


FINANCE_NOT_NDRC = {
    "type": "select",
    "where": {
        "type": "and",
        "parts": [
            {"type": "has", "unit": "省财政厅"},
            {"type": "not", "part": {"type": "has", "unit": "省发展改革委", "role": "lead"}},
            {"type": "in_clause", "first": 1, "last": 50},
        ],
    },
}


def test_a_query_is_executed_and_its_wire_form_gives_the_same_answer(client):
    answer = client.post("/api/query", json={"query": FINANCE_NOT_NDRC}).json()
    held = client.get("/api/duties", params={"unit": "省财政厅", "limit": 1000}).json()["items"]
    expected = {
        (duty["clause"], duty["ordinal"])
        for duty in held
        if "省发展改革委" not in duty["lead"] and int(duty["clause"]) <= 50
    }
    assert {(citation["clause"], citation["duty"]) for citation in answer["citations"]} == expected
    assert answer["count"] == answer["total"] == len(expected)
    again = client.post("/api/query", json={"query": answer["query"]}).json()
    assert {**again, "elapsed_ms": 0} == {**answer, "elapsed_ms": 0}


def test_queries_keep_to_the_published_schema(client):
    schema = client.get("/api/query/schema").json()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(FINANCE_NOT_NDRC)
    validator.validate(client.post("/api/query", json={"query": FINANCE_NOT_NDRC}).json()["query"])
    assert not validator.is_valid({"type": "select", "where": {"type": "has"}})


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"type": "nothing"},
        {"type": "select", "more": 1},
        {"type": "select", "of": "cats"},
        {"type": "select", "where": {"type": "has"}},
        {"type": "select", "where": {"type": "duties", "op": ">", "n": 3}},
        {"type": "select", "where": {"type": "due", "when": "by", "date": "soon"}},
        {"type": "select", "where": {"type": "matter", "text": "\ud800"}},
        {"type": "several", "queries": [{"type": "talk", "kind": "help"}]},
        {"type": "several", "queries": [{"type": "select"}] * 21},
    ],
)
def test_what_is_no_query_is_a_problem(client, query):
    response = client.post(
        "/api/query", content=json.dumps({"query": query}), headers={"Content-Type": "application/json"}
    )
    assert (response.status_code, response.json()["code"]) == (422, "invalid-query")


def test_unknown_addresses_and_methods_are_problems(client):
    for method, path, status in [("GET", "/api/nothing", 404), ("PUT", "/api/ask", 405), ("GET", "/nothing", 404)]:
        response = client.request(method, path)
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_duties_page_through_the_whole_set(client):
    where = {"lead": "省发改委"}
    whole = client.get("/api/duties", params={**where, "limit": 1000}).json()
    assert whole["total"] == len(whole["items"]) == 22
    pages = [client.get("/api/duties", params={**where, "offset": o, "limit": 5}).json() for o in range(0, 25, 5)]
    assert [item["id"] for page in pages for item in page["items"]] == [item["id"] for item in whole["items"]]
    assert all("省发展改革委" in item["lead"] for item in whole["items"])


@pytest.mark.parametrize(
    ("where", "total"),
    [
        ({}, 194),
        ({"has_lead": "false"}, 57),
        ({"mode": "joint"}, 47),
        ({"year": 2021}, 0),
        ({"clause": "3"}, 1),
        ({"text": "长沙机场"}, 1),
        ({"lead": "省不存在厅"}, 0),
    ],
)
def test_duties_are_counted_exactly(client, where, total):
    assert client.get("/api/duties", params=where).json()["total"] == total


def test_a_units_duties_are_complete_by_any_of_its_names(client):
    work = client.get("/api/units/省发改委/duties").json()
    assert work["unit"]["name"] == "省发展改革委"
    assert len(work["lead"]) == work["unit"]["lead"] == 22
    assert len(work["responsible"]) == work["unit"]["responsible"]
    assert client.get("/api/units/火星事务局/duties").status_code == 404


def test_an_upload_is_previewed_stored_superseded_downloaded_and_deleted(client):
    file = {"file": ("..\\..\\/etc/修桥.txt", GOOD)}
    preview = client.post("/api/documents", params={"preview": True}, files=file)
    assert (preview.status_code, preview.json()["stored"], preview.json()["document"]) == (200, False, None)
    assert len(client.get("/api/documents").json()) == 1

    stored = client.post("/api/documents", files=file)
    assert (stored.status_code, stored.json()["stored"]) == (201, True)
    document = stored.json()["document"]
    assert document["source"] == "修桥.txt"
    assert client.post("/api/documents", files=file).status_code == 409

    old = (
        hunan(client)["id"]
        if hunan(client)["id"] != document["id"]
        else client.get("/api/documents").json()[1]["id"]
    )
    marked = client.put(f"/api/documents/{old}/superseded-by", json={"by": document["id"]})
    assert marked.json()["superseded_by"] == document["id"]
    assert client.put(f"/api/documents/{old}/superseded-by", json={"by": None}).json()["superseded_by"] is None

    original = client.get(f"/api/documents/{document['id']}/original")
    assert original.content == GOOD
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment")

    assert client.delete(f"/api/documents/{document['id']}").status_code == 204
    assert client.delete(f"/api/documents/{document['id']}").status_code == 404


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 422), (b"%PDF-1.7 broken", 422), ("没有分工".encode(), 409)]
)
def test_files_that_are_no_division_of_work_are_refused_whole(client, content, status):
    response = client.post("/api/documents", files={"file": ("x.txt", content)})
    assert response.status_code == status
    assert "x.txt" in response.json()["detail"]
    assert len(client.get("/api/documents").json()) == 1


def test_a_background_import_tells_how_far_it_is(client):
    job = client.post("/api/documents", params={"background": True}, files={"file": ("桥.txt", GOOD)})
    assert job.status_code == 202
    events = client.get(f"/api/imports/{job.json()['id']}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert events.text.rstrip().split("event: ")[-1].startswith("done")
    assert client.get(f"/api/imports/{job.json()['id']}").json()["report"]["stored"] is True
    assert client.get("/api/imports/0000000000000000/events").status_code == 404


def test_a_failed_background_import_says_why(client):
    job = client.post("/api/documents", params={"background": True}, files={"file": ("空.txt", b"")}).json()
    client.get(f"/api/imports/{job['id']}/events")
    ended = client.get(f"/api/imports/{job['id']}").json()
    assert ended["state"] == "failed"
    assert "空.txt" in ended["detail"]


def test_the_ledger_is_exported_by_unit(client):
    response = client.get("/api/export.xlsx", params={"unit": "省林业局", "by": "unit"})
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["省林业局"]
    total = client.get("/api/duties", params={"unit": "省林业局"}).json()["total"]
    assert book["省林业局"].max_row == total + 1


def test_feedback_is_kept(client, desk):
    body = {"question": "谁牵头长沙机场改扩建", "verdict": "wrong_unit", "comment": "不对"}
    assert client.post("/api/feedback", json=body).status_code == 204
    (kept,) = desk.store.feedback.all()
    assert (kept.question, kept.verdict, kept.comment) == ("谁牵头长沙机场改扩建", "单位不对", "不对")


def test_metrics_and_audit_hold_no_question(client, desk):
    client.post("/api/ask", json={"question": "谁牵头长沙机场改扩建"})
    metrics = client.get("/metrics").text
    assert 'qiantou_answers_total{answered="true",kind="lead"} 1.0' in metrics
    audit = (desk.settings.library / "audit.jsonl").read_text(encoding="utf-8")
    assert "长沙机场" not in metrics + audit
    assert hunan(client)["id"] in audit


def test_the_documentation_page_needs_no_other_server(client):
    page = client.get("/docs").text
    assert "http://" not in page.replace("http://127.0.0.1", "")
    assert "https://" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert f"/docs-assets/{asset}" in page
        assert client.get(f"/docs-assets/{asset}").status_code == 200
