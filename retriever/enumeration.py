"""Clauses that count off items (①–⑩, 1.–9.), each item a duty of its own: 十大民生实事."""

import re
from collections.abc import Sequence

from index.numerals import parse_number
from index.store import ClauseRecord, DutyRecord
from retriever.inquiry import Inquiry
from retriever.normalise import search_key

COVERED = 0.75
"""Share of a matter's bigrams that the words before the items must have."""
_MARK = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|^\s*\d{1,2}[.．、]")
_COUNTED = re.compile(r"([0-9一二两三四五六七八九十]+)(?:大|件|项|个|类)")
_NUMERAL = "[0-9一二两三四五六七八九十]+"
_NUMBER_OF = re.compile(
    rf"(?P<n>{_NUMERAL})(?:大|件|项|个|类)[一-鿿]{{0,6}}?(?P<noun>[一-鿿]{{2}})$"
    rf"|(?P<before>[一-鿿]{{2}})(?P<after>{_NUMERAL})(?:大|件|项|个|类)$"
)
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
    wanted = _bigrams(matter)
    if len(wanted) < _FEWEST:
        return ()
    for document in inquiry.documents:
        by_clause: dict[int, list[DutyRecord]] = {}
        for record in inquiry.library.duties(document):
            by_clause.setdefault(record.clause.id, []).append(record)
        for records in by_clause.values():
            items = item_duties(records)
            if not items:
                continue
            opening = _opening(records[0].clause, items)
            if len(wanted & _bigrams(opening)) >= COVERED * len(wanted) or _counts(matter, opening, len(items)):
                return items
    return ()


def _counts(matter: str, opening: str, number: int) -> bool:
    """Whether a matter ends in just that many of the things that the opening names (十件实事)."""
    for piece in search_key(matter).split():
        if match := _NUMBER_OF.search(re.sub(r"\W", "", piece)):
            said, noun = match["n"] or match["after"], match["noun"] or match["before"]
            return parse_number(said) == number and noun in search_key(opening)[-12:]
    return False


def _opening(clause: ClauseRecord, items: Sequence[DutyRecord]) -> str:
    """What a clause says before its first item."""
    start, end = items[0].duty.span
    mark = _MARK.search(clause.text[:end])
    return clause.text[: mark.start() if mark else start]


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring characters; 十件 and 十大 are read as the same."""
    key = re.sub(r"\W", "", _COUNTED.sub(r"\1大", search_key(text)))
    return {key[i : i + 2] for i in range(len(key) - 1)}
