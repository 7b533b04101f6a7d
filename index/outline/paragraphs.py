"""Clauses of a document without numbers: every paragraph that closes with a responsibility is one."""

import re
from collections.abc import Sequence

from index.outline.clause_item import ClauseItem, is_subheading
from index.outline.levels import Item
from index.outline.stretch import Stretch

_BULLET = re.compile("[ \t\u3000*]*[●•·■◆▪○◇□➢√–-]+[ \t\u3000]*")


def find_paragraphs(text: str, stretches: Sequence[Stretch]) -> list[ClauseItem]:
    """Return one clause (without a number) a paragraph that states units, under the headings between them.

    A responsibility on a line of its own covers the paragraph above it.
    """
    found: list[ClauseItem] = []
    position = 0
    heading: str | None = None
    for stretch in stretches:
        if not (stretch.understood and stretch.says.stated):
            continue
        line_start = text.rfind("\n", 0, stretch.start) + 1
        if found and line_start < found[-1].end:
            found[-1].stretches.append(stretch)
            found[-1].end = position = _line_end(text, stretch.end)
            continue
        above = text[position:line_start].rstrip()
        if not stretch.before_task and not text[line_start : stretch.start].strip(" \t\u3000*"):
            line_start = max(position, text.rfind("\n", 0, position + len(above)) + 1)
            above = text[position:line_start].rstrip()
        headings = [line.strip() for line in above.split("\n") if is_subheading(line)]
        heading = headings[-1] if headings and (found or len(headings) > 1) else heading
        bullet = _BULLET.match(text, line_start)
        start = bullet.end() if bullet else line_start
        while start < stretch.start and text[start].isspace():
            start += 1
        end = position = _line_end(text, stretch.end)
        item = Item(start, start, 0.0, None, end, end)
        found.append(ClauseItem(item, start, end, (heading,) if heading else (), [stretch]))
    return found


def _line_end(text: str, position: int) -> int:
    at = text.find("\n", position)
    end = len(text) if at < 0 else at
    while end > position and text[end - 1].isspace():
        end -= 1
    return end
