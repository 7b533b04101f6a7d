"""What a cell's lines look like: a number, a date, a list of units, names, prose. For tables whose grid is lost."""

import re
from dataclasses import dataclass
from typing import Literal

from index.grammar.numbering import han_value
from index.units.officials import split_leaders
from index.units.unit_list import is_department, looks_like_unit

_NONE_MARKS = frozenset({"", "/", "\\", "／", "-", "--", "—", "——", "－", "无", "〃"})
_DATE = re.compile(
    r"^(?:"
    r"(?:(?:到|至)?\d{4}年?[-—~至]?){0,2}"
    r"(?:\d{1,2}[-—~至])?\d{1,2}月(?:\d{1,2}日)?(?:[-—~至](?:\d{4}年)?\d{1,2}月)?(?:底|初|末|中旬|上旬|下旬)?(?:之?前|以前)?[^。、，]{0,8}"
    r"|(?:\d{4}年?)?(?:第?[一二三四1-4]季度|[上下]半年|年底|年末|年内|年中|年初|全年)(?:之?前|末|底)?(?:完成|动工|开工|建成|见效|投用)?"
    r"|(?:\d{4}年?[-—~至])?\d{4}年?(?:之?前|底)?"
    r"|\d{4}[.．/-]\d{1,2}(?:[.．/-]\d{1,2})?(?:前|之前)?"
    r"|(?:长期|常年|持续|每年|每月|每季度|每半年|立即|即时|适时|实时|按时|按计划|按要求)(?:坚持|推进|实施|开展|完成|落实|进行|抓好|整改)?"
    r"(?:\d+次)?|立行立改|立知立改|即知即改|立整立改|随时"
    r"|已完成|常态化|[\u4e00-\u9fff]{2,4}前(?:完成)?"
    r")$"
)
_NO_TIME = re.compile(r"合计|总计|小计|[局委厅办部院]$|管委会$|政府$")
_UNIT_START = re.compile(
    r"^(?:省|市|县|区|州|盟|旗|镇|乡|自治|国家|国务院|中央|各|有关|相关|其他|中国|人行|人民银行|国网|团|共青团|驻"
    r"|(?!全|以上|[在对将把为向从按由使城]|都市|超市|上市|[园社景片小地灾库山郊辖]区)"
    r"[\u4e00-\u9fff]{1,4}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|大学|学院|银行|集团|公司|海关|分行|支行|管委会))"
)
_PLACE_END = re.compile(r"(?:省|市|县|区|自治州|盟|旗|镇|乡)$")
_NOT_UNIT = re.compile(
    r"^(?:全[国省市县区])?(?:推进|推动|加快|加强|打造|提升|支持|培育|完善|开展|争取|探索|强化|深化|建成|创建|新建|实施|完成)"
    r"|新增|累计|力争|确保|实现|建成|打造|加快|的"
)
_SEPARATOR = re.compile(r"[、，,；;\n]")
_OPENING = re.compile(r"[（(〔【]")
_MARK = re.compile(r"[、，,；;\n（(〔【）)〕】]")
_TAIL = re.compile(r"[（(〔【][^（()）]*(?:[（(][^()（）]*[)）][^()（）]*)*[)）〕】]$")
_QUANTITY = re.compile(
    r"^(?:约|超|突破|达到?|新增|≥|>)?[\d.]+[\s\d.%％‰万亿千百余多个项家次台辆条座处所名人类种套公里亩元吨（）()]*(?:以上|左右|以内|以下)?$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_POSITION = re.compile(r"牵头|配合|主办|协办|参与|负责$|等$")
_BRACKETED = re.compile(r"[（(](?P<name>[^（()）]{2,6})[)）]")
_STANDING_ALONE = re.compile(
    r"(?<=[\u4e00-\u9fff)）])(?:[\s\u3000]+|[：:]\s*)(?P<name>[\u4e00-\u9fff·]{2,4}?|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])"
    r"(?=$|[\s\u3000、，,；;]|[省市县区州旗][\u4e00-\u9fff]{1,12}[局委办厅院会])"
)
_BARE_BODY = re.compile(r"(?:人民)?政府(?:办公[厅室])?|党委|管委会|办事处|党工委|行政公署")
_INNER_BLANK = re.compile(r"[\s\u3000]+")
_NUMBER_PLAIN = re.compile(r"^(\d{1,3})[.．、]?$")
_NUMBER_BRACKETED = re.compile(r"^[（(](\d{1,3})[)）][.．、]?$")
_NUMBER_DOTTED = re.compile(r"^\d{1,2}(?:[.．]\d{1,2}){1,2}$")
_NUMBER_HAN = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）]$")


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a flattened table: its text, range, whether it closes its cell (``|``), follows a blank."""

    text: str
    start: int
    end: int
    closes: bool = False
    after_blank: bool = False
    page: int = 0


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing: ``/``."""
    return text.strip() in _NONE_MARKS


def is_date(text: str) -> bool:
    """Whether a text is a completion time: 12月底前, 2026年6月, 长期坚持, 9月投入使用; 立行立改，长期坚持."""
    parts = re.split("[，；,;]", _INNER_BLANK.sub("", text))
    return all(_DATE.match(part) and not _NO_TIME.search(part) for part in parts)


def is_quantity(text: str) -> bool:
    """Whether a text is a figure to reach: 300 个以上."""
    return bool(_QUANTITY.match(text))


def is_balanced(text: str) -> bool:
    """Whether every parenthesis and quotation mark that is opened is closed."""
    return sum(map(text.count, "（(〔【“")) == sum(map(text.count, "）)〕】”"))


