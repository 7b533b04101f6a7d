"""Words that must not be passed over: a negation, number or quantifier that the tagger took for an empty word."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from retriever.reading.labels import LABELS, NOTHING
from retriever.signs.sign import NumberSign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retriever.reading.tagger import Tagged

SURE = 0.9
"""How likely the tagger must hold such a word to be empty."""
_WEIGHTY = re.compile("中间|居中|[不没无非未别除勿莫少最仅只唯独倒反另末尾半]")
_IDLE = re.compile(
    "分别|特别|别名|别的|别家|别人|其[他它余中实]|目前|当前|是不是|有没有|能不能|可不可以|要不要|对不对|是不|好不好|不好意思|不过|不仅|不但|无论|不管|不论|没错|只要|至少|差不多"
)
"""Words in which such a character denies or counts nothing."""
_NOTHING = LABELS.index(NOTHING)


def doubtful(tagged: Tagged, labels: Sequence[str]) -> tuple[str, ...]:
    """Weighty words and signs labelled as empty of which the tagger is not sure."""
    text = "".join(token.text if token.sign is None else "\n" for token in tagged.tokens)
    places = [0]
    for token in tagged.tokens:
        places.append(places[-1] + (len(token.text) if token.sign is None else 1))
    idle = {i for match in _IDLE.finditer(text) for i in range(*match.span())}
    weighty = {i for match in _WEIGHTY.finditer(text) for i in range(*match.span())} - idle
    units = sum(label.startswith("U.") for label in labels)
    return tuple(
        token.text
        for i, (token, label) in enumerate(zip(tagged.tokens, labels, strict=True))
        if label == NOTHING
        and (token.sign is not None or places[i] in weighty)
        and not (token.sign is not None and _counts(token.sign.value, units))
        and math.exp(float(tagged.labels[i, _NOTHING])) < SURE
    )


def _counts(value: object, units: int) -> bool:
    """Whether a number only repeats how many units were named (财政跟税务两家)."""
    return isinstance(value, NumberSign) and value.measure in ("unit", "other") and value.values == (float(units),)
