"""What a question points at by number, title or year: clauses, sections, documents."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.model.store import DocumentRecord
from index.text.numerals import NUMERAL_CHARS, parse_number
from index.text.places import load_places
from index.text.search_key import search_key
from retriever.patterns.question import ClauseRef, Level, Scope, SectionRef

_N = rf"[{NUMERAL_CHARS}]+"
_UNIT_OF_COUNT = "(?:条款?|款|号|行|项(?!目))"
"""What a clause is counted in, after its number."""
_PREFIX = r"(?:序号|编号|条目|条款|任务|事项|第|no\.?|#)"
_CLAUSE = re.compile(
    rf"(?:(?:第|no\.?|clause|条款|文件)\s*(?P<a>{_N})\s*(?:号)?(?:条款?|款|行|号(?!线|楼|院|桥|路|站|机|文)|号任务|项任务|个任务)"
    rf"|(?:clause|article|item|条款)\s*(?P<b>{_N})"
    rf"|(?<![{NUMERAL_CHARS}几多每哪这那另同])(?P<c>{_N})(?:条款?)(?!龙|鱼|线|路|铁|高速|通道|产业|措施|意见|生命|以上|左右|河)"
    rf"|(?:序号|编号|条目|条款|no\.?|#|(?:任务|事项|清单|台账|表)(?:里|中|上)?(?=\d))(?:为|是)?\s*(?P<d>{_N})(?:号)?(?![大个项件年月日万亿%类批家{NUMERAL_CHARS}])"
    rf"|(?P<e>{_N})号(?:任务|事项|条))"
)
_BARE = re.compile(rf"^(?:第(?P<a>{_N})|(?P<b>\d{{1,3}})号?)$")
_NOT_CLAUSES = rf"(?![、,]?[{NUMERAL_CHARS}]|部分|章|节|板块|块|大|个|类|批|产业|方面|季度|期|届|年|月|日|万|亿|%|家|名|单位|部门)"
_LIST = re.compile(
    rf"(?P<prefix>{_PREFIX})?{_N}{_UNIT_OF_COUNT}?(?:(?:[、,和与及跟]|以及|还有)+{_PREFIX}?{_N}(?![{NUMERAL_CHARS}]){_UNIT_OF_COUNT}?)+"
    rf"{_NOT_CLAUSES}(?P<those>(?:这|那)(?:{_N}|几)?{_UNIT_OF_COUNT})?"
)
_RANGE = re.compile(
    rf"(?:从|自)?(?P<prefix>{_PREFIX})?(?P<a>{_N}){_UNIT_OF_COUNT}?(?:一直)?(?:-|~|到|至|—|–)+{_PREFIX}?(?P<b>{_N})(?![{NUMERAL_CHARS}])"
    rf"{_NOT_CLAUSES}(?P<unit>(?:这|那)?(?:{_N}|几)?{_UNIT_OF_COUNT})?"
)
_EDGE = re.compile(
    rf"(?:(?P<first>开头|打头(?=.[条项])|最前面?|前面|(?<![牵领挑带打开里街])头|(?<![之以目当年月底])前)|(?P<last>最后|末尾|结尾|倒数|最末|(?<![年月周])末|尾))(?:的|这|那)?(?P<n>{_N})(?:条|项(?!目))"
)
_LAST = re.compile(
    rf"(?:最后|末尾|最末|压轴|末)(?:的)?(?:那)?(?:一)?(?:条|项(?!目)|行|个任务)(?:任务)?|倒数第(?P<n>{_N})(?:条|项(?!目)|行|个任务)"
)
_MORE_STEP = "(?:接着|接下来|再|往|继续|顺着|挨着)*"
_STEP = re.compile(
    rf"(?:{_MORE_STEP}(?:(?P<next>(?<![最以之])(?:下|后|下面|后面|接下来|紧接着))|(?P<last>(?<![以之])(?:上|前|上面|前面)))(?:的)?"
    r"(?:(?:一|那|这)*条|(?:一|那|这)+(?:项(?!目)|行|款|个(?!部分|章|节|季度|年|月|问题|回答|单位|部门|板块|厅|局))))(?:任务|事项)?"
)
_STEP_SECTION = re.compile(
    rf"{_MORE_STEP}(?:(?P<next>(?<![最以之])(?:下|后|下面|后面|接下来|紧接着))|(?P<last>(?<![以之])(?:上|前|上面|前面)))(?:的)?(?:一|那|这)(?:个)?(?:大|小)?"
    r"(?:部分|章节?|节|板块|版块|大块|块|篇|标题)"
)
_ONE_BY_ONE = re.compile(r"一([条项个件样])(?:接?着?一?\1)+")
_DUTY = re.compile(
    rf"^(?:的|中|里|中的|里的|里面的|之|里面)?\s*(?:第)?\(?(?P<n>{_N})\)?(?:项|个事项|件事?|款|点|小项|个任务|项任务|小点|句|个分工)"
)
_BARE_ITEM = re.compile(rf"第(?P<n>{_N})项(?!目)")
_SECTION = re.compile(
    rf"第(?P<a>{_N})(?:大)?(?:个)?(?:大)?(?:部分|章|节|方面|板块|版块|模块|大项|大块|篇|大点|大类|块儿?|个标题|大标题|小节|小标题|小部分)"
    rf"|(?<![第几多每分共有成为个达了{NUMERAL_CHARS}])(?P<d>(?![一两](?:小)?[节章]){_N})(?:(?:小)?[节章]|(?:这|那)(?:一)?(?:大|小)?(?:部分|章|节|板块|篇))(?!课|省|假|约|制|水|点|车|程)"
    rf"|(?P<paren>第?\((?P<b>{_N})\))(?:部分|节|段|小节|标题)?"
    rf"|(?:^|[^第、{NUMERAL_CHARS}])(?P<c>[一二三四五六七八九十]+)、(?:部分)?(?=[^,。]{{0,14}}(?:$|有|包|是|说|讲|的|里))"
)
_TITLED = re.compile(
    r"(?:(?:在|关于|属于|列在|放在)?[“\"「『《]?(?P<title>[^,，。;；?？“”\"「」『』《》\ue000-\uf8ffⒸⓈ]{2,24}?)[”\"」』》]?"
    r"(?:这|那)?(?:个|一)?(?:部分|章节|一章|这章|那章|板块|章|一节|小节|标题下|大标题|(?:那|这)(?:一)?块(?=.{0,4}(?:列|有哪|都有|讲|内容))|(?:下面|底下|下边)(?=(?:都)?有(?:哪|什么)))(?!组织))"
)
_MOST = 20
"""How many clauses from an edge are taken as meant (前三条)."""
_EDGE_SECTION = re.compile(
    rf"(?:(?P<end>最后(?:的)?(?:一)?|末尾(?:的)?|倒数第(?P<n>{_N}))|头一|开头(?:的)?|最前面(?:的)?|最开始(?:的)?)"
    r"(?:个)?(?:大)?(?:部分|章|板块|大块|篇)"
)
_YEAR = re.compile(
    rf"(?P<y>(?:19|20)\d\d|[二两][〇零○]{{1,2}}?[{NUMERAL_CHARS}]{{1,2}}|(?<!\d)\d\d)年(?:度|版|的)?(?!代|期|来|内|制|底|前|以|均|行动|计划|禁|试点)"
)
_TARGET = re.compile(r"(?:到|至|截至|截止|力争|直到|争取)$")
"""Before a year that is the time of a target (到2025年), not of a document."""
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "上一年": -1, "上年": -1, "后年": 2}
_NUMBER = re.compile(r"[一-龥]{1,6}\s*[〔\[(【]\s*(?P<year>\d{4})\s*[〕\])】]\s*(?:第)?(?P<n>\d+)号")


@dataclass(frozen=True, slots=True)
class References:
    """What was found, and the text without it: ``Ⓒ`` stands for a clause, ``Ⓢ`` for a section by number."""

    text: str
    clauses: tuple[ClauseRef, ...] = ()
    section: SectionRef | None = None


def read_references(text: str) -> References:
    """Find clause and section numbers in a search key."""
    text = _ONE_BY_ONE.sub("逐条", text)
    text = re.sub(rf"第\(({_N})\)(?=条|款|项|号)", r"第\1", text)
    text = re.sub(rf"\(({_N})\)(?=(?:这|那)?(?:一)?(?:条|项(?!目)))(?:这|那)?(?:一)?(?:条|项)", r"第\1条", text)
    if bare := _BARE.match(text):
        return References("Ⓒ", (ClauseRef(parse_number(bare["a"] or bare["b"])),))
    if step := _STEP_SECTION.search(text):
        section = SectionRef(step=1 if step["next"] else -1)
        return References(text[: step.start()] + "Ⓢ" + text[step.end() :], (), section)
    clauses, text = _read_run(text)
    if not clauses:
        clauses, text = _read_single(_spelled_out(text))
    if edge := _EDGE_SECTION.search(text):
        from_end = (parse_number(edge["n"]) if edge["n"] else 1) if edge["end"] else None
        section = SectionRef(() if from_end else (1,), level="outer", from_end=from_end)
        return References(text[: edge.start()] + "Ⓢ" + text[edge.end() :], clauses, section)
    return _read_sections(text, clauses)


def _read_run(text: str) -> tuple[tuple[ClauseRef, ...], str]:
    """Clauses that follow on one another (第3条到第5条, 前三条, 最后两条), and the text with a sign in their place."""
    if match := _RANGE.search(text):
        first, last = parse_number(match["a"]), parse_number(match["b"])
        named = match["prefix"] or match["unit"]
        if named and first and last and first < last < first + 100:
            refs = tuple(ClauseRef(number) for number in range(first, last + 1))
            return refs, text[: match.start()] + "Ⓒ" + text[match.end() :]
    if match := _EDGE.search(text):
        number = parse_number(match["n"]) or 0
        if 1 < number <= _MOST:
            places = range(1, number + 1)
            refs = tuple(ClauseRef(place) if match["first"] else ClauseRef(from_end=place) for place in places)
            return refs if match["first"] else refs[::-1], text[: match.start()] + "Ⓒ" + text[match.end() :]
    return (), text


def _spelled_out(text: str) -> str:
    """Each of several numbers in a row as one of its own: 9、12和22条 → 第9条、第12条、第22条."""
    several = _LIST.search(text)
    if several is None:
        return text
    numbers = several[0][: several.start("those") - several.start()] if several["those"] else several[0]
    if not several["prefix"] and not several["those"] and not re.search(f"{_UNIT_OF_COUNT}$", numbers):
        return text
    spelled = "、".join(f"第{number}条" for number in re.findall(_N, numbers))
    return text[: several.start()] + spelled + text[several.end() :]


def _read_single(text: str) -> tuple[tuple[ClauseRef, ...], str]:
    """Clauses named one by one, each with one of its duties where that is named too."""
    clauses: list[ClauseRef] = []
    for pattern, read in ((_LAST, _read_last), (_STEP, _read_step), (_CLAUSE, _read_number)):
        while match := pattern.search(text):
            ref = read(match)
            rest = text[match.end() :]
            if duty := _DUTY.match(rest):
                ref = replace(ref, duty=parse_number(duty["n"]), item=False)
                rest = rest[duty.end() :]
            clauses.append(ref)
            text = text[: match.start()] + "Ⓒ" + rest
    if not clauses and (match := _BARE_ITEM.search(text)):
        clauses.append(ClauseRef(parse_number(match["n"]), item=True))
        text = text[: match.start()] + "Ⓒ" + text[match.end() :]
    return tuple(clauses), text


def _read_sections(text: str, clauses: tuple[ClauseRef, ...]) -> References:
    """Section numbers, outermost first, and at which level the last of them is a heading."""
    numbers: list[int] = []
    level: Level = ""
    while match := _SECTION.search(text):
        number = parse_number(match["a"] or match["b"] or match["c"] or match["d"])
        if number is None or len(numbers) > 3:
            break
        numbers.append(number)
        inner = match["paren"] or "小" in match[0]
        level = "inner" if inner else "outer" if match["c"] or re.search("大|部分|板块|篇", match[0]) else ""
        text = text[: match.start()] + "Ⓢ" + text[match.end() :]
    if len(numbers) > 1:
        level = ""
    return References(text, clauses, SectionRef(tuple(numbers), level=level) if numbers else None)


def _read_last(match: re.Match[str]) -> ClauseRef:
    return ClauseRef(from_end=parse_number(match["n"]) if match["n"] else 1)


def _read_step(match: re.Match[str]) -> ClauseRef:
    return ClauseRef(step=1 if match["next"] else -1)


def _read_number(match: re.Match[str]) -> ClauseRef:
    return ClauseRef(parse_number(next(group for group in match.groups() if group)), item="项" in match[0])


def titled_section(text: str) -> tuple[str, str] | None:
    """A section named by its title (保障和改善民生那部分): the title and the text without it."""
    match = _TITLED.search(text)
    if not match:
        return None
    return match["title"], text[: match.start()] + "Ⓢ" + text[match.end() :]


def document_places(document: DocumentRecord) -> frozenset[str]:
    """The provinces and cities that a document is from, by its issuer, title and number."""
    text = search_key(f"{document.issuer or ''} {document.title}")
    places = load_places()
    found = {name for name in places.names if name in text}
    short = (document.number or "")[:1]
    if short in places.shorts:
        found.add(places.shorts[short])
    return frozenset(found | {places.province_of(name) for name in found})


def read_scope(text: str, documents: Sequence[DocumentRecord]) -> tuple[str, Scope]:
    """The documents that a search key restricts to by number, title or year, and the key without those words."""
    if match := _NUMBER.search(text):
        wanted = re.sub(r"\W", "", match[0])
        chosen = [d for d in documents if d.number and re.sub(r"\W", "", search_key(d.number)).endswith(wanted)]
        return _cut(text, match.start(), match.end()), _chosen(chosen, match[0])
    for match in re.finditer(r"《(?P<title>.{3,60})》", text):
        chosen = [d for d in documents if _same_title(match["title"], search_key(d.title))]
        if chosen:
            return _cut(text, match.start(), match.end()), _chosen(chosen, match[0])
    for match in _YEAR.finditer(text):
        year = _year(match["y"])
        if year is None or _TARGET.search(text[: match.start()]):
            continue
        chosen = [d for d in documents if d.year == year]
        if chosen:
            return _cut(text, match.start(), match.end()), _chosen(chosen, match[0])
    for word, shift in _RELATIVE.items():
        if word in text and (shift == 0 or _of_document(text, word)):
            newest = max((d.year for d in documents if d.year), default=None)
            place = text.index(word)
            rest = _cut(text, place, place + len(word))
            if shift == 0 or newest is None:
                return rest, Scope()
            return rest, _chosen([d for d in documents if d.year == newest + shift], word)
    return text, Scope()


def _of_document(text: str, word: str) -> bool:
    """Whether a relative year says which document, and not when something happened (上一年交的保险, 高于上年)."""
    before, _, after = text.partition(word)
    return (not before or before[-1] in ",。;、 的在") and not re.match(
        "[末底初]|同期|实际|度?决算|[交缴增减支收结花用投签批](?!展)", after
    )


def foreign_years(text: str, documents: Sequence[DocumentRecord]) -> tuple[int, ...]:
    """Years in a search key that no document is of."""
    years = [_year(match["y"]) for match in _YEAR.finditer(text)]
    return tuple(year for year in years if year and all(d.year != year for d in documents))


def foreign_places(text: str, documents: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Provinces in a search key, as 广东省 or 广东的, that no document is from."""
    homes = {place for document in documents for place in document_places(document)}
    return tuple(name for name in sorted(load_places().provinces) if name in text and name not in homes)


def mentions_place(text: str, place: str) -> bool:
    """Whether a text names a province, by its name or its one-character name (粤港澳)."""
    return place in text or any(short in text for short, name in load_places().shorts.items() if name == place)


def _year(text: str) -> int | None:
    number = parse_number(text)
    if number is None:
        return None
    if number < 100 and len(text) == 2 and text.isdigit():
        number += 2000
    return number if 1950 <= number <= 2099 else None


def _same_title(asked: str, title: str) -> bool:
    plain, held = re.sub(r"\W", "", asked), re.sub(r"\W", "", title)
    return len(plain) >= 4 and (plain in held or held in plain)


def _chosen(documents: Iterable[DocumentRecord], words: str) -> Scope:
    ids = frozenset(document.id for document in documents)
    return Scope(ids, "" if ids else words)


def _cut(text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]
