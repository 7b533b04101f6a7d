"""Linking the names people use for public bodies to the units that occur in a library."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from index.text.places import load_places
from index.units.lexicon import SPEAKING_KINDS, Lexicon, UnitName, load_lexicon

Strength = Literal["name", "alias", "loose"]
"""``name``: the unit's own name, with or without its level word. ``alias``: a short form.
``loose``: an everyday word that names a unit only where a unit must stand."""

_GOVERNMENT = re.compile(r"(?:人民政府|政府)$")
_STATIC_LEVEL = re.compile(r"(?:特别行政区|自治区|自治州|省|市|州|县|区)?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A public body named in a text: the half-open range ``start``..``end`` of the search key and what it means.

    ``units`` are the canonical names that it may mean: none when the library has no such unit, several when it
    is ambiguous. ``place`` is the province or city said before the name. ``approximate`` says that the name's
    kind differs from the unit's (财政局 for 省财政厅).
    """

    start: int
    end: int
    surface: str
    units: tuple[str, ...]
    strength: Strength
    place: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """A unit of the library with the ways to take its name apart."""

    name: str
    readings: tuple[UnitName, ...]
    departments: frozenset[int]


@dataclass
class UnitLinker:
    """Finds units in text.

    ``names`` are the library's canonical unit names, ``generic`` those of them that are collectives, ``key`` the
    normalisation under which texts are searched, ``homes`` the provinces and cities whose documents are there.
    """

    names: Collection[str]
    generic: Collection[str] = ()
    key: Callable[[str], str] = str
    homes: Collection[str] = ()
    lexicon: Lexicon = field(default_factory=load_lexicon)

    @cached_property
    def _known(self) -> tuple[_Known, ...]:
        known = []
        for name in self.names:
            if name in self.generic:
                continue
            readings = self.lexicon.readings(self.key(name))
            departments = frozenset(
                number for reading in readings for number in self.lexicon.departments(reading.core)
            )
            known.append(_Known(name, readings, departments))
        return tuple(known)

    @cached_property
    def _direct(self) -> dict[str, dict[str, Strength]]:
        """Forms that come from the units themselves: form → unit → strength."""
        forms: dict[str, dict[str, Strength]] = {}
        order = ("name", "alias", "loose")
        for name in self.names:
            for form, strength in self._own_forms(name):
                held = forms.setdefault(form, {})
                if len(form) > 1 and (name not in held or order.index(strength) < order.index(held[name])):
                    held[name] = strength
        return forms

    def _own_forms(self, name: str) -> Iterator[tuple[str, Strength]]:
        """A unit's name and the forms that follow from it without the dictionary."""
        key = self.key(name)
        if name in self.generic:
            yield key, "loose"
            if _GOVERNMENT.search(key) and len(key) > 5:
                yield _GOVERNMENT.sub("政府", key), "loose"
            return
        yield from ((part, "name") for part in (key, *re.split(r"[()]", key)) if part)
        yield from _government_forms(key)
        if (short := self.lexicon.abbreviated(key)) != key:
            yield short, "alias"
        for home in self.homes:
            if key.startswith(home) and len(key) > len(home) + 1:
                yield key[len(home) :], "alias" if len(key) > len(home) + 3 else "loose"
        for reading in self.lexicon.readings(key):
            if reading.core != key and len(reading.core) > 2 and not self.lexicon.departments(reading.core):
                yield reading.core, "loose" if len(reading.core) < 4 else "alias"

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for form in {*self._direct, *self.lexicon.strict, *self.lexicon.loose}:
            automaton.add_word(form, form)
        automaton.make_automaton()
        return automaton

    def link(self, text: str) -> tuple[Mention, ...]:
        """Every public body named in a search key, in order, none overlapping."""
        mentions: list[Mention] = []
        for last, form in self._automaton.iter_long(text):
            start, end = last + 1 - len(form), last + 1
            before = mentions[-1] if mentions else None
            adjoining = before is not None and before.end == start and before.strength == "loose"
            floor = 0 if before is None else before.start if adjoining else before.end
            mention = self._mention(text, start, end, form, floor)
            if mention is None:
                continue
            if before is not None and mention.start < before.end:
                mentions.pop()
            mentions.append(mention)
        return tuple(mentions)

    def forms(self) -> tuple[str, ...]:
        """Every form, in search key, that may name one of these units."""
        known = frozenset(number for unit in self._known for number in unit.departments)
        words = {*self.lexicon.strict, *self.lexicon.loose}
        return (*self._direct, *(word for word in words if self.lexicon.departments(word) & known))

    def resolve(self, name: str) -> tuple[str, ...]:
        """The units that one name may mean."""
        key = self.key(name).strip()
        return next((m.units for m in self.link(key) if m.start == 0 and m.end == len(key)), ())

    def _mention(self, text: str, start: int, end: int, form: str, floor: int) -> Mention | None:
        left, place, level = self._extend_left(text, start, floor)
        direct = self._direct.get(form, {})
        own = tuple(unit for unit, strength in direct.items() if strength == "name")
        if own and not (level and self.lexicon.departments(form)):
            if not place:
                return Mention(start, end, text[start:end], own, "name")
            fits = place in self.homes or any(place in self.key(unit) for unit in own)
            return Mention(left, end, text[left:end], own if fits else (), "name", place)
        departments = self.lexicon.departments(form)
        if departments:
            strength: Strength = "alias" if form in self.lexicon.strict or level else "loose"
            inside = self.lexicon.readings(form)[0]
            wanted = UnitName(level or inside.level, place, form, inside.kind)
            units, approximate = self._of_department(wanted, departments)
            if not units and not level and not place and direct:
                units = tuple(direct)
            return Mention(left, end, text[left:end], units, strength, place, approximate)
        if direct:
            strength = "alias" if "alias" in direct.values() else "loose"
            return Mention(start, end, text[start:end], tuple(direct), strength)
        return None

    def _extend_left(self, text: str, start: int, floor: int) -> tuple[int, str, str]:
        """Where the name really begins: a level word and a place may stand before it."""
        place = load_places().ending_at(text, start, floor)
        if place:
            return start - len(place), place, ""
        for word, level in self.lexicon.levels:
            left = start - len(word)
            if left >= floor and text.startswith(word, left):
                place = load_places().ending_at(text, left, floor)
                return left - len(place), place, level
        return start, "", ""

    def _of_department(self, wanted: UnitName, departments: frozenset[int]) -> tuple[tuple[str, ...], bool]:
        """The library's units of a department that fit the level, the place and, if any does, the kind said."""
        fitting: list[tuple[str, bool]] = []
        for unit in self._known:
            if not unit.departments & departments:
                continue
            readings = [r for r in unit.readings if self.lexicon.departments(r.core) & departments]
            if any(self._fits(wanted, reading) for reading in readings):
                same = any(wanted.kind == reading.kind for reading in readings)
                fitting.append((unit.name, same))
        exact = tuple(name for name, same in fitting if same)
        if exact or not fitting:
            return exact, False
        if wanted.kind in ("ministry", "hall") and not wanted.level:
            return (), False
        names = tuple(name for name, _ in fitting)
        return names, wanted.kind in SPEAKING_KINDS

    def _fits(self, wanted: UnitName, unit: UnitName) -> bool:
        if wanted.kind == "ministry" and unit.kind != "ministry":
            return False
        if wanted.level and unit.level and wanted.level != unit.level:
            return False
        if wanted.level and not unit.level and not unit.place and wanted.level != "nation":
            return False
        if not wanted.place:
            return True
        return wanted.place == unit.place if unit.place else wanted.place in self.homes


def _government_forms(name: str) -> list[tuple[str, Strength]]:
    """How people name a local government: 长沙市政府, 长沙政府, and in a unit's place 长沙市, 长沙."""
    if not _GOVERNMENT.search(name):
        return []
    base = _GOVERNMENT.sub("", name)
    bare = _STATIC_LEVEL.sub("", base) or base
    forms: list[tuple[str, Strength]] = [
        (base + "政府", "name"),
        (base + "人民政府", "name"),
        (base, "loose"),
    ]
    if len(bare) > 1:
        forms += [(bare + "政府", "alias"), (bare, "loose"), (bare + "市委市政府", "alias")]
        if base.endswith("自治州"):
            forms += [(bare + "州政府", "name"), (bare + "州", "loose"), (bare + "州人民政府", "name")]
    return forms
