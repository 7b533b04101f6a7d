"""The head of an issued text: title, 发文字号, issuer, date."""

import re
from dataclasses import dataclass

from index.fold import fold, squeeze

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:发|函|办|字|规|党|政|令|文|电|通|委|厅|领)[\u4e00-\u9fff]{0,4}\s*[〔\[［【（(]\s*(\d{4})\s*[〕\]］】）)]\s*第?\s*(\d{1,4})\s*号?"
)
_DATE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?")
_HAN_DATE = re.compile(r"([二][〇○零Ｏ0]?[〇○零Ｏ0一二三四五六七八九]{2,3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_KIND = re.compile(
    "(?:意见|方案|通知|要点|分解表?|措施|清单|台账|计划|办法|规定|决定|报告|任务|分工表?|责任表|一览表|规划|纲要|条例|制度|安排|目标|任务书|分工方案|实事|行动)"
    "(?:（[^（）]{1,20}）)*$"
)
_ISSUER_IN_TITLE = re.compile(
    r"^(?P<issuer>.{2,40}?(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|国务院办公厅|国务院|委员会|办公厅|办公室|[厅局委部院会]"
    r"|[厅局委部]等[一二三四五六七八九十\d]+(?:个)?部门))(?:关于|印发|转发|贯彻)"
)
_ISSUER_LINE = re.compile(r"^.{2,30}(?:人民政府|办公厅|办公室|国务院|委员会|委|厅|局|部|院|会)$")
_NOT_TITLE = re.compile("^(?:附件|附|各|现将|为|根据|经|（|第|序号|目录|索引|发布|信息|组配|发文|生成|文件|统一|有效|来源|分享|当前|首页)")
_ISO_ONLY = re.compile(r"^\d")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head (and the signature) of a document states. Missing parts are None, a missing title is the file name."""

    title: str
    number: str | None
    issuer: str | None
    date: str | None
    year: int | None


def read_front_matter(text: str, body_start: int, file_name: str) -> FrontMatter:
    """Read the head of ``text``, which ends at ``body_start`` (the first clause), and the signature at its end."""
    folded = fold(text)
    first_heading = re.search(r"(?m)^[\s　]*(?:一、|（一）|1[.．、](?!\d)|第一[章条])", folded[:body_start])
    head_end = first_heading.start() if first_heading else min(body_start, 6000)
    head = folded[:head_end] or folded[:400]
    lines = [line.strip("#*> \t\u3000") for line in head.split("\n")]
    number = _number(head)
    title = _title(lines) or _glued_title(head, number) or re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name)
    date = _date(head) or _date(folded[max(head_end, len(folded) - 1500) :], signature=True)
    year = int(date[:4]) if date else _year(number, title)
    return FrontMatter(title, number, _issuer(title, lines, folded), date, year)


def _number(head: str) -> str | None:
    for match in _NUMBER.finditer(head):
        before = head[max(0, match.start() - 1) : match.start()]
        # A number in brackets after a title names another document.
        if before in ("（", "(", "》"):
            continue
        value = squeeze(match[0])
        return value if value.endswith("号") else value + "号"
    return None


def _title(lines: list[str]) -> str | None:
    """Return the last title before the body: an attachment's own title stands after the notice's."""
    best: str | None = None
    notice: str | None = None
    block: list[str] = []
    for line in [*lines, ""]:
        usable = line and len(line) <= 60 and not _NOT_TITLE.match(line) and not re.search("[。；，：]$|。|^[—\\-]", line)
        if usable and not _NUMBER.fullmatch(line):
            block.append(line)
            continue
        candidate = _from_block(block)
        block = []
        if candidate:
            if notice is None and candidate.endswith("通知"):
                notice = candidate
            else:
                best = candidate
    return best or notice


def _from_block(block: list[str]) -> str | None:
    for size in range(min(4, len(block)), 0, -1):
        for start in range(len(block) - size + 1):
            joined = squeeze("".join(block[start : start + size]))
            if _KIND.search(joined) and 6 <= len(joined) <= 90 and not _ISO_ONLY.match(joined[:1] if size > 1 else ""):
                return joined
    return None


def _glued_title(head: str, number: str | None) -> str | None:
    """Return the title of a document in one line: what stands before its number, or before the first colon."""
    flat = squeeze(head)
    if number and number in flat and 6 <= flat.find(number) <= 90:
        return flat[: flat.find(number)]
    match = re.match(r".{4,80}?(?:意见|方案|通知|要点|措施|清单|计划|任务)(?=各|为|现|\d{4}年|$)", flat)
    return match[0] if match else None


def _issuer(title: str, lines: list[str], folded: str) -> str | None:
    for line in [title, *lines[:15]]:
        match = _ISSUER_IN_TITLE.match(line)
        if match:
            return match["issuer"]
    candidates = lines[-12:] + [line.strip() for line in folded[-600:].split("\n")]
    for index, line in enumerate(candidates[1:], 1):
        if _DATE.match(line) and _ISSUER_LINE.match(candidates[index - 1]):
            return candidates[index - 1]
    for before, after in zip(candidates, candidates[2:], strict=False):
        if _DATE.match(after) and _ISSUER_LINE.match(before):
            return before
    return None


def _date(part: str, *, signature: bool = False) -> str | None:
    """Return the date of issue: a line that is a date, ISO."""
    for line in part.split("\n"):
        bare = squeeze(line)
        match = re.match(r"(?:发布日期|成文日期|生成日期|发文日期|印发日期|日期)?[：:]?", bare)
        rest = bare[match.end() :] if match else bare
        if (found := _DATE.match(rest)) and found[3] and len(rest) <= found.end() + 12:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        if (found := _HAN_DATE.match(rest)) and len(rest) <= found.end() + 6:
            return _han_date(found)
    for found in _DATE.finditer(part[-60:] if signature else ""):
        if found[3]:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    return None


def _han_date(match: re.Match[str]) -> str | None:
    from index.numbering import han_value

    digits = re.sub("[○Ｏ0]", "〇", match[1])
    return f"{han_value(digits):04d}-{han_value(match[2]):02d}-{han_value(match[3]):02d}"


def _year(number: str | None, title: str) -> int | None:
    for value in (number or "", title):
        if match := re.search(r"(?:19|20)\d{2}", value):
            return int(match[0])
    return None
