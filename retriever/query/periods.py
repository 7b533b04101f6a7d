"""Dates as exact as they were said: a year, a half, a quarter, a month or a day, with the year or without."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from index.model.errors import InvalidQueryError

_ISO = re.compile(
    r"(?P<year>\d{4}|-)(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_HALVES, _QUARTERS = ("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a year, both days included; ``year`` is None where it is the document's own."""

    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    text: str

    def begin(self, year: int | None) -> date | None:
        """Its first day for a document of this year; None when neither says a year."""
        return _day(self.year or year, self.first)

    def end(self, year: int | None) -> date | None:
        """Its last day for a document of this year; None when neither says a year."""
        return _day(self.year or year, self.last)


def period(text: str) -> Period:
    """Read 2026, 2026-09, 2026-09-15, 2026-Q3, 2026-H1, or with - in place of the year (--09).

    Raises InvalidQueryError for anything else. ``text`` of the result is how it is said in Chinese.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise InvalidQueryError(f"日期“{text}”看不懂，请写成 2026-09、2026-Q3 或不带年份的 --09。")
    year = None if match["year"] == "-" else int(match["year"])
    said = f"{year}年" if year else ""
    if match["quarter"]:
        n = int(match["quarter"])
        return Period(year, (3 * n - 2, 1), (3 * n, 31), said + _QUARTERS[n - 1])
    if match["half"]:
        n = int(match["half"])
        return Period(year, (6 * n - 5, 1), (6 * n, 31), said + _HALVES[n - 1])
    if match["month"] is None:
        return Period(year, (1, 1), (12, 31), said or "文件当年")
    month, day = int(match["month"]), int(match["day"] or 0)
    if not 1 <= month <= 12 or day > 31 or (match["day"] and day < 1):
        raise InvalidQueryError(f"日期“{text}”不存在。")
    return Period(year, (month, day or 1), (month, day or 31), f"{said}{month}月" + (f"{day}日" if day else ""))


def iso(text: str) -> str:
    """The date that ``Period.text`` says: 2026年9月 → 2026-09, 三季度 → --Q3, 文件当年 → -.

    Raises InvalidQueryError for other words.
    """
    match = _SAID.fullmatch(text)
    if match is None or not text:
        raise InvalidQueryError(f"日期“{text}”看不懂。")
    year = match["year"] or "-"
    if match["half"]:
        return f"{year}-H{_HALVES.index(match['half']) + 1}"
    if match["quarter"]:
        return f"{year}-Q{_QUARTERS.index(match['quarter']) + 1}"
    if match["month"]:
        return f"{year}-{int(match['month']):02}" + (f"-{int(match['day']):02}" if match["day"] else "")
    return year


_SAID = re.compile(
    r"文件当年|(?:(?P<year>\d{4})年)?(?:(?P<half>[上下]半年)|(?P<quarter>[一二三四]季度)"
    r"|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
)


def _day(year: int | None, month_and_day: tuple[int, int]) -> date | None:
    if year is None or not 1 <= year <= 9999:
        return None
    month, day = month_and_day
    return date(year, month, min(day, monthrange(year, month)[1]))
