"""Late interaction: each word of the question takes its best match among the duty's tokens."""

import numpy as np
import pytest

from index.model.store import DutyVectors, TextVectors
from retriever.matter.late_interaction import late_evidence, word_tokens

EYE = np.eye(4, dtype=np.float32)
RURAL, URBAN, HOUSE, ROAD = EYE
READ = TextVectors(RURAL, EYE[:2], np.stack([RURAL, HOUSE]), np.array([[0, 2], [2, 4]]))
"""农村 + 住房, two tokens."""


def duty(*tokens: np.ndarray) -> DutyVectors:
    return DutyVectors(tokens[0], tokens[0], np.stack(tokens), ("",) * len(tokens), np.stack(tokens))


def test_a_word_is_made_of_the_tokens_in_its_place():
    assert word_tokens(["农村", "农村住房", "公路"], "农村住房", READ).tolist() == [[1, 0], [0.5, 0.5], [0, 0]]


def test_the_word_that_nothing_answers_is_told():
    rural, urban = duty(RURAL, HOUSE, ROAD), duty(URBAN, HOUSE)
    found = late_evidence(
        READ, "农村住房", ["农村", "住房"], {"农村": 3.0, "住房": 1.0}, np.zeros((2, 2)), [rural, urban]
    )
    assert found["word_match"].tolist() == pytest.approx([1.0, 0.25])
    assert found["weakest_word"].tolist() == pytest.approx([1.0, 0.0])
    assert found["word_behind"].tolist() == pytest.approx([0.0, 0.75])


def test_what_stands_in_the_duty_needs_no_match():
    meaning = np.array([[1.0, 0.0]])
    found = late_evidence(READ, "农村住房", ["农村", "住房"], {"农村": 1.0, "住房": 1.0}, meaning, [duty(HOUSE)])
    assert found["weakest_word"].tolist() == pytest.approx([1.0])


def test_an_encoder_without_tokens_gives_no_evidence():
    assert (
        late_evidence(TextVectors.whole(RURAL), "农村", ["农村"], {"农村": 1.0}, np.zeros((1, 1)), [duty(RURAL)])
        == {}
    )
