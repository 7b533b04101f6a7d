"""The grammar of one responsibility: （A牵头，B、C按职责分工负责，年内完成） → who leads, who shares, until when."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.grammar.deadline import is_time_phrase
from index.grammar.labels import LABEL_COLON, Role, label_role, names_persons, open_label_brackets
from index.grammar.predicates import PREDICATE, verb_role
from index.grammar.rules import cut_rules
from index.model.document import Mode
from index.text.fold import fold, squeeze
from index.units.officials import official, persons_beside_units, split_leaders
from index.units.unit_list import (
    complete_levels,
    divide_blanks,
    is_collective,
    looks_like_unit,
    mask_brackets,
    split_units,
)

_ROLE_IN_NAME = re.compile(
    r"^(.+?)[（〔【](牵头|牵头单位|牵头部门|主办|主办单位|总牵头|配合|协办|配合单位|参与)[）〕】]$"
)
_PERSON_IN_NAME = re.compile(r"[（(][^（）()]*(?:负责人|责任人|联系人|领导|电话)[^（）()]*[）)]$")
_VERB_IN_NAME = re.compile(
    "(?:[委局厅办]|政府|办公室|中心|单位|部门)(?:要|应|共同|积极|具体)?(?:"
    "(?:做好|抓好|加强|制定|开展|推进|推动|负责|牵头|督促|指导|配合|协助|落实)[^委局厅办部院会室]{2,}$|(?:督促|指导|组织|配合|协助|会同|牵头|负责|对接)(?:各|有关|相关|国家|[省市县区]))"
)
"""A name that holds a verb was not divided rightly: it is reported, not recorded."""
_ONLY_VERBS = re.compile("(?:负责|具体|统筹|协调|落实|推进|组织|实施|配合|牵头|抓好|做好)+")
_NO_NAME = re.compile(
    "(?:(?:责任|牵头|配合)(?:单位|部门))?(?:同上|同前|如上)|[省市县区]级|[省市县区]直|责任|分|总|主要"
)
_VERB_IN_BRACKETS = re.compile("[（(〔【](?:按|依|分别|共同|各自)[^（(〔【]*[）)〕】]$")
_NAME_GAP = "\ue000"
_MARK = re.compile("^[★☆▲△※◆●＊*]|[★☆▲△※◆●＊*]$")
_GLUED_TIME = re.compile(
    r"(?<=[委厅局部办府会院室心位门责头合实进施])(?:\d{4}年|(?<!\d)\d{1,2}月|年[底内])[^，；、]{0,10}(?:前|底|内|完成|到位|实施|推进|启动)$"
)
_EACH = re.compile("分别(?!牵头)|分头|各负其责|各自")
_LEADING_WORDS = re.compile("^(?:[、，；：。]|由(?!.{0,1}$)|以(?!上|.{0,1}$)|请|和(?=[省市县各])|并由|并|其中)+")
_GENERIC_LEAD_IN = re.compile("^(?:以上|上述|本项|该项|此项)(?:任务|工作|单位|部门)?(?:均)?由?")


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
    objects: bool = False
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
    objects: bool = False
    marked: list[tuple[str, str]] = field(default_factory=list)


def read_responsibility(text: str, *, first_leads: bool = False, cut_off: bool = False) -> Responsibility:
    """Read one responsibility text (a bracket's content, label lines, or a sentence 由…牵头).

    ``first_leads``: the document says that the unit named first leads. ``cut_off``: the text breaks off before
    its end, so an incomplete last name is left out and reported.
    """
    value, rules = cut_rules(_close_blanks(open_label_brackets(text)))
    draft = _Draft()
    for role, part, with_persons in _labelled_parts(value):
        if with_persons:
            part, persons = persons_beside_units(part)
            draft.leaders.extend(persons)
        _read_part(draft, role, part.replace(_NAME_GAP, "") if role != "leader" else part)
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
        start, names = label.end(), label_role(label) == "leader" or names_persons(label)
    pieces.append(_without_blanks(text[start:], names))
    return "".join(pieces)


def _without_blanks(part: str, names: bool) -> str:
    return _NAME_GAP.join(part.split()) if names else squeeze(part)


def lead_with_first(result: Responsibility) -> Responsibility:
    """Apply 列第一位者为牵头单位: the first of several units leads, unless one is named as leading already."""
    units = result.responsible
    if result.lead or len(units) < 2 or is_collective(units[0]):
        return result
    return replace(result, lead=units[:1], responsible=units[1:], mode="lead")


def lead_if_single(result: Responsibility) -> Responsibility:
    """Apply 无牵头单位的，责任单位即为牵头单位 where one unit is named and no other."""
    if result.lead or len(result.responsible) != 1 or is_collective(result.responsible[0]):
        return result
    return replace(result, lead=result.responsible, responsible=(), mode="lead")


def lead_with_marked(result: Responsibility, marks: str) -> Responsibility:
    """Apply 标★的为牵头单位: the units that bear one of ``marks`` lead, unless some are named as leading already."""
    leading = tuple(dict.fromkeys(name for name, mark in result.marked if mark in marks))
    if result.lead or not leading:
        return result
    others = tuple(name for name in result.responsible if name not in leading)
    return replace(result, lead=leading, responsible=others, mode="lead")


def _labelled_parts(value: str) -> Iterator[tuple[Role | None, str, bool]]:
    """Yield what each label announces, its text, and whether the label announces persons beside units."""
    masked = mask_brackets(fold(value))
    start = 0
    role_now: Role | None = None
    with_persons = False
    for match in LABEL_COLON.finditer(masked):
        yield role_now, value[start : match.start()], with_persons
        start, role_now, with_persons = match.end(), label_role(match), names_persons(match)
    yield role_now, value[start:], with_persons


def _read_part(draft: _Draft, role: Role | None, part: str) -> None:
    part = part.strip("，、；。：/／ " + _NAME_GAP)
    if role:
        draft.labels.add(role)
    if not part or role == "ignored":
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
    for match in PREDICATE.finditer(masked):
        said, with_object = verb_role(match)
        chunk = statement[start : match.start()]
        if _EACH.search(match[0]) and said == "support":
            draft.each = True
        draft.predicate = True
        draft.objects = draft.objects or with_object
        _take_names(draft, said, chunk)
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
        if glued := _GLUED_TIME.search(masked[a:b].strip("，")):
            times.append(part[glued.start() :])
            part = part[: glued.start()]
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
        name = _PERSON_IN_NAME.sub("", _VERB_IN_BRACKETS.sub("", name)).strip("，、；。：:,;")
        if (person := official(name)) is not None:
            draft.leaders.extend([person] if person else [])
            continue
        if mark := _MARK.search(name):
            name = _MARK.sub("", name)
            draft.marked.append((name, mark[0]))
        if not name or _ONLY_VERBS.fullmatch(fold(name)):
            continue
        if (
            _NO_NAME.fullmatch(fold(name))
            or _VERB_IN_NAME.search(fold(name))
            or (len(name) > 24 and not looks_like_unit(name))
        ):
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
        draft.objects,
        bool(draft.labels),
        tuple(
            (complete, mark)
            for (_, name), complete in zip(draft.names, names, strict=True)
            for marked, mark in draft.marked
            if marked == name
        ),
    )
