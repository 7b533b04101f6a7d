"""What the phrasebook says of a question: the official wordings of what it sounds like, compared with duties."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.model.store import DutyVectors, Vectors
from index.text.tokens import bigrams
from retriever.matter.phrasebook import Phrasebook

FADING = 40.0
"""How fast a matter that is less close than the closest counts for less, per unit of closeness."""

CLOSE = (0.91, 0.05)
"""From which closeness on a question begins to mean a matter, and over how much it becomes sure."""

ALIKE = (0.86, 0.08)
"""From which cosine on a duty begins to be a matter, and over how much it becomes sure."""


@dataclass(frozen=True, slots=True)
class Told:
    """The k matters that a question sounds like, the closest first: ``closeness`` (k,), ``vectors`` (k, d) of their
    official wordings, and the character pairs of those.
    """

    closeness: Vectors
    vectors: Vectors
    pairs: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, phrasebook: Phrasebook, near: NDArray[np.int64], closeness: Vectors, matters: Vectors) -> "Told":
        """The matters ``near`` (k,) by index; ``matters`` (m, d) are the vectors of all official wordings."""
        return cls(closeness, matters[near], tuple(frozenset(bigrams(phrasebook.matters[i])) for i in near))

    def measured(self, pairs: Collection[str], own: DutyVectors) -> dict[str, float]:
        """The features of a duty that has these character pairs and vectors."""
        lines = np.vstack([own.duty, *own.phrases])
        alike = (lines @ self.vectors.T).max(axis=0)
        named = np.array([len(wanted.intersection(pairs)) / max(1, len(wanted)) for wanted in self.pairs])
        behind = self.closeness - self.closeness[0]
        meant = np.maximum(_rising(alike, ALIKE), named)
        return {
            "told_similarity": float((alike + behind).max()),
            "told_words": float((named * np.exp(FADING * behind)).max()),
            "told_surely": float((_rising(self.closeness, CLOSE) * meant).max()),
        }


def _rising(values: Vectors, step: tuple[float, float]) -> NDArray[np.float32]:
    """0 below the step, 1 above it, straight between."""
    risen: NDArray[np.float32] = np.clip((values - step[0]) / step[1], 0.0, 1.0)
    return risen
