"""What people say around a question: greetings, please and thank you, who they are and who sent them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from data import DATA_DIR

_UNIT = "[\ue000-\uf8ff]"
"""A character that stands for a masked unit."""
_OFFICE = re.compile(
    r"(?:督查|办公|秘书|综合|信息|调研|研究|值班|文秘|政研|法规|人事)(?:一|二|三)?(?:室|处|科|办)|记者|群众|市民|村民|居民"
    r"|企业|公司|干部|秘书|新人|新来|机关|单位|部门|公务员|办事员|科员|工作人员|基层|乡镇|街道"
)
_SPEAKER = re.compile(
    r"(?:^|[,，。;；!！\s])(?:您好|你好)?[,，]?"
    rf"(?:我(?:们)?(?:这边|这里|这儿)?(?:是|在|来自|代表)|本人(?:是)?|这(?:里|边)是|我们?(?={_UNIT})|作为|代)"
    r"(?P<who>[^,，。;；?？!！谁哪]{1,14}?)"
    r"(?:的(?:工作人员|同志|干部|科员|新人|小[一-龥]|[一-龥]科长|一名[一-龥]{2,4})?|工作|上班|这边|这儿|那边)?"
    r"(?:[,，。;；!！\s]|(?=想|请问|需要(?:问|查|核|了解)|要(?:问|查|核|了解)|问|核[实对一]|了解|咨询|查[一询]))"
)
_ERRAND = re.compile(
    rf"^(?P<who>(?:我们?|省里?|市里?|县里?|领导)?(?:{_UNIT}|[一-龥]{{0,4}}(?:室|处|科|办|秘书|领导))(?:[一-龥]{{1,3}}处|[一-龥]{{1,3}}科)?)"
    r"(?:这边|那边|这里|的同志|的领导|的)?(?:想|要|需要|来|让我们?|要求我们?|叫我|急着)?"
    r"(?:请问|(?:问|核|核实|核对|了解|查|咨询|请教|确认|看|督办|落实)(?:一下|下|问|一声)|问(?=[,，:：])|[,，:：])[,，:：]?"
)


_SLIP = re.compile(
    r"^.*(?:[哦啊噢呃]不(?:对|是)?|(?<!是)不对|说错了|打错了|更正)[,，、是]+(?:应该是|应该)?(?=.{2})"
)
"""What was said before the speaker corrected himself."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A question without what was said around it. ``speaker`` are the words in which the asker named himself."""

    text: str
    speaker: str


@cache
def _lists() -> dict[str, list[str]]:
    with (DATA_DIR / "courtesy.toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: list(data[name]) for name in ("phrases", "fillers")}


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    phrases = "|".join(re.escape(word) for word in sorted(_lists()["phrases"], key=len, reverse=True))
    filler = frozenset((*_lists()["fillers"], *_lists()["phrases"]))
    return (
        re.compile(rf"^(?:{phrases}|我(?![国省市县区州们单厅局委部])|[\s,，。、:：;；!！?？~～…·]+)"),
        re.compile(rf"(?:{phrases}|[\s,，。、:：;；!！?？~～…·]+|(?<![什怎那这多])[呀啊哈哦呐噢喔嘞咧])$"),
        filler,
    )


def strip_courtesy(key: str) -> Stripped:
    """Take greetings, courtesy and self-introductions from a search key in which units have been masked."""
    text, speaker = _SLIP.sub("", key), ""
    for pattern in (_SPEAKER, _ERRAND):
        match = pattern.search(text)
        if match and _introduces(match["who"]) and len(text) - len(match[0]) > 1:
            speaker = speaker or match["who"]
            text = text[: match.start()] + "," + text[match.end() :]
    parts = [part for part in re.split(r"[,，。;；!！?？\n]", text) if part.strip()]
    _, _, fillers = _edges()
    kept = [part for part in parts if part.strip() not in fillers] or parts[-1:]
    return Stripped(_strip_edges(",".join(kept)), speaker)


def _introduces(words: str) -> bool:
    """Whether words can be a speaker: they hold a unit, or an office or a person of some sort."""
    return bool(re.search(_UNIT, words) or _OFFICE.search(words))


def _strip_edges(text: str) -> str:
    start, end, _ = _edges()
    while True:
        shorter = end.sub("", start.sub("", text, count=1), count=1)
        if shorter == text or not shorter:
            return shorter
        text = shorter
