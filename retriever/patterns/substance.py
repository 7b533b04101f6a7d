"""What is left of a question when its asking is taken away: does it name a matter, or is it talk?

A leftover is judged word by word, by evidence and not by a list of whole phrases: talk is what data/talk.txt holds or
what is put together from it; a noun is a matter, known to the library or not (月球基地 must be looked for and not
be found); any other word is a matter only where a task, a heading or a general matter has it (禁毒); and the words of the one
document's own title, or of a phrase that points at that document (农机这个文件), restrict nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR
from index.text.search_key import search_key
from index.text.tokens import cut, is_dictionary_word, part_of_speech
from retriever.matter.general_matters import load_matters
from retriever.matter.thesaurus import load_thesaurus
from retriever.patterns.intents import load_wording

_RUN = re.compile(r"[一-鿿]+|[a-z0-9]+(?:[.+%-][a-z0-9]+)*%?")
_DOCUMENT = frozenset(
    [
        "文件",
        "文档",
        "意见",
        "方案",
        "通知",
        "政策",
        "措施",
        "要点",
        "计划",
        "规划",
        "纲要",
        "办法",
        "清单",
        "台账",
        "行动",
        "工作",
        "报告",
        "分解表",
        "分工",
        "责任书",
        "决定",
        "条例",
    ]
)
"""Words that a document is called by, or that stand for all its work."""
_FUNCTION = re.compile(r"^(?:m|mq|q|r|rr|rz|p|c|u[a-z]?|d|df|f|y|e|o|h|k)$")
"""Parts of speech of numerals, pronouns, particles, adverbs and the like."""
_NAMING = re.compile(r"^(?:[njblix]|vn|an|eng|s$|z$)")
"""Parts of speech of words that name something."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the documents that may answer say, as search keys: their titles, their headings, all their tasks."""

    titles: tuple[str, ...] = ()
    headings: frozenset[str] = frozenset()
    tasks: str = ""


_NONE = Evidence()


def substance(leftover: str, evidence: Evidence = _NONE, *, strict: bool = False) -> str:
    """What of a leftover names a matter, talk at its ends taken away; empty when all of it is talk.

    ``strict`` takes every word for a matter that is not talk, also a verb that no document has.
    """
    return " ".join(piece for part in leftover.split() if (piece := _matter_in(part, evidence, strict)))


def _matter_in(piece: str, evidence: Evidence, strict: bool) -> str:
    plain = _role_words().sub(lambda match: " " * len(match[0]), piece)
    spans: list[tuple[int, int, str]] = []
    for run in _RUN.finditer(plain):
        at = run.start()
        for word in cut(run[0]) if not run[0].isascii() else [run[0]]:
            spans.append((at, at + len(word), word))
            at += len(word)
    told = [names_matter(word, evidence) or (strict and len(word) > 1 and not is_talk(word)) for *_, word in spans]
    kept = [yes or not is_talk(word) for yes, (*_, word) in zip(told, spans, strict=True)]
    for place in _document_words([word for *_, word in spans], told, evidence):
        told[place] = kept[place] = False
    if not any(told):
        return ""
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    while first and _belongs(spans[first - 1], spans[first]):
        first -= 1
    return piece[spans[first][0] : spans[last][1]]


def names_matter(word: str, evidence: Evidence = _NONE) -> bool:
    """Whether one word, as the segmenter gives it, names something that a duty could be about."""
    if word.isdigit() or word in talk():
        return False
    if len(word) == 1:
        return (part_of_speech(word) or "").startswith("n")
    if word.isascii():
        return True
    if not is_dictionary_word(word):
        return not is_talk(word)
    tag = part_of_speech(word)
    if tag is None or _NAMING.match(tag):
        return True
    return word in _general() or word in evidence.tasks or any(word in heading for heading in evidence.headings)


def _belongs(before: tuple[int, int, str], word: tuple[int, int, str]) -> bool:
    """Whether a word of talk is here the first part of a name (数字 in 数字贸易)."""
    adjoining, tag = before[1] == word[0], part_of_speech(before[2])
    return adjoining and len(before[2]) > 1 and tag == "n" and before[2] not in _DOCUMENT


def _document_words(words: Sequence[str], told: Sequence[bool], evidence: Evidence) -> list[int]:
    """The places of words that only say which document is meant, where there is but one."""
    if len(evidence.titles) != 1:
        return []
    title = evidence.titles[0]
    matters = [place for place, yes in enumerate(told) if yes]
    last = max((place for place, word in enumerate(words) if word in _DOCUMENT), default=-1)
    before = [place for place in matters if place < last]
    pointing = before if all(_from_title(words[place], title) for place in before) else []
    left = [place for place in matters if place not in pointing]
    named = [words[place] for place in left]
    if all(word in title for word in named) and not any(
        named and all(word in heading for word in named) for heading in evidence.headings
    ):
        return [*pointing, *left]
    return pointing


def _from_title(word: str, title: str) -> bool:
    """Whether a title has a word, its other name, or all its characters in order (农机 in 农业机械化)."""
    if any(name in title for name in (word, *load_thesaurus().others(word))):
        return True
    return len(word) == 2 and re.search(".{0,2}".join(map(re.escape, word)), title) is not None


def is_talk(word: str) -> bool:
    """Whether a word is talk or put together from talk."""
    if word in talk():
        return True
    tag = part_of_speech(word)
    if tag is not None and is_dictionary_word(word):
        return _FUNCTION.match(tag) is not None
    return _all_talk().fullmatch(word) is not None


@cache
def talk() -> frozenset[str]:
    """The words of data/talk.txt."""
    lines = (DATA_DIR / "talk.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(search_key(word) for line in lines for word in line.partition("#")[0].split())


@cache
def _all_talk() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(talk(), key=len, reverse=True)))
    return re.compile(rf"(?:{words}|\d|[\W_])*")


@cache
def _role_words() -> re.Pattern[str]:
    return load_wording().pattern("{lead}|{part}|{occur}")


@cache
def _general() -> frozenset[str]:
    """The telling words of the general matters."""
    return frozenset(name for matter in load_matters() for names in matter.words for name in names)
