"""National duties, their provincial and their city versions: the same matter at another level, linked, never merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from typing import Literal

import numpy as np

from index.identity.changes import task_similarity
from index.model.identity import LEVELS, Place
from index.model.store import DocumentRecord, DutyRecord, Store

Relation = Literal["upper", "lower"]
RELATION_WORDS: dict[Relation, str] = {"upper": "上级任务", "lower": "下级分解"}
LIKELY = 0.5
"""Links below this probability are not shown."""
NEAREST = 3
"""How many duties of each document are looked at."""
WEIGHTS = (-9.94, 0.0, 33.77)
"""Bias, cosine of the duties' vectors, Dice coefficient of their bigrams: `python -m eval.training.calibrate_links`."""


@dataclass(frozen=True, slots=True)
class LinkedDuty:
    """A duty of another level about the same matter, with the probability (0..1) that it is."""

    record: DutyRecord
    relation: Relation
    probability: float


def linked_duties(store: Store, record: DutyRecord) -> tuple[LinkedDuty, ...]:
    """The duties of current documents of wider or narrower places that are about the same matter, likeliest first.

    At most one of each document. None where places are not known, or nothing is encoded yet.
    """
    [own] = store.vectors([record.id])
    if not own.duty.size:
        return ()
    links = []
    for document, relation in _other_levels(store.documents(), record.document):
        hits = store.search_vectors(own.duty, "duty", NEAREST, [document.id])
        records = store.duties_by_id([hit.id for hit in hits])
        scored = [
            (link_probability(hit.score, task_similarity(record.duty.task, other.duty.task)), other)
            for hit, other in zip(hits, records, strict=True)
        ]
        best = max(scored, key=lambda entry: entry[0], default=None)
        if best is not None and best[0] >= LIKELY:
            links.append(LinkedDuty(best[1], relation, round(best[0], 3)))
    return tuple(sorted(links, key=lambda link: -link.probability))


def link_probability(cosine: float, overlap: float) -> float:
    """How likely two duties of different levels are one matter, by their vectors' cosine and their words' overlap."""
    bias, by_cosine, by_overlap = WEIGHTS
    return float(1 / (1 + exp(-np.clip(bias + by_cosine * cosine + by_overlap * overlap, -50, 50))))


def _other_levels(
    documents: Iterable[DocumentRecord], own: DocumentRecord
) -> Iterable[tuple[DocumentRecord, Relation]]:
    for document in documents:
        if not document.current or document.id == own.id:
            continue
        if _above(document.place, own.place):
            yield document, "upper"
        elif _above(own.place, document.place):
            yield document, "lower"


def _above(wider: Place, narrower: Place) -> bool:
    if wider.level is None or narrower.level is None:
        return False
    return LEVELS.index(wider.level) < LEVELS.index(narrower.level) and wider.holds(narrower)
