"""Completion times: phrases that are one, and explicit ones inside a task."""

import re

from index.text.fold import fold
from index.units.endings import DEPARTMENTS

_YEAR = r"(?:\d{4}年|当年|今年|明年|每年|次年)"
_TIME_START = re.compile(
    rf"^(?:于|在|力争|争取|确保|原则上)?(?:{_YEAR}|\d{{1,2}}月|年内|年底|年末|年中|全年|上半年|下半年|[一二三四]季度|第[一二三四]季度"
    r"|长期|持续|常态化|常年|即时|立即|适时|按时|按期|按节点|按进度|\d+月底|到\d{4}年|自\d{4}年|贯穿|[春秋]季|汛期|[暑寒]假|按照?(?:国家|省|市|上级)[^，、]{0,8}(?:部署|要求|安排|进度)|“?十[三四五六]五”?期间|每[年季月]|近期|分年度|按年度|按要求时限)"
)
_TIME_END = re.compile(
    r"(?:前|底|内|末|月|日|年|季度|半年|期间|坚持|推进|实施|完成|开展|落实|见效|工作|期|进行|到位|政策|方案|出台|启动|办法|意见|措施|建成|投用|开工|竣工|执行|起|部署|要求|"
    rf"[^{DEPARTMENTS}])$"
)
_IN_TASK = re.compile(
    r"(?<![到\d])(?P<year>\d{4}年)?(?P<point>(?:\d{1,2}月(?:\d{1,2}日)?(?:上旬|中旬|下旬)?|年|[一二三四]季度|上半年)?[底末]?)(?P<before>之?前)(?!建成的|建成使用|竣工的|出生|成立的|取得|投入使用的|的)"
)


_BLANK_IN_TIME = re.compile(r"(?<=\d)\s+(?=[年月日])|(?<=[年月日])\s+(?=\d{1,2}\s*[月日]|[底末前])")
"""Blanks that set figures apart in print: 2023 年 6 月底前."""


def is_time_phrase(part: str) -> bool:
    """Tell whether a part of a responsibility text says when (年内持续推进, 2026年12月底前完成), not who."""
    folded = fold(part)
    return bool(_TIME_START.match(folded) and _TIME_END.search(folded))


_LEADING_TIME = re.compile(
    rf"(?:并|力争|确保|于|在)*(?P<time>{_YEAR}?(?:\d{{1,2}}月份?(?:\d{{1,2}}日)?|[一二三四]季度|第[一二三四]季度|上半年|下半年|年)?(?:上旬|中旬|下旬)?(?:底|末|初|中)?之?前)"
)


def leading_time(part: str) -> str | None:
    """Return the time before which something is to be done where ``part`` begins with it (在6月底前完成改造 → 6月底前)."""
    found = _LEADING_TIME.match(fold(part))
    return part[found.start("time") : found.end("time")] if found and len(found["time"]) > 1 else None


def task_deadline(task: str, year: int | None) -> str | None:
    """Return the explicit completion times that a task states (2019年6月底前), joined by ；, or None.

    A time before the document's ``year`` describes the past (2000年底前建成的小区) and is left out, as is
    a target year (到2027年…).
    """
    found: list[str] = []
    task = _BLANK_IN_TIME.sub("", task)
    for match in _IN_TASK.finditer(fold(task)):
        stated = match["year"]
        has_point = bool(match["point"].strip("年") or (match["point"] == "年" and stated))
        if not has_point or (not stated and match["point"] in ("底", "末")):
            continue
        if stated and year and int(stated[:4]) < year:
            continue
        found.append(task[match.start() : match.end()])
    return "；".join(dict.fromkeys(found)) or None
