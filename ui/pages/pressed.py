"""What a visitor pressed: the page's listener sends an action and a value, both text, whatever else may come."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr


def pressed(event: "gr.EventData") -> tuple[str, str]:
    """The action and its value; "" for what is missing or no text."""
    sent: Any = event._data
    held = sent if isinstance(sent, dict) else {}
    action, value = held.get("action"), held.get("target_value")
    return action if isinstance(action, str) else "", value if isinstance(value, str) else ""
