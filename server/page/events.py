"""What the page's events may carry: plain values. A value that names a file never reaches Gradio.

Gradio takes any object with a path for a file of the server: it reads the path, or fetches the address, and keeps a
copy, whatever component the value was for. The page has no such values: files come through ``/uploads`` alone.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

_SESSION = re.compile(r"[\w-]{1,64}", re.ASCII)


class ForeignEventError(Exception):
    """A request body that the page itself never sends."""


@dataclass(frozen=True, slots=True)
class CheckedBody:
    """A request body rebuilt from what was checked, and the Gradio session that it is for."""

    session_hash: str
    content: bytes


def checked_event(body: bytes) -> CheckedBody:
    """The body of a request that triggers an event. Raises ForeignEventError."""
    given = _object(body)
    values = given.get("data")
    if not isinstance(values, list) or not all(_is_plain(value) for value in values):
        raise ForeignEventError("data")
    numbers = {name: given.get(name) for name in ("fn_index", "trigger_id")}
    if type(numbers["fn_index"]) is not int or not isinstance(numbers["trigger_id"], int | None):
        raise ForeignEventError("fn_index")
    return _rebuilt(given, data=values, event_data=given.get("event_data"), **numbers)


def checked_cancel(body: bytes) -> CheckedBody:
    """The body of a request that cancels an event. Raises ForeignEventError."""
    given = _object(body)
    return _rebuilt(given, fn_index=given.get("fn_index"), event_id=given.get("event_id"))


def checked_session(session_hash: str | None) -> str:
    """A Gradio session's name as the page makes it. Raises ForeignEventError."""
    if not isinstance(session_hash, str) or not _SESSION.fullmatch(session_hash):
        raise ForeignEventError("session_hash")
    return session_hash


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ForeignEventError("json") from error
    if not isinstance(given, dict):
        raise ForeignEventError("object")
    return given


def _is_plain(value: object) -> bool:
    scalar = str | int | float | bool | None
    return isinstance(value, scalar) or (isinstance(value, list) and all(isinstance(v, scalar) for v in value))


def _rebuilt(given: dict[str, Any], **checked: object) -> CheckedBody:
    session_hash = checked_session(given.get("session_hash"))
    return CheckedBody(session_hash, json.dumps({"session_hash": session_hash, **checked}).encode())
