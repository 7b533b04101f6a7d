"""Chinese text into lexical terms: jieba words and character bigrams.

The index and the questions must be cut alike, so both use ``terms``. ``VERSION`` is stored with the library;
changing how text is cut means raising it, and the library cuts its texts again when it is next opened.
"""

import re
import warnings
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from data import DATA_DIR
from index.text.search_key import search_key

if TYPE_CHECKING:
    import jieba

VERSION = 2

_RUN = re.compile(r"[㐀-䶿一-鿿豈-﫿〇]+|[a-z0-9]+(?:[.%+-][a-z0-9]+)*%?")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿〇]")
_loading = Lock()


def words(text: str) -> list[str]:
    """Words for search: of a long word also the shorter ones in it; punctuation and single characters left out."""
    found: list[str] = []
    for run in _RUN.findall(search_key(text)):
        if _HAN.match(run):
            found += [word for word in _segmenter().cut_for_search(run) if len(word) > 1]
        else:
            found.append(run)
    return found


def cut(key: str) -> list[str]:
    """A run of a search key cut into words that join up to it again, single characters included."""
    return [str(word) for word in _segmenter().cut(key)]


def is_noun(word: str) -> bool:
    """Whether a word names something: a noun, name or abbreviation in the dictionary, or not in it at all."""
    tag = part_of_speech(word)
    return tag is None or tag[0] in "njbx" or tag in ("vn", "an", "eng", "l", "i")


def part_of_speech(word: str) -> str | None:
    """The tag of a word in the general dictionary (n, v, vn, ...), None for a word that is not in it."""
    return _tags().get(word)


def is_dictionary_word(word: str) -> bool:
    """Whether the segmenter knows the word, from the general dictionary or the shipped vocabulary."""
    return bool(_segmenter().FREQ.get(word, 0))


def bigrams(text: str) -> list[str]:
    """Every pair of neighbouring Chinese characters, never across punctuation, digits or Latin letters."""
    return [
        run[at : at + 2] for run in _RUN.findall(search_key(text)) if _HAN.match(run) for at in range(len(run) - 1)
    ]


def terms(text: str) -> list[str]:
    """What is indexed and asked for: all bigrams, and the words that are not bigrams themselves.

    A two-character word is a bigram already; counting it twice would double its weight. A Chinese run of a
    single character stands for itself.
    """
    singles = [run for run in _RUN.findall(search_key(text)) if len(run) == 1 and _HAN.match(run)]
    longer = [word for word in words(text) if len(word) != 2 or not _HAN.match(word)]
    return bigrams(text) + longer + singles


@cache
def _tags() -> dict[str, str]:
    """Parts of speech of the dictionary's words."""
    with _segmenter().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return {entry[0]: entry[2] for entry in entries if len(entry) == 3}


def _segmenter() -> "jieba.Tokenizer":
    with _loading:
        return _load_segmenter()


@cache
def _load_segmenter() -> "jieba.Tokenizer":
    """A jieba tokenizer of our own, with the shipped vocabulary.

    jieba would keep a cache of its dictionary in the shared temporary folder and log to stderr; filling the
    dictionary directly takes 0.4 s and does neither.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 imports pkg_resources, which warns
        import jieba
    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for line in (DATA_DIR / "vocabulary.txt").read_text(encoding="utf-8").splitlines():
        word = line.partition("#")[0].strip()
        if word:
            segmenter.add_word(word)
    return segmenter
