"""Which numbers of a text without lines open an item: a beam search over whole outlines.

Where a file lost its line breaks, nothing but the numbers themselves tells a heading from a figure in a sentence:
levels nest, restart under each heading or run on across them, skip a number, stand glued to a heading without a
full stop, and a covering letter may count before the plan does. So no number is judged alone: each hypothesis
takes or leaves every number, and the outline with the best sum wins.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.grammar.labels import LABEL_COLON
from index.grammar.numbering import Marker, follows, is_first

_BEAM = 16
_SENTENCE_END = "。；！？：)）〕】”…;!?:"
_HEADING_LIMIT = 45
_TAIL_LIMIT = 40
_LARGEST_GAP = 4
_NO_HEADING = re.compile("[。；，：、,;:]$|[。；;]")
_NO_TAIL = re.compile("[，、；：,;:]")
_LINES = 4
_FULL_LINE = 600

_PLACE_VALUE = {
    "line": 4.0,
    "paragraph": 2.5,
    "sentence": 1.5,
    "heading": 1.0,
    "label": 1.0,
    "tail": -0.5,
    "middle": -5.0,
}
"""What it is worth for an item to begin there: a new line, a wide gap, after a sentence, glued to the heading above,
after the value of a label (责任单位：甲局), after a short piece without punctuation (a title, a signature), in the middle of a sentence."""
_LEAVE_VALUE = {"line": -4.0, "paragraph": -1.5}
"""What it costs to leave a number there. A plain number that begins a line is never left."""
_NEXT, _RUNS_ON, _FIRST, _GAP, _RESTART, _LATE, _WILD = 4.0, 3.5, 1.5, 0.5, -1.25, -0.5, -3.0
"""What a number is worth: next in its open level, next after that level closed, first of a new level, next but some
missing, first again, not first in a new level, anything else."""
_MISSING = 0.25


class _Level(NamedTuple):
    rank: float
    style: str
    value: int


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    """An outline up to some number: open levels from the outside in, the last value of every style, its sum."""

    score: float
    levels: tuple[_Level, ...]
    latest: tuple[tuple[str, int], ...]
    body: int
    taken: tuple["_Hypothesis", int] | None
    """The hypothesis before the last number that was taken, and that number's index."""


def is_flattened(text: str) -> bool:
    """Tell whether a text has lost its lines: next to none, or most of it in lines as long as a page."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    if len(lines) < _LINES:
        return True
    return 2 * sum(length for length in lines if length > _FULL_LINE) > sum(lines)


def search_outline(text: str, markers: Sequence[Marker], barriers: Iterable[int] = ()) -> list[Marker]:
    """Return the markers that open items in the best outline of ``text``, in order.

    ``barriers`` are offsets at which all counting begins anew (attachments). Linear in the number of markers.
    """
    stops = [match.end() for match in re.finditer("[。！？!?\n]", text)]
    walls = sorted(barriers)
    beam = [_Hypothesis(0.0, (), (), 0, None)]
    passed = 0
    for index, marker in enumerate(markers):
        behind = bisect_right(walls, marker.start)
        if behind > passed:
            passed = behind
            beam = [_Hypothesis(one.score, (), (), walls[behind - 1], one.taken) for one in beam]
        stop = bisect_right(stops, marker.start)
        sentence = stops[stop - 1] if stop else 0
        grown: dict[object, _Hypothesis] = {}
        for one in beam:
            for other in _extended(text, one, marker, index, sentence):
                key = (other.levels, other.latest, other.body)
                if key not in grown or grown[key].score < other.score:
                    grown[key] = other
        beam = sorted(grown.values(), key=lambda one: -one.score)[:_BEAM]
    return [markers[index] for index in _taken(beam[0])]


def _taken(best: _Hypothesis) -> list[int]:
    indices: list[int] = []
    link = best.taken
    while link is not None:
        before, index = link
        indices.append(index)
        link = before.taken
    return indices[::-1]


def _extended(text: str, one: _Hypothesis, marker: Marker, index: int, sentence: int) -> Iterable[_Hypothesis]:
    """The hypotheses that leave and that take ``marker``."""
    place = _place(text, one, marker, sentence)
    certain = place == "line" and not marker.style.in_order and marker.start >= one.body
    if not certain:
        left = one.score + _LEAVE_VALUE.get(place, 0.0)
        yield _Hypothesis(left, one.levels, one.latest, one.body, one.taken)
    if marker.start < one.body:
        return
    rank, style = float(marker.style.rank), marker.style.name
    value = _number_value(text, one, marker)
    if value is None and certain:
        value = _WILD
    if value is None:
        return
    levels = (*(level for level in one.levels if level.rank < rank), _Level(rank, style, marker.value))
    latest = tuple(sorted({**dict(one.latest), style: marker.value}.items()))
    yield _Hypothesis(one.score + value + _PLACE_VALUE[place], levels, latest, marker.end, (one, index))


def _place(text: str, one: _Hypothesis, marker: Marker, sentence: int) -> str:
    """Where ``marker`` stands, seen from the last item that was taken."""
    if marker.opens_line:
        return "line"
    if marker.opens_paragraph:
        return "paragraph"
    between = text[one.body : marker.start] if marker.start - one.body <= _HEADING_LIMIT else None
    if between is not None and one.levels and not _NO_HEADING.search(between.strip()):
        return "heading" if one.levels[-1].rank < marker.style.rank else "tail"
    if text[marker.start - 1] in _SENTENCE_END:
        return "sentence"
    tail = text[max(sentence, one.body) : marker.start]
    if LABEL_COLON.search(tail):
        return "label"
    return "tail" if len(tail) <= _TAIL_LIMIT and not _NO_TAIL.search(tail) else "middle"


def _number_value(text: str, one: _Hypothesis, marker: Marker) -> float | None:
    """What the number is worth in its sequence; None where it cannot stand."""
    style, value = marker.style.name, marker.value
    open_value = next((level.value for level in reversed(one.levels) if level.style == style), None)
    if open_value is not None:
        if follows(open_value, value):
            return _NEXT
        if is_first(value):
            # 包括：1.…；2.… is a list inside the item.
            return None if text[marker.start - 1] in "：:" else _RESTART
        missing = value - open_value - 1
        return _GAP - _MISSING * missing if 0 < missing <= _LARGEST_GAP else None
    before = dict(one.latest).get(style)
    if before is not None and follows(before, value):
        return _RUNS_ON
    if is_first(value):
        return _FIRST
    missing = value - (before or 0) - 1
    if before is not None and 0 < missing <= _LARGEST_GAP:
        return _GAP - _MISSING * missing
    return _LATE - _MISSING * (value - 1) if value - 1 <= _LARGEST_GAP else _WILD
