"""Places read from the beginning of a name or title: 湖南省长沙市望城区人民政府 → that county."""

import re

from index.model.identity import NOWHERE, Place, PlaceLevel
from index.text.places import load_places

_PROVINCE_WORD = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?")
_CITY_WORD = re.compile("市|州|盟|地区|(?:[一-鿿]{1,12}?)?自治州")
_BY_FORM = re.compile(r"(?P<stem>[一-鿿]{2,4}?)(?P<word>自治州|自治县|自治区|省|市|州|盟|县|旗|区)")
_NO_STEM = re.compile(
    r"[全各本我该县市省区州和与及对在向为由等]|^(?:城|超|都|股|夜|门|上|商|社|园|景|辖|老|新|地|山|灾|库|矿|牧|林|特)"
    r"|(?:城|都|超|门|上|社|园|景|辖|片|灾|库|矿|牧|林|特|开发|高新|示范|试验|实验|合作|保税|经济|产业|自贸|功能|服务|中心)$"
)
"""What may stand before a level word without being a name: 全市, 城市, 开发区."""
_LEVEL_OF_WORD: dict[str, PlaceLevel] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "自治州": "city",
    "盟": "city",
}


def place_at_start(text: str) -> tuple[Place, int]:
    """The place that a text begins with, and where its name ends; (NOWHERE, 0) when it begins with none."""
    province, end = _province(text, 0)
    city, end = _city(text, end, province)
    province = province or (load_places().province_of(city) if city else None)
    county, end = _county(text, end, province, city)
    if county:
        owner = city or province
        province, city = (province, city) if owner else _owners(county)
        return _placed("county", province, city, county), end
    if city:
        return _placed("city", province, city, None), end
    return (_placed("province", province, None, None), end) if province else (NOWHERE, 0)


def place_by_form(text: str) -> tuple[Place, int]:
    """As ``place_at_start``; failing that, a place that no gazetteer has, by its level word (青山市, 清溪县)."""
    known, end = place_at_start(text)
    if known.level:
        more = _BY_FORM.match(text, end)
        if (
            known.level == "county"
            or not more
            or _NO_STEM.search(more["stem"])
            or more["word"] not in ("县", "区", "市", "旗")
        ):
            return known, end
        if known.level == "city" or more["word"] in ("县", "区", "旗"):
            return Place("county", known.province, known.city, more[0]), more.end()
        return Place("city", known.province, more[0]), more.end()
    found = _BY_FORM.match(text)
    if not found or _NO_STEM.search(found["stem"]):
        return NOWHERE, 0
    level = _LEVEL_OF_WORD.get(found["word"], "county")
    if level == "province":
        return _below_province(text, found[0], found.end())
    if level == "county":
        return Place("county", county=found[0]), found.end()
    below, end = _county_by_form(text, found.end())
    if below:
        return Place("county", None, found[0], below), end
    return Place("city", None, found[0]), found.end()


def _below_province(text: str, province: str, end: int) -> tuple[Place, int]:
    """A city or county by its form that is named together with its province."""
    found = _BY_FORM.match(text, end)
    if not found or _NO_STEM.search(found["stem"]) or found["word"] in ("省", "自治区"):
        return Place("province", province), end
    if _LEVEL_OF_WORD.get(found["word"]) != "city":
        return Place("county", province, None, found[0]), found.end()
    below, last = _county_by_form(text, found.end())
    return Place("county" if below else "city", province, found[0], below), last


def _county_by_form(text: str, start: int) -> tuple[str | None, int]:
    found = _BY_FORM.match(text, start)
    if found and found["word"] in ("县", "区", "旗", "自治县") and not _NO_STEM.search(found["stem"]):
        return found[0], found.end()
    return None, start


def _placed(level: PlaceLevel, province: str | None, city: str | None, county: str | None) -> Place:
    full = load_places().full_name
    return Place(level, full(province) if province else None, full(city) if city else None, county)


def _province(text: str, start: int) -> tuple[str | None, int]:
    for name in load_places().provinces:
        if text.startswith(name, start):
            word = _PROVINCE_WORD.match(text, start + len(name))
            end = word.end() if word else start + len(name)
            if text[end - 1] == "市" and load_places().full_name(name)[-1] != "市":
                return None, start  # 吉林市, 海南州 are not the provinces
            return name, end
    return None, start


def _city(text: str, start: int, province: str | None) -> tuple[str | None, int]:
    places = load_places()
    for name in places.names:
        if name in places.city_province and text.startswith(name, start):
            word = _CITY_WORD.match(text, start + len(name))
            if word is None and name in places.ambiguous:
                continue
            if province and places.city_province[name] != province:
                continue
            return name, word.end() if word else start + len(name)
    return None, start


def _county(text: str, start: int, province: str | None, city: str | None) -> tuple[str | None, int]:
    counties = load_places().counties
    for length in range(min(15, len(text) - start), 1, -1):
        name = text[start : start + length]
        owners = counties.get(name)
        if owners and (not (city or province) or _owned(owners, province, city)):
            return name, start + length
    return None, start


def _owned(owners: tuple[str, ...], province: str | None, city: str | None) -> bool:
    province_of = load_places().province_of
    return city in owners if city else any(province_of(owner) == province for owner in owners)


def _owners(county: str) -> tuple[str | None, str | None]:
    """Province and city of a county, where only one has a county of this name."""
    places = load_places()
    owners = places.counties[county]
    if len(owners) > 1:
        return None, None
    [owner] = owners
    return places.province_of(owner), owner if owner in places.city_province else None
