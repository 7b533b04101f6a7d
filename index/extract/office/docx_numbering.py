"""Automatic numbers of Word paragraphs, which the text of a paragraph does not contain.

Source of the rules: ECMA-376 part 1, 17.9 (numbering) and 17.7 (styles). A paragraph points to a list (numId) and
a level (ilvl), itself or through its style; the list points to an abstract list whose levels say how to count.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from index.extract.list_numerals import printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACEHOLDER = re.compile(r"%([1-9])")
LEVELS = 9
CLOSING = "、．。）：·）】〕"
"""A label that ends in one of these stands directly before the text; any other needs a blank."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts. ``restart``: the 1-based level whose advance restarts it, 0 for never."""

    number_format: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list instance: its abstract list (lists of the same one share counters), levels and restarted levels."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


def value_of(element: Any, name: str) -> str | None:
    """The ``w:val`` of a child element, or None."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def whole(value: str | None) -> int | None:
    """A number as Word writes it, or None for anything else."""
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else None


def _level(element: Any, base: Level) -> Level:
    def given(name: str, default: str) -> str:
        found = value_of(element, name)
        return default if found is None else found

    legal = element.find(W + "isLgl")
    start = whole(value_of(element, "start"))
    return Level(
        number_format=given("numFmt", base.number_format),
        pattern=given("lvlText", base.pattern),
        start=base.start if start is None else start,
        restart=whole(value_of(element, "lvlRestart")),
        legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
        suffix=given("suff", base.suffix),
        style=value_of(element, "pStyle"),
    )


def read_lists(numbering: Any) -> dict[str, NumberedList]:
    """The lists of a ``w:numbering`` element, by numId."""
    abstracts = {found.get(W + "abstractNumId"): found for found in numbering.findall(W + "abstractNum")}
    by_style = {link: found for found in abstracts.values() if (link := value_of(found, "styleLink"))}
    lists: dict[str, NumberedList] = {}
    for num in numbering.findall(W + "num"):
        abstract: Any = abstracts.get(value_of(num, "abstractNumId") or "")
        if abstract is None:
            continue
        abstract = by_style.get(value_of(abstract, "numStyleLink") or "", abstract)
        levels = {
            index: _level(element, Level())
            for element in abstract.findall(W + "lvl")
            if (index := whole(element.get(W + "ilvl"))) is not None
        }
        overrides: dict[int, int] = {}
        for override in num.findall(W + "lvlOverride"):
            index = whole(override.get(W + "ilvl"))
            if index is None:
                continue
            replacement = override.find(W + "lvl")
            if replacement is not None:
                levels[index] = _level(replacement, levels.get(index, Level()))
            start = whole(value_of(override, "startOverride"))
            if start is not None:
                overrides[index] = start
        lists[num.get(W + "numId")] = NumberedList(abstract.get(W + "abstractNumId"), levels, overrides)
    return lists


class Numbering:
    """Counts through a document. Call ``label`` once for each paragraph, in reading order."""

    def __init__(self, lists: dict[str, NumberedList], styles: dict[str, Any]) -> None:
        self._lists = lists
        self._styles = styles
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The printed number of a ``w:p`` element with its punctuation, or an empty string."""
        number_id, index = self._position(paragraph)
        numbered = self._lists.get(number_id) if number_id else None
        if number_id is None or numbered is None or index not in numbered.levels:
            return ""
        level = numbered.levels[index]
        counters = self._advance(number_id, numbered, index)
        if level.number_format == "bullet":
            return ""

        def counter(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = numbered.levels.get(at, Level())
            number_format = "decimal" if level.legal and shown.number_format != "none" else shown.number_format
            return printed(counters.get(at, shown.start), number_format)

        text = PLACEHOLDER.sub(counter, level.pattern)
        return text if not text or level.suffix == "nothing" or text[-1] in CLOSING else text + " "

    def _position(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, completed or replaced by those of its style chain."""
        properties = paragraph.find(W + "pPr")
        own = properties.find(W + "numPr") if properties is not None else None
        number_id, index = value_of(own, "numId"), whole(value_of(own, "ilvl"))
        if number_id == "0":
            return None, 0
        style_id = value_of(properties, "pStyle") or self._default_style()
        if number_id is None:
            number_id, style_index, owner = self._from_style(style_id)
            if number_id is None or number_id == "0":
                return None, 0
            if index is None:
                index = self._linked_level(number_id, owner, style_index)
        return number_id, index or 0

    def _default_style(self) -> str | None:
        return next((key for key, style in self._styles.items() if style.get(W + "default") == "1"), None)

    def _from_style(self, style_id: str | None) -> tuple[str | None, int | None, str | None]:
        """List, level and the style that names them, along basedOn."""
        index: int | None = None
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            properties = style.find(W + "pPr")
            numbering = properties.find(W + "numPr") if properties is not None else None
            if index is None:
                index = whole(value_of(numbering, "ilvl"))
            number_id = value_of(numbering, "numId")
            if number_id is not None:
                return number_id, index, style_id
            style_id = value_of(style, "basedOn")
        return None, index, None

    def _linked_level(self, number_id: str, style_id: str | None, index: int | None) -> int:
        numbered = self._lists.get(number_id)
        linked = (at for at, level in numbered.levels.items() if level.style == style_id) if numbered else iter(())
        return next(linked, index or 0)

    def _advance(self, number_id: str, numbered: NumberedList, index: int) -> dict[int, int]:
        counters = self._counters.setdefault(numbered.abstract, {})
        for at, start in numbered.overrides.items():
            # A start override takes effect once, where its list first reaches the level.
            if at <= index and (number_id, at) not in self._begun:
                self._begun.add((number_id, at))
                counters[at] = start - 1 if at == index else start
        for at in range(index):
            counters.setdefault(at, numbered.levels.get(at, Level()).start)
        level = numbered.levels[index]
        counters[index] = counters[index] + 1 if index in counters else level.start
        for deeper in range(index + 1, LEVELS):
            restart = numbered.levels.get(deeper, Level()).restart
            if deeper in counters and restart != 0 and (restart is None or index + 1 <= restart):
                del counters[deeper]
        return counters
