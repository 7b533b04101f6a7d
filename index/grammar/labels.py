"""The labels that announce units, officials or times (牵头单位：…), and the ways to write them without a colon."""

import re
from typing import Literal

from index.model.document import NoteKind
from index.text.fold import fold
from index.units.endings import CHARACTERS

Role = Literal[
    "lead",
    "chief",
    "principal",
    "support",
    "phrase",
    "leader",
    "deadline",
    "office",
    "contact",
    "scope",
    "score",
    "note",
]
"""What a label announces. ``chief`` (主责单位) leads where no lead is named beside it, ``principal`` (责任单位) where a
separate 配合单位 stands beside it. The last five announce no units: their text is kept as a note."""

_UNIT_NOUN = (
    "(?:（[^（）]{2,4}）|□{4,6})?(?:单位|部门|机构|处室|科室|股室|站所|司局|机关|地区|主体|县区|区县|县市区|市州|乡镇|镇街|部室)"
    "(?:[和及、与](?:单位|部门|科室|人员|(?:主要|具体)?(?:责任人|负责人|领导)))?"
)
_WITHIN = "[\u4e00-\u9fff]{0,4}?"
"""A label is known by its first word and its noun, whatever stands between them (牵头考核单位, 责任落实部门)."""
_OFFICE_NOUN = "(?:处室|科室|股室|处（室）|科（室）)"
WEAK_LABELS = "责任|负责|承办|[省市县区州](?:级|直)(?:部门)?(?:单位|部门)?|(?:各)?(?:市州|县市区|县区|区县|区市|市县|镇街|乡镇|属地|街镇)"
"""Labels that are ordinary words, too: they only count before names of units."""
LABELS: tuple[tuple[Role, str], ...] = (
    ("office", rf"内(?:部|设)?(?:牵头|配合|责任|负责)?{_OFFICE_NOUN}|(?:牵头|配合)?(?:责任|负责|承办)?内设机构"),
    ("lead", rf"(?:总|主要|共同)?牵头{_WITHIN}{_UNIT_NOUN}|主办{_WITHIN}{_UNIT_NOUN}|牵头|主办"),
    ("chief", rf"(?:主责|主要责任|第一责任|主要负责|主管){_WITHIN}{_UNIT_NOUN}"),
    (
        "support",
        rf"(?:主要|具体)?(?:配合|协同|协助|协办|参与|参加|支持|会办|辅助|协作){_WITHIN}{_UNIT_NOUN}",
    ),
    ("support", rf"(?:其他|其它|相关|次要)责任{_UNIT_NOUN}|配合|协同|协办|协助|参与"),
    (
        "principal",
        rf"(?:落实|具体|共同)?(?:责任|承办|落实|实施|负责|承担|执行|完成|主体责任|具体实施|组织实施){_WITHIN}{_UNIT_NOUN}",
    ),
    ("principal", WEAK_LABELS),
    ("contact", rf"(?:业务)?(?:联系|联络|咨询){_UNIT_NOUN}"),
    ("phrase", rf"(?:监管|监督|督导|督办|指导|建设|项目|业主|项目业主|主体|汇总|报送){_UNIT_NOUN}|项目业主"),
    ("phrase", r"(?:部门|职责|任务|责任|工作|单位)分工|责任分解|分工(?:单位|部门)?|责任落实"),
    (
        "leader",
        r"(?:分管|牵头|责任|联系|包保|包片|包案|挂点|挂钩|挂联|包联|包抓|主抓|督办|督导|主管|负责|协管|领衔|统筹)?(?:的)?"
        r"(?:省|市|县|区|州|镇|乡|街道|政府|厅|局|委|校|院|部|司|公司|班子)?领导(?:同志)?"
        r"|(?:牵头|责任|分管|包保|第一责任|直接责任|主要责任|具体责任|负责)副?(?:省长|市长|县长|区长|校长|院长|人)"
        r"|(?:主要|具体|直接|分管|牵头)负责人|责任领导|总负责人?",
    ),
    ("contact", r"联系(?:电话|方式|人)(?:及电话)?|(?:办公)?电话|手机(?:号码?)?|联络员"),
    ("scope", r"适用(?:范围|地区|对象|区域)|实施(?:范围|区域|地区)|试点(?:范围|地区)"),
    ("score", r"(?:考核|考评|评价)?(?:分值|权重|得分|赋分)"),
    ("note", r"备注|附注|说明|资金来源|工作依据|政策依据|考核方式|预期成效|预期成果|成果形式|工作成果"),
    (
        "deadline",
        r"(?:计划|要求|预计)?(?:完成|办结|办理|落实|推进|实施|达成|整改)(?:时限|时间|期限|日期|节点)(?:要求|安排)?"
        r"|时限(?:要求)?|时间(?:要求|节点|安排|进度)|期限|工作时限|进度(?:要求|安排|时限)|完成时间节点",
    ),
)
"""Label words, as data: what a label announces, and its spellings."""

