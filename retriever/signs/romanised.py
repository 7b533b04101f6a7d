"""Questions in pinyin, whole or in part, as Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from data import DATA_DIR

_RUN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ '-]+[A-Za-zÀ-ɏ]+)*")
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_LONGEST = 30


@cache
def question_words() -> dict[str, str]:
    """Toneless pinyin of the words that questions are made of."""
    lines = (DATA_DIR / "reader" / "pinyin_words.txt").read_text(encoding="utf-8").split("\n")
    return spelled(line for line in lines if line and not line.startswith("#"))


def spelled(words: Iterable[str]) -> dict[str, str]:
    """Toneless pinyin → word; the first of those that sound alike."""
    from pypinyin import lazy_pinyin

    held: dict[str, str] = {}
    for word in words:
        held.setdefault("".join(lazy_pinyin(word)), word)
    held.setdefault("shei", "谁") if "shui" in held else None
    return held


def is_romanised(text: str) -> bool:
    """Whether a text has Latin letters that may be pinyin: every word of a run is made of syllables."""
    return any(_may_be(match[0]) for match in _RUN.finditer(text))


def _may_be(run: str) -> bool:
    return all(re.fullmatch(f"(?:{_SYLLABLE.pattern})+", word) for word in re.split(r"[ '-]+", run.lower()))


def as_chinese(text: str, words: Mapping[str, str]) -> str:
    """The text with each Latin run in Chinese that can be taken apart into words known by their pinyin."""

    def one(match: re.Match[str]) -> str:
        run = match[0]
        found = _taken_apart(re.sub(r"[ '-]+", "", run.lower()), words) if _may_be(run) else None
        return run if found is None else found

    return _RUN.sub(one, text)


def _taken_apart(letters: str, words: Mapping[str, str]) -> str | None:
    """The fewest words that the letters are, joined; None where they are not all words."""
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, word = best[start], words.get(letters[start:end])
            held = best[end]
            if before is not None and word is not None and (held is None or before[0] + 1 < held[0]):
                best[end] = (before[0] + 1, before[1] + word)
    final = best[-1]
    return final[1] if final else None
