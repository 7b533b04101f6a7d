"""The small model that weighs the features: two logistic regressions whose weights are a readable file."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import DATA_DIR
from index.model.errors import SettingsError
from retriever.matter.features import FEATURES

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

    def score(self, features: Mapping[str, float]) -> float:
        """Weighted sum of the ranking features: a conditional logit, meaningful within one question."""
        return sum(weight * features.get(name, 0.0) for name, weight in self.ranking.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability 0..1 that the duty is what was asked about."""
        logit = self.intercept + sum(weight * features.get(name, 0.0) for name, weight in self.confidence.items())
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, logit))))

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


def _model(stored: Mapping[str, Any]) -> MatterModel:
    return MatterModel(stored["ranking"], stored["confidence"], stored["intercept"], stored["threshold"])
