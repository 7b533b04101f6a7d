"""Chinese numerals and the integers that they mean."""

import unicodedata

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "兩": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
_DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9}
_DIGITS |= {str(value): value for value in range(10)}
_TENS = {"廿": 20, "卅": 30}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PRINTED = "零一二三四五六七八九"

NUMERAL_CHARS = "".join((*_DIGITS, *_TENS, *_STEPS, *_GROUPS))
"""Every character that may stand in a numeral (after NFKC), for use inside a regular expression's brackets."""


def parse_number(text: str) -> int | None:
    """The non-negative integer that a numeral in any usual writing means, or None when it is none.

    Reads 三十六, 36, ３６, 三六 (digit by digit), 二〇二二, 两百, 廿四, 一百一 (110), 一万二 (12000), 3万.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not text or any(c not in NUMERAL_CHARS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _positional(text)


def _positional(text: str) -> int | None:
    """Evaluate a numeral with units of ten; None when its units are out of order."""
    total, group, digits = 0, 0, ""
    last_step, last_group, elided = 0, 0, False
    for place, char in enumerate(text):
        if char in _DIGITS:
            digits += str(_DIGITS[char])
            elided = place > 0 and text[place - 1] not in "零〇○"
            continue
        if char in _TENS:
            if digits.strip("0") or (last_step and last_step <= 10):
                return None
            group, digits, last_step = group + _TENS[char], "", 10
        elif char in _STEPS:
            step = _STEPS[char]
            if last_step and step >= last_step:
                return None
            group, digits, last_step = group + (int(digits) if digits else 1) * step, "", step
        else:
            scale = _GROUPS[char]
            amount = group + (int(digits) if digits else 0)
            if not (total or amount):
                return None
            total = (total + amount) * scale if scale > (last_group or 0) else total + amount * scale
            group, digits, last_step, last_group = 0, "", 0, scale
    if not digits:
        return total + group
    tail = int(digits)
    unit = last_step or last_group
    if elided and len(digits) == 1 and unit >= 100 and text[-2] not in _DIGITS:
        tail *= unit // 10
    return total + group + tail


def to_chinese(number: int) -> str:
    """The plain writing of 0..99,999,999 (36 → 三十六), as headings and clauses print it."""
    if not 0 <= number < 10**8:
        raise ValueError(f"只能写出 0 到 99999999 的中文数字，收到的是 {number}")
    if number < 10**4:
        return _below_ten_thousand(number)
    high, low = divmod(number, 10**4)
    text = _below_ten_thousand(high) + "万"
    if not low:
        return text
    return text + ("零" if low < 1000 else "") + _below_ten_thousand(low, leading=False)


def _below_ten_thousand(number: int, leading: bool = True) -> str:
    if number == 0:
        return "零"
    text, gap = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            text += ("零" if gap and text else "") + _PRINTED[digit] + name
        gap = digit == 0
    return text[1:] if leading and text.startswith("一十") else text
