import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numerals import parse_number, to_chinese


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("36", 36), ("３６", 36), ("三十六", 36), ("三六", 36), ("十", 10), ("十二", 12), ("二十", 20),
        ("廿四", 24), ("廿", 20), ("卅一", 31), ("二〇二二", 2022), ("二零二二", 2022), ("两", 2), ("两百", 200),
        ("一百一", 110), ("一百零一", 101), ("一百一十", 110), ("一千二", 1200), ("一千零二十", 1020),
        ("一万二", 12000), ("一万零二", 10002), ("一亿二千万", 120_000_000), ("3万", 30000), ("2千", 2000),
        ("壹佰贰拾", 120), ("〇", 0), ("零", 0), ("八十二", 82),
    ],
)  # fmt: skip
def test_reads_every_usual_writing(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "第", "三条", "十百", "36a", "二.五", "万", "-3"])
def test_refuses_what_is_no_numeral(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_reads_back_what_it_writes(number: int) -> None:
    assert parse_number(to_chinese(number)) == number


@given(st.integers(min_value=0, max_value=9_999_999))
def test_agrees_with_cn2an(number: int) -> None:
    assert parse_number(cn2an.an2cn(number)) == number


@given(st.text(max_size=12))
def test_never_fails_on_any_text(text: str) -> None:
    number = parse_number(text)
    assert number is None or number >= 0


def test_writes_as_headings_do() -> None:
    assert [to_chinese(n) for n in (0, 10, 15, 20, 36, 101, 110, 1000, 10001)] == [
        "零", "十", "十五", "二十", "三十六", "一百零一", "一百一十", "一千", "一万零一",
    ]  # fmt: skip
