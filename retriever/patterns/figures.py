"""Figures and dates in words: what a question wants confirmed, and what a text gives."""

import re
from dataclasses import dataclass

from index.text.numerals import NUMERAL_CHARS, parse_number

_TIMES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "": 1.0}
_FIGURE = re.compile(
    rf"(?<![第\d{NUMERAL_CHARS}])(?P<n>\d+(?:\.\d+)?|[{NUMERAL_CHARS}]{{1,6}})(?P<times>万亿|亿|万|千|百)?"
    r"(?P<unit>%|个百分点|平方米|平方公里|公里|千米|立方米|[个家户人名套所座条项张件次亩吨元斤辆台艘位天年倍顷处间米])"
)
_DATE = re.compile(
    rf"(?P<m>\d{{1,2}}|[{NUMERAL_CHARS}]{{1,2}})月(?P<rest>底|末|初|中旬|上旬|下旬|\d{{1,2}}日)?|(?P<half>年底|年内|上半年|下半年|[一二三四]季度|季度末)"
)
_AROUND = re.compile(
    r"(?:控制在|达到|达|不超过|超过|不低于|不少于|至少|要求在?|定在|定的|是|为|要|在)*$", re.MULTILINE
)
_AFTER = re.compile(r"^(?:以内|以上|以下|以外|之内|左右|之前|以前|前|底前|的)+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a kind: ``value`` in ones; ``kind`` is what is counted (个, %, 元, month)."""

    value: float
    kind: str


def claimed_figure(words: str) -> tuple[str, str]:
    """The figure or date that a question wants confirmed and its words without it; both empty when it has none."""
    for pattern in (_DATE, _FIGURE):
        matches = [match for match in pattern.finditer(words) if pattern is _DATE or _read(match) is not None]
        if matches:
            match = matches[-1]
            before = _AROUND.sub("", words[: match.start()])
            return match[0], before + _AFTER.sub("", words[match.end() :])
    return "", ""


def figures_in(text: str) -> set[Figure]:
    """All figures and dates in a search key."""
    found = {figure for match in _FIGURE.finditer(text) if (figure := _read(match)) is not None}
    return found | {_month(match) for match in _DATE.finditer(text)}


def _read(match: re.Match[str]) -> Figure | None:
    number = match["n"]
    value = float(number) if number[0].isdigit() else parse_number(number)
    return None if value is None else Figure(value * _TIMES[match["times"] or ""], match["unit"])


def _month(match: re.Match[str]) -> Figure:
    if match["m"]:
        return Figure(float(parse_number(match["m"]) or 0), "月")
    return Figure(12.0 if match["half"] in ("年底", "年内") else float(sum(map(ord, match["half"]))), "月")
