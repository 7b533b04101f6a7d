"""The last day of the time that a deadline names: 6月底前 → 30 June, 三季度 → 30 September, 年底前 → 31 December."""

import calendar
import re
from datetime import date

from index.text.numerals import NUMERAL_CHARS, parse_number
from index.text.search_key import search_key

_N = rf"[{NUMERAL_CHARS}]"
_TIME = re.compile(
    rf"(?:(?P<year>{_N}{{4}}|[今本当明次来]年?)年?(?:度)?)?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    rf"|(?P<month>{_N}{{1,3}})月份?(?:(?P<day>{_N}{{1,3}})[日号]|(?P<third>[上中])旬)?|(?P<end>年[底末内终]|全年))"
)
_LATER = {"明": 1, "次": 1, "来": 1}
_THIRDS = {"上": 10, "中": 20}


def due_day(deadline: str, year: int | None) -> date | None:
    """The last day of the last time that a deadline names, in a document of this year; None where none can be told."""
    days = [day for match in _TIME.finditer(search_key(deadline)) if (day := _day(match, year))]
    return max(days, default=None)


def _day(match: re.Match[str], year: int | None) -> date | None:
    said = match["year"] or ""
    number = parse_number(said) if len(said) == 4 else (year + _LATER.get(said[:1], 0) if year else None)
    if number is None or not 1900 <= number <= 2200:
        return None
    if match["quarter"]:
        month = 3 * (parse_number(match["quarter"]) or 0)
    elif match["half"]:
        month = 6 if match["half"] == "上" else 12
    else:
        month = (parse_number(match["month"]) or 0) if match["month"] else 12
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(number, month)[1]
    day = parse_number(match["day"] or "") or _THIRDS.get(match["third"] or "", last)
    return date(number, month, day) if 1 <= day <= last else None
