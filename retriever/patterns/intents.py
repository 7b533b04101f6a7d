"""The rules that tell what a question asks, read from data/intents.toml and tried in order."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import cast

from data import DATA_DIR
from retriever.patterns.question import Ask

UNIT = "[\ue000-\uf8ff]"
"""The characters that stand for units in a masked question: the first unit is \\ue000."""
UNIT_BASE = 0xE000


def unit_sign(place: int) -> str:
    """The character that stands for the unit mentioned at a place in the list of mentions."""
    return chr(UNIT_BASE + place)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: every pattern of ``all`` is found, one of ``any`` (if there are any), none of ``none``."""

    ask: Ask
    all: tuple[re.Pattern[str], ...]
    any: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]

    def applies(self, text: str) -> bool:
        """Whether a masked question is of this kind."""
        return (
            all(pattern.search(text) for pattern in self.all)
            and (not self.any or any(pattern.search(text) for pattern in self.any))
            and not any(pattern.search(text) for pattern in self.none)
        )


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something about a matter that a division of work does not usually say. ``text``: the words that say it."""

    name: str
    ask: re.Pattern[str]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The loaded lists. ``words`` are alternations by name, ready to stand in a pattern."""

    words: dict[str, str]
    rules: tuple[Rule, ...]
    duties: tuple[re.Pattern[str], ...]
    talk: tuple[tuple[Ask, re.Pattern[str]], ...]
    orders: re.Pattern[str]
    aspects: tuple[Aspect, ...]
    trim: dict[str, list[str]]

    def pattern(self, template: str) -> re.Pattern[str]:
        """Compile a pattern in which {name} stands for a list of words and Ⓤ for a unit."""
        return _compile(template, self.words)


@cache
def load_wording() -> Wording:
    """The wording that ships in data/intents.toml, data/courtesy.toml and data/aspects.toml."""
    with (DATA_DIR / "intents.toml").open("rb") as file:
        intents = tomllib.load(file)
    with (DATA_DIR / "courtesy.toml").open("rb") as file:
        courtesy = tomllib.load(file)
    with (DATA_DIR / "aspects.toml").open("rb") as file:
        unsaid = tomllib.load(file)["aspect"]
    words = {name: f"(?:{'|'.join(forms)})" for name, forms in intents["words"].items()}

    def compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(_compile(pattern, words) for pattern in patterns)

    rules = tuple(
        Rule(entry["ask"], compiled(entry["all"]), compiled(entry.get("any", [])), compiled(entry.get("none", [])))
        for entry in intents["rule"]
    )
    talk = tuple(
        (cast("Ask", name), re.compile(f"(?:{'|'.join(forms)})", re.IGNORECASE))
        for name, forms in courtesy["talk"].items()
    )
    aspects = tuple(
        Aspect(entry["name"], re.compile("|".join(entry["ask"])), tuple(entry["text"])) for entry in unsaid
    )
    orders = re.compile("|".join(courtesy["orders"]["injection"]), re.IGNORECASE)
    return Wording(words, rules, compiled(intents["lists"]["duties"]), talk, orders, aspects, intents["trim"])


def _compile(template: str, words: dict[str, str]) -> re.Pattern[str]:
    return _filled(template, tuple(words.items()))


@cache
def _filled(template: str, words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    for name, alternation in words:
        template = template.replace("{" + name + "}", alternation)
    return re.compile(template.replace("Ⓤ", UNIT))
