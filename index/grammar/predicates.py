"""The verbs that close a list of units and say what they do: A牵头，B按职责分工负责，C做好资金保障."""

import re

from index.grammar.labels import Role
from index.units.endings import AFTER_UNIT

_BARE_VERBS = "统筹|监督|督办|督导|汇总|归口管理|归口负责|审核|验收|考核|调度|推动|兜底|保障|承接|组成|负(?:主体|直接|属地|监管|管理|领导|具体)?责任?"
_SHARED = (
    "(?:(?:按照?|依据?|根据|结合)(?:各自)?(?:的)?(?:工作)?(?:职责|职能|实际)(?:任务)?(?:和?(?:职责|任务)?分工)?)?"
    "(?:分工)?(?:分别|共同|双|具体|分头|组织|协同|积极|各自|做好|抓好|联合|主要|牵头|密切|全力|同步)*"
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
    ("lead", re.compile(f"会同|商同|牵头会同|{AFTER_UNIT}商(?=[省市县区国各有])|为主{_END}")),
    ("lead", re.compile(f"{AFTER_UNIT}(?:作?为|是)(?:总|主要)?(?:牵头|主办|主责)(?:责任)?(?:单位|部门){_END}")),
    (
        "support",
        re.compile(f"{AFTER_UNIT}(?:作?为|是)(?:责任|配合|协办|协同|参与|承办|成员|落实)(?:单位|部门|主体){_END}"),
    ),
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
            f"(?:按照?|依据?)(?:各自)?(?:工作)?(?:职[责能]|责任|任务)(?:任务)?分工(?=$|[，；。])|各负其责{_END}|各司其职{_END}"
        ),
    ),
    ("support", re.compile(f"{AFTER_UNIT}(?:{_BARE_VERBS}){_END}")),
    (
        "support",
        re.compile(f"{AFTER_UNIT}(?:负责)?(?:督促|指导|组织|督导|统筹|协调|推动|监督)(?=各|有关|相关|属地|所属)"),
    ),
)
"""Verbs that close a list of units, as data, in the order in which they are tried."""
_OBJECT = (
    "(?!(?:[省市县区州各]|有关|相关))(?![^，；。、]*(?:牵头|配合|负责|[委局厅办部院会站所处科社队组室]$|[委局厅办部院会站所处科社队组室][，；。、]|中心|公司|集团|政府|单位|部门))"
    "[\u4e00-\u9fff“”]{2,14}(?=[，；。]|$)"
)
PREDICATES_WITH_OBJECT: tuple[tuple[Role, str], ...] = (
    ("lead", "(?:共同|双|分别)?(?:总牵头|牵头抓总|牵头)"),
    (
        "support",
        "(?:具体|共同|分别|积极)?(?:负责|承担|做好|抓好|组织|统筹|协调|指导|监督|督促|督导|督办|提供|保障|推进|配合|协助|落实|实施)",
    ),
)
"""Verbs that say besides what the units before them do: 市财政局做好资金保障."""
PREDICATE = re.compile(
    "|".join(f"(?P<p{i}>{pattern.pattern})" for i, (_, pattern) in enumerate(PREDICATES))
    + "|"
    + "|".join(f"(?P<o{i}>{AFTER_UNIT}{verb}{_OBJECT})" for i, (_, verb) in enumerate(PREDICATES_WITH_OBJECT))
)


def verb_role(match: re.Match[str]) -> tuple[Role, bool]:
    """Return what the units before the verb do, and whether the verb has an object."""
    for index, (role, _) in enumerate(PREDICATES):
        if match[f"p{index}"] is not None:
            return role, False
    return next(role for index, (role, _) in enumerate(PREDICATES_WITH_OBJECT) if match[f"o{index}"]), True
