"""The matter of a question: what is left when the asking is taken away."""

import re
from functools import cache

from retriever.patterns.courtesy import strip_courtesy
from retriever.patterns.intents import UNIT, load_wording
from retriever.patterns.substance import substance


@cache
def _asking() -> tuple[re.Pattern[str], ...]:
    """Phrases that ask, wherever they stand in a question."""
    pattern = load_wording().pattern
    role = "(?:{lead}|{responsible}|{part}|{do})"
    return (
        pattern("(?:{yes})"),
        re.compile(
            r"(?:都|分别|具体)?(?:是|有|为|包括)?(?:指的是|说的是)?哪(?:[0-9一二两三四五六七八九十几]+)(?:大|件|个|项|种|条|类|样)?(?!家|个?单位|个?部门)"
        ),
        pattern(
            "(?:{before}|涉及|关系到|都有|有)*(?:(?:应该|该)?(?:是由|由|归|让|找|被|属于|靠|该问|交给|交由|归属|应找|是)(?:{adverb})*)?"
            "{who}(?:们|同志)?"
            f"(?:{{adverb}}|的|{role}|{{body}}|{{joint}}|着|和)*(?:的|了|呢|吗)?"
        ),
        pattern(
            f"(?:涉及|有)?的?(?:{role}(?:和|与|及|、|以及)?)+(?:责任)?{{body}}(?:和|与|及|、|以及)?(?:{role})*{{body}}?"
            "(?:分别|都|主要)*(?:是|为|有|包括|叫)*(?:{who}|哪个|哪些|哪家|哪几家|什么|几个|多少|啥|谁)?(?:单位|部门)?"
        ),
        pattern(f"(?:只|仅仅?)?(?:有|是|由|归|让)?{UNIT}(?:一家|单独|独家|{{adverb}}|的|{role}|{{body}})*"),
        pattern(
            f"(?:都|主要|分别|一共|总共|会|具体)*(?:涉及|包括|包含|含有?|有|是)?(?:到|了)?(?:{{which}}|{{howmany}})(?:{{adverb}}|的|是|{role})*(?:{{task}}|方面)*(?:{role}|的|{{adverb}})*"
        ),
        re.compile(
            r"(?:是|都|分别|包括|包含|具体|的)*(?:有|是|包括|指|为)?(?:哪些|哪几个|哪几项|什么|啥|多少|几(?:个|项|条))(?:内容|要求|措施|任务|目标)?"
        ),
    )


def extract_matter(masked: str) -> str:
    """The matter in a masked question: courtesy, asking phrases, unit signs and filler taken away."""
    text = strip_courtesy(masked).text
    for pattern in _asking():
        text = pattern.sub("\0", text)
    text = re.sub(rf"[ⒸⓈ]|{UNIT}", "\0", text)
    text = re.sub(r"\0[的了呢]?", "\0", text)
    pieces = [trim(piece) for piece in text.split("\0")]
    return " ".join(piece for piece in pieces if piece)


def trim(text: str) -> str:
    """Take filler words and punctuation from both ends of a piece of text."""
    start, end = _edges()
    while True:
        shorter = end.sub("", start.sub("", text, count=1), count=1)
        if shorter == text:
            return text
        text = shorter


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    fillers = load_wording().trim
    start, end = ("|".join(sorted(words, key=len, reverse=True)) for words in (fillers["start"], fillers["end"]))
    return (
        re.compile(rf"^(?:{start}|[\s,，。、:：;；!！?？“”\"'「」()（）-]+)"),
        re.compile(rf"(?:{end}|[\s,，。、:：;；!！?？“\"'「(（-]+)$"),
    )


def only_contents(masked: str) -> bool:
    """Whether a masked question, its references aside, only asks what stands there (都讲了些什么)."""
    left = contents_filler().sub("", extract_matter(masked))
    return not re.sub(r"[\s,，。、:：]", "", left) or not substance(left)


@cache
def contents_filler() -> re.Pattern[str]:
    """Matches, piece by piece, words that say nothing but that contents are asked for."""
    words = "|".join(sorted(load_wording().trim["contents"], key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{words}|[,，、\d])+(?!\S)")
