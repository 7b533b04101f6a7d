"""A task's text cut into phrases: what a question about one matter in a long task is compared with."""

import re

MIN_CHARACTERS = 4
"""A shorter piece says too little by itself and joins its neighbour."""

_OPENING = "（(《“「『〔["
_CLOSING = "）)》”」』〕]"
_BREAKS = frozenset("。；，、！？：;,!?\n")
_ITEM_MARK = re.compile(r"^(?:[①-⑳⑴-⒇]|（[一二三四五六七八九十\d]+）|\d+[.．、）]|[一二三四五六七八九十]是)\s*")


def split_phrases(task: str) -> tuple[str, ...]:
    """The phrases of a task in order, without repeats; at least one for any text that is not blank.

    A break inside brackets or a 《title》 does not split, nor does 、 beside a piece of fewer than
    ``MIN_CHARACTERS`` (水、电、气供应保障). Item marks (①, 一是) are left out. A piece still too short is joined
    to the next one, the last to the one before it.
    """
    phrases: list[str] = []
    pending = ""
    for piece, mark in _long_items(_pieces(task)):
        text = _ITEM_MARK.sub("", piece).strip("、 ")
        if not text:
            continue
        joined = pending + text
        if len(joined) < MIN_CHARACTERS:
            pending = joined + mark
        else:
            phrases.append(joined)
            pending = ""
    if pending:
        rest = pending.rstrip("".join(_BREAKS))
        if phrases:
            phrases[-1] = f"{phrases[-1]}、{rest}"
        else:
            phrases.append(rest)
    return tuple(dict.fromkeys(phrases))


def _long_items(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces, those of an enumeration put together again where an item is too short to stand alone."""
    kept: list[tuple[str, str]] = []
    last = ""
    for piece, mark in pieces:
        if kept and kept[-1][1] == "、" and min(len(last), len(piece)) < MIN_CHARACTERS:
            kept[-1] = (f"{kept[-1][0]}、{piece}", mark)
        else:
            kept.append((piece, mark))
        last = piece
    return kept


def _pieces(text: str) -> list[tuple[str, str]]:
    """Stretches between breaks, each with the break that ends it ("" at the end of the text)."""
    pieces: list[tuple[str, str]] = []
    depth = 0
    start = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in _BREAKS and (depth == 0 or character in "。；"):
            pieces.append((text[start:index].strip(), character))
            start, depth = index + 1, 0
    pieces.append((text[start:].strip(), ""))
    return pieces
