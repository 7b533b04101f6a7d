"""The general matters: what duties are compared with, kept in step with their vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.encode.encoder import load_encoder
from index.model.errors import SettingsError
from retriever.matter.general_matters import fingerprint, load_matters, load_vectors


def test_matters_are_distinct() -> None:
    matters = load_matters()
    assert len({matter.text for matter in matters}) == len(matters) > 2000


def test_the_shipped_vectors_are_those_of_the_shipped_matters() -> None:
    encoder = load_encoder()
    vectors = load_vectors(encoder.name)
    assert vectors is not None
    sample = list(range(0, len(vectors), 400))
    fresh = encoder.encode_queries([load_matters()[i].text for i in sample])
    assert np.einsum("nd,nd->n", fresh, vectors[sample]).min() > 0.999
    assert load_vectors("another encoder") is None


def test_vectors_of_other_matters_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", vectors=np.eye(2, dtype=np.int8), encoder="x", fingerprint="-")
    with pytest.raises(SettingsError, match="encode_matters"):
        load_vectors("x", tmp_path / "other.npz")
    assert len(fingerprint()) == 64
