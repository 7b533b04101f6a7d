"""Who leads and shares how many duties, as charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from retriever.ledger.svg import new_figure, svg_text

_LEAD, _SHARE = "#a61b29", "#7ea6c9"


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit's bar: how many duties it leads and how many it shares."""

    name: str
    lead: int
    share: int


def bars_svg(bars: Sequence[Bar]) -> str:
    """Horizontal stacked bars, the longest on top; the numbers stand beside them."""
    figure = new_figure(10, max(1.5, 0.3 * len(bars) + 0.8))
    axes = figure.add_subplot()
    places = range(len(bars), 0, -1)
    axes.barh(places, [b.lead for b in bars], color=_LEAD, label="牵头")
    axes.barh(places, [b.share for b in bars], left=[b.lead for b in bars], color=_SHARE, label="责任")
    axes.set_yticks(list(places), [b.name for b in bars])
    for place, bar in zip(places, bars, strict=True):
        axes.text(bar.lead + bar.share + 0.3, place, f"{bar.lead}＋{bar.share}", va="center", fontsize=9)
    axes.set_ylim(0.3, len(bars) + 0.7)
    axes.legend(loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    return svg_text(figure)


def matrix_svg(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """A heat map of counts (len(rows) × len(columns)) with each number written in its cell, zero left blank."""
    figure = new_figure(2.5 + 0.5 * len(columns), 2.2 + 0.3 * len(rows))
    axes = figure.add_subplot()
    axes.imshow(counts, cmap="Reds", aspect="auto")
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
    peak = max((max(row, default=0) for row in counts), default=0)
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                color = "white" if count > peak * 0.6 else "black"
                axes.text(x, y, str(count), ha="center", va="center", fontsize=8, color=color)
    return svg_text(figure)
