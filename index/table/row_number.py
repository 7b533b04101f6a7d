"""Numbers of table rows that stand alone in their cell: 3, 3., （3）, 1.2, （三）."""

import re
from dataclasses import dataclass
from typing import Literal

from index.grammar.numbering import han_value

_PLAIN = re.compile(r"^(\d{1,3})[.．、]?$")
_BRACKETED = re.compile(r"^[（(](\d{1,3})[)）][.．、]?$")
_DOTTED = re.compile(r"^\d{1,2}(?:[.．]\d{1,2}){1,2}$")
_HAN = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）]$")


@dataclass(frozen=True, slots=True)
class RowNumber:
    """A number as printed (without closing punctuation), how it is written and what it counts."""

    printed: str
    style: Literal["plain", "bracketed", "dotted", "han"]
    value: tuple[int, ...]

    @property
    def is_first(self) -> bool:
        """Whether counting begins with it."""
        return self.value[-1] == 1

    def follows(self, before: "RowNumber") -> bool:
        """Whether it is the next number: 4 after 3, 1.3 after 1.2, 2.1 after 1.3."""
        *outer, last = self.value
        *outer_before, last_before = before.value
        if outer == outer_before:
            return last == last_before + 1
        return last == 1 and outer > outer_before and len(outer) == len(outer_before)

    def skips(self, before: "RowNumber", most: int) -> bool:
        """Whether at most ``most - 1`` numbers are left out since ``before``."""
        return self.value[:-1] == before.value[:-1] and 1 < self.value[-1] - before.value[-1] <= most


def row_number(text: str) -> RowNumber | None:
    """The number that a cell is, None when it is something else."""
    if match := _PLAIN.match(text):
        return RowNumber(match[1], "plain", (int(match[1]),))
    if match := _BRACKETED.match(text):
        return RowNumber(text.rstrip(".．、"), "bracketed", (int(match[1]),))
    if _DOTTED.match(text):
        return RowNumber(text, "dotted", tuple(map(int, re.split("[.．]", text))))
    if match := _HAN.match(text):
        return RowNumber(text, "han", (han_value(match[1]),))
    return None
