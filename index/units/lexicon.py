"""The dictionary of public bodies: which names mean the same department, and at which level of government."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from data import DATA_DIR
from index.text.places import load_places

SPEAKING_KINDS = ("commission", "office", "hall", "bureau", "ministry")
"""Kinds by which two departments of one stem are told apart (财政厅, 财政局, 财政部)."""
_COUNT = r"(?:\d+|[一二两三四五六七八九十百]+)[个家所条项]"
_LEVEL_INSIDE = re.compile(r"^团(?:(省)|(市|州)|(县|区))委$")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name taken apart: 湖南省委网信办 is level ``province``, place 湖南, core 网信办, kind ``office``.

    ``level`` and ``place`` are empty where the name does not say them.
    """

    level: str
    place: str
    core: str
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The loaded dictionary. ``strict`` and ``loose`` map a name without level words to its departments' numbers.

    ``ministerial`` are the departments that are a 部 in the State Council and something else below it (财政部,
    财政厅), unlike the party's 组织部, which has that name at every level. ``whole`` finds names that need no entry
    (companies, schools, merged county departments), ``no_name`` what such an ending alone does not make a name:
    two names without a mark between them, a count.
    """

    levels: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    strict: dict[str, frozenset[int]]
    loose: dict[str, frozenset[int]]
    ministerial: frozenset[int]
    whole: re.Pattern[str]
    no_name: re.Pattern[str]
    abbreviations: tuple[tuple[str, str], ...]

    def abbreviated(self, name: str) -> str:
        """A name with every part that is usually shortened in its short form: 人民银行长沙中心支行 → 人行长沙中支."""
        for long, short in self.abbreviations:
            name = name.replace(long, short)
        return name

    def level_of(self, word: str) -> str:
        """The level that a level word stands for, empty when it is none."""
        return next((level for level_word, level in self.levels if level_word == word), "")

    def kind_of(self, name: str) -> str:
        """What sort of body a name's ending says, empty when it says none."""
        return next((kind for ending, kind in self.kinds if name.endswith(ending)), "")

    def departments(self, core: str) -> frozenset[int]:
        """The departments that a name without level words may mean."""
        return self.strict.get(core) or self.loose.get(core) or frozenset()

    def knows(self, name: str) -> bool:
        """Whether a unit name is built from known words: a department, an institution, or a place's government."""
        readings = self.readings(name)
        if any(self.departments(part.core) for part in readings):
            return True
        whole = self.whole.search(name) or any(self.whole.search(part.core) for part in readings)
        return bool(whole) and not self.no_name.search(name)

    def readings(self, name: str) -> tuple[UnitName, ...]:
        """The ways to take a name apart, the likeliest first; never empty.

        A bracket is a second name of the same body: 省市场监管局（省知识产权局）.
        """
        found = [
            reading
            for part in re.split(r"[()（）〔〕\[\]]", name)
            if part
            for reading in self._readings_of_part(part)
        ]
        return tuple(sorted(found, key=lambda reading: not self.departments(reading.core)))

    def _readings_of_part(self, name: str) -> Iterator[UnitName]:
        kind = self.kind_of(name)
        if inside := _LEVEL_INSIDE.match(name):
            level = ("province", "city", "county")[inside.lastindex - 1] if inside.lastindex else ""
            yield UnitName(level, "", name, kind)
            return
        place, rest = _split_place(name)
        yield from self._without_level(rest, place, kind)
        if place and rest != name:
            yield UnitName("", "", name, kind)

    def _without_level(self, name: str, place: str, kind: str) -> Iterator[UnitName]:
        for word, level in self.levels:
            if name.startswith(word) and len(name) > len(word) + 1:
                yield UnitName(level, place, name[len(word) :], kind)
        ministry = kind == "ministry" and bool(self.departments(name) & self.ministerial)
        level = "nation" if not place and (ministry or name.endswith("总局")) else ""
        yield UnitName(level, place, name, kind)


@lru_cache(maxsize=1 << 14)
def _split_place(name: str) -> tuple[str, str]:
    """Take a place out of a name: 湖南省财政厅 → (湖南, 省财政厅), 人民银行长沙中心支行 → (长沙, 人民银行中心支行)."""
    for place in load_places().names:
        start = name.find(place)
        if start >= 0 and len(name) > len(place) + 1:
            return place, name[:start] + name[start + len(place) :]
    return "", name


@cache
def load_lexicon() -> Lexicon:
    """The dictionary that ships in data/units.toml."""
    with (DATA_DIR / "units.toml").open("rb") as file:
        data = tomllib.load(file)
    strict: dict[str, set[int]] = {}
    loose: dict[str, set[int]] = {}
    for number, entry in enumerate(data["department"]):
        stems = entry.get("stems", [])
        built = [stem + kind for stem in stems for kind in entry.get("kinds", [])]
        spoken = [
            name + kind
            for name in (*stems, *entry.get("names", []))
            if len(name) > 1
            for kind in data["generic"]["kinds"]
        ]
        for name in (*built, *spoken, *entry.get("names", []), *entry.get("short", [])):
            strict.setdefault(name, set()).add(number)
        for name in entry.get("loose", []):
            loose.setdefault(name, set()).add(number)
    return Lexicon(
        _flatten(data["levels"]),
        _flatten(data["kinds"]),
        {name: frozenset(numbers) for name, numbers in strict.items()},
        {name: frozenset(numbers) for name, numbers in loose.items()},
        frozenset(n for n, entry in enumerate(data["department"]) if {"部"} < set(entry.get("kinds", []))),
        _whole(data["institutions"]["endings"], data["compounds"]),
        re.compile(
            rf"[局委厅办院部会社司团](?:{'|'.join(word for word, _ in _flatten(data['levels']))})(?!委|政府)|^{_COUNT}"
        ),
        tuple(data["abbreviations"].items()),
    )


def _whole(endings: list[str], compounds: dict[str, list[str]]) -> re.Pattern[str]:
    """Names that are known by how they end or what they are put together from."""
    piece, kind = ("|".join(sorted(compounds[key], key=len, reverse=True)) for key in ("pieces", "kinds"))
    return re.compile(
        rf"(?:{'|'.join(endings)})$|[\u4e00-\u9fff]{{2}}(?:[镇乡市县州盟旗]|(?<!新)区)$|^(?:{piece}){{2,6}}(?:{kind})$"
    )


def _flatten(groups: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """(word, group) pairs, longest word first."""
    pairs = [(word, group) for group, words in groups.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
