"""What figure or date a question wants confirmed."""

import re

from index.text.figures import DATE, FIGURE, read_figure

_AROUND = re.compile(
    r"(?:控制在|达到|达|不超过|超过|不低于|不少于|至少|要求在?|定在|定的|是|为|要|在)*$", re.MULTILINE
)
_AFTER = re.compile(r"^(?:以内|以上|以下|以外|之内|左右|之前|以前|前|底前|的)+")


def claimed_figure(words: str) -> tuple[str, str]:
    """The figure or date that a question wants confirmed and its words without it; both empty when it has none."""
    for pattern in (DATE, FIGURE):
        matches = [match for match in pattern.finditer(words) if pattern is DATE or read_figure(match) is not None]
        if matches:
            match = matches[-1]
            before = _AROUND.sub("", words[: match.start()])
            return match[0], before + _AFTER.sub("", words[match.end() :])
    return "", ""
