"""Whether a task says some words; a figure is compared as a number."""

import re
from collections.abc import Callable

from index.text.figures import FIGURE, figures_in, read_figure
from index.text.search_key import search_key


def sayer(text: str) -> Callable[[str], bool]:
    """Tells of a task whether it says a text: 2.5万个 is said by 25000个, and not by 12.5万个."""
    words = search_key(text)
    match = FIGURE.fullmatch(words)
    figure = read_figure(match) if match else None
    if figure is not None:
        return lambda task: figure in figures_in(search_key(task))
    before = r"(?<![\d.])" if words[:1].isdigit() else ""
    after = r"(?![\d.]*\d)" if words[-1:].isdigit() else ""
    pattern = re.compile(before + re.escape(words) + after)
    return lambda task: pattern.search(search_key(task)) is not None
