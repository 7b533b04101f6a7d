"""Taking apart phrases in which quotations and brackets may stand."""

_OPENING, _CLOSING = "“（", "”）"


class UnreadError(Exception):
    """A text is not one of those that are read back."""


def parts(text: str, separator: str) -> list[str]:
    """The stretches between separators that stand in no quotation and no brackets."""
    found, depth, start, at = [], 0, 0, 0
    while at < len(text):
        if text[at] in _OPENING:
            depth += 1
        elif text[at] in _CLOSING:
            depth -= 1
        elif not depth and text.startswith(separator, at):
            found.append(text[start:at])
            start = at = at + len(separator)
            continue
        at += 1
    return [*found, text[start:]]


def enclosed(text: str) -> bool:
    """Whether one pair of brackets is around all of a text."""
    return text.startswith("（") and text.endswith("）") and len(parts(f"{text[1:-1]}，", "，")) > 1


def after(text: str, prefix: str) -> str:
    """What follows a beginning. Raises UnreadError when the text does not begin so."""
    if not text.startswith(prefix):
        raise UnreadError(text)
    return text[len(prefix) :]


def before(text: str, suffix: str) -> str:
    """What stands before an end. Raises UnreadError when the text does not end so."""
    if not text.endswith(suffix) or not suffix:
        raise UnreadError(text)
    return text[: -len(suffix)]


def inside(text: str, prefix: str, suffix: str) -> str:
    """What stands between a beginning and an end. Raises UnreadError."""
    return before(after(text, prefix), suffix)


def number(text: str) -> int:
    """A whole number in digits. Raises UnreadError."""
    if not (text.isascii() and text.isdigit()):
        raise UnreadError(text)
    return int(text)
