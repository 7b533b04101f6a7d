"""Signs on a PDF page that are no part of its text: review balloons in the margin, slanting watermarks."""

import math
import re
from collections.abc import Sequence

from index.extract.layout import Piece

BALLOON = re.compile(
    r"^\s*(?:已?删除(?:的?内容)?|已?插入(?:的?内容)?|设置了?格式|带格式的?|批注|移动了?|Comment(?:ed)?|Deleted|Inserted|Formatted)"
    r"(?:\s*[\[［【(（][^\[\]]{1,40}[\]］】)）])"
)
"""How Word heads the balloons of a reviewed document: 删除[某某]:…, 批注 [A1]: …"""

MARGIN = 0.55
"""Balloons stand in a margin that begins beyond this share of the page's width."""

SLANT = math.radians(8)


def without_balloons(pieces: Sequence[Piece], characters: Sequence[Piece], width: float) -> list[Piece]:
    """The characters of a page without those of Word's review balloons, whose column begins where they do.

    ``pieces`` are the runs of the same characters.
    """
    edges = [piece.left for piece in pieces if BALLOON.match(piece.text)]
    if not edges or min(edges) < MARGIN * width:
        return list(characters)
    edge = min(edges) - 1.0
    return [character for character in characters if character.left < edge]


def slants(angle: float) -> bool:
    """Whether a character is turned (radians) as only a watermark's are, by neither a right angle nor none."""
    off = angle % (math.pi / 2)
    return min(off, math.pi / 2 - off) > SLANT
