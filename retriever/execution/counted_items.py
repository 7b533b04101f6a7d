"""Clauses that count off items (①–⑩, 1.–9.), each item a duty of its own: 十大民生实事."""

import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from index.model.store import ClauseRecord, DutyRecord
from index.text.numerals import parse_number
from index.text.search_key import search_key
from retriever.execution.table import Mask, Table

COVERED = 0.75
"""Share of a matter's bigrams that the words before the items must have."""
COUNTED_COVERED = 0.6
"""The same for a counted phrase whose number is the number of items."""
_MARK = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|^\s*\d{1,2}[.．、]")
_COUNTED = re.compile(r"([0-9一二两三四五六七八九十]+)(?:大|件|项|个|类)")
_COUNTED_THING = re.compile(r"[0-9一二两三四五六七八九十]+(?:大|件|项|个|类)(?P<thing>[一-鿿]{3,10})")
"""What is counted: 民生实事 in 十大民生实事."""
_FEWEST = 3


def counted_off(table: Table, mask: Mask, matter: str) -> tuple[DutyRecord, ...]:
    """The items of the clause whose opening words are the matter; () where no clause counts it off."""
    if len(_bigrams(matter)) < _FEWEST:
        return ()
    for items in _counting(table):
        clause = items[0].clause
        start, end = opening_span(clause, items)
        if _opens(clause.text[start:end], matter, len(items)):
            return tuple(item for item in items if mask[table.row_of[item.id]])
    return ()


_KNOWN: WeakKeyDictionary[Table, list[list[DutyRecord]]] = WeakKeyDictionary()


def _counting(table: Table) -> list[list[DutyRecord]]:
    """The items of each clause that counts off at least three; looked for once a table."""
    if table not in _KNOWN:
        _KNOWN[table] = _clauses_that_count(table)
    return _KNOWN[table]


def _clauses_that_count(table: Table) -> list[list[DutyRecord]]:
    by_clause: dict[int, list[DutyRecord]] = {}
    for row in table.rows:
        if row.duty is not None and _is_item(row.duty):
            by_clause.setdefault(row.clause.id, []).append(row.duty)
    return [items for items in by_clause.values() if len(items) >= _FEWEST]


def _is_item(record: DutyRecord) -> bool:
    start = record.duty.span[0]
    around = record.clause.text[max(0, start - 4) : start + 4]
    return bool(_MARK.search(around) or _MARK.search(record.duty.task))


def opening_span(clause: ClauseRecord, items: Sequence[DutyRecord]) -> tuple[int, int]:
    """Where in a clause's text stands what it says before its first item."""
    start, end = items[0].duty.span
    mark = _MARK.search(clause.text[:end])
    return 0, mark.start() if mark else start


def _opens(opening: str, matter: str, items: int) -> bool:
    """Whether opening words are about a matter, or about what it counts: 十件实事 where there are ten items."""
    if any(match["thing"] in search_key(matter) for match in _COUNTED_THING.finditer(search_key(opening))):
        return True
    held = _bigrams(opening)
    wanted = _bigrams(matter)
    if len(wanted & held) >= COVERED * len(wanted):
        return True
    counted = _COUNTED.search(search_key(matter))
    if counted is None or parse_number(counted[1]) != items:
        return False
    phrase = _bigrams(search_key(matter)[counted.start() :])
    return len(phrase & held) >= COUNTED_COVERED * len(phrase)


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring characters; 十件 and 十大 are read as the same."""
    key = re.sub(r"\W", "", _COUNTED.sub(r"\1大", search_key(text)))
    return {key[i : i + 2] for i in range(len(key) - 1)}
