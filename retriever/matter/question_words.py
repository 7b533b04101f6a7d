"""What a question is about, once the asking is taken away: its words, its bigrams and the things it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from data import DATA_DIR
from index.text.search_key import search_key
from index.text.tokens import cut, is_noun
from retriever.matter.named_things import Thing, things_in

DATA = DATA_DIR
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.+-][a-z0-9]+)*%?")
_NAMED = (
    re.compile(r"(?:19|20)\d\d年?"),
    re.compile(r"[a-z]*\d+(?:\.\d+)?[a-z%]*"),
    re.compile(r"[a-z]{2,}\d*"),
    re.compile(r"第[一二三四五六七八九十]+(?![次个轮步时年线方产])"),
    re.compile(r"\d+(?:号(?:线|楼|院|桥|路|站|机组)|期|届|标段|环)"),
)
"""Figures, years, abbreviations, ordinals, numbered lines and stages: what a question would not say by chance."""

_COUNTED = re.compile(r"([〇零一二三四五六七八九十]{1,4})(?=号(?:线|楼|院|桥|路|站|机组)|期|届|标段|环)")
_DIGITS = "零一二三四五六七八九"

_REGION = re.compile(r"(?:特别行政区|自治区|自治州|自治县|省|市|州|地区|县|盟)$")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,3}[市县区]$")
_COMMON_AREA = re.compile(
    r"(?:城|县|都|各|全|级|示范|保护|开发|先行|高新|实验|试验|产业|功能|服务|合作|监管|创新|自贸|自治|经济|联动|老|园|社|灾|库|景|林|牧|山|地|湖|矿|禁|港|新|城镇|农垦|小|聚集|集聚|重点)[市县区]+$"
)


@dataclass(frozen=True, slots=True)
class Content:
    """The searchable content of a question.

    ``text`` is its search key, question words left out, stretches parted by blanks; ``words`` and ``bigrams``
    are its terms in order without repeats; ``names`` are the things it names that a right duty should name too:
    places, years, figures, abbreviations, numbered lines and stages; ``nouns`` are the words that name something;
    ``things`` are the named things in it, ``pairs`` each two words that stand next to one another.
    """

    text: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    names: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Words and bigrams together, without repeats, as lexical search takes them."""
        return tuple(dict.fromkeys((*self.words, *self.bigrams)))


def read_content(matter: str) -> Content:
    """Take question words and politeness out of a matter and read what is left."""
    stripped = _stop_pattern().sub(" ", search_key(matter))
    words: list[str] = []
    stretches: list[str] = []
    things: list[Thing] = []
    pairs: list[tuple[str, str]] = []
    for run in _RUN.findall(stripped):
        if run.isascii():
            words.append(run)
            stretches.append(run)
            continue
        parts = cut(run)
        words += [word for word in parts if word not in _stop_words()]
        together = _stretches(parts)
        stretches += ["".join(stretch) for stretch in together]
        things += [thing for stretch in together for thing in things_in(stretch)]
        pairs += [pair for stretch in together for pair in pairwise(word for word in stretch if len(word) > 1)]
    words = [word for word in words if len(word) > 1 or word.isascii()] or words
    bigrams = [run[i : i + 2] for run in stretches if not run.isascii() for i in range(len(run) - 1)]
    nouns = _distinct(word for word in words if is_noun(word))
    return Content(
        " ".join(stretches),
        _distinct(words),
        _distinct(bigrams),
        names_in(stripped, words),
        nouns,
        tuple(dict.fromkeys(things)),
        tuple(dict.fromkeys(pairs)),
    )


def names_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The places, years, figures and abbreviations in a search key that has been cut into words."""
    found = [match for pattern in _NAMED for match in pattern.findall(arabic(text))]
    found += [word for word in words if is_place(word)]
    return _distinct([name for name in found if not any(name != other and name in other for other in found)])


def arabic(text: str) -> str:
    """Chinese digits as Arabic ones where they count something numbered: 七号线 → 7号线, 十二期 → 12期."""
    return _COUNTED.sub(lambda match: _number(match[1]), text)


def is_place(word: str) -> bool:
    """Whether a word names a region: one of data/places.txt, or a city, county or district by its form."""
    if place_stem(word) in places():
        return True
    return bool(_DISTRICT.fullmatch(word)) and not _COMMON_AREA.search(word)


def place_stem(word: str) -> str:
    """A region's name without its level word: 长沙市 → 长沙; a stem of one character keeps it: 澧县."""
    stem = _REGION.sub("", word)
    return stem if len(stem) >= 2 else word


@cache
def places() -> frozenset[str]:
    """Names of provinces, prefectures, great rivers and lakes, and countries, without level words."""
    return frozenset(_entries(DATA / "places.txt"))


def _number(digits: str) -> str:
    tens, ten, ones = digits.replace("〇", "零").rpartition("十")
    if not ten:
        return "".join(str(_DIGITS.index(digit)) for digit in ones)
    return str(
        10 * (_DIGITS.index(tens) if tens in _DIGITS and tens else 1) + (_DIGITS.index(ones) if ones else 0)
    )


def _stretches(parts: Iterable[str]) -> list[list[str]]:
    """Neighbouring words together, parted where a stop word stood."""
    stretches: list[list[str]] = [[]]
    for word in parts:
        if word in _stop_words():
            stretches.append([])
        else:
            stretches[-1].append(word)
    return [stretch for stretch in stretches if stretch]


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _entries(path: Path) -> list[str]:
    lines = (line.partition("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return [word for line in lines for word in line.split()]


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(search_key(word) for word in _entries(DATA / "stopwords.txt"))


@cache
def _stop_pattern() -> re.Pattern[str]:
    phrases = sorted((word for word in _stop_words() if len(word) >= 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))
