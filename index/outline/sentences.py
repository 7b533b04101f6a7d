"""Responsibilities that sentences state, without brackets or labels: 由A牵头，会同B负责; A牵头，B配合，3月底前完成……"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.grammar.deadline import leading_time
from index.grammar.responsibility import Responsibility, read_responsibility
from index.model.document import Mode
from index.outline.stretch import Stretch
from index.text.fold import fold
from index.units.unit_gate import passes
from index.units.unit_list import is_collective, looks_like_unit, mask_brackets, split_units

_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？\n]|$)")
_WHOLE_SENTENCE = re.compile("牵头|会同|负责")
_HINTS_AT_UNITS = re.compile("由|牵头|会同|负责")
_BY = re.compile(
    "(?:(?<=[，；：。”])|^)(?=由|(?:此|该|本)项(?:任务|工作)(?:均)?由)"
    "|(?<=[\u4e00-\u9fff])(?<![自理事缘])(?=由[^，。；由]{3,30}牵头，[^。；]{3,60}(?:配合|参加|参与|协助|协同|协办)[，。])"
)
_GROUP_NAME = re.compile("[ \t\u3000]*[\u4e00-\u9fff“”、]{2,10}组(?=[省市县区州国中][\u4e00-\u9fff（）、]+牵头)")
_WITH_OTHERS = re.compile("(?:会同|联合|商|组织|协调)(?P<rest>.+)")
_DOING = re.compile(
    "对|进行|开展|做好|制[定订]|编制|研究|召开|完成|抓好|落实|推[进动]|建[立设]|共同|实施|负责|提出|加强|及时|按|根据|定期|现场|就|在|于|明确|"
    "倒排|组织|确认|协商|梳理|排查|摸清|汇总|起草|出台|拟定|拟订|修订|启动|开通|开设|设立|提供|打造|举办|承办|推行|实行|优化|完善|改造|新建"
)
_PAST = re.compile("(?<![为除])了(?![解结断望如却])|[，；](?:现|均|都)?已")
"""What was done is a report, no duty."""
_VAGUE = re.compile("(?:部门|单位|机构|方面?|人员|机关|主体)$")
_OWN_BODY = re.compile("(?:公司|局|委|办|厅|院|中心|集团|银行|协会|学校|医院)$")
_PROSE_IN_NAME = re.compile("[的要将了“”]|应(?!急)")
_TITLE_LIMIT = 14
_LONGEST_UNIT_HEADING = 40
_ROLE_OF_HEADING = re.compile("（(?P<role>牵头|责任|负责)(?:单位|部门)?）$")
_HEADING_UNITS = re.compile(
    r"由?(?P<units>[^。；：\n]{3,60}?)(?P<verb>牵头|主办|负责|承办)(?:负责|办理|落实|实施|推进|承办)*的?(?:重点)?(?:工作|事项|任务|项目|目标)"
    r"(?:（[^（）\n]{1,10}）)?[ \u3000]*$",
    re.MULTILINE,
)
_UNITS_AT_LINE_END = re.compile(
    r"(?:(?<=[。；])|[ \t\u3000]|——|—)(?P<units>[^。；：\s—]{3,120})(?=[ \t\u3000]*(?:\n|\Z))"
)
_UNIT_FIRST = re.compile(
    "[ \t\u3000]*(?P<units>[^：。；，\n]{2,60}?)(?:：|[ \t\u3000]+(?=牵头|负责))(?P<verb>(?:牵头负责|牵头)(?=[\u4e00-\u9fff“《]{2}))?"
)


def find_sentences(text: str, folded: str, start: int, end: int) -> list[Stretch]:
    """Return the responsibilities that sentences state in ``text[start:end]``, in order.

    A sentence counts that consists of units and verbs from 由 on (or as a whole, with 牵头), and one that begins so
    and goes on with what is to be done (A牵头，B配合，3月底前完成设计). One that only mentions units (县财政局适时牵头
    组织…检查) is a task.
    """
    found: list[Stretch] = []
    for sentence in _SENTENCE.finditer(folded, start, end):
        if not _HINTS_AT_UNITS.search(sentence[0]):
            continue
        candidates = [sentence.start() + match.start() for match in _BY.finditer(sentence[0])]
        if group := _GROUP_NAME.match(sentence[0]):
            candidates.append(sentence.start() + group.end())
        if _WHOLE_SENTENCE.search(sentence[0]):
            candidates.append(sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()))
        finish = sentence.end()
        while finish > sentence.start() and folded[finish - 1].isspace():
            finish -= 1
        cut_off = finish >= len(text.rstrip()) and folded[finish - 1] not in "。！？"
        stated = (
            stretch
            for candidate in candidates
            if not _PAST.search(folded, candidate, finish)
            and (
                stretch := _statement(text, folded, candidate, finish, cut_off)
                or _running(text, folded, candidate, finish)
            )
        )
        if stretch := next(stated, None):
            headed = (
                len(folded[start : stretch.start].strip()) <= _TITLE_LIMIT and folded[stretch.end : end].strip()
            )
            found.append(replace(stretch, whole=True) if headed else stretch)
    return found


def _statement(text: str, folded: str, start: int, finish: int, cut_off: bool) -> Stretch | None:
    """A sentence of nothing but units and verbs."""
    says = read_responsibility(text[start:finish], cut_off=cut_off)
    plain = says.predicate and not says.objects and _named(says)
    if not plain or (says.unclear and not cut_off) or says.notes:
        return None
    if says.deadline and (time := leading_time(says.deadline)) and time != says.deadline:
        return Stretch(start, finish, replace(says, deadline=time), unclosed=cut_off, whole=True)
    return Stretch(start, finish, says, unclosed=cut_off)


def _running(text: str, folded: str, start: int, finish: int) -> Stretch | None:
    """A sentence that begins with the units and goes on with what they do: A牵头，B配合，3月底前完成……"""
    masked = mask_brackets(folded[start:finish])
    position = 0
    says: Responsibility | None = None
    deadline: str | None = None
    while position < len(masked):
        cut = masked.find("，", position)
        stop = len(masked) if cut < 0 else cut
        part = text[start + position : start + stop]
        if says is not None and (time := leading_time(part)):
            deadline, position = time, stop
            break
        said = (
            _united(says, read_responsibility(text[start : start + stop]), masked.startswith("由"))
            if masked[position:stop].strip()
            else None
        )
        if said is None:
            break
        says, position = said, stop + 1
    if says is None:
        return None
    if position < len(masked) and not deadline:
        others = _with_others(text[start + position : finish].split("，")[0].split(",")[0])
        known = {*says.lead, *says.responsible}
        says = replace(says, responsible=(*says.responsible, *(name for name in others if name not in known)))
    end = min(start + position, finish)
    return Stretch(start, end, replace(says, deadline=deadline or says.deadline), whole=True)


def _united(before: Responsibility | None, says: Responsibility, by: bool) -> Responsibility | None:
    """What a sentence says up to some comma, as long as it is units and verbs alone.

    It must begin with a lead, or with 由 (``by``).
    """
    plain = says.predicate and not says.objects and not says.unclear and not says.notes and _named(says)
    grown = before is None or len(says.lead + says.responsible) > len(before.lead + before.responsible)
    return says if plain and (says.lead or by) and grown else None


def _with_others(part: str) -> list[str]:
    """The units that a part names behind 会同 or 组织 before it says what is done: 会同各运营商进行复核."""
    found = _WITH_OTHERS.match(part.strip(" ，,"))
    if not found:
        return []
    for doing in _DOING.finditer(found["rest"]):
        names = split_units(found["rest"][: doing.start()])
        if names and all(passes(name) and looks_like_unit(name) for name in names):
            return names
    return []


def find_unit_first(text: str, folded: str, start: int, end: int) -> Stretch | None:
    """Return the unit that an item begins with, a colon behind it, as the responsible of all that follows.

    县工信局：牵头制定方案；会同县文明办召开推进会 — it leads where 牵头 comes first, and then 会同 names the others.
    """
    opening = _UNIT_FIRST.match(folded, start, end)
    if not opening or not folded[opening.end() : end].strip():
        return None
    names = _only_units(text[opening.start("units") : opening.end("units")])
    if not names:
        return None
    if not (opening["verb"] or "").startswith("牵头"):
        mode: Mode = "all" if all(is_collective(name) for name in names) else "joint"
        return Stretch(start, opening.end(), Responsibility((), names, mode, predicate=True), before_task=True)
    parts = re.split("[；，。]", folded[opening.end() : end])
    others = dict.fromkeys(name for part in parts if part.startswith("会同") for name in _with_others(part))
    shared = tuple(name for name in others if name not in names)
    return Stretch(start, opening.end(), Responsibility(names, shared, "lead", predicate=True), before_task=True)


def find_unit_heading(text: str, folded: str, start: int, end: int) -> Stretch | None:
    """Return the unit that a heading consists of, as the responsible of the items below it: 一、县教育局."""
    heading = text[start:end].strip()
    role = _ROLE_OF_HEADING.search(fold(heading))
    units = heading[: role.start()] if role else heading
    names = () if "\n" in heading or len(units) > _LONGEST_UNIT_HEADING else _only_units(units)
    if not names or not is_definite(names):
        return None
    at = text.find(heading, start)
    leads = role is not None and role["role"].startswith("牵头")
    says = (
        Responsibility(names, (), "lead", predicate=True) if leads else Responsibility((), names, predicate=True)
    )
    return Stretch(at, at + len(heading), says)


def find_unit_lines(text: str, folded: str, start: int, end: int) -> list[Stretch]:
    """Return the units that lines begin with, where at least two lines do (县教育局：负责建校。)."""
    lines = re.finditer("[^\n]+", text[start:end])
    stretches = (find_unit_first(text, folded, start + line.start(), start + line.end()) for line in lines)
    found = [stretch for stretch in stretches if stretch]
    return found if sum(is_definite(one.says.lead or one.says.responsible) for one in found) >= 2 else []


def _only_units(text: str) -> tuple[str, ...]:
    """The names of a text that is nothing but units; none for any other text."""
    names = split_units(text)
    return tuple(names) if all(passes(name) and looks_like_unit(name) for name in names) else ()


def find_heading_units(text: str, folded: str, start: int, end: int) -> list[Stretch]:
    """Return the responsibility that a heading states for the items below it: 一、市发展改革委牵头事项."""
    at = folded.find("\n", start, end)
    line_end = end if at < 0 else at
    heading = _HEADING_UNITS.match(folded, start, line_end)
    if not heading or folded[line_end:end].strip():
        return []
    says = read_responsibility(text[heading.start("units") : heading.end("verb")])
    if not (says.predicate and _all_plain_units(says.lead + says.responsible)) or says.unclear:
        return []
    return [Stretch(start, heading.end(), says)]


def find_units_at_line_ends(text: str, folded: str, start: int, end: int) -> list[Stretch]:
    """Return the units alone that end a task's line, for a document that states them in no other way: …5所。市教育局"""
    tail = _UNITS_AT_LINE_END.search(folded, start, end)
    if not tail:
        return []
    says = read_responsibility(text[tail.start("units") : tail.end("units")])
    plain = not says.unclear and _all_plain_units(says.lead + says.responsible)
    return [Stretch(tail.start(), tail.end("units"), says)] if plain else []


def _named(says: Responsibility) -> bool:
    """Whether a sentence surely names units, and a definite one leads (or shares) it."""
    names = says.lead + says.responsible
    plain = all(looks_like_unit(name) and not _PROSE_IN_NAME.search(name) and len(name) <= 30 for name in names)
    return plain and is_definite(says.lead or says.responsible)


def is_definite(names: Sequence[str]) -> bool:
    """Tell whether any of the names is a certain body, no description (提出部门, 有关单位)."""
    return any(
        not _VAGUE.search(name) and (not is_collective(name) or _OWN_BODY.search(name) is not None)
        for name in names
    )


def _all_plain_units(names: tuple[str, ...]) -> bool:
    plain = all(looks_like_unit(name) and not _PROSE_IN_NAME.search(name) and len(name) <= 30 for name in names)
    return plain and any(not is_collective(name) for name in names)
