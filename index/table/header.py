"""Column names of duty tables: which column numbers, names the task, leads, shares, dates it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "number", "section", "task", "lead", "owner", "support", "lead office", "office", "leaders", "deadline",
    "contact", "score", "note", "other",
]  # fmt: skip
"""What a column holds.

``owner`` is a plain 责任单位 column: its units lead where the table has a ``support`` column and no
``lead`` column, else they share the duty. ``lead office`` and ``office`` name offices inside a unit that another
column names (市卫健委内牵头处室). ``contact``, ``score`` and ``note`` are kept beside the duty; ``other`` is a column
that says nothing about it (进展情况).
"""

UNIT_ROLES: tuple[Role, ...] = ("lead", "owner", "support")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a duty table: what it holds and its name as printed, blanks removed.

    ``persons`` says that a unit column names officials beside the units (牵头单位及责任人).
    """

    role: Role
    name: str
    persons: bool = False


@dataclass(frozen=True, slots=True)
class _NameRule:
    """A name that matches ``pattern`` but not ``unless`` has ``role``. Rules are tried in order."""

    role: Role
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(role: Role, pattern: str, unless: str | None = None) -> _NameRule:
    return _NameRule(role, re.compile(pattern), re.compile(unless) if unless else None)


_UNIT = r"(?:单位|部门|科室|股室|处室|机构|机关|主体|司局|厅局|局办|地区|乡镇|镇街)"
_BODIES = r"^(?:国家|中央|省|市|县|区|州|省级|市级|县级|区级|省直|市直|县直|区直|州直)+(?:有关|相关)?(?:部委|部门|单位|机关|部委办局)$"
_INSIDE = re.compile(r"处室|科室|股室|司局|(?:委|局|厅|部|院|单位|机关)内")
_AND_PERSON = r"(?:及|和|与|、|/)其?(?:主要)?(?:责任人|负责人|负责同志|领导)$"
_PERSON = r"(?:领导(?!小组)|负责人|责任人|负责同志|责任同志|领办人|市长|县长|区长|省长|州长|秘书长|专员)"

# What is to be reached by then, in a table that has a column for each stage of the year: no completion time.
_STAGE = (
    r"^(?:\d{4}年)?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}(?:[-—~至]\d{1,2})?月份?)"
    r"(?:末|底)?(?:工作|重点)?(?:目标|任务|计划|进度|安排|节点|完成)?$"
)

_SPANS_UNITS = re.compile(
    r"^(?:责任|职责|任务|工作|部门|单位)?(?:分工|分解|落实|体系)(?:情况)?$|^责任(?:单位|部门|主体)?$|^单位$"
)
_SPANS_STAGES = re.compile(r"进度|安排|计划|节点|目标|时序")

