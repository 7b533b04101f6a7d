"""What a question says of the documents it is put to, read from its search key."""

import re
from dataclasses import dataclass, field

from index.model.identity import PlaceLevel
from index.text.numerals import NUMERAL_CHARS, parse_number

YEAR = re.compile(
    rf"(?P<y>(?:19|20)\d\d|[二两][〇零○]{{1,2}}?[{NUMERAL_CHARS}]{{1,2}}|(?<!\d)\d\d)年(?:度|版|的)?(?!代|期|来|内|制|底|前|以|均|行动|计划|禁|试点)"
)
TARGET = re.compile(r"(?:到|至|截至|截止|力争|直到|争取)$")
"""Before a year that is the time of a target (到2025年), not of a document."""
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "上一年": -1, "上年": -1, "后年": 2}
_NUMBER = re.compile(r"[一-龥]{1,6}\s*[〔\[(【]\s*(?P<year>\d{4})\s*[〕\])】]\s*(?:第)?(?P<n>\d+)号(?:文件|文)?")
_SHORT_NUMBER = re.compile(
    r"(?P<code>[一-龥]{1,6}?(?:发明电|政发|政办发|政办函|政函|办发|办函|发|函|办|字|规))(?P<n>\d{1,4})号(?!线|楼|院|桥|路|站|机|馆|台|井|地块)(?:文件|文)?"
    r"|(?<![\d线楼])(?P<m>\d{1,4})号(?:文件|文)(?!化)"
)
_TITLE = re.compile(r"[《〈](?P<title>[^《》〈〉]{3,60})[》〉]")
_OLD = re.compile(
    r"(?:旧版|老版|原版|原来的?版本?|修订前|修改前|更正前|调整前|被?(?:替代|取代|废止|替换)的|以前的版本|前一版|上一版|原文件)(?:本|的|里|中|文件)*"
)
_DRAFT = re.compile(r"(?:征求意见稿|讨论稿|送审稿|草案)(?:里|中|的)?")
_LEVEL_WORDS: dict[str, PlaceLevel] = {
    "国家": "national", "全国": "national", "中央": "national", "国务院": "national",
    "省": "province", "自治区": "province", "市": "city", "州": "city", "县": "county", "区": "county",
}  # fmt: skip
_LEVEL = re.compile(
    r"(?<![一-龥])(?P<a>省|市|县|区|州)里(?:面)?(?:的|头)?(?!程|昂)"
    r"|(?P<b>国家|中央|国务院|省|市|县)(?:级)?(?:层面|的文件|级文件|文件)(?:上|里|中|的)*"
)
_ALL = re.compile(
    r"(?:所有|全部|各个?|每[一份个])文件|(?:整个|全)(?:文件)?库|不限(?:文件|地区|年份)|(?:其他|其它|别的)文件"
)
KINDS = "分工意见|分工方案|任务分解表?|实施方案|工作方案|行动方案|行动计划|实施意见|工作要点|台账|清单|分工表"
_KIND = re.compile(rf"(?P<kind>{KINDS})(?:里面|里|中|上)(?:的)?")
_ISSUER = re.compile(
    r"(?P<issuer>[一-龥]{0,12}?(?:人民政府|政府|国务院|办公厅|办公室|委员会|[厅局委部]))(?:印发|下发|发|出台|制定)的(?:文件|通知|意见|方案|分工|那份)*(?:里|中)?"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of documents: each part on its own, empty where nothing was.

    ``number`` is a code and a serial number (code may be empty, the year too), ``years`` are years, ``shift`` a year
    counted from the newest. ``everything``: all documents are meant, whatever was said before.
    """

    number: tuple[str, str, str] | None = None
    title: str = ""
    years: tuple[int, ...] = ()
    shift: int | None = None
    level: PlaceLevel | None = None
    kind: str = ""
    issuer: str = ""
    old: bool = False
    draft: bool = False
    everything: bool = False
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    @property
    def names_document(self) -> bool:
        """Whether a document was named by number or title."""
        return self.number is not None or bool(self.title)

    @property
    def anything(self) -> bool:
        """Whether anything was said."""
        return self != NOTHING_SAID


NOTHING_SAID = Said()


def read_said(key: str) -> Said:
    """What a search key says of documents (but for places, which need the gazetteer and the library)."""
    spans: list[tuple[int, int]] = []

    def found(pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(key)
        if match:
            spans.append(match.span())
        return match

    number: tuple[str, str, str] | None = None
    if match := found(_NUMBER):
        number = (re.split(r"[〔\[(【]", match[0])[0].strip(), match["year"], match["n"])
    elif match := found(_SHORT_NUMBER):
        number = (match["code"] or "", "", match["n"] or match["m"])
    title = found(_TITLE)
    old, draft, everything = found(_OLD), found(_DRAFT), found(_ALL)
    level, kind, issuer = found(_LEVEL), found(_KIND), found(_ISSUER)
    years, shift, times = _times(key) if number is None else ((), None, [])
    return Said(
        number,
        title["title"] if title else "",
        years,
        shift,
        _LEVEL_WORDS[level["a"] or level["b"]] if level else None,
        kind["kind"].removesuffix("表") if kind else "",
        issuer["issuer"] if issuer else "",
        old is not None,
        draft is not None,
        everything is not None,
        tuple(spans + times),
    )


def years_in(key: str) -> tuple[int, ...]:
    """The years in a search key, those of targets too."""
    found = (year_number(match["y"]) for match in YEAR.finditer(key))
    return tuple(year for year in found if year)


def year_number(text: str) -> int | None:
    """The year that digits mean: 2023, 二〇二三, 23."""
    number = parse_number(text)
    if number is None:
        return None
    if number < 100 and len(text) == 2 and text.isdigit():
        number += 2000
    return number if 1950 <= number <= 2099 else None


def _times(key: str) -> tuple[tuple[int, ...], int | None, list[tuple[int, int]]]:
    """The years that a document is said to be of, or how many years ago; with their places."""
    found = [
        (year, match.span())
        for match in YEAR.finditer(key)
        if (year := year_number(match["y"])) and not TARGET.search(key[: match.start()])
    ]
    if found:
        return tuple(year for year, _ in found), None, [span for _, span in found]
    for word, shift in _RELATIVE.items():
        if word in key and (shift == 0 or _of_document(key, word)):
            start = key.index(word)
            return (), shift, [(start, start + len(word))]
    return (), None, []


def _of_document(text: str, word: str) -> bool:
    """Whether a relative year says which document, and not when something happened (上一年交的保险, 高于上年)."""
    before, _, after = text.partition(word)
    return (not before or before[-1] in ",。;、 的在市县省州区") and not re.match(
        "[末底初]|同期|实际|度?决算|[交缴增减支收结花用投签批](?!展)", after
    )
