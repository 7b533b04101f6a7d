"""What people call the matters of public administration: read, found by nearness, and kept in step with its vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.encode.encoder import load_encoder
from index.model.errors import SettingsError
from index.model.store import DutyVectors
from index.text.tokens import bigrams
from retriever.matter.official_wordings import Told
from retriever.matter.phrasebook import NEAREST, Phrasebook, load_phrasebook, load_vectors, save_vectors

SMALL = Phrasebook([["农村危房改造", "土房子快塌了"], ["加装电梯", "老人爬不动楼"], ["燃气管道更新"]])


def test_every_line_is_a_matter_with_sayings_of_its_own() -> None:
    book = load_phrasebook()
    assert len(book.matters) == len(set(book.matters)) > 2000
    assert len(book.sayings) > 20_000
    assert all(book.sayings)


def test_the_wording_of_documents_is_a_saying_too() -> None:
    assert SMALL.sayings == ("农村危房改造", "土房子快塌了", "加装电梯", "老人爬不动楼", "燃气管道更新")
    assert SMALL.owner.tolist() == [0, 0, 1, 1, 2]


def test_a_question_is_nearest_to_the_matter_whose_saying_it_resembles() -> None:
    vectors = np.eye(5, dtype=np.float32)
    near, closeness = SMALL.nearest("楼里老人爬不动", vectors[3], vectors)
    assert near.tolist()[0] == 1
    assert closeness.tolist() == sorted(closeness.tolist(), reverse=True)
    assert closeness[0] > 1.0, "characters in common count beside the cosine"


def test_the_shipped_vectors_are_those_of_the_shipped_sayings() -> None:
    book, shipped, encoder = load_phrasebook(), load_vectors(), load_encoder()
    assert shipped.encoder == encoder.name
    assert shipped.vectors.shape == (len(book.sayings), encoder.dimension)
    sample = list(range(0, len(book.sayings), 2500))
    fresh = encoder.encode_queries([book.sayings[i] for i in sample])
    assert np.einsum("nd,nd->n", fresh, shipped.vectors[sample]).min() > 0.999
    assert shipped.of_matters(book).shape == (len(book.matters), encoder.dimension)


def test_vectors_of_another_phrasebook_are_refused(tmp_path: Path) -> None:
    save_vectors(SMALL, "some encoder", np.eye(5, dtype=np.float32), tmp_path / "other.npz")
    with pytest.raises(SettingsError, match="encode_phrasebook"):
        load_vectors(tmp_path / "other.npz")


@pytest.mark.parametrize(
    ("asked", "official"),
    [
        ("刚摘了穷帽子的人家又过不下去了", "防止返贫"),
        ("工地上干了一年活年底拿不到血汗钱", "拖欠农民工工资"),
        ("红军走过的路修成公园", "国家文化公园"),
    ],
)
def test_everyday_words_lead_to_official_ones(asked: str, official: str) -> None:
    book, shipped = load_phrasebook(), load_vectors()
    near, _ = book.nearest(asked, load_encoder().encode_queries([asked])[0], shipped.vectors)
    assert len(near) == NEAREST
    assert any(official in book.matters[i] for i in near[:5])


def test_a_duty_about_the_matter_that_a_question_sounds_like_measures_higher() -> None:
    vectors = np.eye(3, dtype=np.float32)
    told = Told.of(SMALL, np.array([0, 2]), np.array([0.97, 0.90], np.float32), vectors)
    about = told.measured(
        frozenset(bigrams("持续推进农村危房改造")),
        DutyVectors(vectors[0], vectors[0], vectors[:1], ("农村危房改造",)),
    )
    other = told.measured(
        frozenset(bigrams("加装电梯")), DutyVectors(vectors[1], vectors[1], vectors[1:2], ("加装电梯",))
    )
    assert about["told_words"] == 1.0
    assert about["told_surely"] == 1.0
    assert all(about[name] > other[name] for name in about)
