"""Conditions in the words of ``asking``, read back."""

from collections.abc import Callable, Mapping

from index.model.errors import InvalidQueryError
from retriever.query.asking import VERBS, WHEN
from retriever.query.periods import iso
from retriever.query.phrases import UnreadError, after, before, enclosed, inside, number, parts
from retriever.query.predicates import (
    EVERYTHING,
    NOTHING,
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
    Within,
    Year,
)
from retriever.query.saying import LEVELS, MODES, NUMBERS, UNITS_COUNTED

VERB_ROLES: Mapping[str, Role] = {verb: role for role, verb in VERBS.items()}
_WHOLE: Mapping[str, Predicate] = {
    "不存在": NOTHING,
    "有完成时限": HasDeadline(),
    "没有完成时限": Not(HasDeadline()),
    "没有牵头单位": Leads("=", 0),
    "有牵头单位": Leads(">=", 1),
    **{f"写明{words}": InMode(mode) for mode, words in MODES.items()},
}


def condition(text: str) -> Predicate:
    """The condition that some words before 的事项 say. Raises UnreadError."""
    if len(every := parts(text, "、")) > 1:
        return And(tuple(_part(part) for part in every))
    if len(either := parts(text, "或者")) > 1:
        return Or(tuple(_part(part) for part in either))
    return _part(text)


def _part(text: str) -> Predicate:
    if enclosed(text):
        return condition(text[1:-1])
    for read in _READERS:
        try:
            return read(text)
        except UnreadError:
            continue
    for prefix in ("不是", "不"):
        try:
            return Not(_part(after(text, prefix)))
        except UnreadError:
            continue
    raise UnreadError(text)


def _whole(text: str) -> Predicate:
    if text not in _WHOLE:
        raise UnreadError(text)
    return _WHOLE[text]


def _by_unit(text: str) -> Predicate:
    words = after(text, "由")
    if words.endswith("分管"):
        return Leader(before(words, "分管"))
    for verb, role in VERB_ROLES.items():
        if words.endswith(verb):
            return Has(before(words, verb), role)
    raise UnreadError(text)


def _is_unit(text: str) -> Predicate:
    return IsUnit(after(text, "是"))


def _having(text: str) -> Predicate:
    if text.startswith("没有（"):
        return Not(_having(after(text, "没")))
    words = inside(text, "有（", "）事项")
    return Having(condition(before(words, "的")) if words else EVERYTHING)


def _due(text: str) -> Predicate:
    for when, words in WHEN.items():
        prefix, suffix = words.split("{}")
        if text.startswith(prefix) and text.endswith(suffix):
            return Due(when, _date(inside(text, prefix, suffix)))
    raise UnreadError(text)


def _date(text: str) -> str:
    try:
        return iso(text)
    except InvalidQueryError as error:
        raise UnreadError(text) from error


def _numbered(text: str) -> Predicate:
    if text.startswith("牵头单位"):
        return Leads(*_comparison(after(text, "牵头单位"), "家"))
    for role, words in UNITS_COUNTED.items():
        if text.startswith(words):
            return Members(*_comparison(after(text, words), "家"), role)
    for verb, role in VERB_ROLES.items():
        if text.startswith(verb):
            return Duties(*_comparison(after(text, verb), "项"), role)
    raise UnreadError(text)


def _comparison(text: str, unit: str) -> tuple[Op, int]:
    for op, words in NUMBERS.items():
        prefix = words.removesuffix("{}")
        if text.startswith(prefix) and text.endswith(unit):
            return op, number(inside(text, prefix, unit))
    raise UnreadError(text)


def _within(text: str) -> Predicate:
    from retriever.query.read_back import read_back

    asked, rest = _last_bracket(inside(text, "上一问（", "里"))
    previous = read_back(asked)
    if previous is None:
        raise UnreadError(text)
    return Within(previous, _place(after(rest, "的"), "个") if rest else 0)


def _last_bracket(text: str) -> tuple[str, str]:
    asked, found, rest = text.rpartition("）的结果")
    if not found:
        raise UnreadError(text)
    return asked, rest


def _belonging(text: str) -> Predicate:
    words = after(text, "属于")
    if words.startswith("条内"):
        return DutyOrdinal(*run(after(words, "条内"), "项"))
    if words.startswith("文件“"):
        return InDocument(inside(words, "文件“", "”"))
    if words.endswith("年的文件"):
        return Year(number(before(words, "年的文件")))
    if words.endswith("的文件"):
        return Place(before(words, "的文件"))
    return _clauses(words) if words.endswith("条") else _section(words)


def _clauses(text: str) -> Predicate:
    *outer, own = parts(text, "的")
    section = _section("的".join(outer)) if outer else None
    if own.startswith("第"):
        numbers = [number(one) for one in inside(own, "第", "条").split("—")]
        return InClause(numbers[0], numbers[-1], section=section)
    first, last = run(own, "条")
    return InClause(first, last, "place", section)


def _section(text: str) -> InSection:
    if text.startswith("“"):
        return InSection(title=inside(text, "“", "”部分"))
    numbers: list[int] = []
    level: Level = ""
    while text:
        place, text = _first_place(text)
        words = next((w for w in ("大部分", "小节", "部分", "节") if text.startswith(w)), None)
        if words is None:
            raise UnreadError(text)
        numbers.append(place)
        text = after(text, words)
        level = next((level for level, name in LEVELS.items() if name == words), "")
    if not numbers:
        raise UnreadError(text)
    return InSection(tuple(numbers), "", level)


def _first_place(text: str) -> tuple[int, str]:
    """A place at the beginning of a text (第3, 倒数第3, 最后一), and the rest."""
    if text.startswith("最后一"):
        return -1, after(text, "最后一")
    sign = -1 if text.startswith("倒数") else 1
    words = after(text.removeprefix("倒数"), "第")
    digits = words[: len(words) - len(words.lstrip("0123456789"))]
    return sign * number(digits), words[len(digits) :]


def run(text: str, unit: str) -> tuple[int, int]:
    """Places in order, as ``saying`` words them."""
    if text.startswith("前"):
        return 1, number(inside(text, "前", unit))
    if text.startswith("最后") and text != f"最后一{unit}":
        return -number(inside(text, "最后", unit)), -1
    if text.startswith("从"):
        first, found, last = after(text, "从").partition("到")
        if not found:
            raise UnreadError(text)
        return _place(first, unit), _place(last, unit)
    place = _place(text, unit)
    return place, place


def _place(text: str, unit: str) -> int:
    place, rest = _first_place(text.removeprefix("顺数"))
    if rest != unit:
        raise UnreadError(text)
    return place


def _quoted(text: str) -> Predicate:
    if text.startswith("关于“"):
        return Matter(inside(text, "关于“", "”"))
    return Says(inside(text, "写有“", "”"))


_READERS: tuple[Callable[[str], Predicate], ...] = (
    _whole,
    _quoted,
    _belonging,
    _by_unit,
    _is_unit,
    _due,
    _having,
    _within,
    _numbered,
)