def unit_names(text: str) -> list[str]:
    """The pieces of a list of units, split outside parentheses."""
    if not _OPENING.search(text):
        return _SEPARATOR.split(text)
    names: list[str] = []
    depth, start = 0, 0
    for match in _MARK.finditer(text):
        if match[0] in "（(〔【":
            depth += 1
        elif match[0] in "）)〕】":
            depth -= 1
        elif depth <= 0:
            names.append(text[start : match.start()])
            start = match.end()
    return [*names, text[start:]]


def is_unit(name: str) -> bool:
    """Whether a piece is a whole unit name by its ending (a closing alias in parentheses aside)."""
    stem = _TAIL.sub("", name)
    shaped = 2 <= len(stem) <= 30 and is_balanced(name) and "。" not in stem and not _NOT_UNIT.search(stem)
    return shaped and (looks_like_unit(stem) or bool(_PLACE_END.search(stem)))


def starts_with_verb(text: str) -> bool:
    """Whether a text begins as tasks do: 推进…, 建成…, 全市新增…."""
    return bool(_NOT_UNIT.match(text))


def starts_unit(text: str) -> bool:
    """Whether a line can be the beginning of a unit name: a level word or a place."""
    return bool(_UNIT_START.match(text))


def is_unit_list(text: str) -> bool:
    """Whether a line is a complete list of units, each with its level word."""
    names = unit_names(text)
    return starts_unit(text) and all(is_unit(name) for name in names)


def is_break(before: str, after: str) -> bool:
    """Whether two lines of a unit cell are two units rather than one that was wrapped."""
    last, first = unit_names(before)[-1], unit_names(after)[0]
    return len(first) > 1 and starts_unit(first) and is_unit(last) and is_balanced(before)


def unit_lines(text: str) -> str:
    """The paragraphs of a unit cell as one list: each a unit of its own, unless a name goes on in the next."""
    joined = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        joined += ("、" if joined and goes_on(joined, line) is False else "") + line
    return joined


def goes_on(before: str, after: str) -> bool:
    """Whether a unit name that begins in one line of a cell ends in the next."""
    if before[-1] in "、，,；;。" or after[0] in "、，,；;（(":
        return True
    last, first = unit_names(before)[-1], unit_names(after)[0]
    if _BARE_BODY.fullmatch(first) or (
        not starts_unit(first) and is_department(last + first) and not is_department(last)
    ):
        return True
    return not is_balanced(before) or not is_unit(last) or not (starts_unit(first) or is_unit(first))


def is_name_list(text: str) -> bool:
    """Whether a text is a list of persons: two to four characters each, none of them a unit."""
    names = split_leaders(text)
    return bool(names) and all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", n) and not is_unit(n) for n in names)


def split_persons(text: str) -> tuple[str, tuple[str, ...]]:
    """A cell with units and persons into the units' text and the persons: 县水利局（李明）, 县水利局 李明."""
    persons: list[str] = []

    def take(match: re.Match[str]) -> str:
        name = _INNER_BLANK.sub("", match["name"])
        if not _PERSON.fullmatch(name) or is_unit(name) or _POSITION.search(name):
            return match[0]
        persons.append(name)
        return ""

    units = _STANDING_ALONE.sub(take, _BRACKETED.sub(take, text))
    for piece in unit_names(units):
        name = next((piece[-size:] for size in (2, 3) if _is_glued_person(piece, size)), "")
        if name:
            units = units.replace(piece, piece[: -len(name)], 1)
            persons.append(name)
    return units.strip(), tuple(persons)


def _is_glued_person(piece: str, size: int) -> bool:
    """Whether a piece is a department and, without a mark between, a name of ``size`` characters (县水利局李明)."""
    unit, name = piece[:-size], piece[-size:]
    person = _PERSON.fullmatch(name) and not is_unit(name) and not _POSITION.search(name)
    return bool(person) and is_unit(unit) and starts_unit(unit) and is_department(unit) and not is_unit(piece)


@dataclass(frozen=True, slots=True)
class RowNumber:
    """A number as printed (without closing punctuation), how it is written and what it counts."""

    printed: str
    style: Literal["plain", "bracketed", "dotted", "han"]
    value: tuple[int, ...]

    @property
    def is_first(self) -> bool:
        """Whether counting begins with it."""
        return self.value[-1] == 1

    def follows(self, before: "RowNumber") -> bool:
        """Whether it is the next number: 4 after 3, 1.3 after 1.2, 2.1 after 1.3."""
        *outer, last = self.value
        *outer_before, last_before = before.value
        if outer == outer_before:
            return last == last_before + 1
        return last == 1 and outer > outer_before and len(outer) == len(outer_before)

    def skips(self, before: "RowNumber", most: int) -> bool:
        """Whether at most ``most - 1`` numbers are left out since ``before``."""
        return self.value[:-1] == before.value[:-1] and 1 < self.value[-1] - before.value[-1] <= most


def row_number(text: str) -> RowNumber | None:
    """The number that a cell is, None when it is something else."""
    if match := _NUMBER_PLAIN.match(text):
        return RowNumber(match[1], "plain", (int(match[1]),))
    if match := _NUMBER_BRACKETED.match(text):
        return RowNumber(text.rstrip(".．、"), "bracketed", (int(match[1]),))
    if _NUMBER_DOTTED.match(text):
        return RowNumber(text, "dotted", tuple(map(int, re.split("[.．]", text))))
    if match := _NUMBER_HAN.match(text):
        return RowNumber(text, "han", (han_value(match[1]),))
    return None
