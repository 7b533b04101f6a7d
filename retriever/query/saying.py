"""Conditions in Chinese, as a user sees them above an answer (查询条件)."""

from index.model.document import Mode
from retriever.query.periods import period
from retriever.query.predicates import (
    And,
    Due,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InDocument,
    InMode,
    InSection,
    IsUnit,
    Leader,
    Leads,
    Level,
    Matter,
    Members,
    Not,
    Op,
    Or,
    Place,
    Predicate,
    Role,
    Says,
    When,
    Within,
    Year,
)
from retriever.query.queries import Compare, Query, Select, Several

MODES: dict[Mode, str] = {
    "lead": "明确牵头单位",
    "joint": "按职责分工负责",
    "each": "分别负责",
    "all": "各部门单位共同负责",
}
ROLES: dict[Role, str] = {"lead": "牵头", "member": "参与（不牵头）", "any": "负责"}
_UNIT_ROLES: dict[Role, str] = {"lead": "牵头单位", "member": "责任单位（不牵头）", "any": "牵头或责任单位"}
_NOT_ROLES: dict[Role, str] = {"lead": "不是{}牵头", "member": "{}不是配合单位", "any": "没有{}"}
UNITS_COUNTED: dict[Role, str] = {"lead": "牵头单位", "member": "配合单位", "any": "涉及单位"}
_WHEN: dict[When, str] = {
    "before": "早于{}完成",
    "by": "不晚于{}完成",
    "in": "{}内完成",
    "after": "晚于{}完成",
}
LEVELS: dict[Level, str] = {"": "", "outer": "大部分", "inner": "小节"}
NUMBERS: dict[Op, str] = {
    "=": "正好{}",
    "!=": "不是{}",
    ">=": "不少于{}",
    "<=": "不超过{}",
    ">": "超过{}",
    "<": "少于{}",
}


def conditions_text(query: Query) -> str:
    """What a query selects; of several or compared ones each in turn. Empty for what selects nothing."""
    match query:
        case Select(where=where):
            return said(where) or "全部"
        case Several(queries):
            each = [(place, conditions_text(part)) for place, part in enumerate(queries, 1)]
            return "；".join(f"{place}．{text}" for place, text in each if text)
        case Compare(selects):
            return "；与之比较：".join(conditions_text(part) for part in selects)
    return ""


def said(predicate: Predicate) -> str:
    """A condition: 牵头单位=省财政厅，且不是省发展改革委牵头，且第1—50条. Empty for one that leaves everything."""
    match predicate:
        case And(parts):
            return "，且".join(_enclosed(part) for part in parts)
        case Or(()):
            return "（没有这样的事项）"
        case Or(parts):
            return "，或".join(_enclosed(part) for part in parts)
        case Not(part):
            return _negated(part)
    return _one(predicate)


def _enclosed(predicate: Predicate) -> str:
    text = said(predicate)
    return f"（{text}）" if isinstance(predicate, And | Or) else text


def _one(predicate: Predicate) -> str:
    match predicate:
        case Has(unit, role):
            return f"{_UNIT_ROLES[role]}={unit}"
        case Matter(text):
            return f"与“{text}”有关"
        case Says(text):
            return f"任务写明“{text}”"
        case InMode(mode):
            return f"分工方式=“{MODES[mode]}”"
        case Leader(name):
            return f"分管领导={name}"
        case IsUnit(unit):
            return f"是{unit}"
        case Having(part):
            return f"有“{said(part) or '任何'}”的事项"
    return _measured(predicate)


def _measured(predicate: Predicate) -> str:
    match predicate:
        case Leads(op, n):
            return lead_number(op, n)
        case Members(op, n, role):
            return f"{UNITS_COUNTED[role]}{number_said(op, n, '家')}"
        case Duties(op, n, role):
            return f"{ROLES[role]}事项{number_said(op, n, '项')}"
        case Due(when, date):
            return _WHEN[when].format(period(date).text)
        case HasDeadline():
            return "写明完成时限"
    return place_said(predicate)


def _negated(predicate: Predicate) -> str:
    match predicate:
        case Has(unit, role):
            return _NOT_ROLES[role].format(unit)
        case Matter(text):
            return f"与“{text}”无关"
        case Says(text):
            return f"任务没有写“{text}”"
        case HasDeadline():
            return "没有写明完成时限"
        case InMode(mode):
            return f"分工方式不是“{MODES[mode]}”"
        case IsUnit(unit):
            return f"{unit}除外"
        case Having(part):
            return f"没有“{said(part) or '任何'}”的事项"
        case Due():
            return f"不是{_one(predicate)}的"
        case Leader(name):
            return f"分管领导不是{name}"
    return f"不含{_one(predicate)}"


def number_said(op: Op, n: int, unit: str) -> str:
    """A comparison: 不少于2家."""
    return NUMBERS[op].format(f"{n}{unit}")


def lead_number(op: Op, n: int) -> str:
    """How many leads: 没有牵头单位, 牵头单位不少于2家."""
    if (op, n) == ("=", 0):
        return "没有牵头单位"
    return "有牵头单位" if (op, n) == (">=", 1) else f"牵头单位{number_said(op, n, '家')}"


def place_said(predicate: Predicate) -> str:
    """Where duties stand: 第3条, 前50条, 第二部分, 2022年的文件."""
    match predicate:
        case InSection():
            return section_said(predicate)
        case InClause():
            return clause_said(predicate)
        case DutyOrdinal(first, last):
            return "条内" + run_said(first, last, "项")
        case Year(year):
            return f"{year}年的文件"
        case Place(name):
            return f"{name}的文件"
        case InDocument(name):
            return f"文件“{name}”"
        case Within(_, 0):
            return "上一个回答列出的"
        case Within(_, place):
            return "上一个回答的" + run_said(place, place, "个")
    raise TypeError(f"不认识的条件：{predicate!r}")


def section_said(section: InSection) -> str:
    """A section: 第2部分, 第2部分第3节, “改善民生”部分."""
    if not section.numbers:
        return f"“{section.title}”部分"
    depth = len(section.numbers)
    words = ["部分", *["节"] * (depth - 1)]
    words[-1] = LEVELS[section.level] or words[-1]
    return "".join(place_in_words(number, word) for number, word in zip(section.numbers, words, strict=True))


def clause_said(wanted: InClause) -> str:
    """Clauses: 第3条, 第1—50条, 前50条, 倒数第3条, 第2部分的最后一条."""
    inside = f"{section_said(wanted.section)}的" if wanted.section else ""
    if wanted.by == "number" and wanted.first > 0 and wanted.last > 0:
        numbers = f"{wanted.first}" if wanted.first == wanted.last else f"{wanted.first}—{wanted.last}"
        return f"{inside}第{numbers}条"
    return inside + run_said(wanted.first, wanted.last, "条")


def run_said(first: int, last: int, unit: str) -> str:
    """Places in order: 最后一条, 最后2条, 前3条, 倒数第3条, 从第2条到倒数第3条."""
    if first == last:
        return _place_said(first, unit)
    if first == 1 and last > 0:
        return f"前{last}{unit}"
    if last == -1 and first < 0:
        return f"最后{-first}{unit}"
    return f"从{_place_said(first, unit)}到{_place_said(last, unit)}"


def _place_said(place: int, unit: str) -> str:
    return f"顺数第{place}{unit}" if place > 0 else place_in_words(place, unit)


def place_in_words(place: int, unit: str) -> str:
    """第3条, 倒数第3条, 最后一条."""
    if place == -1:
        return f"最后一{unit}"
    return f"倒数第{-place}{unit}" if place < 0 else f"第{place}{unit}"
