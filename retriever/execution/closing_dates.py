"""By which days a deadline in a document's words is over: 6月底前 → 30 June of the document's year."""

import re
from datetime import date
from functools import lru_cache

from index.text.numerals import NUMERAL_CHARS, parse_number
from index.text.search_key import search_key
from retriever.query.periods import Period, period

_N = rf"[{NUMERAL_CHARS}]"
_TIME = re.compile(
    rf"(?:(?P<year>{_N}{{4}}|今|当|本|明|次|来)年(?:度)?)?"
    rf"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    rf"|(?P<month>{_N}{{1,3}})月份?(?:(?P<day>{_N}{{1,3}})[日号]|(?P<third>[上中下])旬)?"
    rf"|(?P<end>(?:(?<=年)|年)(?:底|末|内|终)))?"
)
_AFTER_YEAR = re.compile(r"$|以?前|[,。;、)]|完成|建成|实现|达到")
"""What may follow a year that is itself the time; 2024年汛期前 is some other time of it."""
_LATER = {"明": 1, "次": 1, "来": 1}
_THIRDS = {"上": 10, "中": 20}


@lru_cache(maxsize=4096)
def closing_periods(deadline: str) -> tuple[tuple[Period, int], ...]:
    """The times that a deadline names, and by how many years each is later than it says (明年: 1).

    () for one that cannot be dated (长期坚持, 汛期前).
    """
    found = []
    for match in _TIME.finditer(search_key(deadline)):
        iso = _iso(match)
        if iso:
            found.append((period(iso), _LATER.get(match["year"] or "", 0)))
    return tuple(found)


def closing_dates(deadline: str, year: int | None) -> tuple[date, ...]:
    """The last days of the times that a deadline names, in a document of this year; () where it cannot be dated."""
    ends = (when.end(year + later if year is not None else None) for when, later in closing_periods(deadline))
    return tuple(end for end in ends if end is not None)


def _iso(match: re.Match[str]) -> str:
    """A time as ``periods`` reads it, empty where nothing is said or it does not exist."""
    number = parse_number(match["year"]) if match["year"] and len(match["year"]) == 4 else None
    year = str(number) if number else "-"
    if match["quarter"]:
        return f"{year}-Q{parse_number(match['quarter'])}"
    if match["half"]:
        return f"{year}-H{1 if match['half'] == '上' else 2}"
    if match["month"]:
        month = parse_number(match["month"]) or 0
        day = parse_number(match["day"] or "") or _THIRDS.get(match["third"] or "", 0)
        if not 1 <= month <= 12 or day > 31:
            return ""
        return f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    alone = match["year"] and _AFTER_YEAR.match(match.string, match.end())
    return year if match["end"] or alone else ""
