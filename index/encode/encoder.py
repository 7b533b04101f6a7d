"""Sentences into unit vectors, by one interface whatever the model."""

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from data import DATA_DIR
from index.encode.packed_weights import WEIGHTS
from index.model.errors import EncoderError
from index.model.store import NO_VECTORS, TextVectors, Vectors
from index.text.search_key import search_key

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
OWN = DATA_DIR / "encoder"
"""The model that ships: made and trained by eval/training, see its README."""

PROMPTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("e5", {"query": "query: ", "document": "passage: "}),
    ("bge-small-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "document": ""}),
    ("bge-base-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "document": ""}),
    ("bge-large-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "document": ""}),
)
"""Prompts from the models' cards, for models saved without theirs: (part of the name, prompts)."""


class Encoder(Protocol):
    """Texts into vectors of unit length. Safe to call from many threads."""

    @property
    def name(self) -> str:
        """Identifies the model; stored with the vectors, which only it can compare."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions: float32 (n, dimension)."""
        ...

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Texts of the library: float32 (n, dimension)."""
        ...


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also tells of a text's tokens."""

    def read_queries(self, texts: list[str]) -> list[TextVectors]:
        """Questions, each by one pass."""
        ...

    def read_passages(self, texts: list[str]) -> list[TextVectors]:
        """Texts of the library."""
        ...


def read_query(encoder: Encoder, text: str) -> TextVectors:
    """A question by one pass of whatever encoder."""
    if isinstance(encoder, TokenEncoder):
        return encoder.read_queries([text])[0]
    return TextVectors.whole(encoder.encode_queries([text])[0])


def read_passages(encoder: Encoder, texts: list[str]) -> list[TextVectors]:
    """Texts of the library by one pass of whatever encoder, their hidden states left out: those are not kept."""
    if isinstance(encoder, TokenEncoder):
        return [replace(read, hidden=NO_VECTORS) for read in encoder.read_passages(texts)]
    return [TextVectors.whole(vector) for vector in encoder.encode_passages(texts)]


class SentenceEncoder:
    """An encoder over a ``SentenceTransformer``, whose query and document prompts are applied.

    Traditional characters and full-width forms are brought to one form first (``search_key``), so that a
    question and a document in the two scripts meet.
    """

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"编码模型 {name} 没有说明向量维数，无法使用。请换用其他句向量模型。")
        self.name = name
        self.dimension: int = dimension
        self._model = model
        self._lock = threading.Lock()

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Questions: float32 (n, dimension), unit length."""
        return self._encode(texts, query=True)

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Texts of the library: float32 (n, dimension), unit length."""
        return self._encode(texts, query=False)

    def _encode(self, texts: list[str], query: bool) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        encode = self._model.encode_query if query else self._model.encode_document
        keys = [search_key(text) for text in texts]
        # One at a time: the engines use all cores by themselves.
        with self._lock:
            vectors = encode(keys, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.ascontiguousarray(vectors, dtype=np.float32)


def load_encoder(name: str | None = None) -> Encoder:
    """Load a sentence encoder: None for the one that ships, else a folder or a model's public name.

    A folder is never looked up on the network. Takes seconds (torch is imported). Raises EncoderError.
    """
    folder = Path(name).expanduser() if name is not None else OWN
    local = folder.is_dir()
    if name is None or (folder / WEIGHTS).is_file():
        return _load_own(folder)
    if not local and (folder.is_absolute() or name.startswith((".", "~")) or "\\" in name):
        raise EncoderError(f"编码模型的文件夹不存在：{name}。请检查 QIANTOU_ENCODER，或去掉它以使用自带模型。")
    return SentenceEncoder(folder.name if local else name, _load_model(str(folder) if local else name, local))


def _load_model(name: str, local: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=local)
    except (OSError, ValueError, RuntimeError, ImportError, KeyError, TypeError, AttributeError) as error:
        raise EncoderError(
            f"编码模型 {name} 无法加载：{_first_line(error)}。"
            "请确认它是 sentence-transformers 格式的模型（离线环境请给出文件夹路径），"
            "或去掉 QIANTOU_ENCODER 以使用自带模型。"
        ) from error
    if not any(model.prompts.values()):
        known = next((prompts for part, prompts in PROMPTS if part in name.lower()), None)
        if known:
            model.prompts = dict(known)
    return model


def _load_own(folder: Path) -> Encoder:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Read when torch's OpenMP is loaded: its threads would spin while they wait for each other, which on shared cores
    # doubles the processor time of an import.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from index.encode.own_encoder import OwnEncoder

        return OwnEncoder(folder)
    except (OSError, ImportError, RuntimeError, ValueError, KeyError) as error:
        raise EncoderError(
            f"自带的编码模型无法加载：{_first_line(error)}。请检查 {folder} 是否完整，或重新安装本程序。"
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
