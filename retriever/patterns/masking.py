"""Questions with signs in place of the units they name, so that rules see where a unit stands and not what it is."""

import re
from collections.abc import Sequence

from index.units.linker import Mention
from retriever.patterns.intents import UNIT, UNIT_BASE, load_wording, unit_sign


def mask(key: str, mentions: Sequence[Mention]) -> str:
    """A search key with a sign in place of each unit."""
    text, last = "", 0
    for place, mention in enumerate(mentions):
        text += key[last : mention.start] + unit_sign(place)
        last = mention.end
    return text + key[last:]


def unmask(text: str, mentions: Sequence[Mention]) -> str:
    """The words again in place of the signs."""
    return re.sub(UNIT, lambda sign: mentions[ord(sign[0]) - UNIT_BASE].surface, text)


def units_in(text: str) -> list[int]:
    """The places, in the list of mentions, of the units whose signs stand in a text, in the order of the text."""
    return list(dict.fromkeys(ord(sign) - UNIT_BASE for sign in re.findall(UNIT, text)))


def settle_loose(words: str, mentions: Sequence[Mention]) -> str:
    """Give back the words of loose mentions that stand where no unit must stand."""
    for place, mention in enumerate(mentions):
        sign = unit_sign(place)
        if mention.strength == "loose" and not _in_role(words, sign):
            words = words.replace(sign, mention.surface)
    return words


def _in_role(words: str, sign: str) -> bool:
    role = "(?:{lead}|{responsible}|{part}|{which}|{howmany}|{task})"
    after = rf"(?:的|自己|也|主要|今年|都|要|得|需要?|应该?|和{UNIT}|、{UNIT}|共同|一起|分别|这边|那边|是|不是|是不是|一共|总共|具体|有没有|有)*"
    pattern = load_wording().pattern(
        f"(?:^|[由归是让找和与、及,，比跟看]|是不是|是否|的事|[这那](?:件|项|块|个)?事?|方面|换成|除了?|里面?|其中){sign}{after}(?:{role}|{{joint}}|呢|$)"
    )
    return bool(pattern.search(words))
