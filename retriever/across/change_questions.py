"""Questions about what changed (今年比去年多了哪些任务, 牵头单位变了的有哪些), read from their search key."""

import re
from dataclasses import dataclass

from index.model.versions import ChangeKind

_AGAINST = re.compile(
    r"(?:相)?(?:比|较|跟|和|与|同)(?P<other>去年|上年|上一年|前年|旧版|老版|上一版|前一版|原版|修订前|调整前|(?:19|20)\d\d年)(?:的)?(?:相比|比|版)?"
)
_NOW = re.compile(r"今年|本年|新版|这一版|修订(?:后|版)|调整后|最新")
_ASKS = re.compile(r"哪些|什么|几[项个条]|多少|有没有|哪[几一]?[项个条]|列|是不是|吗")
_KINDS: tuple[tuple[ChangeKind, re.Pattern[str]], ...] = (
    ("lead", re.compile(r"牵头(?:的)?(?:单位|部门)?(?:有)?(?:发生)?(?:变化|变动|调整|变更|变了?|换了?|改了)")),
    (
        "units",
        re.compile(r"(?:责任|配合)(?:的)?(?:单位|部门)(?:有)?(?:发生)?(?:变化|变动|调整|变更|变了?|换了?|改了)"),
    ),
    (
        "deadline",
        re.compile(r"(?:时限|期限|完成时间)(?:有)?(?:发生)?(?:变化|变动|调整|变更|变了?|改了|提前了|推迟了)"),
    ),
    ("dropped", re.compile(r"少了|取消了?|删(?:除|掉)?了?|去掉了?|不再(?:列|有|做)|没有了")),
    ("added", re.compile(r"多了|新增|增加了?|新添|新加|多出")),
)
_ANY = re.compile(
    r"(?:什么|哪些|哪里|啥)(?:的)?(?:变化|不同|区别|改动|调整|变动|不一样)|(?:变|改|调整)了(?:什么|哪些|哪里|啥)|变化(?:有哪些|是什么)"
)
_TASKS = re.compile("任务|事项|工作|内容|哪些|什么")


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """What is asked of the changes: of which kinds (none: all), against what.

    ``year`` is the year compared with, 0 where none was said; ``version``: the version before, not the year before.
    """

    kinds: tuple[ChangeKind, ...] = ()
    year: int = 0
    shift: int = 0
    version: bool = False


def without_comparison(key: str) -> str:
    """A question's key without what it compares with: 今年比去年多了哪些 → 今年多了哪些."""
    return re.sub(r"牵头(?:的)?(?:单位|部门)", "", _NOW.sub("", _AGAINST.sub("", key)))


def read_change_question(key: str) -> ChangeQuestion | None:
    """The question about changes that a search key asks, or None."""
    against = _AGAINST.search(key)
    rest = key[: against.start()] + key[against.end() :] if against else key
    kinds = tuple(kind for kind, pattern in _KINDS if pattern.search(rest))
    surely = any(kind in ("lead", "units", "deadline") for kind in kinds)
    if not _ASKS.search(key) or not (kinds or _ANY.search(rest)):
        return None
    if not against and not surely and not (_NOW.search(key) and _TASKS.search(rest)):
        return None
    if (
        not against
        and kinds == ("added",)
        and not re.search("(?:新增|多了|增加了?)(?:的)?(?:哪些|什么|几|多少|任务|事项)", rest)
    ):
        return None
    other = against["other"] if against else ""
    year = int(other[:4]) if other[:4].isdigit() else 0
    version = bool(re.search("版|修订|调整前|调整后", other or key))
    return ChangeQuestion(kinds, year, -2 if other == "前年" else 0, version)
