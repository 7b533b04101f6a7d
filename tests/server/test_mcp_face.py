"""The MCP face, by the official client over HTTP against a live server."""

import anyio
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from server.app import create_app
from tests.server.fakes import make_desk
from tests.server.live import serving


def call(address, tool=None, key=None, **arguments):
    """Connect, list the tools or call one, disconnect."""

    async def talk():
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with (
            httpx2.AsyncClient(headers=headers) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
        ):
            return await (client.call_tool(tool, arguments) if tool else client.list_tools())

    return anyio.run(talk)


def test_the_tools_are_listed_with_their_meaning(address):
    tools = {tool.name: tool for tool in call(address).tools}
    assert set(tools) == {"ask", "list_unit_duties", "get_clause", "list_documents"}
    assert all(not (tool.description or "").isascii() for tool in tools.values())


def test_ask_gives_the_answer_with_its_ground(address):
    result = call(address, "ask", question="谁牵头长沙机场改扩建")
    assert not result.is_error
    assert result.structured_content["lead"] == ["省发展改革委"]
    assert result.structured_content["citations"][0]["clause"] == "3"


def test_a_units_duties_a_clause_and_the_documents(address):
    work = call(address, "list_unit_duties", unit="省发改委").structured_content
    assert len(work["lead"]) == work["unit"]["lead"] == 22
    (clause,) = call(address, "get_clause", number="36").structured_content["result"]
    assert clause["number"] == "36"
    (document,) = call(address, "list_documents").structured_content["result"]
    assert document["duties"] == 194


def test_what_is_not_there_is_an_error_in_words(address):
    result = call(address, "get_clause", number="999")
    assert result.is_error
    assert "没有第999条" in result.content[0].text


def test_a_key_is_needed_where_keys_are_on(tmp_path):
    desk = make_desk(tmp_path / "library")
    key = desk.keys.add("读者", "reader")
    with serving(lambda: create_app(desk.settings, desk, chat=False)) as address:
        assert call(address, "ask", key=key, question="谁牵头长沙机场改扩建").structured_content["answered"]
        with pytest.raises(BaseException):  # noqa: B017 - the client raises a group of its transport's errors
            call(address, "ask", question="谁牵头长沙机场改扩建")
        assert httpx2.post(f"{address}/mcp", json={}).status_code == 401
    desk.store.close()
