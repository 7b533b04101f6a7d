"""The trained part of reading: labels of tokens, where questions begin, and what each question wants.

A few transformer layers over characters and signs, begun from the encoder's first layers (BERT, post-norm), with linear
heads. The file holds int8 weights with a scale for each row. Imports torch: import this file inside functions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from data import DATA_DIR
from retriever.reading.labels import HEADS, LABELS
from retriever.signs.sign import Token

MODEL = DATA_DIR / "reader" / "tagger.npz"
UNKNOWN, LATIN, DIGITS = "[unknown]", "[latin]", "[digits]"
MOST_TOKENS = 160
"""Longer messages are tagged by their last so many tokens."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    words: int
    width: int = 384
    layers: int = 3
    heads: int = 12
    inner: int = 1536


class Tagger(nn.Module):
    """Labels for tokens: scores of LABELS, of being the first of a question, and of HEADS over a question's tokens."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.words, shape.width)
        self.places = nn.Embedding(MOST_TOKENS, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        layer = nn.TransformerEncoderLayer(
            shape.width, shape.heads, shape.inner, 0.1, "gelu", layer_norm_eps=1e-12, batch_first=True
        )
        self.layers = nn.TransformerEncoder(layer, shape.layers, enable_nested_tensor=False)
        self.labels = nn.Linear(shape.width, len(LABELS))
        self.begins = nn.Linear(shape.width, 1)
        self.pooled = nn.ModuleDict(
            {name: nn.Linear(2 * shape.width, len(values)) for name, values in HEADS.items()}
        )

    def states(self, words: Tensor, absent: Tensor) -> Tensor:
        """Token states (batch, tokens, width); ``absent`` is true at padding."""
        places = torch.arange(words.shape[1], device=words.device)
        embedded = self.norm(self.words(words) + self.places(places))
        states: Tensor = self.layers(embedded, src_key_padding_mask=absent)
        return states

    def wants(self, states: Tensor) -> dict[str, Tensor]:
        """Scores of HEADS for a question whose token states (tokens, width) are given."""
        pooled = torch.cat([states.mean(0), states.max(0).values])
        return {name: head(pooled) for name, head in self.pooled.items()}


@dataclass(frozen=True, slots=True)
class Tagged:
    """One question of a message: its tokens, log-probabilities of LABELS (tokens, labels) and of each head."""

    tokens: tuple[Token, ...]
    labels: NDArray[np.float32]
    heads: dict[str, NDArray[np.float32]]


def word_of(token: Token, vocabulary: dict[str, int]) -> int:
    """The number of a token's word."""
    text = token.text
    if text in vocabulary:
        return vocabulary[text]
    if text[0].isascii() and text[0].isalpha():
        return vocabulary[LATIN]
    return vocabulary[DIGITS if text[0].isdigit() else UNKNOWN]


@dataclass(frozen=True)
class LoadedTagger:
    """A tagger with its vocabulary."""

    network: Tagger
    vocabulary: dict[str, int]

    @torch.inference_mode()
    def tag(self, tokens: Sequence[Token]) -> tuple[Tagged, ...]:
        """The questions of a message, in order."""
        tokens = tuple(tokens)[-MOST_TOKENS:]
        if not tokens:
            return ()
        words = torch.tensor([[word_of(t, self.vocabulary) for t in tokens]])
        states = self.network.states(words, torch.zeros_like(words, dtype=torch.bool))[0]
        labels = torch.log_softmax(self.network.labels(states), -1).numpy()
        begins = [i for i, score in enumerate(self.network.begins(states)[:, 0].tolist()) if score > 0 and i]
        borders = [0, *begins, len(tokens)]
        return tuple(
            Tagged(
                tokens[a:b],
                labels[a:b],
                {k: torch.log_softmax(v, -1).numpy() for k, v in self.network.wants(states[a:b]).items()},
            )
            for a, b in pairwise(borders)
        )


def save(network: Tagger, vocabulary: dict[str, int], path: Path) -> None:
    """Write int8 rows with their scales (matrices) and float16 (vectors)."""
    held: dict[str, Any] = {}
    for name, tensor in network.state_dict().items():
        value = tensor.float().numpy()
        if value.ndim == 2 and value.shape[0] > 1:
            scale = np.maximum(np.abs(value).max(1, keepdims=True), 1e-8) / 127
            held[name + "|q"] = np.round(value / scale).astype(np.int8)
            held[name + "|s"] = scale.astype(np.float16)
        else:
            held[name] = value.astype(np.float16)
    words = json.dumps(sorted(vocabulary, key=lambda word: vocabulary[word]), ensure_ascii=False)
    shape = json.dumps(
        [network.shape.words, network.shape.width, network.shape.layers, network.shape.heads, network.shape.inner]
    )
    meta = json.dumps([LABELS, HEADS], ensure_ascii=False)
    np.savez_compressed(path, words=np.array(words), shape=np.array(shape), meta=np.array(meta), **held)


def load(path: Path = MODEL) -> LoadedTagger:
    """The tagger in a file. Raises OSError where it is not there, ValueError where it is of other labels."""
    with np.load(path) as file:
        if json.loads(str(file["meta"])) != json.loads(json.dumps([LABELS, HEADS])):
            raise ValueError(f"{path.name} was trained for other labels; run python -m eval.training.train_reader")
        network = Tagger(Shape(*json.loads(str(file["shape"]))))
        state = {}
        for name in network.state_dict():
            if name in file:
                state[name] = torch.from_numpy(file[name].astype(np.float32))
            else:
                state[name] = torch.from_numpy(
                    file[name + "|q"].astype(np.float32) * file[name + "|s"].astype(np.float32)
                )
        words = json.loads(str(file["words"]))
    network.load_state_dict(state)
    network.eval()
    return LoadedTagger(network, {word: number for number, word in enumerate(words)})


@cache
def shipped() -> LoadedTagger:
    """The tagger that ships in data/reader. Raises OSError."""
    return load()
