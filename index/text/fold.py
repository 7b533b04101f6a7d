"""One spelling for the grammar to match on: simplified script, half-width digits, full-width punctuation.

Folding keeps every character in its place, so that a match in the folded text is a range of the original.
"""

from functools import cache

_FULL_WIDTH_MARKS = {"(": "（", ")": "）", ":": "：", ",": "，", ";": "；", "﹕": "：", "︰": "：", "﹐": "，"}
_FULL_WIDTH_MARKS |= {"∶": "：", "﹑": "、", "､": "、", "﹔": "；", "｡": "。", "﹙": "（", "﹚": "）", "﹒": "．"}
_CJK = range(0x4E00, 0xA000)


@cache
def _table() -> dict[int, str]:
    import opencc

    characters = [chr(code) for code in _CJK]
    # One character a line: the converter then has no phrases to rewrite, so lengths cannot change.
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        ord(before): after
        for before, after in zip(characters, simplified, strict=True)
        if before != after and len(after) == 1
    }
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()})
    table.update({ord(mark): full for mark, full in _FULL_WIDTH_MARKS.items()})
    return table


def fold(text: str) -> str:
    """Return ``text`` in the grammar's spelling, of the same length."""
    return text.translate(_table())


def squeeze(text: str) -> str:
    """Return ``text`` without white space (layout blanks inside names, numbers and dates)."""
    return "".join(text.split())
