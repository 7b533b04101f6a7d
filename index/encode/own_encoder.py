"""Our own encoder, token by token. Imports torch: import this file inside functions."""

import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch

from index.encode.own_model import PROMPTS, OwnBert
from index.model.store import TextVectors, Vectors
from index.text.search_key import search_key

PASS_TOKENS = 2048
"""How many tokens, padding included, go through the model at a time."""

REMEMBERED = 32
"""How many questions are kept: what reads a question and what searches its matter share one pass."""


class OwnEncoder:
    """The model that ships. Implements ``TokenEncoder``: safe to call from many threads."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError, ValueError."""
        self._model = OwnBert(folder)
        self.name = self._model.name
        self.dimension = self._model.get_embedding_dimension()
        self._lock = threading.Lock()
        self._question = lru_cache(REMEMBERED)(self._read_question)

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions: float32 (n, 384), unit length."""
        return self._stacked(self.read_queries(texts))

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Texts of the library: float32 (n, 384), unit length."""
        return self._stacked(self.read_passages(texts))

    def read_queries(self, texts: list[str]) -> list[TextVectors]:
        """Questions; the last ones asked singly are remembered."""
        if len(texts) == 1:
            return [self._question(search_key(texts[0]))]
        return self._read([search_key(text) for text in texts], PROMPTS["query"])

    def read_passages(self, texts: list[str]) -> list[TextVectors]:
        """Texts of the library."""
        return self._read([search_key(text) for text in texts], PROMPTS["document"])

    def _read_question(self, key: str) -> TextVectors:
        return self._read([key], PROMPTS["query"])[0]

    def _stacked(self, read: list[TextVectors]) -> Vectors:
        return np.stack([one.vector for one in read]) if read else np.zeros((0, self.dimension), np.float32)

    def _read(self, keys: list[str], prompt: str) -> list[TextVectors]:
        found: dict[int, TextVectors] = {}
        for places in _passes(keys):
            # One at a time: torch uses all cores by itself.
            with self._lock, torch.inference_mode():
                features = self._model.forward(self._model.preprocess([keys[i] for i in places], prompt))
            owner, whole = features["owner"].numpy(), features["sentence_embedding"].numpy()
            offsets, mask = features["offsets"].numpy(), features["attention_mask"].numpy()
            # Not those of the prompt and of the marks at both ends.
            real = (mask > 0) & (offsets[:, :, 0] >= len(prompt)) & (offsets[:, :, 1] > offsets[:, :, 0])
            hidden, tokens = features["token_embeddings"].numpy(), features["token_vectors"].numpy()
            for row, place in enumerate(places):
                mine = real & (owner == row)[:, None]
                found[place] = TextVectors(whole[row], hidden[mine], tokens[mine], offsets[mine] - len(prompt))
        return [found[i] for i in range(len(keys))]


def _passes(keys: list[str]) -> Iterator[list[int]]:
    """Texts about as long as one another together, as many as PASS_TOKENS allow (a token is a character at most)."""
    together: list[int] = []
    for i in sorted(range(len(keys)), key=lambda i: len(keys[i])):
        if together and (len(together) + 1) * (len(keys[i]) + 8) > PASS_TOKENS:
            yield together
            together = []
        together.append(i)
    if together:
        yield together
