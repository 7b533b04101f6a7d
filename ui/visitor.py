"""Who is looking at the page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr


def account_name(request: "gr.Request | None") -> str:
    """The signed-in account's name, or "" where the service runs without keys."""
    return str(getattr(request, "username", None) or "")
