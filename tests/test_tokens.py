"""Text into lexical terms."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.search_key import search_key
from index.text.tokens import bigrams, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长沙机场改扩建", ["长沙", "机场", "扩建", "改扩建"]),
        ("推进碳达峰碳中和", ["推进", "碳达峰", "中和", "碳中和"]),
        ("新建５Ｇ基站2.5万个", ["新建", "5g", "基站", "2.5", "万个"]),
        ("增长6.5%", ["增长", "6.5%"]),
        ("IPv6规模化", ["ipv6", "规模", "规模化"]),
        ("，。（）", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长沙机场", ["长沙", "沙机", "机场"]),
        ("长沙，机场", ["长沙", "机场"]),
        ("建5G站", []),
        ("稻", []),
    ],
)
def test_bigrams_stay_within_a_run(text, expected):
    assert bigrams(text) == expected


def test_terms_count_a_two_character_word_once():
    assert terms("改扩建机场") == ["改扩", "扩建", "建机", "机场", "改扩建"]


def test_a_single_character_stands_for_itself():
    assert terms("水、电") == ["水", "电"]


@pytest.mark.parametrize(("text", "key"), [("數位經濟", "数位经济"), ("ＩＰＶ６（①）", "ipv6(1)")])
def test_search_key(text, key):
    assert search_key(text) == key


def test_traditional_and_simplified_text_meet():
    assert terms("擴建機場，發展農業") == terms("扩建机场，发展农业")


@given(st.text())
def test_any_text_gives_terms_without_blanks(text):
    assert all(term and not any(character.isspace() for character in term) for term in terms(text))


def test_loading_leaves_no_file_and_no_noise(tmp_path):
    root = Path(__file__).parents[1]
    script = "from index.text.tokens import terms; print(len(terms('长沙机场改扩建')))"
    environment = {"PYTHONPATH": str(root), "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")
    assert list(tmp_path.iterdir()) == []
