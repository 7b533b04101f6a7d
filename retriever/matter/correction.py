"""Typing errors, found by sound: what was typed against the words that the library uses.

Staff type with pinyin input methods, so the usual slip is another word of the same sound (基场 for 机场), or of
nearly the same where dialects do not part n/l, h/f, z/zh, n/ng. A correction is only a suggestion: the search
takes it when the documents answer the corrected wording and not the typed one, and the answer says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from index.text.search_key import search_key
from index.text.tokens import cut, is_dictionary_word

LONGEST = 5
"""Longest stretch, in characters, that is looked up by sound."""

MAX_CORRECTIONS = 4

_HAN = re.compile(r"[\u3400-\u9fff]+")
_NEAR_SOUNDS = (
    (re.compile(r"^(z|c|s)h"), r"\1"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"(in|en|an)g$"), r"\1"),
    (re.compile(r"^hu(?=[a-z])"), "f"),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """``meant`` instead of ``typed`` at half-open range [start, end) of a search key."""

    typed: str
    meant: str
    start: int

    def apply(self, text: str) -> str:
        """The text with the correction made."""
        return text[: self.start] + self.meant + text[self.start + len(self.typed) :]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The library's words by their sound, and its pairs of characters, to tell what does occur."""

    by_sound: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)


def build_vocabulary(texts: Iterable[str]) -> Vocabulary:
    """Collect the words of texts, and each two neighbouring words together (十年 + 禁渔)."""
    vocabulary = Vocabulary()
    for text in texts:
        for run in _HAN.findall(search_key(text)):
            vocabulary.pairs.update(run[i : i + 2] for i in range(len(run) - 1))
            parts = cut(run)
            together = (a + b for a, b in pairwise(parts))
            vocabulary.words.update(word for word in (*parts, *together) if 2 <= len(word) <= LONGEST)
    for word in sorted(vocabulary.words):
        vocabulary.by_sound.setdefault(sound(word), []).append(word)
    return vocabulary


def corrections(text: str, vocabulary: Vocabulary) -> tuple[Correction, ...]:
    """Likely slips in a question's content, longest first.

    A stretch that occurs in the library is left alone. A stretch that is itself an ordinary word is taken for a
    slip only when the corrected word continues, with its neighbour, as the library does (十年金鱼 → 十年禁渔).
    """
    edges = _word_edges(text)
    found = [
        Correction(typed, meant, start)
        for start, typed in _windows(text)
        if (start in edges and start + len(typed) in edges)
        and typed not in vocabulary.words
        and not _occurs(typed, vocabulary)
        for meant in vocabulary.by_sound.get(sound(typed), ())
        if meant != typed
    ]
    likely = [
        c
        for c in found
        if not is_dictionary_word(c.typed) or (_sounds_exactly(c) and _continues(c, text, vocabulary))
    ]
    likely.sort(key=lambda c: (-len(c.meant), _changed(c), c.start))
    return tuple(likely[:MAX_CORRECTIONS])


@lru_cache(maxsize=4096)
def sound(word: str) -> tuple[str, ...]:
    """The syllables of a word without tones, sounds that are often confused made one."""
    from pypinyin import lazy_pinyin

    return tuple(_plain(syllable) for syllable in lazy_pinyin(word))


def _plain(syllable: str) -> str:
    for pattern, plain in _NEAR_SOUNDS:
        syllable = pattern.sub(plain, syllable)
    return syllable


def _windows(text: str) -> Iterator[tuple[int, str]]:
    for run in _HAN.finditer(text):
        for length in range(min(LONGEST, len(run[0])), 1, -1):
            for start in range(len(run[0]) - length + 1):
                yield run.start() + start, run[0][start : start + length]


def _word_edges(text: str) -> frozenset[int]:
    """Where words begin and end: a slip is a whole word or several, never the end of one and the start of another."""
    edges = {0}
    for run in _HAN.finditer(text):
        at = run.start()
        edges.add(at)
        for word in cut(run[0]):
            at += len(word)
            edges.add(at)
    return frozenset(edges)


def _occurs(typed: str, vocabulary: Vocabulary) -> bool:
    return all(typed[i : i + 2] in vocabulary.pairs for i in range(len(typed) - 1))


def _continues(correction: Correction, text: str, vocabulary: Vocabulary) -> bool:
    end = correction.start + len(correction.typed)
    before = text[correction.start - 1 : correction.start] + correction.meant[0]
    after = correction.meant[-1] + text[end : end + 1]
    return before in vocabulary.pairs or after in vocabulary.pairs


def _sounds_exactly(correction: Correction) -> bool:
    from pypinyin import lazy_pinyin

    return bool(lazy_pinyin(correction.typed) == lazy_pinyin(correction.meant))


def _changed(correction: Correction) -> int:
    return sum(a != b for a, b in zip(correction.typed, correction.meant, strict=True))
