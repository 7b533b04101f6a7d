"""Long messages: a story, and somewhere in it what is asked. Only the asking part is read as a question."""

import re
from dataclasses import dataclass

from retriever.patterns.intents import load_wording

LONG = 45
"""From how many characters on a message may be a story."""

PARTS = 4
"""From how many parts between punctuation marks on it may be one."""

BACKGROUND = 4
"""How many parts before the asking one may hold the matter."""

SHORTEST = 6
"""A part of the story with fewer characters does not describe a matter."""

_BREAK = re.compile(r"[,，。；;！!？?\n]+")
_SPEAKS_OF = re.compile("说|讲|听|看到|看见|瞄到|知道|安排|行动|政策|规划|计划|项目|把|要|想|规范|治|这|那种")
"""What a part has that speaks of a matter; others tell what happened to whoever asks."""

_INTRODUCTION = re.compile(r"(?:我们?|本人|这里|这边|俺)(?:是|在|来自).*(?:[局委办厅府部]|中心|公司)")
"""Whoever asks says which unit they are of: 我局 further on is that one."""


@dataclass(frozen=True, slots=True)
class Message:
    """``asked`` is the part to be read as a question; ``background`` what stood before it, the nearest part first."""

    asked: str
    background: tuple[str, ...] = ()


def read_message(key: str) -> Message:
    """Part a long message, given as its search key; a short one is asked as a whole.

    What asks is the last part that names a who or a which; who is speaking is kept with it.
    """
    parts = [part.strip() for part in _BREAK.split(key) if part.strip()]
    if len(key) < LONG or len(parts) < PARTS:
        return Message(key)
    at = _asking(parts)
    if at is None:
        return Message(key)
    before = [
        part for part in parts[max(0, at - BACKGROUND) : at] if len(part) >= SHORTEST and _SPEAKS_OF.search(part)
    ]
    kept = parts[:1] if at > 0 and _INTRODUCTION.search(parts[0]) else []
    return Message(",".join([*kept, parts[at]]), tuple(reversed(before)))


def _asking(parts: list[str]) -> int | None:
    """The place of the last part that asks who, else of the last that asks how many."""
    for words in ("{who}|哪", "{howmany}"):
        pattern = load_wording().pattern(words)
        found = [number for number, part in enumerate(parts) if pattern.search(part)]
        if found:
            return found[-1]
    return None
