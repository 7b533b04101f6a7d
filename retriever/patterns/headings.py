"""Sections named by their titles: the headings of the documents asked, found in the words of a question."""

import re
from collections.abc import Collection, Sequence

from index.text.numerals import NUMERAL_CHARS

ALIKE = 0.6
"""Share of the bigrams of the words before 部分 that a heading must have to be meant by them."""
_NOUN = (
    r"[”\"」』》’]?[的]?(?:(?:这|那|整)?(?:一|个|大|小)*(?:部分|章节?|板块|版块|标题|篇章?)|(?:这|那|整)(?:一|个|大|小)*(?:块儿?|节|段|篇|章|点)|(?:一|小)节)"
    r"(?:内容)?(?:下面|底下|里面?|里头|当中|中|下)?"
)
_UNDER = r"(?:的)?(?:下面|底下|下边|里头|里面|项下|名下)"
_TAIL = re.compile(rf"(?P<title>[^,。;?\ue000-\uf8ffⒸⓈ]{{2,30}}?)(?:{_NOUN}|{_UNDER})")
_NUMBERED = rf"(?:[({NUMERAL_CHARS})]+[、.])?\s*[“\"「『《‘]?"


def find_heading(words: str, titles: Collection[str]) -> tuple[str, str, bool] | None:
    """The heading that a masked question names: its title, the question with Ⓢ in its place, and whether the
    question says that it is a section (部分, 那章). ``titles`` are search keys without their numbers.
    """
    for title in sorted((t for t in titles if len(t) > 3), key=len, reverse=True):
        if match := re.search(f'{_NUMBERED}{re.escape(title)}(?P<noun>{_NOUN}|{_UNDER})?[”"」』》’]?', words):
            said = bool(match["noun"]) or bool(re.match(rf"[({NUMERAL_CHARS})]+[、.]", match[0]))
            return title, words[: match.start()] + "Ⓢ" + words[match.end() :], said
    for match in _TAIL.finditer(words):
        before = match["title"]
        for start in range(len(before) - 1):
            title = _meant(re.sub(r"\W", "", before[start:]), titles)
            if title and not (start and len(before) - start < 2):
                left = words[: match.start("title") + start]
                return title, left.rstrip('“"「『《‘') + "Ⓢ" + words[match.end() :], True
    return None


def _meant(words: str, titles: Collection[str]) -> str:
    """The heading that words stand for: a part of exactly one, or most like one; the words where several have them."""
    if len(words) < 2:
        return ""
    holding = [title for title in titles if words in re.sub(r"\W", "", title)]
    if holding:
        return holding[0] if len(holding) == 1 else words
    if len(words) < 4:
        return ""
    ranked: Sequence[tuple[float, str]] = sorted(((_share(words, title), title) for title in titles), reverse=True)
    if ranked and ranked[0][0] >= ALIKE and (len(ranked) == 1 or ranked[1][0] < ranked[0][0]):
        return ranked[0][1]
    return ""


def _share(words: str, title: str) -> float:
    """How much of the words' neighbouring pairs a title has."""
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return sum(pair in title for pair in pairs) / len(pairs)
