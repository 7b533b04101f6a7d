"""The identity of a parsed document, from its issuer, title, number and the units it names."""

import re
from collections import Counter
from collections.abc import Iterable

from index.identity.place_names import place_at_start, place_by_form
from index.identity.titles import kind_of, lasting_title, year_of
from index.model.document import Document
from index.model.identity import NOWHERE, Identity, Place, PlaceLevel
from index.text.places import load_places
from index.text.search_key import search_key

_NATIONAL = re.compile(
    "^(?:国务院|中共中央|.*部际联席会议|中央|全国人大|全国政协|国家|最高人民)|^[一-鿿]{2,6}(?<!组织)(?<!宣传)(?<!统战)(?<!武装)部(?:办公厅)?(?:$|[、,])"
)
_NATIONAL_CODES = ("国发", "国办", "国函", "中办", "中发")
_OFFICE = re.compile("办公[厅室]$")
_PARTY = re.compile("^(?:中共|中国共产党)")
_BODY = re.compile("人民政府|政府|委员会|党委|[厅局委办部院会]")
_PASSED_ON = re.compile("(?:关于)?(?:印发|转发|发布|下发)[《〈]?|^[《〈]?关于|[《〈]")
_UNIT_LEVELS: dict[str, PlaceLevel] = {
    "省": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_SEVERAL = 3
"""So many units of one level, or cities of one province, are no chance."""
_MOST = 0.6


def identify(document: Document) -> Identity:
    """Who issued a document, for which place, of which kind and series. What it does not say is None."""
    units = [
        name for clause in document.clauses for duty in clause.duties for name in (*duty.lead, *duty.responsible)
    ]
    return identity_of(document.title, document.number, document.issuer, document.year, units)


def identity_of(
    title: str, number: str | None, issuer: str | None, year: int | None, units: Iterable[str]
) -> Identity:
    """As ``identify``, from the parts; ``units`` once for each duty that names them."""
    named = list(units)
    place = _place(search_key(title), number or "", search_key(issuer or ""), named)
    kind = kind_of(title)
    return Identity(issuer, year_of(title, year), place, kind, series_of(title, issuer, place))


def series_of(title: str, issuer: str | None, place: Place) -> str | None:
    """The name of the series that a title belongs to at its issuer; None where nobody knows who issued it."""
    body = _OFFICE.sub("", issuer or "")
    lasting = lasting_title(title, issuer or "", body, place.label, place.name)
    if place.label and (not body or body.endswith("人民政府")):
        body = place.label
    return f"{body}·{lasting}" if body and len(lasting) >= 4 else None


def _place(title: str, number: str, issuer: str, units: list[str]) -> Place:
    if _NATIONAL.search(issuer) or number.startswith(_NATIONAL_CODES):
        return Place("national")
    by_units = _level_of_units(units)
    place, end = place_by_form(_PARTY.sub("", issuer))
    if place.level and _BODY.search(issuer[end:]):
        return _completed(place, number, units)
    for start in (0, *(match.end() for match in _PASSED_ON.finditer(title))):
        place, end = place_at_start(title[start:])
        if place.level and end > 1:
            return _completed(place, number, units)
        place, end = place_by_form(title[start:])
        # A name that no gazetteer has counts only where the document's units are of its level.
        if place.level and (place.level == by_units or _named_in(place.name, units)):
            return _completed(place, number, units)
    return _by_units(title, number, units, by_units)


def _by_units(title: str, number: str, units: list[str], level: PlaceLevel | None) -> Place:
    """A place that the title only mentions, or the number's province, where it is of the units' level."""
    places = load_places()
    if level == "city":
        cities = {name for name in places.city_province if name in title and name not in places.ambiguous}
        found = place_at_start(next(iter(cities)))[0] if len(cities) == 1 else NOWHERE
        return found if found.level == "city" else NOWHERE
    if level == "province" and (province := _province_by(number, units)):
        return Place("province", places.full_name(province))
    return NOWHERE


def _completed(place: Place, number: str, units: list[str]) -> Place:
    """The place with its province, where a place outside the gazetteer has units that name it."""
    if place.province or place.level == "national":
        return place
    province = _province_by(number, units, certain=True)
    return Place(place.level, load_places().full_name(province), place.city, place.county) if province else place


def _level_of_units(units: list[str]) -> PlaceLevel | None:
    levels = Counter(_UNIT_LEVELS[unit[0]] for unit in units if unit[:1] in _UNIT_LEVELS)
    if not levels:
        return None
    level, count = levels.most_common(1)[0]
    return level if count >= _SEVERAL and count >= _MOST * levels.total() else None


def _named_in(name: str, units: list[str]) -> bool:
    return bool(name) and any(unit.startswith(name) for unit in units)


def _province_by(number: str, units: list[str], *, certain: bool = False) -> str | None:
    """The province that the units name, by itself or by three of its cities, or that the number and they agree on.

    ``certain``: a number that agrees with a single unit is not enough.
    """
    places = load_places()
    provinces: Counter[str] = Counter()
    cities: dict[str, set[str]] = {}
    for unit in dict.fromkeys(units):
        place, _ = place_at_start(unit)
        province = place.province and next(
            (p for p in places.provinces if places.full_name(p) == place.province), None
        )
        if province and place.level == "province":
            provinces[province] += 1
        elif province and place.city:
            cities.setdefault(province, set()).add(place.city)
    if len(provinces) == 1:
        return next(iter(provinces))
    if provinces or len(cities) > 1:
        return None
    [(province, held)] = cities.items() or [(None, set())]
    by_number = places.shorts.get(number[:1])
    if province and (len(held) >= _SEVERAL or (not certain and province == by_number)):
        return province
    return by_number if not certain and not cities and number[1:2] in tuple("政府办发委") else None
