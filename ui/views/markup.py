"""Inert HTML: every word from a document or a visitor passes through ``escape`` on its way to the page."""

import html

# Gradio's HTML component runs its value through two template languages; their marks are made inert as well.
_TEMPLATE_MARKS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


def escape(text: str) -> str:
    """Text as HTML that shows exactly that text and does nothing."""
    return html.escape(text, quote=True).translate(_TEMPLATE_MARKS)


def action(
    label: str, name: str, value: str = "", css: str = "qt-link", title: str = "", pressed: bool = False
) -> str:
    """A button that tells the page's listener to do ``name`` with ``value``; ``label`` is escaped here."""
    described = f' title="{escape(title)}"' if title else ""
    state = ' aria-pressed="true"' if pressed else ""
    return (
        f'<button type="button" class="{css}" data-action="{escape(name)}" data-value="{escape(value)}"'
        f"{described}{state}>{escape(label)}</button>"
    )


def paragraphs(text: str) -> str:
    """Plain text with its line breaks kept."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
