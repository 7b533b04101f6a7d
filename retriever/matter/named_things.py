"""Named things in a question: a bridge, a hospital, an industry, each with what tells it from others of its kind.

Documents of this genre name projects one by one, so a question about the West Lake must not be answered with the
East Lake, nor one about honey with tea: the kind agrees, the name does not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_KINDS = (
    "大桥|隧道|医院|卫生院|大学|学院|中学|小学|幼儿园|学校|剧院|博物馆|图书馆|美术馆|文化馆|体育馆|体育场|球场|纪念馆|殡仪馆|"
    "水库|水厂|电厂|电站|垃圾场|焚烧厂|处理厂|机场|码头|火车站|高铁站|客运站|东站|西站|南站|北站|高速|高铁|铁路|地铁|公路|大道|公园|实验室|"
    "湖|河|江|产业|产业园|开发区|新区|试验区|条例|博会|博览会|旅游节|文化节|运动会|行动计划"
)
_THING = re.compile(rf"({_KINDS})$")

_LEVELS = frozenset("省市县区镇乡村")
_NO_NAME = frozenset(
    ("新", "老", "旧", "大", "小", "新建", "改建", "扩建", "全省", "全市", "全县", "本地", "当地")
)
"""What stands before a kind without telling one thing from another."""

OTHER_KIND = 0.5
"""How much it counts when the duty has neither the name nor the kind: it may say both in other words."""


@dataclass(frozen=True, slots=True)
class Thing:
    """``name`` tells it from other things of its ``kind``: 白沙 + 大桥."""

    name: str
    kind: str

    @property
    def whole(self) -> str:
        """Name and kind together."""
        return self.name + self.kind


def things_in(parts: Sequence[str]) -> tuple[Thing, ...]:
    """The named things in neighbouring words: a word that ends in a kind, named by itself or by the word before."""
    found: list[Thing] = []
    for before, last in pairwise(("", *parts)):
        word = before + last if len(last) == 1 else last
        match = _THING.search(word)
        if not match:
            continue
        name = word[: match.start()] or before
        if name and name not in _NO_NAME:
            found.append(Thing(name, match[1]))
    return tuple(dict.fromkeys(found))


def other_thing(things: Sequence[Thing], text: str, others: Callable[[Thing], tuple[str, ...]]) -> float:
    """How clearly a text is about another thing than those asked about, 0..1: the worst of them."""
    return max((_mismatch(thing, text, others(thing)) for thing in things), default=0.0)


def _mismatch(thing: Thing, text: str, others: Sequence[str]) -> float:
    if thing.whole in text or any(other in text for other in others):
        return 0.0
    # A single character stands in too many words to be a name, except one that tells the level of a place.
    named = thing.name in text and (len(thing.name) > 1 or thing.name in _LEVELS)
    kind = thing.kind in text
    if named and kind:
        return 0.0
    return 1.0 if named or kind else OTHER_KIND
