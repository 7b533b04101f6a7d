"""Question and duty compared token by token: late interaction (ColBERT, Khattab and Zaharia, 2020).

One vector says how near two texts are as a whole, not which word of the question nothing answers (农村 where the duty
is about 城镇). The encoder tells a vector for every token, those of duties are stored: each token of the question
takes its best match among the duty's, and a word is as well answered as its tokens are on average.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.model.store import DutyVectors, TextVectors, Vectors
from index.text.search_key import search_key

Array = NDArray[np.float64]


def best_matches(read: TextVectors, duties: Sequence[DutyVectors]) -> Vectors:
    """For each duty (n) and token of the question (t) the nearest of the duty's tokens: cosines (n, t).

    Raises ValueError where a duty has no tokens.
    """
    lengths = [len(duty.tokens) for duty in duties]
    if not all(lengths):
        raise ValueError("a duty without token vectors")
    near = np.concatenate([duty.tokens for duty in duties]) @ read.tokens.T
    best: Vectors = np.maximum.reduceat(near, np.cumsum([0, *lengths[:-1]]), axis=0)
    return best


def word_tokens(words: Sequence[str], text: str, read: TextVectors) -> Array:
    """Which tokens a word is made of: rows of weights (words, t) that sum to 1, or to 0 for a word not in the text."""
    key = search_key(text)
    rows = np.zeros((len(words), len(read.spans)))
    for row, word in zip(rows, words, strict=True):
        start = key.find(word)
        if start >= 0:
            row[(read.spans[:, 0] < start + len(word)) & (read.spans[:, 1] > start)] = 1.0
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1.0), np.float64)


def late_evidence(
    read: TextVectors,
    text: str,
    words: Sequence[str],
    rarity: Mapping[str, float],
    meaning: Array,
    duties: Sequence[DutyVectors],
) -> dict[str, Array]:
    """The features of late interaction, (n,) each; {} where the encoder tells nothing of tokens.

    ``meaning`` (n, words) is how far each duty has a word under some name: what stands there needs no comparing.
    """
    if not len(read.tokens) or not words or not all(len(duty.tokens) for duty in duties):
        return {}
    best = best_matches(read, duties)
    answered = best @ word_tokens(words, text, read).T
    weight = np.array([rarity[word] for word in words])
    share = weight / weight.sum()
    met = np.maximum(answered, meaning)
    return {
        "token_match": best.mean(axis=1, dtype=np.float64),
        "word_match": answered @ share,
        "weakest_word": met.min(axis=1),
        "word_behind": ((answered.max(axis=0) - answered) * share).sum(axis=1),
        "worst_behind": (met.max(axis=0) - met).max(axis=1),
        "unmet": np.full(len(duties), float(1.0 - met.max(axis=0).min())),
    }
