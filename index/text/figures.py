"""Figures and dates in words, as numbers of a kind: 2.5万个 is 25000个."""

import re
from dataclasses import dataclass

from index.text.numerals import NUMERAL_CHARS, parse_number

_TIMES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "": 1.0}
FIGURE = re.compile(
    rf"(?<![第\d{NUMERAL_CHARS}])(?P<n>\d+(?:\.\d+)?|[{NUMERAL_CHARS}]{{1,6}})(?P<times>万亿|亿|万|千|百)?"
    r"(?P<unit>%|个百分点|平方米|平方公里|公里|千米|立方米|[个家户人名套所座条项张件次亩吨元斤辆台艘位天年倍顷处间米])"
)
DATE = re.compile(
    rf"(?P<m>\d{{1,2}}|[{NUMERAL_CHARS}]{{1,2}})月(?P<rest>底|末|初|中旬|上旬|下旬|\d{{1,2}}日)?|(?P<half>年底|年内|上半年|下半年|[一二三四]季度|季度末)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a kind: ``value`` in ones; ``kind`` is what is counted (个, %, 元, month)."""

    value: float
    kind: str


def figures_in(text: str) -> set[Figure]:
    """All figures and dates in a search key."""
    found = {figure for match in FIGURE.finditer(text) if (figure := read_figure(match)) is not None}
    return found | {_month(match) for match in DATE.finditer(text)}


def read_figure(match: re.Match[str]) -> Figure | None:
    """The figure of a match of ``FIGURE``; None where its numeral is none."""
    number = match["n"]
    value = float(number) if number[0].isdigit() else parse_number(number)
    return None if value is None else Figure(value * _TIMES[match["times"] or ""], match["unit"])


def _month(match: re.Match[str]) -> Figure:
    if match["m"]:
        return Figure(float(parse_number(match["m"]) or 0), "月")
    return Figure(12.0 if match["half"] in ("年底", "年内") else float(sum(map(ord, match["half"]))), "月")
