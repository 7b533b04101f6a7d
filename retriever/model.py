"""The small model that weighs the features: two logistic regressions whose weights are a readable file."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.errors import SettingsError
from retriever.features import FEATURES

PATH = Path(__file__).resolve().parents[1] / "data" / "matter_weights.json"


@dataclass(frozen=True, slots=True)
class MatterModel:
    """``ranking`` orders the duties of one question; ``confidence`` turns a duty's evidence into a probability.

    A question is answered when the best duty's probability reaches ``threshold``. Trained by eval/train_matter.py.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    intercept: float
    threshold: float

    def score(self, features: Mapping[str, float]) -> float:
        """Weighted sum of the ranking features: a conditional logit, meaningful within one question."""
        return sum(weight * features[name] for name, weight in self.ranking.items() if name in features)

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability 0..1 that the duty is what was asked about."""
        logit = self.intercept + sum(weight * features[name] for name, weight in self.confidence.items())
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, logit))))


@lru_cache(maxsize=4)
def load_model(path: Path = PATH) -> MatterModel:
    """Read a weights file. Raises SettingsError when it names a feature that does not exist."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    model = MatterModel(
        stored["ranking"], stored["confidence"]["weights"], stored["confidence"]["intercept"], stored["threshold"]
    )
    unknown = sorted({*model.ranking, *model.confidence} - set(FEATURES))
    if unknown:
        raise SettingsError(
            f"检索权重文件 {path.name} 含有未知特征：{'、'.join(unknown)}。请用 eval/train_matter.py 重新训练。"
        )
    return model
