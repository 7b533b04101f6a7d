"""Who is looking at the page."""

from typing import TYPE_CHECKING

from retriever.desk import Visitor

if TYPE_CHECKING:
    import gradio as gr

VISITOR = "qiantou.visitor"
"""Where the server's gate leaves the ``Visitor`` in a request's scope."""


def visitor_of(request: "gr.Request") -> Visitor:
    """Whose event this is. Raises TypeError for a request that passed no gate."""
    found = request.request.scope.get(VISITOR) if request.request else None
    if not isinstance(found, Visitor):
        raise TypeError("the page is served behind server.page.gate only")
    return found
