"""Whether words left over in a question are about something, or only say that something is to be shown.

Decided by evidence: part of speech, then data/plain_words.txt for nouns and verbs that belong to the asking.
"""

import re
from functools import cache

from data import DATA_DIR
from index.tokens import cut, search_key, tag

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[a-z]{2,}\d*|\d+(?:\.\d+)?%?")
_FUNCTION = tuple("rupcdfmqyeotwzhk")
"""Tags of words that cannot be content: pronouns, particles, adverbs, numerals, measure words, times and the like."""


def substance(text: str) -> tuple[str, ...]:
    """The words of a text (a search key) that name something, in order; () when it only asks."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if run[0].isascii():
            found += [] if run[0].isdigit() else [run]
            continue
        found += [word for word in _words(run) if len(word) > 1 and word not in _plain() and not _function(word)]
    return tuple(dict.fromkeys(found))


def _words(run: str) -> list[str]:
    """A run of characters cut into words, the longest plain words taken out first."""
    return [word for piece in _plain_pattern().split(run) if piece for word in cut(piece)]


def _function(word: str) -> bool:
    return (tag(word) or "n").startswith(_FUNCTION)


@cache
def _plain() -> frozenset[str]:
    lines = (DATA_DIR / "plain_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(search_key(word) for line in lines for word in line.partition("#")[0].split())


@cache
def _plain_pattern() -> re.Pattern[str]:
    """Plain words of three and more characters: the segmenter would cut them and leave a part over."""
    long = sorted((word for word in _plain() if len(word) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)))
