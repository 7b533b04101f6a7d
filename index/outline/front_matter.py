"""The head of an issued text: title, 发文字号, issuer, date."""

import itertools
import re
from dataclasses import dataclass

from index.grammar.numbering import han_value
from index.table.header import role_of
from index.text.fold import fold, squeeze

_NUMBER = re.compile(r"[〔\[［【（]\s*((?:19|20)\d{2})\s*[〕\]］】）]\s*第?\s*(\d{1,4})\s*号?")
_AFTER_TITLE = re.compile(".*(?:意见|方案|通知|要点|措施|清单|计划|办法|规定|文件|函(?=.))")
_LONGEST_COLUMN_NAME = 8
_BODY = re.compile(r"(?m)^[ \t\u3000]*(?:一、|（一）|1[.．、](?!\d)|第一[章条])|(?<=\u3000\u3000)一、")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DATE_BEFORE_NOTE = re.compile(rf"{_DATE.pattern}(?=[\s（]*此件|\s*(?:（[^（）]{{1,20}}）)?\s*$)")
_DATE_LINE = re.compile(
    r"[（\s]*(?:\d{4}|[二一〇○零ＯO0三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）\s]*$"
)
_DATE_LABEL = re.compile("^(?:发布|成文|生成|发文|印发)?(?:日期|时间)：")
_TITLE_LABEL = re.compile("^(?:标[ \u3000]*题|名[ \u3000]*称|文件名称|公文名称)[ \u3000]*[：:]?[ \u3000]*(?=.{6})")
_WIDE_DIGITS = re.compile("[０-９]")
_HAN_DATE = re.compile(
    r"([二][〇○零Ｏ0]?[〇○零Ｏ0一二三四五六七八九]{2,3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_KIND = re.compile(
    "(?:意见|方案|通知|要点|分解表?|措施|清单|台账|计划|办法|规定|决定|报告|任务|分工表?|责任表|一览表|规划|纲要|条例|制度|安排|目标|细则|举措|若干政策|重点工作|民生工程|惠民工程|任务书|分工方案|实事|行动)"
    "(?:（[^（）]{1,20}）)*$"
)
_FULL_KIND = re.compile(
    _KIND.pattern.replace("任务|", "", 1)
    .replace("目标|", "")
    .replace("|行动", "")
    .replace("|重点工作|民生工程|惠民工程", "")
)
_ISSUER_IN_TITLE = re.compile(
    r"^(?P<issuer>.{2,40}?(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|国务院办公厅|国务院|委员会|办公厅|办公室|[厅局委部院会]"
    r"|[厅局委部]等[一二三四五六七八九十\d]+(?:个)?部门))(?:关于|印发|转发|贯彻)"
)
_ISSUER_LINE = re.compile(r"^.{2,30}(?:人民政府|办公厅|办公室|国务院|委员会|委|厅|局|部|院|会)$")
_RED_HEAD = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,30}(?:人民政府|办公厅|办公室|国务院|委员会|[委厅局部]))(?:文件)?$"
)
_CODES = {
    "国发": "国务院",
    "国函": "国务院",
    "国办发": "国务院办公厅",
    "国办函": "国务院办公厅",
    "国办发明电": "国务院办公厅",
}
_NOT_TITLE = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}、|附件|附|各|现将|为|根据|经|（|第|序号|目录|索引|发布|信息|组配|发文|生成|文件|统一|有效|来源|分享|当前|首页)"
)
_NO_TITLE_END = re.compile("[。；，：]$|。|^[—-]")


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
    first_heading = _BODY.search(fold(text[:body_start]))
    head_end = first_heading.start() if first_heading else min(body_start, 6000)
    head = text[:head_end] or text[:400]
    lines = _above_table([line.strip("#*> \t\u3000") for line in re.split("\n|\u3000\u3000+", head)])
    lines = [_TITLE_LABEL.sub("", line) for line in lines]
    number = _number(head)
    title = (
        _attached_title(text[head_end:body_start])
        or _title(lines)
        or _glued_title(head, number)
        or re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name)
    )
    ending = text[max(head_end, len(text) - 1500) :].split("\n")
    date = (
        _date(lines)
        or _date(ending)
        or _glued_date(head)
        or _glued_date(text[-80:])
        or _date(text[head_end:body_start].split("\n"))
        or _date(lines, labelled=True)
    )
    year = int(date[:4]) if date else _year(number, title)
    return FrontMatter(title, number, _issuer(title, lines, text) or _issuer_by_code(number), date, year)


def _above_table(lines: list[str]) -> list[str]:
    """The lines above the first that are column names one below the other, as a table without its grid begins."""
    said = [(index, line) for index, line in enumerate(lines) if line]
    for first in range(1, len(said) - 2):
        run = said[first : first + 3]
        if all(len(line) <= _LONGEST_COLUMN_NAME and role_of(line) for _, line in run):
            return lines[: run[0][0]]
    return lines


