"""The template grammar: classes of phrases and whole questions, read from text files beside this module.

What a line may hold is told at the head of words.txt. An alternative, or a word of a labelled choice, is held out of
training by a hash of its text, so that a validation question always has something that training never saw.
"""

import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_PART = re.compile(
    r"<(?P<name>[\w.+-]+)>|\{(?P<slot>[\w.-]+)\}|\[(?P<label>[\w.?-]+):(?P<words>[^\]]*)\]|\((?P<plain>[^()]*)\)|(?P<text>[^<{\[(]+)"
)
_WEIGHT = re.compile(r"\s\*(\d+)\s*$")
_HELD_OF = 12
"""One alternative in so many is held out of a class of more than five."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern: a class by name, a slot to fill, or words to choose from with their label.

    ``maybe``: it may be left out.
    """

    kind: str
    name: str = ""
    words: tuple[str, ...] = ()
    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line."""

    parts: tuple[Part, ...]
    weight: int
    held: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Patterns that want the same: the heads reduce, of, by, role, scope."""

    heads: tuple[str, str, str, str, str]
    patterns: tuple[Pattern, ...]
    weight: int


def is_held(text: str, among: int) -> bool:
    """Whether an alternative is kept from training."""
    return among > 5 and zlib.crc32(text.encode()) % _HELD_OF == 0


def _pattern(line: str, among: int) -> Pattern:
    found = _WEIGHT.search(line)
    weight, body = (int(found[1]), line[: found.start()]) if found else (1, line)
    return Pattern(tuple(_parts(body)), weight, is_held(body, among))


def _parts(body: str) -> list[Part]:
    parts: list[Part] = []
    place = 0
    while place < len(body):
        match = _PART.match(body, place)
        if match is None:
            raise ValueError(f"cannot read the template {body!r} at {place}")
        place = match.end()
        if match["text"]:
            parts += _plain_words(match["text"])
            continue
        maybe = body[place : place + 1] == "?"
        place += maybe
        parts.append(_part(match, maybe))
    return parts


def _part(match: re.Match[str], maybe: bool) -> Part:
    if match["name"]:
        return Part("class", match["name"], maybe=maybe)
    if match["slot"]:
        return Part("slot", match["slot"], maybe=maybe)
    if match["label"]:
        return Part("words", match["label"], tuple(match["words"].split("|")), maybe)
    inner = match["plain"]
    if re.search(r"[<{\[]", inner):
        alternatives = tuple(re.split(r"\|(?![^\[]*\])", inner))
        return Part("inner", inner, alternatives, maybe or len(alternatives) == 1)
    words = tuple(inner.split("|"))
    return Part("words", "-", words if len(words) > 1 else (*words, ""), maybe)


def _plain_words(text: str) -> list[Part]:
    """Unlabelled words; a comma before a question mark may be left out."""
    parts: list[Part] = []
    for place, words in enumerate(text.split(",?")):
        if place:
            parts.append(Part("words", "-", (",", ""), True))
        if words:
            parts.append(Part("words", "-", (words,)))
    return parts


@cache
def inner_patterns(alternatives: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The choices of a bracket that holds more than words."""
    return tuple(_pattern(text, 0) for text in alternatives)


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.rstrip() for line in text.split("\n") if line.strip() and not line.startswith("#")]


@cache
def classes() -> dict[str, tuple[Pattern, ...]]:
    """Every class of every file by its name."""
    held: dict[str, list[str]] = {}
    for file in ("words.txt", "english.txt"):
        name = ""
        for line in _lines(file):
            if line.startswith("@"):
                name = line[1:].strip()
                held[name] = []
            elif line.startswith("= "):
                name = ""
            elif name:
                held[name].append(line)
    return {name: tuple(_pattern(line, len(lines)) for line in lines) for name, lines in held.items()}


@cache
def blocks(file: str) -> tuple[Block, ...]:
    """The questions of one file."""
    found: list[tuple[list[str], list[str]]] = []
    in_class = False
    for line in _lines(file):
        if line.startswith("= "):
            found.append((line[2:].split(), []))
            in_class = False
        elif line.startswith("@"):
            in_class = True
        elif not in_class:
            found[-1][1].append(line)
    made = []
    for heads, lines in found:
        weight = int(heads.pop()[1:]) if heads[-1].startswith("*") else 1
        heads = [*heads, *["in"] * (5 - len(heads))]
        patterns = tuple(p for line in lines if (p := _pattern(line, len(lines))).weight)
        made.append(Block((heads[0], heads[1], heads[2], heads[3], heads[4]), patterns, weight))
    return tuple(made)
