"""The numbered skeleton of a document: which numbers open an item, and how the items nest."""

import re
from dataclasses import dataclass, field

from index.grammar.numbering import Marker, find_markers, follows, is_first
from index.outline.numbering_search import is_flattened, search_outline
from index.text.fold import fold

_SENTENCE_END = "。；！？：）)〕】》”…"
_HEADING_LIMIT = 45
_SHORT_LINE = 25
_ATTACHMENT = re.compile(
    r"^[ \t\u3000#*]*(附[ \u3000]?件?[ \u3000]?[0-9一二三四五六七八九十]{0,2})[：:]?[ \t\u3000*]*$", re.MULTILINE
)
_LABEL_BEFORE = re.compile(r"\n[ \t\u3000]*[\u4e00-\u9fff]{2,8}[：:][ \t\u3000]*$")
"""A list inside a line that a label begins (申报条件：1.…2.…) holds no items of its own."""
_ATTACHMENT_LIST = re.compile(r"^[ \t\u3000]*附[ \u3000]?件：[ \t\u3000]*1[.．、]", re.MULTILINE)
_LISTED = re.compile(r"[^\n]*\n\s*(?P<number>\d{1,2})[.．、](?=[^\n。；]{2,60}$)", re.MULTILINE)


@dataclass(slots=True)
class Item:
    """A numbered item, or an attachment (``marker`` None): its own text runs from ``body`` to ``end``.

    ``end`` is where the next item of any level starts; ``last`` is where its last descendant ends.
    """

    start: int
    body: int
    rank: float
    marker: Marker | None
    end: int = 0
    last: int = 0
    parent: int = -1
    children: list[int] = field(default_factory=list)


def build_outline(text: str, *, sub_items: bool = False) -> list[Item]:
    """Return the items of ``text`` in order. ``sub_items`` takes （1） and ① for items, too."""
    items = [Item(match.start(), match.end(), -1.0, None) for match in _ATTACHMENT.finditer(fold(text))]
    attachments = [item.start for item in items]
    items += (_searched if is_flattened(text) else _accepted)(text, attachments, sub_items)
    items.sort(key=lambda item: item.start)
    _nest(items, len(text))
    return items


def _searched(text: str, attachments: list[int], sub_items: bool) -> list[Item]:
    markers = [marker for marker in find_markers(text) if sub_items or not marker.style.sub_item]
    found = search_outline(fold(text), markers, attachments)
    return [Item(marker.start, marker.end, float(marker.style.rank), marker) for marker in found]


class _Sequence:
    """The numbers seen so far, to tell an item's number from a number in a sentence."""

    def __init__(self) -> None:
        self.open: list[tuple[float, str, int]] = []
        self.latest: dict[str, int] = {}

    def expects(self, marker: Marker, rank: float) -> bool:
        """Whether ``marker`` continues an open level, or starts a level inside the innermost one."""
        for open_rank, name, value in reversed(self.open):
            if name == marker.style.name:
                return follows(value, marker.value)
            if open_rank <= rank:
                break
        fresh = not any(name == marker.style.name for _, name, _ in self.open)
        continued = follows(self.latest.get(marker.style.name, 0), marker.value)
        return fresh and (is_first(marker.value) or continued)

    def take(self, marker: Marker, rank: float) -> None:
        """Record an accepted marker."""
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        self.open.append((rank, marker.style.name, marker.value))
        self.latest[marker.style.name] = marker.value

    def reset(self) -> None:
        """Forget everything: an attachment begins."""
        self.open.clear()
        self.latest.clear()


def _accepted(text: str, attachments: list[int], sub_items: bool) -> list[Item]:
    sequence = _Sequence()
    items: list[Item] = []
    pending = list(attachments)
    listed = _listed_attachments(fold(text))
    article_rank: float | None = None
    for marker in find_markers(text):
        if marker.style.sub_item and not sub_items:
            continue
        while pending and pending[0] <= marker.start:
            sequence.reset()
            pending.pop(0)
        if (items and marker.start < items[-1].body) or any(a <= marker.start < b for a, b in listed):
            continue
        rank = float(marker.style.rank)
        if marker.style.name == "article":
            if article_rank is None:
                inside = [open_rank for open_rank, _, _ in sequence.open if open_rank >= rank]
                article_rank = max(inside) + 0.5 if inside else rank
            rank = article_rank
        if (
            marker.style.in_order
            and any(name == "arabic" for _, name, _ in sequence.open)
            and marker.style.rank == 6
            and marker.style.name != "arabic"
        ):
            continue
        if (
            marker.style.in_order
            and marker.style.name == "arabic"
            and not _begins_with_figure(text, marker, sequence)
        ):
            continue
        if _opens_item(text, marker, rank, sequence, items[-1].body if items else 0):
            sequence.take(marker, rank)
            items.append(Item(marker.start, marker.end, rank, marker))
    return items


def _begins_with_figure(text: str, marker: Marker, sequence: _Sequence) -> bool:
    """Whether 3.10个项目开工 at the start of a line is item 3, and no decimal that a line break cut off its sentence."""
    if any(name == "decimal" for _, name, _ in sequence.open):
        return False
    above = text[: marker.start].rstrip()
    return not above or above[-1] in _SENTENCE_END or len(above) - above.rfind("\n") <= _SHORT_LINE


def _listed_attachments(folded: str) -> list[tuple[int, int]]:
    """Return where 附件：1.… 2.… lists attachments: their numbers open no items."""
    found: list[tuple[int, int]] = []
    for first in _ATTACHMENT_LIST.finditer(folded):
        end, number = first.end(), 1
        while (following := _LISTED.match(folded, end)) and int(following["number"]) == number + 1:
            end, number = following.end(), number + 1
        found.append((first.start(), end))
    return found


def _opens_item(text: str, marker: Marker, rank: float, sequence: _Sequence, last_body: int) -> bool:
    if marker.opens_line and not marker.style.in_order:
        return True
    if not sequence.expects(marker, rank):
        return False
    if sequence.open and _LABEL_BEFORE.search(text[max(0, marker.start - 12) : marker.start]):
        return False
    if marker.opens_paragraph or text[marker.start - 1] in _SENTENCE_END:
        return True
    if marker.start == last_body and sequence.open and rank > sequence.open[-1][0]:
        return True
    # A heading with no punctuation, its first item glued to it: 三、扩大消费（一）强化采购…
    between = text[last_body : marker.start] if marker.start - last_body <= _HEADING_LIMIT else "。"
    deeper = rank > sequence.open[-1][0] if sequence.open else marker.value == 1 and marker.style.rank <= 4
    return deeper and len(between) >= 2 and not re.search("[。；，：、]$|[。；]", between.strip())


def _nest(items: list[Item], length: int) -> None:
    stack: list[int] = []
    for index, item in enumerate(items):
        item.end = items[index + 1].start if index + 1 < len(items) else length
        while stack and items[stack[-1]].rank >= item.rank:
            items[stack.pop()].last = item.start
        if stack:
            item.parent = stack[-1]
            items[stack[-1]].children.append(index)
        stack.append(index)
    for index in stack:
        items[index].last = length
