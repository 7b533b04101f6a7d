"""The numbered items of one text with what was found in each item's own text."""

import re
from collections import Counter
from dataclasses import dataclass, field

from index.outline.clause_item import is_subheading, states_in_title
from index.outline.closing import before_footer
from index.outline.levels import Item, build_outline
from index.outline.sentences import (
    find_heading_units,
    find_sentences,
    find_unit_first,
    find_unit_heading,
    find_units_at_line_ends,
    is_definite,
)
from index.outline.stretch import Stretch, find_stretches

TITLE_LIMIT = 60
PROSE = re.compile("[。；！？]")


@dataclass(slots=True)
class Reading:
    """The outline of one text with what was found in each item's own text."""

    text: str
    folded: str
    items: list[Item]
    stretches: list[list[Stretch]]
    clauses: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    titled: bool = False
    """Whether the document's clauses state their responsibility in the title and go on with the text."""

    def direct(self, index: int) -> bool:
        """Whether an item's own text states units."""
        return any(stretch.understood and stretch.says.stated for stretch in self.stretches[index])

    def own(self, index: int) -> str:
        """The item's own text."""
        return self.folded[self.items[index].body : self.items[index].end]

    def heading_only(self, index: int) -> bool:
        """Whether the item's own text is a title: one short line without a sentence, responsibilities aside."""
        item = self.items[index]
        lines = self.own(index).strip().split("\n")
        first = lines[0] if lines else ""
        at = item.body + self.own(index).find(first) if first else item.body
        for stretch in self.stretches[index]:
            if at <= stretch.start < at + len(first):
                first = first[: stretch.start - at]
        body = [line for line in lines[1:] if line.strip() and not is_subheading(line)]
        return not body and len(first) <= TITLE_LIMIT and not PROSE.search(first.rstrip("。"))


def read_items(text: str, folded: str, *, bare: bool, sub_items: bool) -> Reading:
    """Read the items of ``text`` and the responsibilities in each. ``sub_items`` takes （1） and ① for items, too."""
    items = build_outline(text, sub_items=sub_items)
    if items:
        items[-1].end = before_footer(folded, items[-1].body, items[-1].end)
    stretches = [find_stretches(text, folded, item.body, item.end, bare=bare) for item in items]
    for item, found in zip(items, stretches, strict=True):
        if item.children and not found:
            found += find_heading_units(text, folded, item.body, item.end)
    reading = Reading(text, folded, items, stretches)
    _read_otherwise(reading)
    return reading


def _read_otherwise(reading: Reading) -> None:
    """Where nothing states units in brackets or behind labels, look for other habits.

    Units that items begin with and sentences come first, then units at line ends.
    """
    if any(reading.direct(index) for index in range(len(reading.items))):
        return
    first = _unit_first(reading)
    reading.stretches = [
        first.get(index) or find_sentences(reading.text, reading.folded, item.body, item.end)
        for index, item in enumerate(reading.items)
    ]
    if any(reading.direct(index) for index in range(len(reading.items))):
        return
    found = [find_units_at_line_ends(reading.text, reading.folded, item.body, item.end) for item in reading.items]
    stating, lowest = sum(map(bool, found)), sum(not item.children for item in reading.items)
    if stating >= 2 and 2 * stating > lowest:
        reading.stretches = found


def _unit_first(reading: Reading) -> dict[int, list[Stretch]]:
    """The units that items or headings begin with, where at least two of one list begin with a certain body."""
    found: dict[int, Stretch] = {}
    for index, item in enumerate(reading.items):
        find = find_unit_heading if item.children else find_unit_first
        if item.marker and (stretch := find(reading.text, reading.folded, item.body, item.end)):
            found[index] = stretch
    beside = Counter(
        reading.items[index].parent
        for index, stretch in found.items()
        if is_definite(stretch.says.lead or stretch.says.responsible)
    )
    return {index: [stretch] for index, stretch in found.items() if beside[reading.items[index].parent] >= 2}


def states_in_titles(reading: Reading) -> bool:
    """Whether most clauses that state units do so in a title that text follows: 1.育才行动（A牵头）。办好……"""
    stating = [index for index in reading.clauses if reading.direct(index)]
    titled = [
        index
        for index in stating
        if states_in_title(
            reading.folded, reading.items[index].body, reading.items[index].last, reading.stretches[index]
        )
    ]
    return len(titled) >= 2 and 2 * len(titled) > len(stating)
