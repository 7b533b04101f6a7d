"""The OpenAPI document: what it says is what is served, and it changes only on purpose."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from server.app import create_app
from tests.server.fakes import make_desk
from tests.server.live import serving

SNAPSHOT = Path(__file__).parent / "openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]


def operations():
    paths = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    desk = make_desk(tmp_path_factory.mktemp("fuzzed") / "library")
    with serving(lambda: create_app(desk.settings, desk, chat=False)) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")
    desk.store.close()


@pytest.mark.parametrize(("method", "path"), operations())
def test_no_request_breaks_the_service_or_gets_an_undocumented_response(schema, method, path):
    @given(case=schema[path][method.upper()].as_strategy())
    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def holds(case):
        case.call_and_validate(checks=CHECKS)

    holds()


def test_the_schema_is_the_recorded_one(client):
    """After a change on purpose: delete tests/server/openapi.json and run this test twice."""
    found = client.get("/openapi.json").json()
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(
            json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        pytest.fail("no snapshot: written now, look at it and run again")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_explains_itself(client):
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), f"{method} {path}"
            assert operation.get("description"), f"{method} {path}"