_RULES: tuple[_NameRule, ...] = (
    _rule("number", r"^(?:序号?|编号|项目编号|任务编号|任务序号|序列|No\.?|NO\.?)$"),
    _rule("support", r"(?:配合|协同|协办|协助|参与|参加)(?:责任)?" + _UNIT + _AND_PERSON),
    _rule("lead", r"(?:牵头|主责)(?:责任)?" + _UNIT + _AND_PERSON),
    _rule("owner", r"(?:责任|落实|承办|主办|实施)" + _UNIT + _AND_PERSON),
    _rule("other", r"^\d{4}年度?(?:工作)?(?:目标|指标)$"),
    _rule("other", _STAGE),
    _rule("other", r"(?:目标|指标|标准|完成)值$|^(?:计量单位|数量|数值|基期.*)$"),
    _rule("note", r"^(?:备注.*|说明|附注)$"),
    _rule("score", r"^(?:分值|分数|得分|权重|考核分值?|标准分|赋分)$"),
    _rule("contact", r"^(?:联系.*|联络.*|.*电话|.*手机)$", unless=r"领导"),
    _rule(
        "other",
        r"^(?:.*(?:监督|督办|督导|督查|考核|审核|报送|填报|验收|申报|评估|审批|销号|使用|施工|设计|监理)"
        + _UNIT
        + ")$",
    ),
    _rule("leaders", _PERSON + r"[^单部]*$", unless=r"联系人|联络"),
    _rule("support", r"(?:配合|协同|协办|协助|协作|参与|参加|支持|配套)" + r".*" + _UNIT),
    _rule("support", r"^(?:配合|协同|协办|参与)$"),
    _rule("lead", r"(?:牵头|牵总|总牵头|第一责任|主责|主抓|主要责任|主要负责).*" + _UNIT),
    _rule("lead", r"^牵头$"),
    _rule(
        "owner",
        r"(?:责任|落实|承办|主办|主管|实施|承担|建设|业主|项目|负责|执行|主要|具体|完成|推进|组织|分工|省级|市级|县级|区级|州级"
        r"|指导|归口|统筹|领办|兑现|受理|涉及|相关|有关|省直|市直|县直|区直|州直)"
        r".*" + _UNIT,
    ),
    _rule("owner", _BODIES),
    _rule("owner", r"^(?:责任|落实|实施|涉及)(?:县|区|市|州|旗|镇|乡|街道|园区|开发区|属地)+"),
    _rule("owner", r"^(?:单位|部门|牵头及配合单位|(?:责任|任务|职责|工作)?分工|责任分解|责任落实|责任)$"),
    _rule(
        "other",
        r"情况|进展|现状|存在问题|来源|依据|困难|完成率|进度条|是否|状态|评价|评分|得分|分值|备注|金额|^(?:总|计划|估算|年度|完成|累计)?(?:投资|资金)",
    ),
    _rule(
        "deadline",
        r"时限|期限|节点|截止|限期|进度安排|时间进度|时序进度|时间安排|时间要求|(?:完成|办结|整改|落实|实施|计划)?.*(?:时间|日期)$",
        unless=r"开工|启动|开始|下达|填报|起始|发文|印发|报送",
    ),
    _rule(
        "section", r"领域|类别|分类|类型|板块|方面|重点方向|维度|大类|专项|一级|章节|所属|性质|属性|篇章|^方向$"
    ),
    _rule("task", r"任务|举措|措施|路径|事项|内容|实事|项目|做法|要点|工作|行动|改革|问题|政策|条款|清单"),
    _rule("task", r"目标|指标|要求|成效|标准|成果|规模|^(?:民生|重点)?工程(?:名称)?$"),
)
_WEAK_TASK = re.compile(r"目标|指标|成效|成果|标准|要求|规模|名称|完成")
_DETAILED_TASK = re.compile(r"^具体|^(?:任务|工作|举措)(?:分解|细化)|^细化")
_STRONG_TASK = re.compile(r"任务|举措|措施|路径|事项|内容|实事|做法|要点")
_BLANKS = re.compile(r"[\s\u3000|*＊]+")
_TAIL = re.compile(r"[（(【\[].*?[)）】\]]$")
_ROLE_IN_REMARK = re.compile(r"[（(](?:(?P<lead>牵头|主办|主责)|配合|协办|协同|协助|参与)(?:单位|部门)?[)）]$")
_BESIDE = re.compile(r"责任人|负责人|负责同志|领导(?!小组)")
_LONGEST_NAME_WITH_REMARK = 80  # a longer line is no name, and searching it for brackets takes quadratic time
_STRONG = 2
_FEWEST_KNOWN = 2
SHORTEST_TASK = 8.0
UNIT_SHARE = 0.8
"""A column without a known name holds units when this share of its cells are lists of units."""

LONGEST_NAME = 18
"""Column names are short: a longer text is a cell of the body."""


def clean_name(text: str) -> str:
    """A column name without blanks, line breaks and a closing remark in parentheses."""
    name = _BLANKS.sub("", text).strip(":：")
    if len(name) > _LONGEST_NAME_WITH_REMARK:
        return name
    return _TAIL.sub("", name) or name


