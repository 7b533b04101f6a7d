"""Pieces of text at places on a page into visual lines, without page numbers and running headers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

SAME_LINE = 0.5
"""Two pieces share a line when their vertical overlap is this share of the lower one's height."""

GAP = 0.6
"""A gap wider than this many line heights between two pieces is a blank."""

INDENT = 1.2
"""A line that starts this many line heights right of the text's left edge begins a paragraph or is centred."""

MAX_FIRST_LINE_INDENT = 3.2
EDGE_LINE_SHARE = 0.1
INDENT_MARK = "　　"
EDGE_LINES = 2
EDGE_SHARE = 0.14
"""Running headers and page numbers are among the outermost lines, in this share of the page's height."""

PAGE_NUMBER = re.compile(
    r"[-—–－─·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,4}页)"
    r"\s*(?:页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─·•\s]*",
    re.IGNORECASE,
)
SMALLER = 0.85
"""A header is no taller than this share of the text's lines,"""

APART = 1.2
"""and further from the next line than this many steps of the text from line to line."""

LONGEST_HEADER = 60
MIN_REPEATS = 2
REPEAT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in a box; units and origin are the page's, y grows downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0

    @property
    def height(self) -> float:
        """The box's height, never zero."""
        return max(self.bottom - self.top, 1e-6)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom, and the page's height in the same units."""

    number: int
    height: float
    lines: tuple[Piece, ...]


def into_lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Visual lines from top to bottom, each the pieces that stand side by side, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda found: (found.top + found.bottom) / 2):
        row = next((known for known in reversed(rows[-3:]) if _side_by_side(known, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_joined(sorted(row, key=lambda found: found.left)) for row in rows]


def _side_by_side(row: Sequence[Piece], piece: Piece) -> bool:
    anchor = max(row, key=lambda found: found.height)
    overlap = min(anchor.bottom, piece.bottom) - max(anchor.top, piece.top)
    return overlap > SAME_LINE * min(anchor.height, piece.height)


def _joined(row: Sequence[Piece]) -> Piece:
    height = max(piece.height for piece in row)
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        text += (" " if gap > GAP * height and not text.endswith((" ", "\u3000")) else "") + piece.text
    return Piece(
        text,
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        min(piece.confidence for piece in row),
    )


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers, headers and footers.

    Those are lines at the edges that repeat on at least half of the pages, and single ones that the layout sets apart,
    see :func:`_set_apart`.
    """
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(MIN_REPEATS, REPEAT_SHARE * len(pages))
    kept: list[Page] = []
    body = _body(pages)
    for page in pages:
        dropped = {
            id(line)
            for line in _edges(page)
            if PAGE_NUMBER.fullmatch(line.text.strip())
            or repeated[_key(line)] >= often
            or (len(pages) > 1 and page is not pages[0] and _set_apart(line, page, body))
        }
        kept.append(Page(page.number, page.height, tuple(line for line in page.lines if id(line) not in dropped)))
    return kept


@dataclass(frozen=True, slots=True)
class _Body:
    """How the running text of a document is set: height of its lines, step from one to the next."""

    height: float
    step: float


def _body(pages: Sequence[Page]) -> _Body:
    lines = [line for page in pages for line in page.lines]
    steps = [after.top - before.top for page in pages for before, after in pairwise(page.lines)]
    height = median(line.height for line in lines) if lines else 1.0
    downwards = [step for step in steps if step > 0]
    return _Body(height, median(downwards) if downwards else height)


def _set_apart(line: Piece, page: Page, body: _Body) -> bool:
    """Whether a line at the edge of a page is a header or footer by its setting, printed on one page though it be.

    It is smaller than the text and further from it than its lines are from each other. The first page is left out:
    what stands apart there is a letterhead.
    """
    others = [other for other in page.lines if other is not line]
    if not others or line.height > SMALLER * body.height or len(line.text.strip()) > LONGEST_HEADER:
        return False
    gap = min(abs((other.top + other.bottom) / 2 - (line.top + line.bottom) / 2) for other in others)
    return gap >= APART * body.step


def _edges(page: Page) -> list[Piece]:
    band = EDGE_SHARE * page.height
    top = [line for line in page.lines[:EDGE_LINES] if line.bottom < band]
    bottom = [line for line in page.lines[-EDGE_LINES:] if line.top > page.height - band]
    return top + bottom


def _key(line: Piece) -> tuple[str, int]:
    """What makes lines of two pages the same: the text but for digits, and the height on the page, roughly."""
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), round(line.top / line.height / 2)


def with_indents(pages: Sequence[Page]) -> list[Page]:
    """Lines set in from the left edge of the text begin with two full-width blanks, as in typed text.

    The page's layout is lost in the text; this keeps the one part of it that tells where a paragraph begins.
    """
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return list(pages)
    height = median(line.height for line in lines)
    common = _left_edge(lines, height)
    marked: list[Page] = []
    for page in pages:
        left = _left_edge(page.lines, height) if page.lines else common
        # Margins of facing pages and of scans differ, but a page of nothing but indented lines has no edge to show.
        if not any(INDENT < (line.left - left) / height < MAX_FIRST_LINE_INDENT for line in page.lines):
            left = common
        shown = (_indented(line, line.left - left > INDENT * height) for line in page.lines)
        marked.append(Page(page.number, page.height, tuple(shown)))
    return marked


def _left_edge(lines: Sequence[Piece], height: float) -> float:
    """The leftmost place at which a fair part of the lines begin."""
    edges = Counter(round(line.left / height, 1) for line in lines)
    fair = [place for place, count in edges.items() if count >= max(2, EDGE_LINE_SHARE * len(lines))]
    return min(fair or edges) * height


def _indented(line: Piece, indent: bool) -> Piece:
    text = line.text.strip()
    mark = INDENT_MARK if indent else ""
    return Piece(mark + text, line.left, line.top, line.right, line.bottom, line.confidence)
