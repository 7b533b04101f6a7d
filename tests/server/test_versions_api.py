"""Identities, versions and changes over the API and the command line."""

from tests.identity import versions_samples as samples


def upload(client, content, **params):
    return client.post("/api/documents", params=params, files={"file": (f"{len(content)}.txt", content)}).json()


def test_the_report_shows_the_identity_and_it_can_be_corrected(client):
    report = upload(client, samples.FIRST)
    assert report["identity"] == report["document"]["identity"] == {
        "issuer": "青山市人民政府办公室",
        "year": 2024,
        "place": {"level": "city", "province": None, "city": "青山市", "county": None, "label": "青山市"},
        "kind": "任务分解",
        "series": "青山市·重点工作任务分解",
    }  # fmt: skip
    path = f"/api/documents/{report['document']['id']}/identity"
    corrected = client.patch(path, json={"province": "湖南", "kind": None}).json()["identity"]
    assert corrected["place"]["label"] == "湖南省青山市"
    assert corrected["kind"] is None
    assert corrected["issuer"] == "青山市人民政府办公室"
    assert client.patch(path, json={"unknown": 1}).status_code == 422


def test_versions_are_proposed_before_and_kept_after(client):
    first = upload(client, samples.FIRST)["document"]
    preview = upload(client, samples.AGAIN, preview=True)
    [relation] = preview["relations"]
    assert relation["relation"] == "replacement"
    assert relation["earlier"] == first["id"]
    assert relation["summary"] == "新增任务 1 项，不再列出 1 项，牵头单位变了 1 项，完成时限变了 1 项，未变 1 项"
    assert "牵头单位变了：改造老旧小区30个。（市住房城乡建设局 → 市财政局）" in preview["text"]

    second = upload(client, samples.AGAIN)["document"]
    assert client.get(f"/api/documents/{first['id']}").json()["superseded_by"] == second["id"]
    changes = client.get(f"/api/documents/{second['id']}/changes", params={"kind": "lead"}).json()
    assert [(c["before"]["lead"], c["after"]["lead"]) for c in changes["changes"]] == [
        (["市住房城乡建设局"], ["市财政局"])
    ]
    assert client.get(f"/api/documents/{first['id']}/changes").status_code == 404


def test_superseded_documents_stay_out_of_the_ledger_by_default(client):
    first = upload(client, samples.FIRST)["document"]
    upload(client, samples.AGAIN)
    reading = {"lead": "市文化广电旅游局"}
    assert client.get("/api/duties", params=reading).json()["total"] == 0
    assert client.get("/api/duties", params={**reading, "superseded": True}).json()["total"] == 1
    assert client.get(f"/api/documents/{first['id']}/duties").json()["total"] == 4
    assert client.get("/api/export.csv", params=reading).text.count("\n") == 1


def test_the_importer_may_decide(client):
    upload(client, samples.FIRST)
    assert upload(client, samples.AGAIN, relation="other")["relations"][0]["relation"] == "other"
    assert all(d["current"] for d in client.get("/api/documents").json())


def test_another_year_is_compared_with_the_year_before(client):
    upload(client, samples.FIRST)
    later = upload(client, samples.NEXT_YEAR)["document"]
    changes = client.get(f"/api/documents/{later['id']}/changes").json()
    assert changes["relation"] == "edition"
    assert [c["after"]["task"] for c in changes["changes"] if "added" in c["kinds"]] == ["建设算力调度平台。"]
