"""Titles taken apart: the kind of document, its stage (draft, revision), and what stays the same from year to year."""

import re

from index.text.search_key import search_key

_KINDS = (
    ("分解", "任务分解"),
    ("分工方案", "分工方案"),
    ("台账", "台账"),
    ("任务清单|责任清单|清单", "清单"),
    ("分工表|责任表|一览表|任务表", "分工表"),
    ("实施方案", "实施方案"),
    ("工作方案", "工作方案"),
    ("行动方案", "行动方案"),
    ("行动计划", "行动计划"),
    ("实施意见", "实施意见"),
    ("工作要点", "工作要点"),
    ("分工(?:的)?意见|分工", "分工意见"),
    ("实施细则|细则", "细则"),
    ("规划", "规划"),
    ("计划", "计划"),
    ("若干措施|措施", "措施"),
    ("意见", "意见"),
    ("方案", "方案"),
    ("办法", "办法"),
    ("通知", "通知"),
)
"""Kinds by what a title says, the more telling first."""
_DRAFT = re.compile("征求意见稿|讨论稿|送审稿|草案|初稿")
_REVISION = re.compile(r"修订稿|修订版|修订本|修订|修正|更正|勘误|调整版|更新版|新版")
_STAGE = re.compile(
    rf"\([^()]*(?:{_DRAFT.pattern}|{_REVISION.pattern})[^()]*\)|{_DRAFT.pattern}|{_REVISION.pattern}"
)
_YEARS = re.compile(
    r"\(?(?:(?:19|20)\d{2}|[二][零〇○0一二三四五六七八九]{3})(?:[-—–~至到](?:20)?\d{2})?(?:年度|年)?\)?"
)
_OPENING = re.compile("^(?:(?:办公[厅室])?(?:关于)?(?:贯彻|落实|印发|做好)*)")
_QUOTED = re.compile(r"(?:印发|转发|发布|下发)[《〈](?P<title>.+)[》〉](?:的通知|的函)?$")
_UNQUOTED = re.compile(r"关于(?:印发|转发|发布|下发)(?P<title>.+?)(?:的通知|的函)$")

DRAFT, PLAIN, REVISED = 0, 1, 2


def kind_of(title: str) -> str | None:
    """What kind of document a title says it is."""
    inner = _STAGE.sub("", _inner(search_key(title)))
    for pattern, kind in _KINDS:
        if re.search(pattern, inner):
            return kind
    return None


def stage_of(title: str) -> int:
    """DRAFT, PLAIN or REVISED: which of two documents with one title stands in place of the other."""
    key = search_key(title)
    return DRAFT if _DRAFT.search(key) else REVISED if _REVISION.search(key) else PLAIN


def year_of(title: str, issued: int | None) -> int | None:
    """The year that a title is about, where it names one that the document can be of; else the year of issue.

    A plan for 2025 may be issued in 2024; targets of 2035 make no year of the document.
    """
    years = {int(found) for found in re.findall(r"(?<!\d)((?:19|20)\d{2})年?(?!\d)", _inner(search_key(title)))}
    if len(years) != 1:
        return issued
    [said] = years
    return said if issued is None or abs(said - issued) <= 1 else issued


def lasting_title(title: str, *without: str) -> str:
    """What a title has in common with those of other years and stages: no year, no stage, no punctuation.

    ``without`` are further words that do not count, such as the place.
    """
    key = _YEARS.sub("", _STAGE.sub("", _inner(search_key(title))))
    for words in without:
        key = key.replace(search_key(words), "", 1) if words else key
    return _OPENING.sub("", re.sub(r"[\W_]|的", "", key))


def _inner(key: str) -> str:
    """The title of what a notice passes on, or the title itself."""
    found = _QUOTED.search(key) or _UNQUOTED.search(key)
    return found["title"] if found else key
