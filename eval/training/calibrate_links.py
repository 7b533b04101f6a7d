"""Fit the weights of retriever.across.hierarchy on the generated library, whose matters are known.

`python -m eval.training.calibrate_links` prints them, with the share of right links and the expected calibration error
on the places held out. They belong to one encoder: fit them anew after changing it.
"""

import sys
from itertools import product

import numpy as np
from numpy.typing import NDArray

from eval.bench.generated_library import TrueDocument, generate
from index.encode.encoder import load_encoder
from index.identity.changes import task_similarity

_HELD_OUT = ("丹霞市", "溪水县")


def main() -> None:
    """Fit, and say how good the fit is."""
    newest = [d for d in generate() if d.year == 2025 and not d.revision]
    encoder = load_encoder()
    vectors = {d.home.name: encoder.encode_passages([duty.task for duty in d.duties]) for d in newest}
    pairs = [
        (a, b) for a, b in product(newest, newest) if a.home.level != b.home.level and b.home.name < a.home.name
    ]
    train = [pair for pair in pairs if not {p.home.name for p in pair} & set(_HELD_OUT)]
    test = [pair for pair in pairs if {p.home.name for p in pair} & set(_HELD_OUT)]
    features, labels = _examples(train, vectors)
    weights = _fit(features, labels)
    held, truth = _examples(test, vectors)
    said = 1 / (1 + np.exp(-held @ weights))
    linked = said >= 0.5
    right = float(truth[linked].mean()) if linked.any() else 0.0
    found = float(linked[truth == 1].mean())
    bins = np.clip((said * 10).astype(int), 0, 9)
    error = sum(
        abs(said[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())
    )
    sys.stdout.write(
        f"WEIGHTS = ({', '.join(f'{w:.2f}' for w in weights)})\n"
        f"held out: {int(truth.sum())} true links among {len(truth)}; right {right:.3f}, found {found:.3f}, ECE {error:.3f}\n"
    )


def _examples(
    pairs: list[tuple[TrueDocument, TrueDocument]], vectors: dict[str, NDArray[np.float32]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each duty of a pair's first document, its three nearest of the second: features (n, 3), labels (n,)."""
    rows, labels = [], []
    for one, other in pairs:
        cosines = vectors[one.home.name] @ vectors[other.home.name].T
        for place, duty in enumerate(one.duties):
            for near in np.argsort(-cosines[place])[:3]:
                target = other.duties[int(near)]
                rows.append((1.0, float(cosines[place][near]), task_similarity(duty.task, target.task)))
                labels.append(float(duty.matter == target.matter))
    return np.array(rows), np.array(labels)


def _fit(features: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression by Newton's steps with a little ridge; likeness never counts against a link."""
    weights = _newton(features, labels)
    against = weights < 0
    against[0] = False
    if against.any():
        weights = np.zeros(features.shape[1])
        weights[~against] = _newton(features[:, ~against], labels)
    return weights


def _newton(features: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        said = 1 / (1 + np.exp(-np.clip(features @ weights, -50, 50)))
        slope = features.T @ (labels - said) - 0.1 * weights
        curve = (features * (said * (1 - said))[:, None]).T @ features + 0.1 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
