"""What the search keeps in memory of a library, thrown away when the library changes."""

import threading
from collections.abc import Sequence

import numpy as np

from index.model.store import DutyFilter, DutyRecord, DutyVectors, Store, Vectors
from retriever.matter.correction import Vocabulary, build_vocabulary
from retriever.matter.features import DutyText
from retriever.matter.general_matters import load_matters, load_vectors

MAX_DUTIES = 20_000
"""How many duties' texts and vectors are kept, about 20 kB each; beyond it the memory starts afresh."""

VOCABULARY_DUTIES = 20_000
"""From how many duties, newest first, words for corrections are taken: cutting more takes seconds."""


class Memory:
    """Prepared texts, vectors and vocabulary of one library generation. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._generation = -1
        self._duties: dict[int, tuple[DutyText, DutyVectors]] = {}
        self._total: int | None = None
        self._vocabulary: Vocabulary | None = None
        self._matters: Vectors | None = None

    def duties(self, records: Sequence[DutyRecord]) -> tuple[list[DutyText], list[DutyVectors]]:
        """The texts and vectors of duties, in order."""
        with self._lock:
            self._refresh()
            missing = [record for record in records if record.id not in self._duties]
            if len(self._duties) + len(missing) > MAX_DUTIES:
                self._duties, missing = {}, list(records)
            vectors = self._store.vectors([record.id for record in missing])
            for record, own in zip(missing, vectors, strict=True):
                self._duties[record.id] = (DutyText.of(record), own)
            known = [self._duties[record.id] for record in records]
        return [text for text, _ in known], [own for _, own in known]

    def total(self) -> int:
        """How many duties the library holds."""
        with self._lock:
            self._refresh()
            if self._total is None:
                self._total = self._store.count(DutyFilter(include_superseded=True))
            return self._total

    def matters(self) -> Vectors:
        """Unit vectors (m, d) of the general matters, encoded the way questions are; they outlive a generation.

        Those that ship, or, where the library has another encoder, made by that one: that takes a minute.
        """
        with self._lock:
            if self._matters is None:
                self._matters = load_vectors(self._store.encoder_name or "")
            if self._matters is None:
                encoded = (self._store.encode_query(matter.text) for matter in load_matters())
                self._matters = np.stack([vector for vector in encoded if vector is not None])
            return self._matters

    def vocabulary(self) -> Vocabulary:
        """The words of the library, by sound."""
        with self._lock:
            self._refresh()
            if self._vocabulary is None:
                records = self._store.duties(DutyFilter(), limit=VOCABULARY_DUTIES)
                self._vocabulary = build_vocabulary(
                    text for record in records for text in (record.duty.task, " ".join(record.clause.section))
                )
            return self._vocabulary

    def _refresh(self) -> None:
        generation = self._store.generation
        if generation != self._generation:
            self._generation = generation
            self._duties, self._total, self._vocabulary = {}, None, None
