import pytest

from index.table.cell_shape import row_number


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [("3", "plain", (3,)), ("3.", "plain", (3,)), ("（12）", "bracketed", (12,)), ("1.2", "dotted", (1, 2)), ("（三）", "han", (3,))],
)  # fmt: skip
def test_numbers(text: str, style: str, value: tuple[int, ...]):
    number = row_number(text)
    assert number is not None
    assert (number.style, number.value) == (style, value)


@pytest.mark.parametrize("text", ["", "2026", "3个", "一、", "12月", "1.2%", "3-5"])
def test_other_cells(text: str):
    assert row_number(text) is None


@pytest.mark.parametrize(("before", "after"), [("3", "4"), ("1.2", "1.3"), ("1.3", "2.1"), ("（九）", "（十）")])
def test_the_next_number(before: str, after: str):
    first, second = row_number(before), row_number(after)
    assert first and second and second.follows(first) and not first.follows(second)


def test_numbers_left_out():
    three, nine = row_number("3"), row_number("9")
    assert three and nine and nine.skips(three, 6) and not nine.skips(three, 5)
