"""Characters as they were meant: what fonts, converters and word processors put in the place of plain ones.

Radicals and compatibility ideographs stand for characters, variation selectors for nothing, and the private-use
codes of symbol fonts for bullets. Done once, on extraction: every offset counts in the plain text.
"""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\ufffe\uffff\U000e0100-\U000e01ef]"
)
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICALS = dict(
    zip(
        "⺁⺇⺌⺎⺏⺓⺕⺙⺝⺟⺠⺩⺫⺬⺮⺶⺷⺼⺾⻁⻄⻅⻆⻉⻊⻋⻌⻐⻑⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾",
        "厂几小兀尢幺彐攵月母民王目示竹羊羊月艹虎西见角贝足车辶钅長长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟户",
        strict=True,
    )
)
"""Radicals of the supplement, for which Unicode gives no plain form, and 户, for which it gives the old one."""

_BULLETS = dict.fromkeys("\uf06c\uf06e\uf075\uf076\uf0a7\uf0b2\uf0b7\uf0d8\uf0e8\uf0fc", "●")
_TABLE = str.maketrans(_RADICALS | _BULLETS)
BLANKS = {code: " " for code in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F)} | {
    0x2001: "\u3000",
    0x2003: "\u3000",
}
"""Typographic blanks as plain ones; those as wide as a character as full-width blanks."""


def plain_characters(text: str) -> str:
    """Return ``text`` without invisible characters and with look-alike characters as the plain ones."""
    text = _INVISIBLE.sub("", text).translate(BLANKS).translate(_TABLE)
    return _LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
