"""The head of an issued text: title, 发文字号, issuer, date."""

import itertools
import re
from dataclasses import dataclass

from index.grammar.numbering import han_value
from index.outline.title import DATE_LINE, NUMBER, find_title, is_no_title, title_of_lines
from index.table.header import role_of
from index.text.fold import fold, squeeze

_AFTER_TITLE = re.compile(".*(?:意见|方案|通知|要点|措施|清单|计划|办法|规定|文件|函(?=.))")
_LETTERHEAD_END = re.compile(
    r".*(?:[\u4e00-\u9fff]{2}(?:厅|局|政府|办公室|委员会|公司)|国务院)(?=[\u4e00-\u9fff]{2,})"
)
_LONGEST_COLUMN_NAME = 8
_BODY = re.compile(r"(?m)^[ \t\u3000]*(?:一、|（一）|1[.．、](?!\d)|第一[章条])|(?<=\u3000\u3000)一、")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DATE_BEFORE_NOTE = re.compile(rf"{_DATE.pattern}(?=[\s（]*此件|\s*(?:（[^（）]{{1,20}}）)?\s*$)")
_DATE_LABEL = re.compile("^(?:发布|成文|生成|发文|印发)?(?:日期|时间)：")
_TITLE_LABEL = re.compile("^(?:标[ \u3000]*题|名[ \u3000]*称|文件名称|公文名称)[ \u3000]*[：:]?[ \u3000]*(?=.{6})")
_WIDE_DIGITS = re.compile("[０-９]")
_HAN_DATE = re.compile(
    r"([二][〇○零Ｏ0]?[〇○零Ｏ0一二三四五六七八九]{2,3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_ISSUER_IN_TITLE = re.compile(
    r"^(?P<issuer>.{2,40}?(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|国务院办公厅|国务院|委员会|办公厅|办公室|[厅局委部院会]"
    r"|[厅局委部]等[一二三四五六七八九十\d]+(?:个)?部门))(?:关于|印发|转发|贯彻)"
)
_ISSUER_LINE = re.compile(r"^.{2,30}(?:人民政府|办公厅|办公室|国务院|委员会|委|厅|局|部|院|会)$")
_RED_HEAD = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,30}(?:人民政府|办公厅|办公室|国务院|委员会|[委厅局部]))(?:文件)?$"
)
_ISSUER_END = "(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|委员会|办公厅|办公室|公司|[厅局委部院会])"
_ISSUER_BEHIND_NUMBER = re.compile(
    rf"(?:\d号|文件|^)(?P<issuer>[\u4e00-\u9fff（）、]{{2,90}}?{_ISSUER_END})(?:关于|印发)"
)
_ISSUER_BEFORE_NUMBER = re.compile(
    rf"^(?P<issuer>[\u4e00-\u9fff（）、]{{2,30}}?{_ISSUER_END})(?:文件)?[\u4e00-\u9fff]{{2,8}}[〔（\[](?:19|20)\d{{2}}"
)
_NAMES_RUN_TOGETHER = re.compile("(?<=[厅局委办室部])(?=中共|[\u4e00-\u9fff]{2,3}[省市县区](?!委|政府))")
_LETTERHEAD_SIZE = 400
_CODES = {
    "国发": "国务院",
    "国函": "国务院",
    "国办发": "国务院办公厅",
    "国办函": "国务院办公厅",
    "国办发明电": "国务院办公厅",
}


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
        or find_title(lines, head, number)
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
    issuer = _issuer(title, lines, text) or _issuer_in_line(head) or _issuer_by_code(number)
    date = date or _signed_date(head, issuer)
    year = int(date[:4]) if date else _year(number, title)
    return FrontMatter(title, number, issuer, date, year)


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
    for match in NUMBER.finditer(folded):
        start = match.start()
        while start > 0 and match.start() - start < 12 and re.match("[\u4e00-\u9fff]", folded[start - 1]):
            start -= 1
        prefix = folded[start : match.start()]
        if letterhead := _LETTERHEAD_END.search(prefix):
            start += letterhead.end()
            prefix = folded[start : match.start()]
        if glued := _AFTER_TITLE.search(prefix):
            start += glued.end()
        elif start and folded[start - 1] in "（》〈" and not _stands_alone(folded, start, match.end()):
            continue
        if not folded[start : match.start()]:
            continue
        value = _WIDE_DIGITS.sub(lambda digit: fold(digit[0]), squeeze(head[start : match.end()]))
        value = re.sub(r"[（(](\d{4})[）)]", r"〔\1〕", value)
        return value if value.endswith(("号", "號")) else value + "号"
    return None


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a number in brackets fills its line: （某政办〔2022〕9号）."""
    line = folded[folded.rfind("\n", 0, start) + 1 : start].strip(), folded[end : end + 3].split("\n")[0].strip()
    return line == ("（", "）")


def _attached_title(part: str) -> str | None:
    """Return the title below the signature of a notice that has numbered paragraphs itself, or None."""
    lines = [line.strip("#*> \t\u3000") for line in part.split("\n")]
    dated = [index for index, line in enumerate(lines) if DATE_LINE.match(fold(line))]
    if not dated:
        return None
    below = lines[dated[-1] + 1 :]
    heading = next((index for index, line in enumerate(below) if _BODY.match(fold(line))), len(below))
    return title_of_lines(below[:heading])


def _issuer(title: str, lines: list[str], text: str) -> str | None:
    for line in [title, *lines]:
        folded = fold(line)
        match = None if is_no_title(folded) else _ISSUER_IN_TITLE.match(folded)
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
        if above and NUMBER.search(fold(after)) and len(after) <= 30:
            return squeeze(before)[: above.end("issuer")]
    return None


def _issuer_in_line(head: str) -> str | None:
    """Return the issuer in a letterhead that shares its line: behind the number and before 关于, or before the number."""
    flat = fold(squeeze(head[:_LETTERHEAD_SIZE]))
    for pattern in (_ISSUER_BEHIND_NUMBER, _ISSUER_BEFORE_NUMBER):
        if found := pattern.search(flat):
            return "、".join(_NAMES_RUN_TOGETHER.split(found["issuer"]))
    return None


def _is_issuer(line: str) -> bool:
    folded = fold(line)
    return bool(_ISSUER_LINE.match(folded)) and not is_no_title(folded)


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


def _signed_date(head: str, issuer: str | None) -> str | None:
    """Return the date that stands right behind the issuer's name in a text without lines."""
    signed = re.search(re.escape(fold(issuer)) + _DATE.pattern, fold(squeeze(head))) if issuer else None
    return _iso(signed) if signed else None


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
