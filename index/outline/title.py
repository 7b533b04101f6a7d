"""The title of an issued text: of lines below a letterhead, inside one line, or quoted by the letter that forwards it."""

import re

from index.grammar.numbering import find_markers
from index.text.fold import fold, squeeze
from index.units.endings import DEPARTMENTS

DATE_LINE = re.compile(
    r"[（\s]*(?:\d{4}|[二一〇○零ＯO0三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）\s]*$"
)
NUMBER = re.compile(r"[〔\[［【（]\s*((?:19|20)\d{2})\s*[〕\]］】）]\s*第?\s*(\d{1,4})\s*号?")
_KINDS = (
    "意见|方案|通知|要点|分解表?|措施|清单|台账|计划|办法|规定|决定|报告|分工表?|责任表|一览表|规划|纲要|条例|制度|安排|细则|举措|预案|若干政策"
    "|任务书|分工方案|实事"
)
_BRACKETS = "(?:（[^（）]{1,20}）)*"
_KIND = re.compile(f"(?:{_KINDS}|任务|目标|重点工作|民生工程|惠民工程|行动){_BRACKETS}$")
_FULL_KIND = re.compile(f"(?:{_KINDS}){_BRACKETS}$")
_EDITION = re.compile(
    r"（(?:\d{4}年?[^（）]{0,8}年|送审稿|征求意见稿|会签稿|讨论稿|审议稿|报批稿|草案|试行|暂行|修订版?|修改稿)）"
)
_NOT_TITLE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[.．]\d{1,2})+|\d{1,2}[ \u3000]|附件|附|各|现将|为|根据|经|（|第|序号|目录|索引|发布|信息|组配"
    "|发文|生成|文件|统一|有效|来源|分享|当前|首页)"
)
_NO_TITLE_END = re.compile("[。；，：]$|。|^[—-]")
_QUOTED = re.compile("《(?P<title>[^《》]{4,80})》")
_QUOTES = re.compile("[“”\"'‘’]")
_SHORT_NAME = re.compile("简称.{0,2}$")
_FORWARDED = re.compile("印发|发布|会签|确认|转发|下发|发给|送审|公布|制定了|的通知|的函")
_LETTERHEAD = re.compile(
    r"^.{0,60}?(?:文件)?[\u4e00-\u9fff]{2,10}[〔（\[](?:19|20)\d{2}[〕）\]]\d{1,4}号|^.{2,60}?文件(?=.{2,30}关于)"
)
_IN_LINE = re.compile(
    rf"(?:附件\d?)?(?P<title>[^。；，！？：]{{4,80}}?(?:{_KINDS}|任务){_BRACKETS})"
    r"(?=各|为|现|根据|按照|经|\d{4}年|[一二]、|（一）|1[.．、]|[\u4e00-\u9fff（）、]{2,30}：|$)"
)
_HEAD_OF_LETTER = re.compile("^[^。]{0,30}：|(?:现将|请认真|贯彻(?:执行|落实)|印发(?:给)?你们)[^。]{0,40}。?")
_ADDRESSED = re.compile(f"[{DEPARTMENTS}]$|^中共")
_SHORTEST_TITLE = 7
_LONGEST_HEAD_LINE = 60


def find_title(lines: list[str], head: str, number: str | None) -> str | None:
    """Return the title that a document's head states: ``lines`` above its body, ``head`` the same as one text."""
    flat = squeeze(head)
    return (
        _attached(flat)
        or title_of_lines(lines)
        or _before_number(flat, number)
        or _in_line(flat)
        or _quoted(flat)
        or _plain_line(lines)
    )


def title_of_lines(lines: list[str]) -> str | None:
    """Return the last title before the body: an attachment's own title stands after the notice's."""
    best: str | None = None
    notice: str | None = None
    block: list[str] = []
    for index, line in enumerate([*lines, "。"]):
        if not line and not _FULL_KIND.search(fold("".join(block))):
            continue
        folded = fold(line)
        if DATE_LINE.match(folded):
            # What stands above a date is the signature of the notice before.
            block = []
            continue
        usable = (
            line and len(line) <= _LONGEST_HEAD_LINE and not is_no_title(folded) and not folded.endswith("文件")
        )
        if usable and not NUMBER.search(folded):
            block.append(line)
            continue
        candidate = _from_block(block, lines[index:])
        block = []
        if candidate and notice is None and fold(candidate).endswith("通知"):
            notice = candidate
        elif candidate:
            best = candidate
    return best or notice


