"""Pages set in two columns: the left one is read before the right one, between the lines that cross both."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from index.extract.layout import PAGE_NUMBER, Piece, into_lines

MIDDLE = (0.3, 0.7)
"""The gutter between two columns lies between these shares of the text's width."""

STEP = 3.0
FEWEST_LINES = 4
GUTTER = 0.8
"""A gutter is at least this many line heights wide."""

FULL = 0.75
FULL_SHARE = 0.5
"""In running text at least this share of a column's lines fill ``FULL`` of its width; cells of a table do not."""


def in_reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of a page, made of its pieces: column by column where it is set in two, else from top to bottom.

    The right column is moved over the left one, so that its indents
    show; lines that cross the gutter keep their place between the bands of columns.
    """
    numbers = [piece for piece in pieces if PAGE_NUMBER.fullmatch(piece.text.strip())]
    text = [piece for piece in pieces if piece not in numbers]
    gutter = _gutter(text)
    if gutter is None:
        return into_lines(pieces)
    left = min(piece.left for piece in text if piece.right <= gutter)
    right = min(piece.left for piece in text if piece.left >= gutter)
    crossing = into_lines([*numbers, *(piece for piece in text if piece.left < gutter < piece.right)])
    ordered: list[Piece] = []

    def band(piece: Piece) -> int:
        return sum((line.top + line.bottom) / 2 < (piece.top + piece.bottom) / 2 for line in crossing)

    beside = sorted((piece for piece in text if not piece.left < gutter < piece.right), key=band)
    bands = {key: list(group) for key, group in groupby(beside, key=band)}
    for number in range(len(crossing) + 1):
        inside = bands.get(number, [])
        ordered += into_lines([piece for piece in inside if piece.right <= gutter])
        moved = [piece for piece in inside if piece.left >= gutter]
        ordered += into_lines(
            [replace(piece, left=piece.left - right + left, right=piece.right - right + left) for piece in moved]
        )
        ordered += crossing[number : number + 1]
    return ordered


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The place of a gutter with running text on both sides of it, None where there is none."""
    if len(pieces) < 2 * FEWEST_LINES:
        return None
    height = median(piece.height for piece in pieces)
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = end - start
    places = [
        start + MIDDLE[0] * width + STEP * at for at in range(int((MIDDLE[1] - MIDDLE[0]) * width / STEP) + 1)
    ]
    crossings = {place: sum(piece.left < place < piece.right for piece in pieces) for place in places}
    fewest = min(crossings.values(), default=0)
    clear = [place for place in places if crossings[place] == fewest]
    if not clear or fewest > len(pieces) / 5:
        return None
    place = clear[len(clear) // 2]
    left = [piece for piece in pieces if piece.right <= place]
    right = [piece for piece in pieces if piece.left >= place]
    if min(len(left), len(right)) < FEWEST_LINES:
        return None
    gap = min(piece.left for piece in right) - max(piece.right for piece in left)
    return place if gap >= GUTTER * height and _is_running(left) and _is_running(right) else None


def _is_running(column: Sequence[Piece]) -> bool:
    """Whether the pieces of a column are lines of running text, most of them as wide as the column."""
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    return sum(piece.right - piece.left >= FULL * width for piece in column) >= FULL_SHARE * len(column)
