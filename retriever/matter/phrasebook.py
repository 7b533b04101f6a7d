"""What people call the matters of public administration: everyday sayings beside the wording of documents.

A small sentence encoder cannot tell that 刚摘帽的人家又过不下去了 is 防止返贫监测和帮扶, but it can tell that it is near
to another everyday saying of the same. So a question is compared with the sayings of data/phrasebook.txt, and the
duties with what the nearest ones are officially called: retrieval by analogous questions, as in FAQ search.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import DATA_DIR
from index.model.errors import SettingsError
from index.model.store import Vectors
from index.text.search_key import search_key
from index.text.tokens import bigrams

PATH = DATA_DIR / "phrasebook.txt"
VECTORS = PATH.with_suffix(".npz")
"""The sayings' vectors by the shipped encoder: encoding them at start would take minutes."""

NEAREST = 30
"""How many matters a question is compared by."""

SHARED_PAIRS = 0.08
"""What having the same characters counts for beside the cosine, whose range among sayings is about 0.1."""


class Phrasebook:
    """Matters with their sayings. The wording of documents counts as a saying too.

    ``matters`` and ``sayings`` are search keys; ``owner`` (n,) says which matter each saying is of.
    """

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        """Each line is a matter, then its sayings."""
        rows = [[search_key(saying) for saying in line] for line in lines]
        self.matters = tuple(row[0] for row in rows)
        self.sayings = tuple(saying for row in rows for saying in row)
        self.owner: NDArray[np.int64] = np.array([number for number, row in enumerate(rows) for _ in row])
        self._pairs = _Pairs(self.sayings)

    @property
    def fingerprint(self) -> str:
        """Identifies the sayings and their order."""
        return sha256("\n".join(self.sayings).encode()).hexdigest()

    def nearest(self, text: str, vector: Vectors, vectors: Vectors) -> tuple[NDArray[np.int64], Vectors]:
        """The matters nearest to a question by their nearest saying: indices and closeness (k,), nearest first.

        ``vector`` (d,) is the question's, ``vectors`` (n, d) the sayings', by the same encoder. Closeness is the
        cosine, and a little more for characters in common.
        """
        near = vectors @ vector + SHARED_PAIRS * self._pairs.overlap(text)
        best = np.full(len(self.matters), -1.0, np.float32)
        np.maximum.at(best, self.owner, near.astype(np.float32))
        order = np.argsort(-best)[:NEAREST]
        return order, best[order]


class _Pairs:
    """Which sayings have which character pairs, weighted by rarity (idf)."""

    def __init__(self, sayings: Sequence[str]) -> None:
        holders: dict[str, list[int]] = {}
        for number, saying in enumerate(sayings):
            for pair in dict.fromkeys(bigrams(saying)):
                holders.setdefault(pair, []).append(number)
        self._holders = {pair: np.array(found) for pair, found in holders.items()}
        self._weight = {pair: log(1 + len(sayings) / len(found)) for pair, found in holders.items()}
        self._unknown = log(1 + len(sayings))
        self._total = np.full(len(sayings), 1e-9)
        for pair, found in self._holders.items():
            self._total[found] += self._weight[pair]

    def overlap(self, text: str) -> NDArray[np.float64]:
        """What a text and each saying have in common, 0..1: shared weight over the geometric mean of both."""
        asked = dict.fromkeys(bigrams(text))
        shared = np.zeros(len(self._total))
        for pair in asked:
            if pair in self._holders:
                shared[self._holders[pair]] += self._weight[pair]
        own = sum(self._weight.get(pair, self._unknown) for pair in asked)
        return shared / np.sqrt(self._total * own) if own else shared


@cache
def load_phrasebook(path: Path = PATH) -> Phrasebook:
    """Read a phrasebook: a matter a line, its official wording first, parted by ｜; # begins a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return Phrasebook(line.split("｜") for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class SayingVectors:
    """``vectors`` float32 (n, d), unit rows, of all sayings in order, by the encoder of that name."""

    encoder: str
    vectors: Vectors

    def of_matters(self, phrasebook: Phrasebook) -> Vectors:
        """The rows (m, d) of the official wordings."""
        first = np.unique(phrasebook.owner, return_index=True)[1]
        return self.vectors[first]


@cache
def load_vectors(path: Path = VECTORS) -> SayingVectors:
    """The vectors that ship, stored in 8 bits a number. Raises SettingsError when they are not of this phrasebook."""
    with np.load(path) as stored:
        if str(stored["fingerprint"]) != load_phrasebook().fingerprint:
            raise SettingsError(
                f"{path.name} 与 {PATH.name} 不一致。请运行 python -m eval.training.encode_phrasebook 重新编码。"
            )
        vectors = stored["vectors"].astype(np.float32)
        name = str(stored["encoder"])
    return SayingVectors(name, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def save_vectors(phrasebook: Phrasebook, encoder: str, vectors: Vectors, path: Path = VECTORS) -> None:
    """Store vectors (n, d) in 8 bits a number: a row's scale does not matter, it is of unit length."""
    scaled = np.round(vectors * (127 / np.abs(vectors).max(axis=1, keepdims=True))).astype(np.int8)
    np.savez(path, vectors=scaled, encoder=encoder, fingerprint=phrasebook.fingerprint)
