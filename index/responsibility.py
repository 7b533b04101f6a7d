"""The grammar of one responsibility: （A牵头，B、C按职责分工负责，年内完成） → who leads, who shares, until when."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from index.deadline import is_time_phrase
from index.fold import fold, squeeze
from index.model import Mode
from index.officials import split_leaders
from index.rules import cut_rules
from index.unit_list import (
    complete_levels,
    divide_blanks,
    is_collective,
    looks_like_unit,
    mask_brackets,
    split_units,
)

Role = Literal["lead", "principal", "support", "phrase", "leader", "deadline", "ignored"]
"""What a label announces: ``principal`` (责任单位) leads where a separate 配合单位 stands beside it."""

_UNIT_NOUN = "(?:单位|部门|机构|处室|科室|机关|地区|主体)"
WEAK_LABELS = "责任|负责|承办|[省市县区州](?:级|直)(?:部门)?(?:单位|部门)?|(?:各)?(?:市州|县市区|县区|区县|区市|市县|镇街|乡镇|属地|街镇)"
"""Labels that are ordinary words, too: they only count before names of units."""
LABELS: tuple[tuple[Role, str], ...] = (
    (
        "lead",
        rf"(?:总)?牵头(?:责任|负责|实施|落实|主管)?{_UNIT_NOUN}|主办{_UNIT_NOUN}|主责{_UNIT_NOUN}|主要责任{_UNIT_NOUN}",
    ),
    ("lead", rf"(?:第一)责任{_UNIT_NOUN}|主要负责{_UNIT_NOUN}|主管{_UNIT_NOUN}|牵头抓总{_UNIT_NOUN}|牵头|主办"),
    (
        "support",
        rf"(?:主要|具体)?(?:配合|协同|协同责任|协同配合|协助|协办|参与|参加|参与配合|支持|会办|辅助|配合责任|协作){_UNIT_NOUN}",
    ),
    ("support", rf"(?:其他|其它|相关|次要)责任{_UNIT_NOUN}|配合|协同|协办|协助|参与"),
    (
        "principal",
        rf"(?:落实|具体|共同)?(?:责任|承办|落实|实施|负责|承担|执行|完成|主体责任|具体实施|组织实施){_UNIT_NOUN}",
    ),
    ("principal", WEAK_LABELS),
    ("phrase", r"(?:部门|职责|任务|责任|工作|单位)分工|责任分解|分工(?:单位|部门)?|责任落实"),
    (
        "leader",
        r"(?:分管|牵头|责任|联系|包保|挂钩|挂联|包联|包抓|主抓|督办|督导|主管|负责|协管)?(?:的)?(?:省|市|县|区|州|政府|厅|局|委)?领导(?:同志)?"
        r"|(?:牵头|责任|分管|包保|第一责任|直接责任|主要责任|具体责任|负责)(?:省长|市长|县长|区长|人)|责任领导|总负责人?",
    ),
    (
        "deadline",
        r"(?:计划|要求|预计)?(?:完成|办结|办理|落实|推进|实施|达成|整改)(?:时限|时间|期限|日期|节点)(?:要求|安排)?"
        r"|时限(?:要求)?|时间(?:要求|节点|安排|进度)|期限|工作时限|进度(?:要求|安排|时限)|完成时间节点",
    ),
)
"""Label words, as data: what a label announces, and its spellings."""

LABEL = re.compile("|".join(f"(?P<l{i}>{pattern})" for i, (_, pattern) in enumerate(LABELS)))
LABEL_COLON = re.compile(f"(?:{LABEL.pattern})(?:（[^（）]{{1,12}}）|□{{3,14}})?[ \u3000]*：")
_WEAK_LABEL = re.compile(f"(?:{WEAK_LABELS}|牵头|主办|配合|协同|协办|协助|参与)[ \u3000]*：")
_LABEL_IN_BRACKETS = re.compile(f"[【\\[［〔](?:{re.sub('[?]P<l[0-9]+>', '?:', LABEL.pattern)})[】\\]］〕]")

_SHARED = (
    "(?:(?:按照?|依据?|根据|结合)(?:各自)?(?:的)?(?:工作)?(?:职责|职能|实际)(?:任务)?(?:和?(?:职责|任务)?分工)?)?"
    "(?:分工)?(?:分别|共同|具体|分头|组织|协同|积极|各自|做好|抓好|联合|主要|牵头|密切|全力|同步)*"
)
_WORK = (
    "(?:落实|实施|推进|推动|完成|办理|做好|抓好|组织实施|组织|执行|承担|督促|督导|协调|配合|指导|抓总|抓落实|制定|督促落实"
    "|相关工作|有关工作|工作|推进落实|贯彻落实|统筹|监督|支持|负责)*"
)
_END = "(?=$|[，、；。□）\\n]|会同|配合|以及|及|和(?=[省市县区各有相]))"
PREDICATES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "lead",
        re.compile(
            f"{_SHARED}(?:牵头|主办|总牵头|牵总|主抓|主责|负总责|负总牵头责任|负主责|负主要责任|总负责|抓总){_WORK}{_END}"
        ),
    ),
    ("lead", re.compile("会同|商同|牵头会同")),
    (
        "support",
        re.compile(
            f"{_SHARED}(?:负责|配合|协助|协同|(?<![政科侨])协办|参与|参加|指导|落实|支持|实施|推进|承办|督促|研究提出(?:具体)?意见"
            f"|研究制定|办理|承担|监督指导|组织|抓落实|完成|执行){_WORK}{_END}"
        ),
    ),
    (
        "support",
        re.compile(
            f"(?:按照?|依据?)(?:各自)?(?:工作)?职[责能](?:任务)?分工(?=$|[，；。])|各负其责{_END}|各司其职{_END}"
        ),
    ),
)
"""Verbs that close a list of units, as data, in the order in which they are tried."""
_PREDICATE = re.compile("|".join(f"(?P<p{i}>{pattern.pattern})" for i, (_, pattern) in enumerate(PREDICATES)))
_ROLE_IN_NAME = re.compile(
    r"^(.+?)[（〔【](牵头|牵头单位|牵头部门|主办|主办单位|总牵头|配合|协办|配合单位|参与)[）〕】]$"
)
_PERSON_IN_NAME = re.compile(r"[（(][^（）()]*(?:负责人|责任人|联系人|领导|电话)[^（）()]*[）)]$")
_NAME_GAP = "\ue000"
_MARK = re.compile("^[★☆▲△※◆●＊*]|[★☆▲△※◆●＊*]$")
_EACH = re.compile("分别(?!牵头)|分头|各负其责|各自")
_LEADING_WORDS = re.compile("^(?:[、，；：。]|由(?!.{0,1}$)|请|和(?=[省市县各])|并由|并|其中)+")
_GENERIC_LEAD_IN = re.compile("^(?:以上|上述|本项|该项|此项)(?:任务|工作)?(?:均)?由?")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What one responsibility text says. Names are in document order, level words given back.

    ``unclear`` holds the pieces that the grammar did not understand; ``rules`` the statements about other
    clauses that stood in the same text; ``marked`` the units with a sign at their name, and the sign (★); ``stated`` is false when the text gives only a deadline or officials.
    """

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    mode: Mode = "joint"
    deadline: str | None = None
    leaders: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    predicate: bool = False
    labelled: bool = False
    marked: tuple[tuple[str, str], ...] = ()

    @property
    def stated(self) -> bool:
        """Whether any unit is named."""
        return bool(self.lead or self.responsible)

    @property
    def generic(self) -> tuple[str, ...]:
        """The collectives among the named units."""
        return tuple(name for name in self.lead + self.responsible if is_collective(name))


