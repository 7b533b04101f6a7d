"""Times in a question: years of documents, and dates with their before, by and after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.numerals import NUMERAL_CHARS, parse_number
from retriever.query.predicates import Due, When
from retriever.signs.sign import DocumentSign, DueSign, Sign, YearSign, without_overlaps

_N = rf"(?:[{NUMERAL_CHARS}]{{1,3}})"
_YEAR = r"(?:(?P<y>20\d\d|[二两][〇零○]{1,2}[一二三四五六七八九]{1,2}|(?<!\d)[12]\d(?=年))年?|(?P<r>今年|本年|当年|明年|去年|后年|前年))"
_WHEN = r"(?P<when>前|之前|以前|(?:完)?以内|内|之内|(?:以|之)?后|起)?"
_DATE = re.compile(
    rf"(?:{_YEAR}(?:度)?(?:的)?)?(?:(?P<mon>{_N})月(?!均)(?:份)?(?:(?P<day>{_N})[日号])?(?P<end>底|末|初|中旬|上旬|下旬)?"
    rf"|(?P<q>第?[一二三四1234]季度|前三季度|前三个季度)(?P<qend>末|底)?|(?P<half>上半年|下半年)(?P<hend>末|底)?|(?P<ye>年底|年末|年终|年内|岁末|全年|年中|年初))(?:{_WHEN})"
)
_PLAIN_YEAR = re.compile(rf"{_YEAR}(?:度|版|份)?(?P<end>底|末|内|(?:以|之)?前|(?:以|之)?后)?(?P<ahead>之?前)?")
_NUMBER = re.compile(r"[一-龥]{1,6}\s*[〔\[(【]\s*\d{4}\s*[〕\])】]\s*(?:第)?\d+号")
_TITLE = re.compile(r"[《〈][^《》〈〉]{2,60}[》〉]")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}


def _year(match: re.Match[str]) -> str:
    """The year as ISO writes it; "" for the document's own."""
    if not match["y"]:
        return ""
    year = parse_number(match["y"]) or 0
    return str(year if year > 99 else 2000 + year)


def _when(match: re.Match[str], ends: bool) -> When:
    said = match["when"] or ""
    if "前" in said:
        return "by" if ends else "before"
    if "后" in said or said == "起":
        return "after"
    return "by" if "内" in said else "in"


def _dates(text: str) -> Iterator[Sign]:
    for match in _DATE.finditer(text):
        year, ends = (
            _year(match),
            bool(match["end"] in ("底", "末") or match["day"] or match["qend"] or match["hend"]),
        )
        prefix = year or "-"
        if match["mon"]:
            month, day = parse_number(match["mon"]) or 0, parse_number(match["day"] or "") or 0
            if not 1 <= month <= 12 or day > 31:
                continue
            date = f"{prefix}-{month:02d}" + (f"-{day:02d}" if day else "")
        elif match["q"]:
            number = 3 if match["q"].startswith("前") else parse_number(match["q"].strip("第季度")) or 0
            date, ends = f"{prefix}-Q{number}", ends or match["q"].startswith("前")
        elif match["half"]:
            date, ends = f"{prefix}-H{1 if match['half'][0] == '上' else 2}", ends
        else:
            date, ends = prefix, True
            if match["ye"] == "年中":
                date = f"{prefix}-H1"
        yield Sign(match.start(), match.end(), DueSign(Due(_when(match, ends), date)))


def _years(text: str) -> Iterator[Sign]:
    for match in _PLAIN_YEAR.finditer(text):
        end = (match["end"] or "") + (match["ahead"] or "")
        year = _year(match)
        if match["y"] and not text[match.start() : match.end()].rstrip("度版份底末内前后以之").endswith("年"):
            continue
        if end and year:
            when: When = "by" if end[0] in "底末内" else "after" if "后" in end else "before"
            yield Sign(match.start(), match.end(), DueSign(Due(when, year)))
        elif end:
            when = "after" if "后" in end else "by"
            yield Sign(match.start(), match.end(), DueSign(Due(when, "-")))
        elif match["r"]:
            yield Sign(match.start(), match.end(), YearSign(_RELATIVE[match["r"]], True))
        else:
            yield Sign(match.start(), match.end(), YearSign(int(year)))


def _documents(text: str) -> Iterator[Sign]:
    for match in _NUMBER.finditer(text):
        yield Sign(match.start(), match.end(), DocumentSign(match[0]))
    for match in _TITLE.finditer(text):
        yield Sign(match.start(), match.end(), DocumentSign(match[0][1:-1]))


def time_signs(text: str) -> tuple[Sign, ...]:
    """Every document name, date and year in a search key."""
    return without_overlaps([list(_documents(text)), list(_dates(text)), list(_years(text))])
