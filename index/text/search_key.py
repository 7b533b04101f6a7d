"""The search key of a text: what is compared, never what is shown."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class SearchKey:
    """A normalised text that remembers where it came from.

    ``text`` is in NFKC form, lower case and simplified Chinese, its blanks gone between Chinese characters;
    ``offsets[i]`` is the place in ``original`` of the character that ``text[i]`` came from, with one more entry
    for the end.
    """

    original: str
    text: str
    offsets: tuple[int, ...]

    def slice(self, start: int, end: int) -> str:
        """The original words behind a half-open range of the key."""
        if start >= end:
            return ""
        return self.original[self.offsets[start] : self.offsets[end - 1] + 1]


def normalise(text: str) -> SearchKey:
    """The search key of a text: full-width forms, ligatures, case, traditional characters and blanks levelled."""
    chars: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(text):
        for piece in unicodedata.normalize("NFKC", char):
            if piece.isprintable() or piece.isspace():
                chars.append(" " if piece.isspace() else piece.lower()[:1])
                offsets.append(place)
    kept = [i for i, char in enumerate(chars) if char != " " or _blank_matters(chars, i)]
    plain = "".join(chars[i] for i in kept)
    simplified: str = _converter().convert(plain)
    if len(simplified) != len(plain):
        simplified = "".join(_converter().convert(char)[:1] for char in plain)
    return SearchKey(text, simplified, (*(offsets[i] for i in kept), len(text)))


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """Only the text of the search key. What cannot be printed (controls, lone surrogates) is left out."""
    return normalise(text).text


def _blank_matters(chars: list[str], place: int) -> bool:
    """A blank counts only between two Latin letters or digits (clause 32, China Mobile)."""
    if not 0 < place < len(chars) - 1:
        return False
    before, after = chars[place - 1], chars[place + 1]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
