"""Statements in a document about all its clauses: who leads by order of naming, who is responsible throughout."""

import re
from dataclasses import dataclass

from index.text.fold import fold, squeeze

_FIRST = (
    r"(?:列|排|位列|排列|排名|标注|名列)(?:在)?(?:第一位?|首位|第一个?|最前面?|前)(?:位|名)?(?:的|者)?(?:单位|部门|责任单位)?(?:均|即)?(?:为|是|系|作为)"
    r"(?:[^，。；）\n]{0,8})(?:牵头|主办|主责|汇总)"
)
_FIRST_OTHER = (
    r"(?:第一位?|首位|第一个?|首个)(?:的)?(?:单位|部门|责任单位|责任部门)?(?:均|即)?(?:为|是|系)(?:[^，。；）\n]{0,4})(?:牵头|主办|主责)"
    r"|第一(?:责任单位|单位|位)(?:为|是)牵头|牵头(?:单位|部门)(?:均)?(?:列|排|排列|放|位列)(?:在)?(?:首位|第一位?|最前)"
)
_FIRST_LEADS = re.compile(f"{_FIRST}|{_FIRST_OTHER}")
_MARKED_LEADS = re.compile(
    r"[带标加注打有附示“\"（：，]{0,3}(?P<mark>[★☆▲△※◆●＊*]|星号|三角)[”\"）]?(?:号|标[记识注]|符号|形)?(?:的|者)?(?:责任)?(?:单位|部门)?"
    r"(?:均)?(?:为|是|系|表示|代表)[^，。；）\n]{0,6}?(?:牵头|主办|主责)"
)
_SINGLE_LEADS = re.compile(
    r"(?:无|没有|未(?:明确|列出|列|标明|注明|确定))牵头(?:单位|部门)的，?(?:其|则)?责任(?:单位|部门)(?:即|就|均)?(?:为|是)牵头(?:单位|部门)"
)
_NAMED_MARKS = {"星号": "★☆*＊", "三角": "▲△"}
_STANDING = re.compile(
    r"(?:以下|下列|下同|上述|以上|本方案|各项)(?:[^。；（）\n]|（[^（）\n]{1,12}）){0,60}?不再[^，。；（）\n]{0,6}(?:列|标注|注明|重复)"
)
_UNITS_OF_RULE = re.compile(
    "均?(?:需|须|由|请)(?P<units>[^，。；]{2,60}?)(?:按职责分工|共同|具体|分别)*(?:负责|落实|推进|推动|配合|参与|实施|组织|执行)"
)
_ANYWHERE = re.compile("(?:各)?地方?(?:各级)?$")
_RULES = (_FIRST_LEADS, _MARKED_LEADS, _SINGLE_LEADS, _STANDING)
_NOTE_LINE = re.compile(r"^[\s（(]*(?:注|备注|说明|附注)[：:0-9一二三.、]")


@dataclass(frozen=True, slots=True)
class StatedRules:
    """The rules of a document: texts in order, and the offset from which 列第一位者为牵头单位 is in force.

    ``single_leads``: where no lead is named, the responsible unit is the lead (无牵头单位的，责任单位即为牵头单位).
    ``lead_marks`` are the signs that mark a lead (标★的为牵头单位), throughout the document.
    """

    texts: tuple[str, ...]
    first_leads_from: int | None
    lead_marks: str = ""
    single_leads: bool = False


def _statement_range(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a match to the whole statement: back to the punctuation before it, on to the end of 下同."""
    begin = start
    while begin > 0 and text[begin - 1] not in "，。；（()\n":
        begin -= 1
    # 除标注“分别牵头”外，列第一位… belongs together.
    exception = re.search(r"除[^。；（(\n]{1,30}外[，,]$", text[max(0, begin - 40) : begin])
    if exception:
        begin -= len(exception[0])
    finish = end
    while finish < len(text) and text[finish] not in "，,。；;）)〕】\n":
        finish += 1
    tail = re.match(r"[，,]\s*(?:以?下同|不再[^。；）)\n]{0,12})", text[finish : finish + 20])
    return begin, finish + (len(tail[0]) if tail else 0)


def cut_rules(value: str) -> tuple[str, list[str]]:
    """Split the rules off a responsibility text: return what is left and the rules' texts."""
    rules: list[str] = []
    while True:
        folded = fold(value)
        match = next((found for pattern in _RULES if (found := pattern.search(folded))), None)
        if not match:
            return value, rules
        begin, finish = _statement_range(folded, match.start(), match.end())
        rules.append(value[begin:finish])
        before, after = value[:begin], value[finish:]
        if before.endswith(("（", "(", "〔", "[")) and after.startswith(("）", ")", "〕", "]")):
            before, after = before[:-1], after[1:]
        value = before.rstrip("，,。；;、") + after


def units_of_rule(rule: str) -> str:
    """The list of units that a rule makes responsible throughout (以下均需A、B落实，不再列出 → A、B), or an empty text."""
    found = _UNITS_OF_RULE.search(fold(rule)) if _STANDING.search(fold(rule)) else None
    return rule[found.start("units") : found.end("units")] if found and not _ANYWHERE.match(found["units"]) else ""


def find_rules(text: str) -> StatedRules:
    """Find the rules that ``text`` states anywhere, in prose, brackets or notes.

    A rule that a note states (注：列首位的为牵头单位) holds for the whole document, any other from its place on.
    """
    folded = fold(text)
    texts: list[tuple[int, str]] = []
    first_from: int | None = None
    marks = ""
    single = False
    for pattern in _RULES:
        for match in pattern.finditer(folded):
            begin, finish = _statement_range(folded, match.start(), match.end())
            texts.append((begin, squeeze(text[begin:finish])))
            if pattern is _MARKED_LEADS:
                marks += _NAMED_MARKS.get(match["mark"], match["mark"])
            elif pattern is _SINGLE_LEADS:
                single = True
            elif pattern is _FIRST_LEADS:
                line = folded[folded.rfind("\n", 0, begin) + 1 : begin + 4]
                start = 0 if _NOTE_LINE.match(line) else begin
                first_from = start if first_from is None else min(first_from, start)
    return StatedRules(tuple(dict.fromkeys(rule for _, rule in sorted(texts))), first_from, marks, single)
