"""The thesaurus of government and everyday vocabulary: what else a word may be called."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data import DATA_DIR
from index.text.search_key import search_key

if TYPE_CHECKING:
    import ahocorasick

PATH = DATA_DIR / "thesaurus.toml"


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term found in a text: its half-open range and the other names that it may go by."""

    term: str
    start: int
    end: int
    others: tuple[str, ...]


class Thesaurus:
    """Terms and what else they are called. Two kinds of entry, see data/thesaurus.toml.

    ``same`` names are interchangeable; ``say`` names are everyday words that may ``mean`` the official ones, never
    the other way round.
    """

    def __init__(
        self, same: Iterable[Iterable[str]] = (), say: Iterable[tuple[Iterable[str], Iterable[str]]] = ()
    ) -> None:
        self._others: dict[str, dict[str, None]] = {}
        for group in same:
            names = [search_key(name) for name in group]
            for name in names:
                self._link(name, names)
        for everyday, official in say:
            meanings = [search_key(name) for name in official]
            for name in everyday:
                self._link(search_key(name), meanings)
        self._finder = _automaton(self._others)

    def __len__(self) -> int:
        return len(self._others)

    def others(self, term: str) -> tuple[str, ...]:
        """The other names of a term, () when it is not in the thesaurus."""
        return tuple(self._others.get(search_key(term), ()))

    def expand(self, text: str) -> tuple[Expansion, ...]:
        """The longest terms that stand in a text (a search key), left to right, and their other names."""
        if self._finder is None:
            return ()
        return tuple(
            Expansion(term, end + 1 - len(term), end + 1, tuple(self._others[term]))
            for end, term in self._finder.iter_long(text)
        )

    def _link(self, name: str, names: Iterable[str]) -> None:
        self._others.setdefault(name, {}).update((other, None) for other in names if other != name)


@lru_cache(maxsize=4)
def load_thesaurus(path: Path = PATH) -> Thesaurus:
    """Read a thesaurus file: topics, each with lists of ``same`` names and of [``say``, mean] pairs."""
    topics = tomllib.loads(path.read_text(encoding="utf-8"))["topic"]
    same = [group for topic in topics for group in topic.get("same", ())]
    say = [(everyday, official) for topic in topics for everyday, official in topic.get("say", ())]
    return Thesaurus(same, say)


def _automaton(terms: Iterable[str]) -> "ahocorasick.Automaton | None":
    import ahocorasick

    finder = ahocorasick.Automaton()
    for term in terms:
        finder.add_word(term, term)
    if not len(finder):
        return None
    finder.make_automaton()
    return finder
