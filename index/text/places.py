"""Provinces and cities: where a document or a unit belongs."""

import tomllib
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer. Names are without level words (湖南, 长沙)."""

    provinces: frozenset[str]
    shorts: dict[str, str]
    city_province: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every province and city, longest first, so that an alternation of them finds the longest."""
        return _longest_first((*self.provinces, *self.city_province))

    def province_of(self, place: str) -> str:
        """The province of a city; a province is its own."""
        return self.city_province.get(place, place)


@cache
def _longest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def load_places() -> Places:
    """The gazetteer that ships in data/places.toml."""
    with (DATA_DIR / "places.toml").open("rb") as file:
        provinces = tomllib.load(file)["provinces"]
    return Places(
        frozenset(provinces),
        {entry["short"]: name for name, entry in provinces.items()},
        {city: name for name, entry in provinces.items() for city in entry["cities"]},
    )
