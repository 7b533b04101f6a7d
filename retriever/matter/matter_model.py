"""The small model that weighs the features: two logistic regressions whose weights are a readable file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from data import DATA_DIR
from index.model.errors import SettingsError
from retriever.matter.features import FEATURES, Array, Evidence

PATH = DATA_DIR / "matter_weights.json"


@dataclass(frozen=True, slots=True)
class MatterModel:
    """``ranking`` orders the duties of one question; ``confidence`` turns a duty's evidence into a probability.

    A question is answered when the best duty's probability reaches ``threshold``. Trained by eval/training/train_matter.py.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    intercept: float
    threshold: float

    def score(self, evidence: Evidence) -> Array:
        """Weighted sum (n,) of the ranking features: a conditional logit, meaningful within one question."""
        return _weighed(self.ranking, evidence)

    def probability(self, evidence: Evidence) -> Array:
        """Probability 0..1 (n,) that each duty is what was asked about."""
        logit = self.intercept + _weighed(self.confidence, evidence)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -40.0, 40.0))), np.float64)

    def to_dict(self) -> dict[str, Any]:
        """The form in which it is stored."""
        return {
            "ranking": dict(self.ranking),
            "confidence": dict(self.confidence),
            "intercept": self.intercept,
            "threshold": self.threshold,
        }


@dataclass(frozen=True, slots=True)
class MatterModels:
    """One model for each kind of evidence at hand: with sentence vectors, and by words alone."""

    full: MatterModel
    lexical: MatterModel


@lru_cache(maxsize=4)
def load_models(path: Path = PATH) -> MatterModels:
    """Read a weights file. Raises SettingsError when it names a feature that does not exist."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    models = MatterModels(_model(stored["full"]), _model(stored["lexical"]))
    named = {name for model in (models.full, models.lexical) for name in (*model.ranking, *model.confidence)}
    unknown = sorted(named - set(FEATURES))
    if unknown:
        raise SettingsError(
            f"检索权重文件 {path.name} 含有未知特征：{'、'.join(unknown)}。请用 eval/training/train_matter.py 重新训练。"
        )
    return models


def _weighed(weights: Mapping[str, float], evidence: Evidence) -> Array:
    total = np.zeros(len(next(iter(evidence.values()))))
    for name, weight in weights.items():
        if name in evidence:
            total += weight * evidence[name]
    return total


def _model(stored: Mapping[str, Any]) -> MatterModel:
    return MatterModel(stored["ranking"], stored["confidence"], stored["intercept"], stored["threshold"])
