"""Token vectors as a library keeps them: a byte a number, a quarter of their size and precise to 0.4 %."""

from collections.abc import Sequence

import numpy as np

from index.model.store import NO_VECTORS, Vectors

_STEPS = 127.0


def pack_tokens(parts: Sequence[Vectors]) -> tuple[bytes, int]:
    """Unit vectors (t, w) of several texts, one after the other, and w; b"" and 0 when there are none."""
    told = [part for part in parts if part.size]
    if not told:
        return b"", 0
    return np.round(np.concatenate(told) * _STEPS).astype(np.int8).tobytes(), told[0].shape[1]


def unpack_tokens(stored: bytes, width: int) -> Vectors:
    """The vectors (t, width) again."""
    if not stored:
        return NO_VECTORS
    return np.frombuffer(stored, np.int8).reshape(-1, width).astype(np.float32) / np.float32(_STEPS)
