"""Stand-in for the unit list reader: splits a unit cell at its separators."""

import re
from dataclasses import dataclass

_COLLECTIVE = re.compile(r"^(?:市直|省直|县直)?(?:各|有关|相关|县各)|各有关|相关|有关|各县|各市")


@dataclass(frozen=True, slots=True)
class UnitCell:
    """Units of one cell; ``lead`` only where the cell itself says 牵头."""

    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    generic: tuple[str, ...]


def _split(text: str) -> list[str]:
    names, depth, current = [], 0, ""
    for char in text:
        depth += char in "（("
        depth -= char in "）)"
        if depth <= 0 and char in "、，,；;\n\t":
            names.append(current)
            current = ""
        else:
            current += char
    names.append(current)
    return [re.sub(r"等?(?:按职责分工)?(?:负责|配合)?$", "", name.strip()) for name in names if name.strip()]


def read_unit_cell(text: str) -> UnitCell:
    """Units in a cell such as 县水务局、县住建局 or 县水务局牵头，县住建局配合."""
    lead: list[str] = []
    rest: list[str] = []
    for phrase in re.split(r"(?<=牵头)[，,；;。]?|(?<=配合)[，,；;。]?", text):
        if phrase.endswith("牵头"):
            lead += _split(phrase.removesuffix("牵头"))
        else:
            rest += _split(phrase)
    return UnitCell(tuple(lead), tuple(rest), tuple(n for n in lead + rest if _COLLECTIVE.search(n)))
