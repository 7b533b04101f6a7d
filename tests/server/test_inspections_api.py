"""Inspectors' sets and linked duties over the API."""

from tests.identity import versions_samples as samples


def upload(client, content):
    return client.post("/api/documents", files={"file": (f"{len(content)}.txt", content)}).json()["document"]


def test_sets_are_paged_and_exported(client):
    document = upload(client, samples.NEXT_YEAR)["id"]
    where = {"day": "2025-09-30", "document": document}
    page = client.get("/api/inspections/due_before", params=where).json()
    assert [item["task"] for item in page["items"]] == ["建设高标准农田10万亩。", "新建城东客运枢纽。"]
    assert page["total"] == 2
    lines = client.get("/api/inspections/due_before/export.csv", params=where).text.splitlines()
    assert [line.split(",")[7] for line in lines] == ["任务内容", "建设高标准农田10万亩。", "新建城东客运枢纽。"]
    assert client.get("/api/inspections/led_and_shared").status_code == 422
    assert client.get("/api/inspections/anything").status_code == 422


def test_the_hunan_documents_set_without_lead(client):
    assert client.get("/api/inspections/no_lead").json()["total"] == 57


def test_linked_duties_of_a_duty(client):
    item = client.get("/api/duties", params={"limit": 1}).json()["items"][0]
    assert client.get(f"/api/duties/{item['id']}/linked").json() == []
    assert client.get("/api/duties/999999999/linked").status_code == 404