NOTE_ROLES: tuple[NoteKind, ...] = ("office", "contact", "scope", "score", "note")
"""Roles that are no units, officials or times."""

_PREFIX = "(?:主要|总|分|共同|第[一二三]|项目|任务|[省市县区州镇乡](?:级|直|本级)|县市区|区县|县区|市县|属地)?"
LABEL = re.compile(
    _PREFIX + "(?:" + "|".join(f"(?P<l{i}>{pattern})" for i, (_, pattern) in enumerate(LABELS)) + ")"
)
LABEL_COLON = re.compile(f"(?:{LABEL.pattern})(?:（[^（）]{{1,12}}）|□{{3,14}})?[ \u3000]*：")
_WEAK_LABEL = re.compile(f"(?:{WEAK_LABELS}|牵头|主办|配合|协同|协办|协助|参与)[ \u3000]*：")
_STRONG_LABEL = re.compile(
    f"(?:牵头|主办|主责|责任|配合|协办|协同|承办|落实|参与){_WITHIN}(?:单位|部门)[ \u3000]*：|(?:完成|办结)(?:时限|时间|期限)[ \u3000]*："
)
_ANY_LABEL = f"(?:{re.sub('[?]P<l[0-9]+>', '?:', LABEL.pattern)})"
_LABEL_IN_BRACKETS = re.compile(f"[【\\[［〔]{_ANY_LABEL}[】\\]］〕]")
_LABEL_WITHOUT_COLON = re.compile(
    rf"(?:^|(?<=[\n。；，（]))[ \t\u3000]*{_ANY_LABEL}(?:(?<=单位)|(?<=部门)|(?<=科室)|(?<=处室))(?P<says>均?为|[ \u3000]+)"
    rf"(?=[\u4e00-\u9fff]{{1,16}}?[{CHARACTERS}](?:[、，。；）\n（]|$))"
)
_SIGN_BEFORE_LABEL = re.compile(rf"[▸▹►▶‣●◆■○◇□◦•·](?=[ \u3000]*{_ANY_LABEL}[ \u3000]*：)")


def open_label_brackets(text: str) -> str:
    """Write 【责任单位】 as ；责任单位：, and 责任单位为A or 责任单位 A with a colon, every character in its place.

    A sign before a label (▸配合单位：) divides fields as ； does.
    """
    opened = list(text)
    for sign in _SIGN_BEFORE_LABEL.finditer(fold(text)):
        opened[sign.start()] = "；"
    for match in _LABEL_WITHOUT_COLON.finditer(fold(text)):
        opened[match.end() - 1] = "："
        opened[match.start("says") : match.end() - 1] = " " * (match.end() - 1 - match.start("says"))
    for match in _LABEL_IN_BRACKETS.finditer(fold(text)):
        opened[match.start()], opened[match.end() - 1] = "；", "："
    return "".join(opened)


def is_weak_label(match: re.Match[str]) -> bool:
    """Tell whether the matched label is an ordinary word (责任：, 配合：), which may introduce anything."""
    return bool(_WEAK_LABEL.fullmatch(match[0]))


def label_role(match: re.Match[str]) -> Role:
    """Return what the matched label announces."""
    return next(role for index, (role, _) in enumerate(LABELS) if match[f"l{index}"])


OTHER_FIELD = re.compile("(?:(?<=[，；。（])|^)[\u4e00-\u9fff]{2,8}(?=：)")
"""In a text of responsibilities: a label that is not known, and so announces nothing but a note."""


def is_strong_label(match: re.Match[str]) -> bool:
    """Tell whether the matched label can be nothing else, so that it counts wherever it stands (…责任单位：)."""
    return bool(_STRONG_LABEL.match(match[0]))


def names_persons(label: re.Match[str]) -> bool:
    """Whether a label for units announces persons beside them (责任单位及责任人：)."""
    return label_role(label) != "leader" and bool(re.search("责任人|负责人|领导", label[0]))
