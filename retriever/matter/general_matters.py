"""The matters of public administration in general: rivals that a duty must beat to be what a question is about.

Cosines of one question cannot be compared with those of another, but a question about something that the library
lacks is usually nearer to a general matter than to any duty: the cohort normalisation of speaker verification
(Auckenthaler et al., 2000), with the matters of data/matters.txt as the cohort.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from data import DATA_DIR
from index.model.errors import SettingsError
from index.model.store import Vectors
from index.text.search_key import search_key
from index.text.tokens import cut
from retriever.matter.thesaurus import Thesaurus, load_thesaurus

PATH = DATA_DIR / "matters.txt"
VECTORS = PATH.with_suffix(".npz")
"""The matters' vectors by the encoder that ships: encoding them at start would take half a minute."""

_PLAIN = frozenset(
    [
        "建设",
        "管理",
        "改革",
        "工作",
        "产业",
        "生产",
        "防治",
        "保护",
        "治理",
        "发展",
        "服务",
        "市场",
        "编制",
        "办理",
        "活动",
        "业务",
        "政策",
        "安全",
        "待遇",
        "城市",
        "农村",
        "事业",
        "新",
        "和",
        "等",
    ]
)


@dataclass(frozen=True, slots=True)
class Matter:
    """A general matter with its telling words, each with the other names it goes by."""

    text: str
    words: tuple[tuple[str, ...], ...]

    def named_in(self, text: str) -> bool:
        """Whether a search key has one of the telling words, under any name."""
        return any(name in text for names in self.words for name in names)


@cache
def load_matters() -> tuple[Matter, ...]:
    """The matters in their file's order, as search keys."""
    thesaurus = load_thesaurus()
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return tuple(_matter(search_key(line), thesaurus) for line in lines if line and not line.startswith("#"))


def fingerprint() -> str:
    """Identifies the matters and their order."""
    return sha256("\n".join(matter.text for matter in load_matters()).encode()).hexdigest()


@cache
def load_vectors(encoder: str, path: Path = VECTORS) -> Vectors | None:
    """The matters' unit vectors (m, d) that ship, None where those are by another encoder.

    Raises SettingsError when they are of other matters.
    """
    with np.load(path) as stored:
        if str(stored["fingerprint"]) != fingerprint():
            raise SettingsError(
                f"{path.name} 与 {PATH.name} 不一致。请运行 python -m eval.training.encode_matters。"
            )
        if str(stored["encoder"]) != encoder:
            return None
        vectors = stored["vectors"].astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def save_vectors(encoder: str, vectors: Vectors, path: Path = VECTORS) -> None:
    """Store vectors (m, d) in 8 bits a number: a row's scale does not matter, it is of unit length."""
    scaled = np.round(vectors * (127 / np.abs(vectors).max(axis=1, keepdims=True))).astype(np.int8)
    np.savez_compressed(path, vectors=scaled, encoder=encoder, fingerprint=fingerprint())


def _matter(text: str, thesaurus: Thesaurus) -> Matter:
    words = [word for word in cut(text) if word not in _PLAIN] or [text]
    others = [expansion.others for expansion in thesaurus.expand(text)]
    return Matter(text, (*((word,) for word in words if len(word) > 1), *others))
