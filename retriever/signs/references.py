"""References by number: clauses, items, sections, from either end, ranges and lists; and bare numbers with a measure.

Closed classes of Chinese grammar; what a found number is for is the tagger's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.numerals import NUMERAL_CHARS, parse_number
from retriever.query.predicates import InClause, InSection
from retriever.signs.sign import (
    ClauseSign,
    NumberSign,
    PlaceSign,
    SectionSign,
    Sign,
    StepSign,
    without_overlaps,
)

_N = rf"(?:[{NUMERAL_CHARS}]+)"
_CLAUSE = r"(?:条款|条(?!例|件|约|线)|款(?!项|式|待))"
_ITEM = r"(?:(?:小|分)?项(?!目)|个?(?:分工)?(?:任务|事项)|件(?!事)|件事|小?点(?!击|评|名|工|子))"
_SECTION = (
    r"(?:个?(?:大|小)?(?:部分|章(?!程)|方面|板块|版块|模块|篇(?!幅)|标题)|大块|大项|大类|小?节(?!能|约|水|日))"
)
_UNIT = r"(?:家|个(?:单位|部门|厅局|牵头单位)|位|名(?!单))"
_OTHER = r"(?:个(?!月|多|别|人))"
_ANY = rf"(?P<m>{_CLAUSE}|{_ITEM}|{_SECTION}|{_UNIT}|{_OTHER})"
_SEC_PREFIX = r"(?:第|no\.?|#|clauses?|articles?|items?|编号|序号)"
_FROM_END = (
    r"(?:(?:从|由|自|打)(?:最?后|末尾|最末|尾巴?|底|结尾|最后面|后面|下|文末)(?:(?:一条)?(?:往|向|朝)(?:前|上|回|头))?"
    r"(?:倒?(?:着|回)?(?:数|算|看)(?:过来|起|上来|回来|下去)?)?"
    r"|(?:倒|反)(?:着|过来)?(?:往(?:前|上))?(?:数|算)(?:过来|起)?|最后)(?:的|,)?"
)
_ORDINAL_END = re.compile(rf"{_FROM_END}第(?P<n>{_N})(?:(?P<big>大)|{_ANY})?")
_COUNT_END = re.compile(
    rf"(?:倒数|最后面?的?|最末的?|末尾的?|结尾的?|(?<![以之然今背前落])后面?|(?<![年月周期])末|收尾的)(?:这|那)?(?P<n>{_N}){_ANY}"
)
_LAST_ONE = re.compile(
    rf"(?:最后面?|最末|末尾|结尾|压轴|收尾|垫底)(?:的)?(?:那|这)?(?:一)?{_ANY}|(?<![年月周期])(?:末|尾)(?P<m2>{_CLAUSE}|项(?!目))"
)
_COUNT_START = re.compile(
    rf"(?:开头的?|打头的?|最?前面?的?|最前面的?|(?<![牵带领挑])头里?的?|起头的?|最开始的?)(?<!目前)(?<!之前)(?<!以前)(?<!当前)(?<!年前)(?<!月前)(?<!日前)(?<!底前)"
    rf"(?:这|那)?(?P<n>{_N}){_ANY}"
)
_FIRST_ONE = re.compile(rf"(?:打头的?|开头的?|最前面的?|排头的?|开篇的?|(?<![牵带领])头)(?:那|这)?第?一{_ANY}")
_SPAN = re.compile(
    rf"(?:从|自)?(?P<pre>{_SEC_PREFIX})?\s*\(?(?P<a>{_N})\)?(?P<m1>{_CLAUSE}|{_ITEM}|{_SECTION})?(?:一直)?(?:-|~|到|至|—|–|－|～)+(?:第)?\(?(?P<b>{_N})\)?{_ANY}"
)
_ENGLISH_SPAN = re.compile(r"(?:clauses?|articles?|items?)\s*(?P<a>\d+)\s*(?:-|–|to|through|and)\s*(?P<b>\d+)")
_LIST = re.compile(
    rf"(?P<pre>第)?(?P<ns>{_N}(?:{_CLAUSE}|{_ITEM}|{_SECTION})?(?:(?:[、,和与及跟同]|以及|还有)+第?{_N}(?:{_CLAUSE}|{_ITEM}|{_SECTION})?)*(?:[、,和与及跟同]|以及|还有)+第?{_N}){_ANY}"
)
_ORDINAL = re.compile(rf"第\s*(?:\((?P<p>{_N})\)|(?P<n>{_N}))(?P<no>号)?(?P<big>大)?{_ANY}?")
_PAREN = re.compile(rf"\((?P<n>[一二三四五六七八九十]{{1,3}})\)(?:这|那)?(?:一)?(?:{_SECTION})?")
_HEADED = re.compile(
    r"(?:(?<=^)|(?<=[,。;:?!\s]))(?P<n>[一二三四五六七八九十]{1,3})、(?=[^、,。?]{2,14}(?:部分|方面|板块|那块|这块|章|节))"
)
_ENGLISH = re.compile(
    r"(?P<last>(?:the\s)?(?:last|(?P<o>second|third)(?:\s|-)(?:to|from)\s(?:the\s)?(?:last|end))\s(?:clause|article|item|section))"
    r"|(?P<k>clauses?|articles?|items?|sections?|parts?)\s*(?:no\.?\s*)?(?P<n>\d+)|(?:the\s)?(?P<ord>first|second|third)\s(?P<k2>clause|article|item|section|part)(?![a-z])"
)
_NUMBERED = re.compile(
    rf"(?:编号|序号|no\.?|#)(?:为|是)?(?P<n>{_N})(?:号)?(?:的)?(?:条|任务)?|(?<!第)(?P<n2>\d{{1,3}})号(?:条|任务)|^(?P<n3>\d{{1,3}})号?$"
)
_BEYOND = re.compile(
    rf"(?:从)?(?:第)?(?P<n>{_N})条(?:款)?(?P<not>\(?不[含算包括]+(?:第?{_N}(?:条)?|本条)?\)?)?(?P<way>以后|之后|往后|后面|以前|之前|往前|前面|开始|起|以下)(?:的)?(?P<not2>\(?不[含算包括]+(?:第?{_N}条?|本条)?\)?|\(?[含包括]+(?:第?{_N}条?|本条)?\)?)?"
)
_STEP = re.compile(
    rf"(?P<next>(?<![最以之剩余留])(?:下面?|后面?|接下来|紧接着|再下))(?:的)?(?:那|这)?一?(?P<m>{_CLAUSE}|项(?!目))|(?P<last>(?<![以之])(?:上面?|前面?))(?:的)?(?:那|这)?一?(?P<m2>{_CLAUSE}|项(?!目))"
)
_PERCENT = re.compile(
    rf"百分之(?P<n>{_N})|(?P<d>\d+(?:\.\d+)?)%|(?P<c>[一二三四五六七八九])成|(?P<half>一半|半数|过半|大半)|(?P<third>三分之(?P<t>[一二]))|四分之(?P<f>[一三])"
)
_BARE = re.compile(
    rf"(?<![第几每哪这那另同某任统唯{NUMERAL_CHARS}])(?P<n>{_N})(?P<m>{_CLAUSE}|{_ITEM}|{_SECTION}|{_UNIT}|{_OTHER}|倍)(?!{_ITEM})"
)
_ENGLISH_NUMBER = re.compile(
    r"(?<![a-z0-9])(?P<n>\d+|one|two|three|four|five|six|ten)\s(?P<m>units?|departments?|agencies|duties|tasks|clauses?|items)(?![a-z])"
)
_WORDS = {
    "one": 1,
    "first": 1,
    "two": 2,
    "second": 2,
    "three": 3,
    "third": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
}
_MOST = 400
"""The greatest number that a clause, item or section is taken to have."""


def _measure(said: str | None) -> str:
    """What a counting word counts."""
    if not said:
        return "other"
    for measure, pattern in (("clause", _CLAUSE), ("item", _ITEM), ("unit", _UNIT), ("section", _SECTION)):
        if re.fullmatch(pattern, said):
            return measure
    return "times" if said == "倍" else "other"


def _level(said: str) -> str:
    return "inner" if "小" in said or said.endswith(("节", "标题")) else "outer"


def _ranges(measure: str, ranges: tuple[tuple[int, int], ...], said: str, by: str = "number") -> object:
    if any(abs(edge) > _MOST or not edge for pair in ranges for edge in pair):
        return None
    if measure == "clause":
        where = "place" if by == "place" or any(edge < 0 for pair in ranges for edge in pair) else "number"
        return ClauseSign(tuple(InClause(a, b, where) for a, b in ranges))  # type: ignore[arg-type]
    if measure == "section":
        numbers = [n for a, b in ranges for n in range(a, b + 1)]
        return SectionSign(tuple(InSection((n,), "", _level(said)) for n in numbers))  # type: ignore[arg-type]
    return PlaceSign(ranges, measure)


def _signed(match: re.Match[str], value: object) -> Iterator[Sign]:
    if value is not None:
        yield Sign(match.start(), match.end(), value)  # type: ignore[arg-type]


def _number(text: str | None) -> int:
    """The number or 0; 一百零 and the like, that are none, are 0."""
    return (parse_number(text) or 0) if text else 0


def _from_end(text: str) -> Iterator[Sign]:
    for match in _ORDINAL_END.finditer(text):
        n, said = _number(match["n"]), match["m"] or ""
        yield from _signed(match, _ranges(_measure(said), ((-n, -n),), said) if n else None)
    for match in _COUNT_END.finditer(text):
        n, said = _number(match["n"]), match["m"]
        if n == 1 and match[0].startswith("后"):
            continue
        first_of = match[0].startswith("倒数") and n and said and _measure(said) == "other"
        yield from _signed(match, _ranges(_measure(said), ((-n, -n if first_of else -1),), said) if n else None)
    for match in _LAST_ONE.finditer(text):
        said = match["m"] or match["m2"]
        yield from _signed(match, _ranges(_measure(said), ((-1, -1),), said))


def _from_start(text: str) -> Iterator[Sign]:
    for match in _FIRST_ONE.finditer(text):
        yield from _signed(match, _ranges(_measure(match["m"]), ((1, 1),), match["m"], "place"))
    for match in _COUNT_START.finditer(text):
        n, said = _number(match["n"]), match["m"]
        yield from _signed(match, _ranges(_measure(said), ((1, n),), said, "place") if n else None)


def _beyond(text: str) -> Iterator[Sign]:
    for match in _BEYOND.finditer(text):
        n, way = _number(match["n"]), match["way"]
        excluded = "不" in (match["not"] or "") + (match["not2"] or "")
        included = (way in ("开始", "起", "以下") or (match["not2"] and not excluded)) and not excluded
        if not 0 < n <= _MOST:
            continue
        if way in ("以前", "之前", "往前", "前面"):
            last = n if included else n - 1
            value = ClauseSign((InClause(1, last, "place"),)) if last else None
        else:
            value = ClauseSign((InClause(n if included else n + 1, -1, "place"),))
        yield from _signed(match, value)


def _spans(text: str) -> Iterator[Sign]:
    for match in _SPAN.finditer(text):
        a, b, said = _number(match["a"]), _number(match["b"]), match["m"]
        if 0 < a < b <= _MOST and _measure(said) in ("clause", "item", "section"):
            yield from _signed(match, _ranges(_measure(said), ((a, b),), said))
    for match in _LIST.finditer(text):
        said, first = match["m"], match["pre"] or re.search(f"{_CLAUSE}|{_SECTION}|{_ITEM}|第", match["ns"])
        numbers = [_number(n) for n in re.findall(_N, match["ns"])]
        if len(numbers) < 2 or not all(numbers):
            continue
        if first:
            yield from _signed(match, _ranges(_measure(said), tuple((n, n) for n in numbers), said))
        elif _measure(said) != "other":
            yield from _signed(match, NumberSign(tuple(float(n) for n in numbers), _measure(said)))


def _single(text: str) -> Iterator[Sign]:
    for match in _ORDINAL.finditer(text):
        n, said = _number(match["p"] or match["n"]), match["m"] or ""
        if match["no"]:
            said = "条"
        yield from _signed(match, _ranges(_measure(said), ((n, n),), said) if n else None)
    for match in _NUMBERED.finditer(text):
        n = _number(match["n"] or match["n2"] or match["n3"])
        yield from _signed(match, _ranges("clause", ((n, n),), "条") if n else None)
    for match in (*_PAREN.finditer(text), *_HEADED.finditer(text)):
        level = "inner" if match[0].startswith("(") else "outer"
        yield from _signed(match, SectionSign((InSection((_number(match["n"]),), "", level),)))  # type: ignore[arg-type]


def _steps(text: str) -> Iterator[Sign]:
    for match in _STEP.finditer(text):
        yield from _signed(match, StepSign(_measure(match["m"] or match["m2"]), 1 if match["next"] else -1))


def _bare(text: str) -> Iterator[Sign]:
    for match in _PERCENT.finditer(text):
        if match["half"]:
            value = 50.0
        elif match["third"] or match["f"]:
            value = (
                {"一": 33.333, "二": 66.667}[match["t"]] if match["t"] else {"一": 25.0, "三": 75.0}[match["f"]]
            )
        else:
            value = float(match["d"] or 0) or float(_number(match["n"])) or 10.0 * _number(match["c"])
        yield from _signed(match, NumberSign((value,), "percent"))
    for match in _BARE.finditer(text):
        if (n := parse_number(match["n"])) is not None and n <= 100000:
            yield from _signed(match, NumberSign((float(n),), _measure(match["m"])))


def _english(text: str) -> Iterator[Sign]:
    kinds = {"clause": ("clause", "条"), "article": ("clause", "条"), "item": ("item", "项")}
    kinds |= {"section": ("section", "部分"), "part": ("section", "部分")}
    for match in _ENGLISH_SPAN.finditer(text):
        kind, said = kinds[re.match("[a-z]+?(?=s?[^a-z])", match[0])[0]]  # type: ignore[index]
        a, b = int(match["a"]), int(match["b"])
        pairs = ((a, a), (b, b)) if "and" in match[0] else ((a, b),)
        yield from _signed(match, _ranges(kind, pairs, said) if a < b else None)
    for match in _ENGLISH.finditer(text):
        if match["last"]:
            kind, said = kinds[match["last"].split()[-1]]
            n = -(_WORDS[match["o"]] if match["o"] else 1)
        else:
            kind, said = kinds[(match["k"] or match["k2"]).rstrip("s")]
            n = int(match["n"]) if match["n"] else _WORDS[match["ord"]]
        yield from _signed(match, _ranges(kind, ((n, n),), said))
    for match in _ENGLISH_NUMBER.finditer(text):
        n = int(match["n"]) if match["n"].isdigit() else _WORDS[match["n"]]
        kind = (
            "unit"
            if match["m"][0] in "ua" or match["m"].startswith("dep")
            else "clause"
            if match["m"][0] == "c"
            else "item"
        )
        yield from _signed(match, NumberSign((float(n),), kind))


def reference_signs(text: str) -> tuple[Sign, ...]:
    """Every reference and number in a search key."""
    groups = (_beyond, _spans, _from_end, _from_start, _single, _steps, _english, _bare)
    return without_overlaps([list(group(text)) for group in groups])
