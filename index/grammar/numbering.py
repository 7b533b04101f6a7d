"""Numbering styles of the genre and the markers that they leave in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.fold import fold

_HAN = "[零〇一二三四五六七八九十百]{1,5}"
_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_LEVEL = 1000  # 2.3 is 2 × 1000 + 3: above every plain number
_BLANKS = " \t\u3000\xa0"
_OPENERS = "#*>-●•·■◆▪○◇□➢√"
"""Signs that may stand before the number of an item."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A way to number items.

    ``rank`` orders styles from the outermost inwards; ``pattern`` has the number in its first group;
    ``printed`` formats the number as it is cited; ``sub_item`` marks styles that divide a clause rather than
    start one; ``structural`` marks styles that never hold a responsibility of their own (章, 节). ``in_order``
    marks styles so plain that they only count at the start of a line and next in their sequence.
    """

    name: str
    rank: int
    pattern: str
    printed: str = "{}"
    sub_item: bool = False
    structural: bool = False
    in_order: bool = False


_MEASURE = "(?:[年月个万亿元倍吨号]|日(?!间)|人次|公里|平方|项(?!目)|左右|以上|以下)"
_SHARE = "(?:[%％‰万亿元倍吨米]|个百分点|公里|平方|人次|左右|以上|以下)"
STYLES = (
    NumberStyle("part", 0, rf"第({_HAN}|\d{{1,2}})(?:部分|编|篇)(?=[\s：，、.．])", structural=True),
    NumberStyle("chapter", 1, rf"第({_HAN}|\d{{1,3}})章", "第{}章", structural=True),
    NumberStyle("division", 2, rf"第({_HAN}|\d{{1,3}})节(?=[\s：])", "第{}节", structural=True),
    NumberStyle("article", 3, rf"第({_HAN}|\d{{1,3}})条(?=[\s：，])", "第{}条"),
    NumberStyle("han", 4, rf"({_HAN})(?:[、．]|\.(?!\d))"),
    NumberStyle("han-paren", 5, rf"[（〔]({_HAN})[）〕][.．、]?", "（{}）"),
    NumberStyle("roman", 4, r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])[、.．：\s]", in_order=True),
    NumberStyle(
        "named",
        6,
        rf"(?<![\u4e00-\u9fff])(?:重点)?(?:任务|事项|实事|项目|工程)({_HAN}|\d{{1,3}})[：、.．\s]",
        in_order=True,
    ),
    NumberStyle("arabic-block", 6, r"【(\d{1,3})】", "【{}】", in_order=True),
    NumberStyle(
        "hyphen", 7, r"(?<![\d.．-])(\d{1,2}-\d{1,2})(?:[.．、]|[ \t\u3000]+)(?=[\u4e00-\u9fff])", in_order=True
    ),
    NumberStyle("counted", 6, rf"第({_HAN}|\d{{1,3}})(?:项|件)(?:任务|工作|实事)?[：、\s]", in_order=True),
    NumberStyle(
        "decimal",
        7,
        rf"(?<![\d.．])(\d{{1,2}}[.．]\d{{1,2}})(?:[.．、]|\s+|(?!{_MEASURE})(?=[\u4e00-\u9fff]))",
        in_order=True,
    ),
    NumberStyle(
        "arabic",
        6,
        r"(?<![\d.．])(\d{1,3})(?:\s{0,2}[.．、])(?:(?!\d)|(?=(?:19|20)\d{2}年|\d{1,2}月(?:[份上中下底末前]|\d)))",
    ),
    NumberStyle("arabic", 6, r"(?<=[）〕】])(\d{1,3})。(?=[\u4e00-\u9fff])"),
    NumberStyle(
        "arabic",
        6,
        rf"(?<![\d.．])(\d{{1,3}})[.．](?=\d)(?!\d{{1,3}}{_SHARE})",
        in_order=True,
    ),
    NumberStyle("arabic", 6, r"(?<![\d.．，])(\d{1,3})，(?=[\u4e00-\u9fff])", in_order=True),
    NumberStyle(
        "arabic-bare",
        6,
        rf"(?<![\d.．])(\d{{1,3}})[ \t\u3000]{{1,3}}(?!{_MEASURE})(?=[\u4e00-\u9fff“《])",
        in_order=True,
    ),
    NumberStyle("arabic-dotted", 6, r"([⒈-⒛])"),
    NumberStyle("arabic-paren", 7, r"（(\d{1,3})）", "（{}）", sub_item=True),
    NumberStyle("arabic-close", 7, r"(?<![\d（.．])(\d{1,3})）", "{}）", sub_item=True),
    NumberStyle("circled", 8, r"([①-⑳㉑-㉟⑴-⒇])", sub_item=True),
)
"""Every numbering style that is recognised, outermost first."""

_TOKEN = re.compile("|".join(f"(?P<s{index}>{style.pattern})" for index, style in enumerate(STYLES)))
_FIRST_GROUP = {index: _TOKEN.groupindex[f"s{index}"] + 1 for index in range(len(STYLES))}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in the text: its range (blanks after it included), style, printed form and value.

    ``opens_line`` is true at the start of a line, ``opens_paragraph`` after a wide gap inside one.
    """

    start: int
    end: int
    style: NumberStyle
    number: str
    value: int
    opens_line: bool
    opens_paragraph: bool


