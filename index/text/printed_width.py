"""How wide a text prints: in ideographs, as columns of Chinese print are counted."""

from wcwidth import wcswidth, wcwidth


def printed_width(text: str) -> float:
    """Width in ideographs: a letter or digit is half of one, signs of East Asian print (“” — ①) are whole ones."""
    cells = wcswidth(text, ambiguous_width=2)
    if cells < 0:  # a control character in it
        cells = sum(max(0, wcwidth(sign, ambiguous_width=2)) for sign in text)
    return cells / 2