@dataclass(slots=True)
class _Draft:
    """Names in reading order with their roles, while a text is being read."""

    names: list[tuple[Role, str]] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    labels: set[Role] = field(default_factory=set)
    each: bool = False
    predicate: bool = False
    marked: list[tuple[str, str]] = field(default_factory=list)


def read_responsibility(text: str, *, first_leads: bool = False, cut_off: bool = False) -> Responsibility:
    """Read one responsibility text (a bracket's content, label lines, or a sentence 由…牵头).

    ``first_leads``: the document says that the unit named first leads. ``cut_off``: the text breaks off before
    its end, so an incomplete last name is left out and reported.
    """
    value, rules = cut_rules(_close_blanks(open_label_brackets(text)))
    draft = _Draft()
    for role, part in _labelled_parts(value):
        _read_part(draft, role, part)
    if cut_off and draft.names and not looks_like_unit(draft.names[-1][1]):
        draft.unclear.append(draft.names.pop()[1])
    result = _conclude(draft, rules)
    if first_leads:
        result = lead_with_first(result)
    return result


def _close_blanks(text: str) -> str:
    """Take layout blanks out of a text; those between two units become 、, those between persons ``_NAME_GAP``."""
    text = divide_blanks(text)
    pieces: list[str] = []
    start, names = 0, False
    for label in LABEL_COLON.finditer(fold(text)):
        pieces.append(_without_blanks(text[start : label.end()], names))
        start, names = label.end(), label_role(label) == "leader"
    pieces.append(_without_blanks(text[start:], names))
    return "".join(pieces)


def _without_blanks(part: str, names: bool) -> str:
    return _NAME_GAP.join(part.split()) if names else squeeze(part)


def open_label_brackets(text: str) -> str:
    """Write 【责任单位】 as ；责任单位：, every character in its place."""
    opened = list(text)
    for match in _LABEL_IN_BRACKETS.finditer(fold(text)):
        opened[match.start()], opened[match.end() - 1] = "；", "："
    return "".join(opened)


def lead_with_first(result: Responsibility) -> Responsibility:
    """Apply 列第一位者为牵头单位: the first of several units leads, unless one is named as leading already."""
    units = result.responsible
    if result.lead or len(units) < 2 or is_collective(units[0]):
        return result
    return replace(result, lead=units[:1], responsible=units[1:], mode="lead")


