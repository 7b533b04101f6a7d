"""The page without a browser: signs in, uploads, fires the page's own events, and reads what they answer."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the page as its configuration has it: number, what triggers it, the kinds of its inputs."""

    number: int
    targets: tuple[str, ...]
    inputs: tuple[str, ...]
    queued: bool


class Page:
    """One open page in one browser: a Gradio session and the browser's cookies."""

    def __init__(self, client: TestClient, name: str = "", key: str = "") -> None:
        """Opens the page; signs in first when a key is given."""
        self.client = client
        self.cookies: dict[str, str] = {}
        self.session = secrets.token_hex(6)
        if key:
            assert self.request("POST", "/login", data={"name": name, "key": key}).status_code == 303
        self.request("GET", "/")

    def request(self, method: str, path: str, **more: Any) -> Response:
        """A request of this browser."""
        self.client.cookies.clear()
        cookies = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        headers = {**more.pop("headers", {}), **cookies}
        response = self.client.request(method, path, headers=headers, follow_redirects=False, **more)
        self.cookies |= dict(response.cookies)
        return response

    def upload(self, name: str, content: bytes) -> Response:
        """A file by the page's own uploader."""
        return self.request("POST", "/uploads", files={"file": (name, content)})

    def join(self, event: Event, data: list[Any], event_data: object = None, session: str = "") -> Response:
        """Ask for an event; its answer waits in the session's stream."""
        body = {
            "data": data,
            "event_data": event_data,
            "fn_index": event.number,
            "trigger_id": None,
            "session_hash": session or self.session,
        }
        path = "/gradio_api/queue/join" if event.queued else "/gradio_api/run/predict"
        return self.request("POST", path, json=body)

    def fire(self, event: Event, data: list[Any], event_data: object = None) -> str:
        """All that the event answers, as text; empty when it was refused at the gate."""
        return self.fire_all([(event, data, event_data)])

    def fire_all(self, fired: Iterable[tuple[Event, list[Any], object]]) -> str:
        """As ``fire``, of many events that are under way together."""
        told, waiting = [], False
        for event, data, event_data in fired:
            joined = self.join(event, data, event_data)
            if joined.status_code in (200, 500):
                told.append(joined.text)
            waiting |= joined.status_code == 200 and event.queued
        if waiting:
            told.append(self.request("GET", f"/gradio_api/queue/data?session_hash={self.session}").text)
        return "\n".join(told)


def events_of(page: Page) -> list[Event]:
    """Every event that runs on the server, from the page's own configuration."""
    config = page.request("GET", "/config").json()
    kinds = {component["id"]: component["type"] for component in config["components"]}
    return [
        Event(
            dependency["id"],
            tuple(name for _, name in dependency["targets"]),
            tuple(kinds[number] for number in dependency["inputs"]),
            dependency["queue"] is not False,
        )
        for dependency in config["dependencies"]
        if dependency["backend_fn"]
    ]


def named(events: list[Event], target: str, *inputs: str) -> list[Event]:
    """The events with this trigger and these kinds of inputs."""
    return [event for event in events if target in event.targets and event.inputs == inputs]
