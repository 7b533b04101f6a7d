"""A sentence encoder for tests: character n-grams hashed into a few dimensions. Milliseconds, no model."""

import hashlib

import numpy as np

from index.model.store import Vectors


class HashEncoder:
    """Texts that share characters are near each other; nothing else is understood."""

    def __init__(self, name: str = "hash", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.encoded = 0

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        self.encoded += len(texts)
        return self._encode(texts)

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for size in (1, 2):
                for at in range(len(text) - size + 1):
                    digest = hashlib.md5(text[at : at + size].encode("utf-8", "replace")).digest()
                    vectors[row, digest[0] * 256 + digest[1] & (self.dimension - 1)] += 1 if digest[2] & 1 else -1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)
