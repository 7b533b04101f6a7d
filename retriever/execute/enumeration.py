"""Clauses that count off items (①–⑩, 1.–9.), each item a duty of its own: 十大民生实事."""

import re
from collections.abc import Sequence

from index.model.store import ClauseRecord, DutyRecord
from index.text.numerals import parse_number
from index.text.search_key import search_key
from retriever.execute.inquiry import Inquiry

COVERED = 0.75
"""Share of a matter's bigrams that the words before the items must have."""
COUNTED_COVERED = 0.6
"""The same for a counted phrase whose number is the number of items."""
_MARK = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|^\s*\d{1,2}[.．、]")
_COUNTED = re.compile(r"([0-9一二两三四五六七八九十]+)(?:大|件|项|个|类)")
_COUNTED_THING = re.compile(r"[0-9一二两三四五六七八九十]+(?:大|件|项|个|类)(?P<thing>[一-鿿]{3,10})")
"""What is counted: 民生实事 in 十大民生实事."""
_FEWEST = 3


def item_duties(records: Sequence[DutyRecord]) -> tuple[DutyRecord, ...]:
    """Of one clause's duties, those that are counted off; none when they are fewer than three."""
    marked = [record for record in records if _is_item(record)]
    return tuple(marked) if len(marked) >= _FEWEST else ()


def _is_item(record: DutyRecord) -> bool:
    start = record.duty.span[0]
    around = record.clause.text[max(0, start - 4) : start + 4]
    return bool(_MARK.search(around) or _MARK.search(record.duty.task))


def enumerated(inquiry: Inquiry, matter: str) -> tuple[DutyRecord, ...]:
    """The items of the clause whose opening words are the matter, in the preferred document that has one."""
    if len(_bigrams(matter)) < _FEWEST:
        return ()
    for document in inquiry.documents:
        by_clause: dict[int, list[DutyRecord]] = {}
        for record in inquiry.library.duties(document):
            by_clause.setdefault(record.clause.id, []).append(record)
        for records in by_clause.values():
            items = item_duties(records)
            if items and _opens(_opening(records[0].clause, items), matter, len(items)):
                return items
    return ()


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


def opening_span(clause: ClauseRecord, items: Sequence[DutyRecord]) -> tuple[int, int]:
    """Where in a clause's text stands what it says before its first item."""
    start, end = items[0].duty.span
    mark = _MARK.search(clause.text[:end])
    return 0, mark.start() if mark else start


def _opening(clause: ClauseRecord, items: Sequence[DutyRecord]) -> str:
    start, end = opening_span(clause, items)
    return clause.text[start:end]


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring characters; 十件 and 十大 are read as the same."""
    key = re.sub(r"\W", "", _COUNTED.sub(r"\1大", search_key(text)))
    return {key[i : i + 2] for i in range(len(key) - 1)}
