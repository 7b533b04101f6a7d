"""The one gate that a name passes before it is stored as a unit.

A wrong unit sends a person to the wrong office, so what is not surely a name is left out and reported: it must end
as names do (or be in the dictionary, or be a place), and hold no punctuation, no label, no rule and no verb.
"""

import re
from functools import lru_cache

from index.text.fold import fold
from index.units.endings import AFTER_UNIT, CHARACTERS, UNIT_END
from index.units.lexicon import load_lexicon
from index.units.unit_list import is_collective, is_place, looks_like_unit, mask_brackets

_REMEMBERED = 4096
_LONGEST_NAME = 26
_LONGEST_COLLECTIVE = 45
_PUNCTUATION = re.compile("[：；。！？…=|→；，\t\n\ue000]")
_LABEL = re.compile(
    "(?:单位|部门|时限|时间|领导|责任人|联系人|电话|范围)[：为]|^(?:联系(?:人|电话)|适用范围|完成时限)"
)
_RULE = re.compile("下同|列第[一1]|列首位|不再|以下|上述|均需|无需|除外|详见|^共\\d|第一位|参照|括号|标注")
_SENTENCE = re.compile(
    "^(?:不?含|不?包括|指|即|见|以下简称|简称|比如|例如|原|且|但是?|如有|如需|若|除了?|其中|根据|按照?|为了|关于|确保|通过|及时|并)|(?<=..)(?:依据|根据|按照)|(?<=.)(?<!自)由(?=.)|[了着]|的(?!.{0,6}(?:单位|部门|企业|机构|政府|地区))"
)
_BODY = "(?:成员单位|委|办|局|组|室|中心|专班|公司|会|所|处|部|院|厅)$"
_ACTION = re.compile(
    f"召开|拟定|进行|要求|汇报|会同|制订|(?:编制|制定|出台|完成|推动|推进|开展)(?!.{{0,24}}{_BODY})"
    rf"|{AFTER_UNIT}(?:要|应|共同|积极|具体)?(?:(?:做好|抓好|加强|制定|开展|推进|推动|负责|牵头|督促|指导|配合|协助|落实)[^{CHARACTERS}]{{2,}}$"
    "|(?:督促|指导|组织|配合|协助|会同|牵头|负责|对接)(?:各|有关|相关|国家|[省市县区]))"
)
_GLUED = re.compile(
    "^[（(]?[0-9①-⑳]{1,2}[）)]|^（[一二三四五六七八九十]+）|组(?=[省市县区州][委政\u4e00-\u9fff]{1,8}[委厅局部办府会]$)"
)
_COLLECTIVE_END = re.compile("[省市县区州盟旗镇乡村组站店户员方团家]$|各地|地方$|学会|乡镇")
_BARE_NOUN = re.compile(
    "(?:牵头|责任|配合|协办|主办|承办|参与|成员|实施)?(?:单位|部门|机构|企业|组织|主体|部门单位)"
)
_FIGURE = re.compile(r"\d(?:月|日|年|[%％.]|分$|[处所家个座]$|万|亿|元)")


@lru_cache(_REMEMBERED)
def refusal(name: str) -> str | None:
    """Why ``name`` is no unit's name, in plain Chinese; None for a name that passes."""
    folded = fold(name)
    if not re.search("[\u4e00-\u9fffA-Za-z]", folded) or _unbalanced(folded):
        return "不完整"
    masked = mask_brackets(folded).replace("□", "")
    if _BARE_NOUN.fullmatch(masked):
        return "没有说是哪个单位"
    collective = is_collective(name)
    if (
        "：" in folded
        or _PUNCTUATION.search(masked)
        or _LABEL.search(folded)
        or ("、" in masked and not collective)
    ):
        return "含有标点或栏目名"
    if len(masked) > (_LONGEST_COLLECTIVE if collective else _LONGEST_NAME) and not load_lexicon().knows(folded):
        return "过长"
    if (
        _RULE.search(masked)
        or _SENTENCE.search(masked)
        or _ACTION.search(masked)
        or _FIGURE.search(masked)
        or _GLUED.search(folded)
    ):
        return "是一句话，不是名称"
    return None if _named(name, masked) else "不像单位名称"


def passes(name: str) -> bool:
    """Whether ``name`` may be stored as a unit."""
    return refusal(name) is None


def _named(name: str, masked: str) -> bool:
    if is_collective(name):
        return bool(UNIT_END.search(masked) or _COLLECTIVE_END.search(masked)) or _is_department(masked)
    return looks_like_unit(name) or is_place(name) or _is_department(masked)


def _is_department(masked: str) -> bool:
    lexicon = load_lexicon()
    return any(lexicon.departments(reading.core) for reading in lexicon.readings(masked))


def _unbalanced(folded: str) -> bool:
    return any(
        folded.count(opener) != folded.count(closer) for opener, closer in ("（）", "〔〕", "【】", "[]", "“”")
    )
