import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.search_key import normalise, search_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("第３６条", "第36条"),
        ("國家發展改革委牽頭哪些", "国家发展改革委牵头哪些"),
        ("５Ｇ基站（新建）", "5g基站(新建)"),
        ("Clause 32", "clause 32"),
        ("省 财 政 厅　牵头", "省财政厅牵头"),
        ("資訊軟體", "资讯软体"),
        ("", ""),
    ],
)
def test_levels_writing_but_not_words(text: str, key: str) -> None:
    assert search_key(text) == key


def test_finds_the_original_words_again() -> None:
    key = normalise("請問 第３６條 誰牽頭")
    start = key.text.index("第36条")
    assert key.slice(start, start + 4) == "第３６條"


@given(st.text(max_size=60))
def test_every_character_has_an_origin(text: str) -> None:
    key = normalise(text)
    assert len(key.offsets) == len(key.text) + 1
    assert list(key.offsets) == sorted(key.offsets)
    assert key.slice(0, len(key.text)) in text
