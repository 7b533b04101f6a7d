"""Counters as printed: the number formats of Word (ST_NumberFormat) and of html lists."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
FORMAL_DIGITS_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def positional(value: int, digits: str = DIGITS) -> str:
    """Digit by digit: 10 is 一〇."""
    return "".join(digits[int(digit)] for digit in str(value))


def counted(
    value: int, digits: str = DIGITS, units: tuple[str, ...] = ("", "十", "百", "千"), *, one: bool = False
) -> str:
    """With place words up to 9999: 110 is 一百一十, 101 is 一百零一; 10 is 十, or 一十 with ``one``."""
    if not 0 < value < 10_000:
        return str(value)
    zero = "零"
    text = ""
    for place in range(len(str(value)) - 1, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += digits[digit] + units[place]
        elif text and not text.endswith(zero):
            text += zero
    text = text.rstrip(zero)
    return text if one or not 10 <= value < 20 else text[1:]


def short_count(value: int) -> str:
    """Chinese counting as Word prints it: place words below 100, digit by digit from there."""
    return counted(value) if value < 100 else positional(value)


def letters(value: int) -> str:
    """A … z, then aa, bb …: Word and html writers repeat the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else str(value)


def roman(value: int) -> str:
    """Lower-case Roman: i, ii, iii, iv."""
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for amount, sign in ROMAN:
        text += sign * (value // amount)
        value %= amount
    return text


def enclosed(*ranges: tuple[int, int, int]) -> Callable[[int], str]:
    """Single characters for runs of values: (first value, last value, code point of the first)."""

    def render(value: int) -> str:
        for first, last, code in ranges:
            if first <= value <= last:
                return chr(code + value - first)
        return str(value)

    return render


def cycle(signs: str) -> Callable[[int], str]:
    """One sign after the other, from the start again after the last."""
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else str(value)


def full_width(value: int) -> str:
    """１０ for 10."""
    return "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in str(value))


FORMAL_UNITS = ("", "拾", "佰", "仟")
CIRCLED = enclosed((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1), (0, 0, 0x24EA))

NUMBER_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": CIRCLED,
    "decimalEnclosedCircleChinese": CIRCLED,
    "decimalEnclosedParen": enclosed((1, 20, 0x2474)),
    "decimalEnclosedFullstop": enclosed((1, 20, 0x2488)),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": short_count,
    "chineseCountingThousand": counted,
    "chineseLegalSimplified": lambda value: counted(value, FORMAL_DIGITS, FORMAL_UNITS, one=True),
    "ideographLegalTraditional": lambda value: counted(value, FORMAL_DIGITS_TRADITIONAL, FORMAL_UNITS, one=True),
    "taiwaneseCounting": short_count,
    "taiwaneseCountingThousand": counted,
    "taiwaneseDigital": positional,
    "japaneseCounting": counted,
    "japaneseDigitalTenThousand": positional,
    "ideographDigital": positional,
    "ideographTraditional": cycle(STEMS),
    "ideographZodiac": cycle(BRANCHES),
    "ideographZodiacTraditional": lambda value: (
        cycle(STEMS)(value) + cycle(BRANCHES)(value) if value > 0 else str(value)
    ),
    "ideographEnclosedCircle": enclosed((1, 10, 0x3280)),
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
}
"""By ST_NumberFormat name (ECMA-376 part 1, 17.18.59). Formats outside this genre print as plain digits."""


def printed(value: int, number_format: str) -> str:
    """A counter in a number format."""
    return NUMBER_FORMATS.get(number_format, str)(value)
