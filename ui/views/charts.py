"""Who leads and shares how many duties, as charts drawn in SVG by the reader's browser, in its own fonts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wcwidth import wcswidth

from ui.views.markup import escape

_LEAD, _SHARE = "#a61b29", "#7ea6c9"
_TEXT = 13
"""Size of the letters, in pixels; a Chinese character is as wide."""
_ROW, _BAR, _GAP = 22, 14, 8
_LONGEST_BAR = 620
_CELL = 34
_TOP_ANGLE = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit's bar: how many duties it leads and how many it shares."""

    name: str
    lead: int
    share: int


def bars_svg(bars: Sequence[Bar], label: str = "") -> str:
    """Horizontal stacked bars in the order given; the numbers stand beside them. ``label`` is read out loud."""
    left = _widest(bar.name for bar in bars) + _GAP
    longest = max((bar.lead + bar.share for bar in bars), default=0) or 1
    scale = _LONGEST_BAR / longest
    parts = [
        _rectangle(left, 4, _BAR, _BAR, _LEAD) + _label(left + _BAR + 4, 15, "牵头"),
        _rectangle(left + 70, 4, _BAR, _BAR, _SHARE) + _label(left + 70 + _BAR + 4, 15, "责任"),
    ]
    for place, bar in enumerate(bars):
        top = _ROW * (place + 1) + _GAP
        middle = top + _ROW / 2 - 2
        lead, share = bar.lead * scale, bar.share * scale
        parts += [
            _label(left - _GAP, middle, bar.name, anchor="end"),
            _rectangle(left, top, lead, _BAR, _LEAD),
            _rectangle(left + lead, top, share, _BAR, _SHARE),
            _label(left + lead + share + _GAP, middle, f"{bar.lead}＋{bar.share}"),
        ]
    return _svg(left + _LONGEST_BAR + 90, _ROW * (len(bars) + 1) + 2 * _GAP, parts, label)


def matrix_svg(
    rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]], label: str = ""
) -> str:
    """A heat map of counts (len(rows) × len(columns)) with each number written in its cell, zero left blank."""
    left = _widest(rows) + _GAP
    head = _widest(columns) * 0.87 + 2 * _GAP
    peak = max((max(row, default=0) for row in counts), default=0) or 1
    parts = []
    for x, name in enumerate(columns):
        at = left + (x + 0.6) * _CELL
        turn = f' transform="rotate({-_TOP_ANGLE} {at:.0f} {head - _GAP:.0f})"'
        parts.append(_label(at, head - _GAP, name, more=turn))
    for y, (name, row) in enumerate(zip(rows, counts, strict=True)):
        top = head + y * _ROW
        parts.append(_label(left - _GAP, top + _ROW / 2 + 4, name, anchor="end"))
        for x, count in enumerate(row):
            share = count / peak
            parts.append(_rectangle(left + x * _CELL, top, _CELL - 1, _ROW - 1, _LEAD, 0.04 + 0.96 * share))
            if count:
                color = "#fff" if share > 0.5 else "#222"
                at = left + x * _CELL + _CELL / 2
                parts.append(_label(at, top + _ROW / 2 + 4, str(count), "middle", f' fill="{color}"'))
    width = left + len(columns) * _CELL + _widest(columns) * 0.5 + _GAP
    return _svg(width, head + len(rows) * _ROW + _GAP, parts, label)


def _widest(names: Iterable[str]) -> float:
    """How wide the widest of some names is, in pixels."""
    return max((wcswidth(name) for name in names), default=0) * _TEXT / 2


def _label(x: float, y: float, text: str, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _rectangle(x: float, y: float, width: float, height: float, color: str, opacity: float = 1) -> str:
    faint = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{color}"{faint}/>'


def _svg(width: float, height: float, parts: Sequence[str], label: str) -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"{named} viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" font-size="{_TEXT}" fill="currentColor">{"".join(parts)}</svg>'
    )
