"""An optional cross-encoder that reads question and task together (``QIANTOU_RERANKER=<folder>``).

What its verdict is worth against the other features differs from model to model, so the weights are trained with it
and lie in its folder: ``python -m eval.training.train_matter --reranker <folder>``.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.model.errors import EncoderError
from index.model.store import DutyRecord
from retriever.matter.features import Array, Evidence
from retriever.matter.matter_model import MatterModels, load_models

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 20
"""How many of the best duties it reads: a pair takes tens of milliseconds on a CPU."""

WEIGHTS = "matter_weights.json"
"""The weights trained with it, in its folder."""


class Reranker:
    """Adds the feature ``cross_encoder`` (0..1) to the best duties; the others take the lowest value seen.

    ``models`` weigh it together with the other features.
    """

    def __init__(self, model: "CrossEncoder", models: MatterModels) -> None:
        self._model = model
        self.models = models

    def join(self, question: str, records: Sequence[DutyRecord], evidence: Evidence, scores: Array) -> Evidence:
        """The evidence with the cross-encoder's added; ``scores`` (n,) say which duties are the best so far."""
        import torch

        order = np.argsort(-scores, kind="stable")[:DEPTH]
        pairs = [(question, records[i].duty.task) for i in order]
        read = self._model.predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        values = np.full(len(records), float(np.min(read)))
        values[order] = read
        return evidence | {"cross_encoder": values}


def load_reranker(folder: Path) -> Reranker:
    """Load a cross-encoder and its weights from a folder, never from the network. Raises EncoderError."""
    model, weights = load_cross_encoder(folder), folder.expanduser() / WEIGHTS
    if not weights.is_file():
        raise EncoderError(
            f"重排模型的文件夹里没有它的权重 {WEIGHTS}：{folder}。"
            f"请先训练：python -m eval.training.train_matter --reranker {folder}，或去掉 QIANTOU_RERANKER。"
        )
    return Reranker(model, load_models(weights))


def load_cross_encoder(folder: Path) -> "CrossEncoder":
    """The cross-encoder in a folder, never from the network. Raises EncoderError."""
    path = folder.expanduser()
    if not path.is_dir():
        raise EncoderError(f"重排模型的文件夹不存在：{folder}。请检查 QIANTOU_RERANKER，或去掉它。")
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(str(path), device="cpu", local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
        raise EncoderError(
            f"重排模型 {folder} 无法加载：{reason[0][:200]}。"
            "请确认它是 CrossEncoder 格式的模型，或去掉 QIANTOU_RERANKER。"
        ) from error
    return model
