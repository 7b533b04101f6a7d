"""Provinces, cities and counties: where a document or a unit belongs."""

import tomllib
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer. Provinces and cities are without level words (湖南, 长沙), counties with them (望城区).

    ``names`` is every province and city, longest first, so that an alternation of them finds the longest.
    ``counties`` gives the cities (or provinces) that have a county of this name. ``regions`` are all names that a
    matter may tell a region by: provinces and cities but for the ``ambiguous``, countries, rivers, mountains.
    """

    provinces: frozenset[str]
    shorts: dict[str, str]
    city_province: dict[str, str]
    names: tuple[str, ...]
    full_names: dict[str, str]
    counties: dict[str, tuple[str, ...]]
    regions: frozenset[str]
    ambiguous: frozenset[str]

    def ending_at(self, text: str, end: int, floor: int = 0) -> str:
        """The longest name that ends at ``end`` and begins at or after ``floor``, empty when none does."""
        for length in range(len(self.names[0]), 0, -1):
            name = text[end - length : end] if end - length >= floor else ""
            if name in self.provinces or name in self.city_province:
                return name
        return ""

    def province_of(self, place: str) -> str:
        """The province of a city; a province is its own."""
        return self.city_province.get(place, place)

    def full_name(self, place: str) -> str:
        """A province's or city's name with its level word: 湖南省, 长沙市, 湘西土家族苗族自治州."""
        return self.full_names.get(place) or place + ("省" if place in self.provinces else "市")


@cache
def load_places() -> Places:
    """The gazetteer that ships in data/places.toml."""
    with (DATA_DIR / "places.toml").open("rb") as file:
        told = tomllib.load(file)
    provinces = told["provinces"]
    city_province = {city: name for name, entry in provinces.items() for city in entry["cities"]}
    counties: dict[str, tuple[str, ...]] = {}
    for owner, names in told["counties"].items():
        for name in names.split():
            counties[name] = (*counties.get(name, ()), owner)
    other = {kind: frozenset(words.split()) for kind, words in told["regions"].items()}
    ambiguous = other.pop("ambiguous")
    return Places(
        frozenset(provinces),
        {entry["short"]: name for name, entry in provinces.items()},
        city_province,
        tuple(sorted((*provinces, *city_province), key=lambda name: (-len(name), name))),
        told["full_names"],
        counties,
        frozenset({*provinces, *city_province, *(word for words in other.values() for word in words)}) - ambiguous,
        ambiguous,
    )