def han_value(digits: str) -> int:
    """Return the value of a Chinese or Arabic integer below 1000 (``二十一`` → 21)."""
    if digits.isdecimal():
        return int(digits)
    if "十" not in digits and "百" not in digits:
        return int("".join(str(_HAN_DIGITS[digit]) for digit in digits))
    total, current = 0, 0
    for digit in digits:
        if digit == "百":
            total, current = total + (current or 1) * 100, 0
        elif digit == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _HAN_DIGITS[digit]
    return total + current


def follows(before: int, value: int) -> bool:
    """Tell whether ``value`` is the number after ``before``: 3 after 2, 2.3 after 2.2, 3.1 after 2.9."""
    return value == before + 1 or (before >= _LEVEL and value == (before // _LEVEL + 1) * _LEVEL + 1)


def is_first(value: int) -> bool:
    """Tell whether a sequence can begin with ``value``: 1, 1.1, 4.1."""
    return value % _LEVEL == 1


def _value(digits: str) -> int:
    if re.search("[.．-]", digits):
        whole, part = re.split("[.．-]", digits)
        return int(whole) * _LEVEL + int(part)
    code = ord(digits[0])
    for first, last, start in (
        (0x2460, 0x2473, 1),
        (0x2474, 0x2487, 1),
        (0x2488, 0x249B, 1),
        (0x3251, 0x325F, 21),
        (0x2160, 0x216B, 1),
    ):
        if first <= code <= last:
            return code - first + start
    return han_value(digits)


def _lead_in(text: str, start: int) -> tuple[bool, bool]:
    """Tell whether a line begins at ``start``, and whether a wide gap precedes it."""
    at = start
    while at > 0 and (text[at - 1] in _BLANKS or text[at - 1] in _OPENERS):
        at -= 1
        if start - at > 40:
            break
    if at == 0 or text[at - 1] == "\n":
        return True, True
    gap = text[at:start]
    return False, gap.count("\u3000") >= 1 or len(gap.strip(_OPENERS)) >= 2


def find_markers(text: str) -> Iterator[Marker]:
    """Yield every number in ``text`` that could open an item, in order."""
    folded = fold(text)
    for match in _TOKEN.finditer(folded):
        index = int((match.lastgroup or "s0")[1:])
        style = STYLES[index]
        digits = match[_FIRST_GROUP[index]]
        opens_line, opens_paragraph = _lead_in(text, match.start())
        if style.in_order and not opens_line:
            continue
        end = match.end()
        while end < len(text) and text[end] in _BLANKS + "*":
            end += 1
        value = _value(digits)
        shown = str(value) if style.name == "arabic-dotted" else digits
        yield Marker(match.start(), end, style, style.printed.format(shown), value, opens_line, opens_paragraph)