def _number(head: str) -> str | None:
    """Return the document's own number: the first that is not quoted in brackets behind another title."""
    folded = fold(head)
    for match in _NUMBER.finditer(folded):
        start = match.start()
        while start > 0 and match.start() - start < 12 and re.match("[\u4e00-\u9fff]", folded[start - 1]):
            start -= 1
        prefix = folded[start : match.start()]
        if glued := _AFTER_TITLE.search(prefix):
            start += glued.end()
        elif start and folded[start - 1] in "（》〈" and not _stands_alone(folded, start, match.end()):
            continue
        if not folded[start : match.start()]:
            continue
        value = _WIDE_DIGITS.sub(lambda digit: fold(digit[0]), squeeze(head[start : match.end()]))
        return value if value.endswith(("号", "號")) else value + "号"
    return None


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a number in brackets fills its line: （某政办〔2022〕9号）."""
    line = folded[folded.rfind("\n", 0, start) + 1 : start].strip(), folded[end : end + 3].split("\n")[0].strip()
    return line == ("（", "）")


def _attached_title(part: str) -> str | None:
    """Return the title below the signature of a notice that has numbered paragraphs itself, or None."""
    lines = [line.strip("#*> \t\u3000") for line in part.split("\n")]
    dated = [index for index, line in enumerate(lines) if _DATE_LINE.match(fold(line))]
    if not dated:
        return None
    below = lines[dated[-1] + 1 :]
    heading = next((index for index, line in enumerate(below) if _BODY.match(fold(line))), len(below))
    return _title(below[:heading])


def _title(lines: list[str]) -> str | None:
    """Return the last title before the body: an attachment's own title stands after the notice's."""
    best: str | None = None
    notice: str | None = None
    block: list[str] = []
    for line in [*lines, "。"]:
        if not line and not _FULL_KIND.search(fold("".join(block))):
            continue
        folded = fold(line)
        if _DATE_LINE.match(folded):
            # What stands above a date is the signature of the notice before.
            block = []
            continue
        usable = line and len(line) <= 60 and not _NOT_TITLE.match(folded) and not _NO_TITLE_END.search(folded)
        if usable and not _NUMBER.search(folded):
            block.append(line)
            continue
        candidate = _from_block(block)
        block = []
        if candidate and notice is None and fold(candidate).endswith("通知"):
            notice = candidate
        elif candidate:
            best = candidate
    return best or notice


def _from_block(block: list[str]) -> str | None:
    for size in range(min(4, len(block)), 0, -1):
        for start in range(len(block) - size, -1, -1):
            joined = squeeze("".join(block[start : start + size]))
            if _KIND.search(fold(joined)) and 6 <= len(joined) <= 90:
                return joined
    return None


def _glued_title(head: str, number: str | None) -> str | None:
    """Return the title of a document in one line: what stands before its number, or before the address."""
    flat = squeeze(head)
    if number and 6 <= flat.find(number) <= 90:
        return flat[: flat.find(number)]
    match = re.match(r".{4,80}?(?:意见|方案|通知|要点|措施|清单|计划|任务)(?=各|为|现|\d{4}年|$)", fold(flat))
    return flat[: match.end()] if match else None


def _issuer(title: str, lines: list[str], text: str) -> str | None:
    for line in [title, *lines]:
        folded = fold(line)
        match = None if _NOT_TITLE.match(folded) or "。" in folded else _ISSUER_IN_TITLE.match(folded)
        if match:
            return squeeze(line[: match.end("issuer")])
    signed = [*lines[-16:], "", *(line.strip() for line in text[-600:].split("\n"))]
    signed = [line for line in signed if line]
    for index, line in enumerate(signed):
        below = fold(squeeze(line))
        if _DATE.match(below) or _HAN_DATE.match(below):
            bodies = itertools.takewhile(_is_issuer, reversed(signed[:index]))
            if together := [squeeze(name) for name in bodies]:
                return "、".join(reversed(together))
    head = [line for line in lines if line]
    for before, after in itertools.pairwise(head):
        above = _RED_HEAD.match(fold(before))
        if above and _NUMBER.search(fold(after)) and len(after) <= 30:
            return squeeze(before)[: above.end("issuer")]
    return None


def _is_issuer(line: str) -> bool:
    folded = fold(line)
    return bool(_ISSUER_LINE.match(folded)) and not _NO_TITLE_END.search(folded)


def _issuer_by_code(number: str | None) -> str | None:
    """Return the issuer that an agency code stands for all over the country (国办发: 国务院办公厅)."""
    code = re.sub(r"[〔\[［【（(].*", "", fold(number or ""))
    return _CODES.get(code)


def _date(lines: list[str], *, labelled: bool = False) -> str | None:
    """Return the date of issue as ISO: the first line that is a date; one behind a label only if ``labelled``."""
    for line in lines:
        bare = fold(squeeze(line))
        bare = _DATE_LABEL.sub("", bare) if labelled else bare
        if (found := _DATE.match(bare)) and len(bare) <= found.end() + 12:
            return _iso(found)
        if (found := _HAN_DATE.match(bare)) and len(bare) <= found.end() + 6:
            return _han_date(found)
        if labelled and (found := _ISO_DATE.match(bare)) and len(bare) <= found.end() + 8:
            return _iso(found)
    return None


def _glued_date(part: str) -> str | None:
    """Return the date that stands before （此件公开发布） or at the end of a text without lines."""
    match = _DATE_BEFORE_NOTE.search(fold(part))
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def _han_date(match: re.Match[str]) -> str:
    digits = re.sub("[○Ｏ0]", "〇", match[1])
    return f"{han_value(digits):04d}-{han_value(match[2]):02d}-{han_value(match[3]):02d}"


def _year(number: str | None, title: str) -> int | None:
    for value in (number or "", title):
        if match := re.search(r"(?:19|20)\d{2}", value):
            return int(match[0])
    return None