def is_no_title(folded: str) -> bool:
    """Tell whether a line of the head is surely something else: a number, an address, a sentence."""
    return bool(_NOT_TITLE.match(folded) or _NO_TITLE_END.search(folded))


def _from_block(block: list[str], below: list[str]) -> str | None:
    for size in range(min(4, len(block)), 0, -1):
        for start in range(len(block) - size, -1, -1):
            joined = squeeze("".join(block[start : start + size]))
            if _KIND.search(fold(joined)) and 6 <= len(joined) <= 90:
                return joined + (_editions(below) if start + size == len(block) else "")
    return None


def _editions(below: list[str]) -> str:
    """The lines right below a title that belong to it: （2026—2030年）, （征求意见稿）."""
    found = ""
    for line in below:
        if not line:
            continue
        if not _EDITION.fullmatch(squeeze(fold(line))):
            break
        found += squeeze(line)
    return found


def _forwarded(flat: str) -> list[str]:
    """The titles that a letter quotes because it forwards them."""
    folded = fold(flat)
    return [
        flat[quoted.start("title") : quoted.end("title")]
        for quoted in _QUOTED.finditer(folded)
        if _FULL_KIND.search(quoted["title"])
        and not _SHORT_NAME.search(folded[: quoted.start()])
        and len(quoted["title"]) >= _SHORTEST_TITLE
        and _FORWARDED.search(
            folded[max(0, quoted.start() - 8) : quoted.start()] + folded[quoted.end() : quoted.end() + 12]
        )
    ]


def _attached(flat: str) -> str | None:
    """Return the title that the letter quotes and that stands again above what is attached."""
    folded = _QUOTES.sub("“", fold(flat))
    for title in _forwarded(flat):
        core = _QUOTES.sub("“", re.sub(f"{_BRACKETS}$", "", fold(title)))
        at = folded.rfind(core)
        if at > 0 and folded[at - 1] not in "《〈" and not folded.startswith(("》", "〉"), at + len(core)):
            editions = re.match(_BRACKETS, folded[at + len(core) :])
            return flat[at : at + len(core) + (editions.end() if editions else 0)]
    return None


def _quoted(flat: str) -> str | None:
    return next(iter(_forwarded(flat)), None)


def _before_number(flat: str, number: str | None) -> str | None:
    """Return the title of a document in one line that ends where its number stands."""
    at = flat.find(number) if number else -1
    return flat[:at] if 6 <= at <= 90 and _KIND.search(fold(flat[:at])) else None


def _in_line(flat: str) -> str | None:
    """Return the title inside a line: between the letterhead or the letter and the first sentence of the body."""
    folded = fold(flat)
    letterhead = _LETTERHEAD.match(folded)
    start = letterhead.end() if letterhead else 0
    found = _IN_LINE.match(folded, start)
    if found is None and (letter := re.match("[^。]{0,40}：.*?。(?=附件)", folded[start:])):
        found = _IN_LINE.match(folded, start + letter.end())
    return flat[found.start("title") : found.end("title")] if found else None


def _plain_line(lines: list[str]) -> str | None:
    """Return the first line of the head that may be a title although it names no kind of text."""
    for line in lines:
        folded = fold(line)
        words = len(re.findall("[\u4e00-\u9fff]", folded))
        marked = any(marker.start == 0 for marker in find_markers(folded[:20]))
        other = (
            is_no_title(folded) or DATE_LINE.match(folded) or NUMBER.search(folded) or _ADDRESSED.search(folded)
        )
        if (
            words >= 6
            and len(line) <= _LONGEST_HEAD_LINE
            and not (marked or other)
            and not folded.endswith("文件")
        ):
            return squeeze(line)
    return None