def role_of(text: str) -> Role | None:
    """The role that a column name gives its column, None when it is not a name known to this genre."""
    name = clean_name(text)
    if not name or len(name) > LONGEST_NAME or re.search(r"[。；，,;]", name):
        return None
    for rule in _RULES:
        if rule.pattern.search(name) and not (rule.unless and rule.unless.search(name)):
            remark = _ROLE_IN_REMARK.search(_BLANKS.sub("", text)) if rule.role == "owner" else None
            return rule.role if remark is None else "lead" if remark["lead"] else "support"
    return None


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of a column look like: their mean length in characters, and the share that are lists of units."""

    length: float = 0.0
    units: float = 0.0


def columns_from_names(names: Sequence[str], contents: Sequence[Content] = ()) -> tuple[Column, ...] | None:
    """The columns of a duty table, None when the names are not those of one.

    A duty table has at least one unit column and one task column. Of several columns that could hold the
    task the rightmost specific one does (具体任务 after 重点举措; but 重点任务 before 工作目标); those to its left
    are headings of it. Where a name is unknown, the cells (``contents``, one a column) say whether it holds units,
    and where no name is a task's, the unnamed column with the longest cells is the task.
    """
    known = [role_of(name) for name in names]
    for i, content in enumerate(contents):
        if known[i] is None and content.units >= UNIT_SHARE:
            known[i] = "owner"
    if not any(role in UNIT_ROLES for role in known):
        return None
    roles: list[Role] = [role or "other" for role in known]
    task = _task_column(names, known, contents)
    if task is None:
        return None
    for i, role in enumerate(roles):
        if i == task:
            roles[i] = "task"
        elif role == "task":
            roles[i] = "section" if i < task else "other"
        elif role == "number" and "number" in roles[:i]:
            roles[i] = "other"
    roles = _with_offices(names, roles)
    return tuple(
        Column(role, clean_name(name), role in UNIT_ROLES and bool(_BESIDE.search(_BLANKS.sub("", name))))
        for role, name in zip(roles, names, strict=True)
    )


def columns_without_units(names: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a table whose rows stand under headings that name their units; None for other tables.

    The task column must say that it is one (任务, 措施 …), for a list of projects and sums may be grouped by units, too.
    """
    known = [role_of(name) for name in names]
    if any(role in UNIT_ROLES for role in known) or sum(role is not None for role in known) < _FEWEST_KNOWN:
        return None
    task = _task_column(names, known, ())
    if task is None or _specificity(clean_name(names[task])) < _STRONG:
        return None
    roles: list[Role] = [role or "other" for role in known]
    for i, role in enumerate(roles):
        if role == "task" and i != task:
            roles[i] = "section" if i < task else "other"
    return tuple(Column(role, clean_name(name)) for role, name in zip(roles, names, strict=True))


def _task_column(names: Sequence[str], known: Sequence[Role | None], contents: Sequence[Content]) -> int | None:
    candidates = [i for i, role in enumerate(known) if role == "task"]
    if candidates:
        return max(candidates, key=lambda i: (_specificity(clean_name(names[i])), i))
    unnamed = [i for i, one in enumerate(contents) if known[i] is None and one.length >= SHORTEST_TASK]
    return max(unnamed, key=lambda i: contents[i].length) if unnamed else None


def _with_offices(names: Sequence[str], roles: Sequence[Role]) -> list[Role]:
    """The roles, unit columns that name offices (处室) beside a column of whole units told apart."""
    offices = {i for i, role in enumerate(roles) if role in UNIT_ROLES and _INSIDE.search(clean_name(names[i]))}
    if not any(role in UNIT_ROLES and i not in offices for i, role in enumerate(roles)):
        return list(roles)
    return [
        ("lead office" if role == "lead" else "office") if i in offices else role for i, role in enumerate(roles)
    ]


def spanning_name(upper: Sequence[str], lower: Sequence[str]) -> int | None:
    """The place in a first line of names of the one that spans the second line, None when there is none.

    责任分工 spans 牵头单位 and 配合单位, 进度安排 spans 一季度 and 二季度.
    """
    roles = [role_of(name) for name in lower]
    if roles and all(role in UNIT_ROLES for role in roles):
        spans = _SPANS_UNITS
    elif roles and all(re.match(_STAGE, clean_name(name)) for name in lower):
        spans = _SPANS_STAGES
    else:
        return None
    found = [i for i, name in enumerate(upper) if spans.search(clean_name(name))]
    return found[0] if len(found) == 1 else None


def _specificity(name: str) -> int:
    if _DETAILED_TASK.search(name) and not _WEAK_TASK.search(name):
        return 3
    if _STRONG_TASK.search(name):
        return 2
    return 0 if _WEAK_TASK.search(name) else 1
