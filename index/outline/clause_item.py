"""A clause before its duties are read, and the lines that head clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.outline.levels import Item
from index.outline.stretch import Stretch


@dataclass(slots=True)
class ClauseItem:
    """A clause before its duties are read: where its text stands, its headings, the responsibilities in it.

    ``inherited`` is the responsibility that its heading states for all items below it. ``titled``: its only
    responsibility stands in its title, above or before the text that it covers.
    """

    item: Item
    start: int
    end: int
    section: tuple[str, ...]
    stretches: list[Stretch]
    inherited: Stretch | None = None
    section_stretches: list[Stretch] = field(default_factory=list)
    left_over: tuple[int, int] | None = None
    titled: bool = False


def is_subheading(line: str) -> bool:
    """Tell whether a line without a number is a heading: short, no punctuation."""
    line = line.strip()
    return (
        3 <= len(line) <= 30
        and not re.search(r"[。；，：、！？（）:;,.\t|]", line)
        and bool(re.search("[\u4e00-\u9fff]{3}", line))
    )


def is_title_line(line: str) -> bool:
    """Tell whether the first line of an item is its title: short, no sentence."""
    line = line.strip()
    return 2 <= len(line) <= 40 and not re.search("[。；，：！？]", line)


def states_in_title(folded: str, start: int, end: int, stretches: Sequence[Stretch]) -> bool:
    """Tell whether the only responsibility in ``start``–``end`` stands in a title that text follows."""
    stated = [stretch for stretch in stretches if stretch.understood and stretch.says.stated]
    return (
        len(stated) == 1
        and is_title_line(folded[start : stated[0].start])
        and re.search("[\u4e00-\u9fff]{4}", folded[stated[0].end : end]) is not None
    )


def trailing_subheading(folded: str, start: int, end: int) -> tuple[int, str] | None:
    """Return a heading without a number that ends ``start``–``end``: its place and text."""
    stripped = folded[start:end].rstrip()
    at = stripped.rfind("\n")
    if at < 0 or not is_subheading(stripped[at + 1 :]):
        return None
    return start + at + 1, stripped[at + 1 :].strip()