def lead_with_marked(result: Responsibility, marks: str) -> Responsibility:
    """Apply 标★的为牵头单位: the units that bear one of ``marks`` lead, unless some are named as leading already."""
    leading = tuple(dict.fromkeys(name for name, mark in result.marked if mark in marks))
    if result.lead or not leading:
        return result
    others = tuple(name for name in result.responsible if name not in leading)
    return replace(result, lead=leading, responsible=others, mode="lead")


def _labelled_parts(value: str) -> Iterator[tuple[Role | None, str]]:
    masked = mask_brackets(fold(value))
    start = 0
    role_now: Role | None = None
    for match in LABEL_COLON.finditer(masked):
        yield role_now, value[start : match.start()]
        start, role_now = match.end(), label_role(match)
    yield role_now, value[start:]


def is_weak_label(match: re.Match[str]) -> bool:
    """Tell whether the matched label is an ordinary word (责任：, 配合：), which may introduce anything."""
    return bool(_WEAK_LABEL.fullmatch(match[0]))


def label_role(match: re.Match[str]) -> Role:
    """Return what the matched label announces."""
    return next(role for index, (role, _) in enumerate(LABELS) if match[f"l{index}"])


def _read_part(draft: _Draft, role: Role | None, part: str) -> None:
    part = part.strip("，、；。：/／ " + _NAME_GAP)
    if role:
        draft.labels.add(role)
    if not part:
        return
    if role == "leader":
        draft.leaders.extend(split_leaders(part.replace(_NAME_GAP, " ")))
    elif role == "deadline":
        draft.deadlines.append(part)
    else:
        for statement in _split_statements(part):
            _read_statement(draft, role, statement)


def _split_statements(part: str) -> list[str]:
    masked = mask_brackets(fold(part))
    cuts = [0, *(match.end() for match in re.finditer("[；。]", masked)), len(part)]
    return [part[a:b].strip("；;。") for a, b in itertools.pairwise(cuts) if part[a:b].strip("；;。")]


def _read_statement(draft: _Draft, role: Role | None, statement: str) -> None:
    statement = _take_times(draft, statement)
    masked = mask_brackets(fold(statement))
    start = 0
    for match in _PREDICATE.finditer(masked):
        index = next(i for i in range(len(PREDICATES)) if match[f"p{i}"] is not None)
        verb_role = PREDICATES[index][0]
        chunk = statement[start : match.start()]
        if _EACH.search(match[0]) and verb_role == "support":
            draft.each = True
        draft.predicate = True
        _take_names(draft, verb_role, chunk)
        start = match.end()
    _take_names(draft, role, statement[start:])


def _take_times(draft: _Draft, statement: str) -> str:
    """Move the parts of a statement that are times into the deadlines; return the rest."""
    masked = mask_brackets(fold(statement))
    cuts = [0, *(match.end() for match in re.finditer("，", masked)), len(statement)]
    kept: list[str] = []
    times: list[str] = []
    for a, b in itertools.pairwise(cuts):
        part = statement[a:b].strip("，,")
        if part and is_time_phrase(part):
            times.append(part)
        elif part:
            kept.append(part)
    if times:
        draft.deadlines.append("，".join(times))
    return "，".join(kept) if times else statement


def _take_names(draft: _Draft, role: Role | None, chunk: str) -> None:
    folded = fold(chunk)
    for pattern in (_LEADING_WORDS, _GENERIC_LEAD_IN, _LEADING_WORDS):
        if match := pattern.match(folded):
            chunk, folded = chunk[match.end() :], folded[match.end() :]
    for name in split_units(chunk):
        given: Role = role or "principal"
        if match := _ROLE_IN_NAME.match(fold(name)):
            given = "lead" if match[2][:2] in ("牵头", "主办", "总牵") else "support"
            name = name[: match.end(1)]
        name = _PERSON_IN_NAME.sub("", name).strip("，、；。：:,;")
        if mark := _MARK.search(name):
            name = _MARK.sub("", name)
            draft.marked.append((name, mark[0]))
        if not name:
            continue
        if len(name) > 24 and not looks_like_unit(name):
            draft.unclear.append(name)
        else:
            draft.names.append((given, name))


def _conclude(draft: _Draft, rules: Sequence[str]) -> Responsibility:
    names = complete_levels(name for _, name in draft.names)
    principal_leads = "principal" in draft.labels and "support" in draft.labels and "lead" not in draft.labels
    leading: tuple[Role, ...] = ("lead", "principal") if principal_leads else ("lead",)
    lead: list[str] = []
    responsible: list[str] = []
    for (role, _), name in zip(draft.names, names, strict=True):
        if name not in lead and name not in responsible:
            (lead if role in leading else responsible).append(name)
    mode: Mode = "lead" if lead else "each" if draft.each else "joint"
    if not lead and responsible and all(is_collective(name) for name in responsible):
        mode = "all"
    return Responsibility(
        tuple(lead),
        tuple(responsible),
        mode,
        "；".join(draft.deadlines) or None,
        tuple(dict.fromkeys(draft.leaders)),
        tuple(draft.unclear),
        tuple(rules),
        draft.predicate,
        bool(draft.labels),
        tuple(
            (complete, mark)
            for (_, name), complete in zip(draft.names, names, strict=True)
            for marked, mark in draft.marked
            if marked == name
        ),
    )
