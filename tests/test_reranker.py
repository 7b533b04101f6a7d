"""An optional cross-encoder: trained with, loaded, and heeded."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.training.train_matter import SETS, main
from index.ingest import ingest_file
from index.library.embedded import EmbeddedStore
from index.library.opening import open_library
from index.model.errors import EncoderError
from retriever.matter.matter_model import MatterModel, MatterModels, load_models
from retriever.matter.matter_search import MatterSearch
from retriever.matter.reranker import DEPTH, WEIGHTS, Reranker, load_reranker

COUNTY = SETS.parent / "documents" / "county-2024.txt"


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real cross-encoder whose weights are random."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    made = tmp_path_factory.mktemp("made")
    letters = sorted(set(COUNTY.read_text(encoding="utf-8")) - set(" \n"))
    (made / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]), "utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(letters) + 5,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(made)
    BertTokenizerFast(vocab_file=str(made / "vocab.txt")).save_pretrained(made)
    folder = tmp_path_factory.mktemp("cross-encoder")
    CrossEncoder(str(made), device="cpu", local_files_only=True).save_pretrained(str(folder))
    return folder


@pytest.fixture()
def county(tmp_path: Path) -> Any:
    store = open_library(tmp_path / "library", None, create=True)
    ingest_file(store, COUNTY)
    yield store
    store.close()


def test_it_is_trained_then_loaded_and_joins_the_features(
    cross_encoder: Path, county: EmbeddedStore, tmp_path: Path
) -> None:
    asked = [
        line
        for name in ("county-2024-dev.jsonl", "ministry-2024-dev.jsonl")
        for line in (SETS / name).read_text(encoding="utf-8").splitlines()
        if json.loads(line)["kind"] in ("lead", "no_answer")
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(asked), encoding="utf-8")
    with pytest.raises(EncoderError, match="没有它的权重"):
        load_reranker(cross_encoder)
    main([str(tmp_path / "questions.jsonl"), "--reranker", str(cross_encoder)])
    assert set(json.loads((cross_encoder / WEIGHTS).read_text(encoding="utf-8"))) == {"full", "lexical"}
    hits = MatterSearch(county, reranker=load_reranker(cross_encoder)).measure("做大茶叶产业")
    assert hits and all(0.0 <= hit.features["cross_encoder"] <= 1.0 for hit in hits)


class Partisan:
    """Stands for a model that is sure of one task."""

    def __init__(self, words: str) -> None:
        self._words = words

    def predict(self, pairs: Sequence[tuple[str, str]], **_: Any) -> Any:
        return np.array([float(self._words in task) for _, task in pairs])


def test_its_verdict_decides_by_the_weight_it_was_given(county: EmbeddedStore) -> None:
    shipped = load_models().lexical
    heeded = MatterModel(
        shipped.ranking | {"cross_encoder": 50.0}, shipped.confidence, shipped.intercept, shipped.threshold
    )
    plain = MatterSearch(county).measure("推进河流治理和茶叶产业")
    assert len(plain) >= 2
    second = plain[1].record.duty.task
    model: Any = Partisan(second)
    search = MatterSearch(county, reranker=Reranker(model, MatterModels(heeded, heeded)))
    assert search.measure("推进河流治理和茶叶产业")[0].record.duty.task == second


def test_only_the_best_duties_are_read(county: EmbeddedStore) -> None:
    read: list[str] = []

    class Reader(Partisan):
        def predict(self, pairs: Sequence[tuple[str, str]], **more: Any) -> Any:
            read.extend(task for _, task in pairs)
            return super().predict(pairs, **more)

    model: Any = Reader("茶叶")
    hits = MatterSearch(county, reranker=Reranker(model, load_models())).measure("做大茶叶产业建设")
    assert 0 < len(read) <= min(DEPTH, len(hits))


def test_a_folder_that_is_missing_or_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="文件夹不存在"):
        load_reranker(tmp_path / "none")
    with pytest.raises(EncoderError, match="无法加载"):
        load_reranker(tmp_path)
