"""Charts as SVG text. Letters stay letters (no outlines), so the reader's own fonts draw the Chinese."""

import io
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FONTS = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "sans-serif"]
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def new_figure(width: float, height: float) -> "Figure":
    """An empty figure, its size in inches."""
    import logging

    from matplotlib.figure import Figure

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    return Figure(figsize=(width, height))


def svg_text(figure: "Figure") -> str:
    """The figure as an ``<svg>`` element that stands in a page or alone; the same figure gives the same text."""
    import matplotlib

    stream = io.StringIO()
    settings: Any = {"svg.fonttype": "none", "font.family": _FONTS, "svg.hashsalt": "qiantou"}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # The machine need not own a Chinese font: only widths are guessed from the one it has.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(stream, format="svg", bbox_inches="tight", metadata=_NO_METADATA)
    text = stream.getvalue()
    return text[text.index("<svg") :]
