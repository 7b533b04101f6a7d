"""Cell values as a spreadsheet displays them: dates by their number format, numbers without binary noise."""

import datetime
import re
from typing import Any

CHINESE_DATE_FORMATS = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Number formats that exist by number only (ECMA-376 part 1, 18.8.30, zh-cn), unknown to openpyxl."""

SHORT_DATE = "yyyy/m/d"
LOCALE_DATES = ("mm-dd-yy", "m/d/yy", "mm/dd/yy", "yyyy-mm-dd h:mm:ss")
"""Formats that Excel shows in the short date of the reader's locale; openpyxl's own default is the last."""

SECTION_NOISE = re.compile(r"\[[^\]]*\]|\\(.)|_.|\*.|;.*$")
TOKEN = re.compile(r'"([^"]*)"|(y+|m+|d+|h+|s+|AM/PM|aaaa?)|(.)', re.IGNORECASE)
WEEKDAYS = "一二三四五六日"


def displayed(cell: Any) -> str:
    """What the cell shows, without the leading and trailing blanks."""
    value = cell.value
    if value is None:
        return ""
    number_format = cell.number_format or "General"
    if isinstance(value, int | float) and not isinstance(value, bool):
        chinese = CHINESE_DATE_FORMATS.get(cell._style.numFmtId)  # the number itself has no public name
        if chinese:
            from openpyxl.utils.datetime import from_excel

            return _date(from_excel(value), chinese)
        return _number(value, number_format)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return _date(value, number_format)
    return str(value).strip()


def _number(value: float, number_format: str) -> str:
    section = SECTION_NOISE.sub(r"\1", number_format)
    if "%" in section:
        return f"{value * 100:.{_decimals(section)}f}%"
    if number_format in ("General", "@") or not re.search(r"[0#]", section):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    text = f"{value:{',' if ',' in section else ''}.{_decimals(section)}f}"
    prefix, suffix = (re.sub(r'["¥$]', "", part) for part in re.split(r"[0#,.?]+", section, maxsplit=1))
    return f"{prefix}{text}{suffix}".strip()


def _decimals(section: str) -> int:
    found = re.search(r"\.([0#?]+)", section)
    return len(found[1]) if found else 0


def _date(value: datetime.datetime | datetime.date | datetime.time, number_format: str) -> str:
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if number_format in LOCALE_DATES or number_format.startswith("[$-F800]"):
        number_format = SHORT_DATE
    parts: list[str] = []
    after_hour = False
    for literal, token, other in TOKEN.findall(SECTION_NOISE.sub(r"\1", number_format)):
        kind = token[:1].lower()
        if token:
            parts.append(_date_part(value, token.lower(), minute=kind == "m" and after_hour))
            after_hour = kind == "h" or (kind == "s" and after_hour)
        else:
            parts.append(literal or other)
    return "".join(parts).strip() or value.isoformat()


def _date_part(value: datetime.datetime | datetime.date, token: str, *, minute: bool) -> str:
    width = len(token)
    if minute:
        return f"{getattr(value, 'minute', 0):0{min(width, 2)}d}"
    if token.startswith("y"):
        return f"{value.year:04d}" if width > 2 else f"{value.year % 100:02d}"
    if token.startswith("a"):
        return "" if token == "am/pm" else ("星期" if width == 4 else "") + WEEKDAYS[value.weekday()]
    numbers = {"m": value.month, "d": value.day, "h": getattr(value, "hour", 0), "s": getattr(value, "second", 0)}
    return f"{numbers[token[0]]:0{min(width, 2)}d}"
