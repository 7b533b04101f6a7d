"""Places said in a question: those of the library's documents, those of the gazetteer, those that look like one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.identity.place_names import place_by_form
from index.model.identity import Place
from index.model.store import DocumentRecord
from index.text.places import load_places
from index.text.tokens import cut, part_of_speech

_UNIT_FOLLOWS = re.compile(r"[一-龥]{1,10}?(?:委员会|[厅局委办部署院]|政府|中心|集团|公司)")
_LEVEL_AT_END = re.compile(
    r"(?:壮族自治区|维吾尔自治区|回族自治区|特别行政区|自治区|[一-龥]*族自治[州县]|自治州|地区|省|市|州|盟)$"
)
_NO_PLACE_AFTER = re.compile("领导|直|委|政府|属|管|长|级|里|域")
_OPENING = re.compile(r"(?:请问|问一下|帮我查一?下?|查一下|查查|看看|我想(?:问|知道)|那么?|在|关于|对于|[,，\s])*")


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place at the half-open range ``start``..``end`` of a key. ``stem`` is its name without level word.

    ``full``: it was said with its level word; ``heading``: it opens the question; ``before_unit``: a unit's name goes on
    from it.
    """

    stem: str
    start: int
    end: int
    place: Place | None
    full: bool
    heading: bool
    before_unit: bool


def stem(name: str) -> str:
    """A place's name without its level word; counties keep theirs where one character would be left (澧县)."""
    short = _LEVEL_AT_END.sub("", name)
    if short == name and name[-1:] in "县区旗":
        short = name[:-1]
    return short if len(short) >= 2 else name


def stems_of(place: Place) -> tuple[str, ...]:
    """How the place itself may be called."""
    return (stem(place.name),) if place.name else ()


def places_said(key: str, documents: Sequence[DocumentRecord]) -> tuple[PlaceSaid, ...]:
    """Every place in a search key, in its order; none inside another."""
    opening = _OPENING.match(key)
    head = opening.end() if opening else 0
    names: dict[str, Place | None] = {
        name: None for name in load_places().names if name not in load_places().ambiguous
    }
    names |= {s: d.place for d in documents for s in stems_of(d.place)}
    found: list[PlaceSaid] = []
    position = 0
    while position < len(key):
        match = next((n for n in _longest_first(names) if key.startswith(n, position)), None)
        if match is None:
            position += 1
            continue
        word = _level_word(key, position + len(match), match)
        end = position + len(match) + len(word)
        found.append(_said(key, match, position, end, names[match], bool(word), head))
        position = end
    if not any(said.start == head for said in found) and (unknown := _by_form(key, head)):
        found = [unknown, *(said for said in found if said.start >= unknown.end)]
    return tuple(sorted(found, key=lambda said: said.start))


def _longest_first(names: dict[str, Place | None]) -> list[str]:
    return sorted(names, key=lambda name: -len(name))


def _level_word(key: str, end: int, name: str) -> str:
    words = "省|市|自治区|自治州|地区|州|盟|县|区|旗"
    match = re.compile(rf"(?:{words})(?![区域级政民场内里外容]|[市县]区)").match(key, end)
    return match[0] if match else ""


def _said(key: str, name: str, start: int, end: int, place: Place | None, full: bool, head: int) -> PlaceSaid:
    unit = _UNIT_FOLLOWS.match(key, end)
    return PlaceSaid(name, start, end, place, full, start <= head, unit is not None)


def _by_form(key: str, head: int) -> PlaceSaid | None:
    """A place that neither gazetteer nor library knows, where the question opens with it: 云山市…"""
    place, length = place_by_form(key[head:])
    if place.level not in ("province", "city", "county") or key[head + length - 1 : head + length] not in (
        "省",
        "市",
        "县",
    ):
        return None
    end = head + length
    name = key[head : end - 1]
    first, *others = cut(key[head:]) or [""]
    whole = first == key[head:end] or (first == name and others[:1] == [key[end - 1]])
    tag = part_of_speech(name)
    if not whole or (tag is not None and not tag.startswith("n")) or _NO_PLACE_AFTER.match(key, end):
        return None
    return _said(key, stem(place.name), head, end, place, True, head)
