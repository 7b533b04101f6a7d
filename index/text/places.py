"""Provinces and cities: where a document or a unit belongs."""

import tomllib
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer. Names are without level words (湖南, 长沙).

    ``names`` is every province and city, longest first, so that an alternation of them finds the longest.
    """

    provinces: frozenset[str]
    shorts: dict[str, str]
    city_province: dict[str, str]
    names: tuple[str, ...]

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


@cache
def load_places() -> Places:
    """The gazetteer that ships in data/places.toml."""
    with (DATA_DIR / "places.toml").open("rb") as file:
        provinces = tomllib.load(file)["provinces"]
    city_province = {city: name for name, entry in provinces.items() for city in entry["cities"]}
    return Places(
        frozenset(provinces),
        {entry["short"]: name for name, entry in provinces.items()},
        city_province,
        tuple(sorted((*provinces, *city_province), key=lambda name: (-len(name), name))),
    )
