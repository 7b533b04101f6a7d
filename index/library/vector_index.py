"""Nearest vectors by inner product: an exact FAISS index in one file, never changed once written."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.store import Hit, Vectors

Ids = NDArray[np.int64]


def write_vector_index(path: Path, dimension: int, batches: Iterable[tuple[Ids, Vectors]]) -> int:
    """Write unit vectors with their ids to a new file; returns how many. An id may stand for several vectors."""
    faiss = _faiss()
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    for ids, vectors in batches:
        index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
    faiss.write_index(index, str(path))
    return int(index.ntotal)


class VectorIndex:
    """A written index, memory-mapped. Searching is safe from many threads: nothing is ever changed."""

    def __init__(self, path: Path) -> None:
        """Raises RuntimeError when the file is not an index."""
        faiss = _faiss()
        self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        self.dimension = int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> list[Hit]:
        """The k nearest ids, best first, each with its best vector's score; ``among`` limits the ids."""
        wanted = min(k, len(self))
        reach = wanted
        while wanted > 0:
            hits = self._nearest(vector, reach, among)
            best: dict[int, float] = {}
            for id_, score in hits:
                best.setdefault(id_, score)
            if len(best) >= wanted or len(hits) < reach or reach >= len(self):
                return [Hit(id_, score) for id_, score in list(best.items())[:wanted]]
            # Several vectors of one id took the places of others.
            reach = min(reach * 4, len(self))
        return []

    def _nearest(self, vector: Vectors, k: int, among: Ids | None) -> list[tuple[int, float]]:
        faiss = _faiss()
        # A query is one row: a pool of OpenMP threads for each server thread would only get in the way.
        faiss.omp_set_num_threads(1)
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))
        scores, ids = self._index.search(query, k, params=parameters)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]


def _faiss() -> ModuleType:
    import faiss

    module: ModuleType = faiss
    return module
