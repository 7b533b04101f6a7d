"""Units in a question: names and short forms by the linker, pinyin and English names by those of the same units."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from data import DATA_DIR
from index.units.linker import UnitLinker
from retriever.signs.sign import Sign, UnitSign

_LATIN = re.compile(r"[a-z][a-z &'-]*[a-z]")


@dataclass(frozen=True)
class UnitGrammar:
    """Finds the units of some documents in a search key, in Chinese, pinyin or English."""

    linker: UnitLinker

    def signs(self, text: str) -> tuple[Sign, ...]:
        """Every unit named in a search key, in order."""
        found = [
            Sign(m.start, m.end, UnitSign(m.units, m.surface, m.strength if not m.approximate else "alias"))
            for m in self.linker.link(text)
        ]
        if _LATIN.search(text):
            found += [s for s in self._latin(text) if all(s.end <= f.start or s.start >= f.end for f in found)]
        return tuple(sorted(found, key=lambda sign: sign.start))

    def _latin(self, text: str) -> Iterator[Sign]:
        for match in _english().finditer(text):
            stem = next(name for name, group in _english_groups().items() if match.groupdict()[group])
            units = self._named(_english_names()[stem])
            yield Sign(match.start(), match.end(), UnitSign(units, match[0], "alias" if units else "loose"))
        taken = [m.span() for m in _english().finditer(text)]
        for run in _LATIN.finditer(text):
            if any(run.start() < end and start < run.end() for start, end in taken):
                continue
            letters, places = _joined(text, run.start(), run.end())
            at = 0
            while at < len(letters):
                end = next(
                    (e for e in range(min(len(letters), at + 40), at + 5, -1) if letters[at:e] in self._pinyin), 0
                )
                if end:
                    form = letters[at:end]
                    units = self._named(self._pinyin[form])
                    yield Sign(places[at], places[end - 1] + 1, UnitSign(units, form, "alias"))
                    at = end
                else:
                    at += 1

    def _named(self, forms: Collection[str]) -> tuple[str, ...]:
        return next((units for form in forms if (units := self.linker.resolve(form))), ())

    @cached_property
    def _pinyin(self) -> dict[str, tuple[str, ...]]:
        """Toneless pinyin of every form of at least two syllables that names a unit."""
        from pypinyin import lazy_pinyin

        held: dict[str, tuple[str, ...]] = {}
        for form in self.linker.forms():
            if 2 <= len(form) <= 10 and not form.isascii():
                spelled = "".join(lazy_pinyin(form))
                if len(spelled) > 5:
                    held[spelled] = (*held.get(spelled, ()), form)
        return held


def _joined(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The letters of a range without blanks, and where each stands."""
    places = [i for i in range(start, end) if text[i].isalpha()]
    return "".join(text[i] for i in places), places


@cache
def _english_names() -> dict[str, tuple[str, ...]]:
    """English stems of department names, each with the Chinese names to try."""
    with (DATA_DIR / "reader" / "english_units.toml").open("rb") as file:
        return {stem: tuple(names) for stem, names in tomllib.load(file)["units"].items()}


@cache
def _english_groups() -> dict[str, str]:
    return {stem: f"u{i}" for i, stem in enumerate(_english_names())}


@cache
def _english() -> re.Pattern[str]:
    stems = sorted(_english_groups().items(), key=lambda item: -len(item[0]))
    inner = "|".join(rf"(?P<{group}>{re.escape(stem)})" for stem, group in stems)
    head = r"(?:department|bureau|commission|office|administration|authority|ministry|committee)"
    return re.compile(
        rf"(?<![a-z])(?:the\s)?(?:provincial\s)?(?:{head}\s(?:of|for)\s)?(?:the\s)?(?:{inner})(?:\s{head})?(?![a-z])"
    )
