"""Questions in the words of ``asking``, read back into the very queries that were said: what is offered to choose from."""

from collections.abc import Mapping
from typing import Literal

from index.model.errors import InvalidQueryError
from retriever.query.asking import COUNTED_IN, TALK, THINGS, VALUES, WHO
from retriever.query.phrases import UnreadError, after, before, inside, number, parts
from retriever.query.predicates import EVERYTHING, InClause, InSection, Predicate, Role
from retriever.query.queries import Compare, Of, OutOfScope, Query, Select, Several, Talk
from retriever.query.read_conditions import VERB_ROLES, condition, run
from retriever.query.reductions import (
    Average,
    Contents,
    Count,
    Exists,
    List,
    Measure,
    Rank,
    Reduce,
    Share,
    Value,
    Who,
)

_OFS: Mapping[str, Of] = {name: of for of, (name, _) in THINGS.items()}
_ENDINGS: Mapping[str, Reduce] = {
    "有哪些？": List(),
    "的内容是什么？": Contents(),
    **{f"{words}？": Who(role) for role, words in WHO.items()},
    **{f"{words}？": Value(of) for of, words in VALUES.items()},
}
_EXTREMES: Mapping[str, Literal["most", "least"]] = {
    "最多": "most",
    "最少": "least",
    "最晚": "most",
    "最早": "least",
}


def read_back(text: str) -> Query | None:
    """The query that ``asking.question`` says in these words, None for any other text."""
    try:
        return _query(text)
    except (UnreadError, InvalidQueryError):
        return None


def _query(text: str) -> Query:
    for kind, words in TALK.items():
        if text == words:
            return Talk(kind)
    lines = parts(text, "\n")
    if len(lines) > 1:
        return Several(tuple(_query(after(line, f"{place}．")) for place, line in enumerate(lines, 1)))
    if text.startswith("文件以外的“"):
        return OutOfScope(inside(text, "文件以外的“", "”是什么？"))
    if text.startswith("“") and text.endswith("”是什么？"):
        about, aspect = _two(inside(text, "“", "”是什么？"), "”的“")
        return OutOfScope(aspect, about)
    for order, words in (("most", "哪个多："), ("least", "哪个少：")):
        if text.startswith(words):
            return _compare(inside(text, words, "？"), order)
    return _select(text)


def _two(text: str, between: str) -> tuple[str, str]:
    first, found, second = text.partition(between)
    if not found:
        raise UnreadError(text)
    return first, second


def _compare(text: str, order: str) -> Compare:
    sides = [after(side, f"{place}．") for place, side in enumerate(parts(text, "，"), 1)]
    things = [_things(side) for side in sides]
    return Compare(tuple(Select(of, where) for of, where in things), "most" if order == "most" else "least")


def _select(text: str) -> Query:
    for ending, reduce in _ENDINGS.items():
        if text.endswith(ending):
            of, where = _things(before(text, ending))
            return Select(of, where, reduce)
    if text.endswith("是哪些？") and len(listed := parts(before(text, "是哪些？"), "按顺序的")) > 1:
        of, where = _things("按顺序的".join(listed[:-1]))
        return Select(of, where, List(*run(listed[-1], THINGS[of][1])))
    if text.startswith("有没有"):
        return Select(*_things(inside(text, "有没有", "？")), Exists())
    for of, (_, unit) in THINGS.items():
        for ending, counted in ((f"有几{unit}？", Count()), (f"是不是一{unit}也没有？", Exists(negated=True))):
            if text.endswith(ending) and (selected := _things(before(text, ending)))[0] == of:
                return Select(*selected, counted)
    if text.endswith("的多少？"):
        return _share(before(text, "的多少？"))
    *things, tail = parts(text, "中，")
    if things:
        of, where = _things("中，".join(things))
        return Select(of, where, _rank(of, before(tail, "？")))
    return _average(before(text, "？"))


def _things(text: str) -> tuple[Of, Predicate]:
    """What is selected, and the condition before it."""
    for name, of in _OFS.items():
        if text == name:
            return of, EVERYTHING
        if text.endswith(f"的{name}"):
            return of, condition(before(text, f"的{name}"))
    named = condition(f"属于{text}")
    if isinstance(named, InClause):
        return "clauses", named
    if isinstance(named, InSection):
        return "sections", named
    raise UnreadError(text)


def _share(text: str) -> Query:
    *selected, compared = parts(text, "占")
    of, where = _things("占".join(selected))
    whole = before(compared, THINGS[of][0])
    among = EVERYTHING if whole == "全部" else condition(before(whole, "的"))
    return Select(of, where, Share(among))


def _average(text: str) -> Query:
    *selected, measured = parts(text, "平均每")
    of, where = _things("平均每".join(selected))
    words = after(measured, THINGS[of][1])
    by, role = _measure(words[:-2])
    if words[-2:] != f"几{COUNTED_IN[by]}":
        raise UnreadError(text)
    return Select(of, where, Average(by, role))


def _measure(words: str) -> tuple[Measure, Role]:
    if words in VERB_ROLES:
        return "duties", VERB_ROLES[words]
    counted: Mapping[str, Measure] = {
        "牵头单位": "leads",
        "涉及单位": "members",
        "完成时限": "deadline",
        "条数": "clauses",
    }
    if words not in counted:
        raise UnreadError(words)
    return counted[words], "any"


def _rank(of: Of, text: str) -> Rank:
    unit = THINGS[of][1]
    head, which = _two_last(text, "的")
    top = place = 0
    if which != f"是哪{unit}":
        top = number(before(which, f"{unit}是哪些"))
    extreme = head[-2:]
    if extreme in _EXTREMES:
        head = head[:-2]
    else:
        head, ordinal = _two_last(head, "第")
        extreme, place = f"最{ordinal[-1:]}", number(ordinal[:-1])
    by, role = _measure(head.removesuffix("的事项"))
    if extreme not in _EXTREMES:
        raise UnreadError(text)
    return Rank(by, _EXTREMES[extreme], role, top or 1, place)


def _two_last(text: str, between: str) -> tuple[str, str]:
    first, found, second = text.rpartition(between)
    if not found:
        raise UnreadError(text)
    return first, second
