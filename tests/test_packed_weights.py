"""Weights in 8 and 4 bits: what is written is read again, as near as the bits allow."""

import numpy as np

from index.encode.packed_weights import Q4, read_weights, write_weights
from index.encode.token_bytes import pack_tokens, unpack_tokens

CHANCE = np.random.default_rng(5)


def test_a_block_holds_the_first_half_in_the_low_bits():
    halves = np.arange(16, dtype=np.uint8)[None, :] | 0xF0
    rows = Q4(np.array([[2.0]], np.float16), halves).rows()
    assert rows[0, :16].tolist() == [2.0 * (value - 8) for value in range(16)]
    assert rows[0, 16:].tolist() == [14.0] * 16


def test_matrices_are_read_as_written_within_half_a_step(tmp_path):
    words = Q4(CHANCE.random((3, 2)).astype(np.float16), CHANCE.integers(0, 256, (3, 32), dtype=np.uint8))
    matrix = CHANCE.normal(size=(5, 7)).astype(np.float32)
    bias = CHANCE.normal(size=4).astype(np.float32)
    write_weights(tmp_path / "w", "words", words, {"matrix": matrix, "bias": bias})
    read = read_weights(tmp_path / "w")
    assert set(read) == {"words", "matrix", "bias"}
    np.testing.assert_array_equal(read["words"], words.rows())
    np.testing.assert_array_equal(read["bias"], bias)
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(read["matrix"] - matrix) <= 0.6 * step).all()


def test_token_vectors_take_a_byte_a_number():
    parts = [vector / np.linalg.norm(vector, axis=1, keepdims=True) for vector in CHANCE.normal(size=(2, 3, 8))]
    stored, width = pack_tokens(parts)
    assert (len(stored), width) == (2 * 3 * 8, 8)
    np.testing.assert_allclose(unpack_tokens(stored, width), np.concatenate(parts), atol=0.005)
    assert pack_tokens([np.zeros((0, 0), np.float32)]) == (b"", 0)
    assert unpack_tokens(b"", 0).shape == (0, 0)
