"""The vectors of a document's clauses, duties and phrases, each text encoded once."""

from dataclasses import dataclass

import numpy as np

from index.encode.encoder import BATCH, Encoder
from index.model.document import Clause, Duty
from index.model.store import Progress, Vectors
from index.text.phrases import split_phrases


@dataclass(frozen=True, slots=True)
class EncodedClause:
    """The vectors of one clause: its own (d,), and of each duty its own (d,) and its phrases' (n, d)."""

    vector: Vectors
    duties: tuple[tuple[Vectors, Vectors], ...]


def encode_clauses(
    clauses: tuple[Clause, ...], encoder: Encoder, progress: Progress | None = None
) -> tuple[EncodedClause, ...]:
    """Encode duties and phrases; a text that occurs several times is encoded once.

    A clause's vector is the mean of its duties' vectors by length, which is how long texts are encoded in windows;
    encoding it whole would take half as long again. A clause without duties is encoded as it stands.
    """
    unique = sorted({text for clause in clauses for text in _texts(clause)}, key=lambda text: (len(text), text))
    place = {text: at for at, text in enumerate(unique)}
    vectors = np.zeros((len(unique), encoder.dimension), np.float32)
    for start in range(0, len(unique), BATCH):
        batch = unique[start : start + BATCH]
        vectors[start : start + len(batch)] = encoder.encode_passages(batch)
        if progress:
            progress(start + len(batch), len(unique))
    return tuple(_encoded(clause, vectors, place) for clause in clauses)


def _encoded(clause: Clause, vectors: Vectors, place: dict[str, int]) -> EncodedClause:
    duties = tuple(
        (vectors[place[_passage(duty)]], vectors[[place[phrase] for phrase in duty_phrases(duty)]])
        for duty in clause.duties
    )
    if not duties:
        return EncodedClause(vectors[place[clause.text]], ())
    lengths = np.array([len(_passage(duty)) for duty in clause.duties], np.float32)
    mean = lengths @ np.stack([vector for vector, _ in duties])
    norm = float(np.linalg.norm(mean))
    return EncodedClause(mean / norm if norm else mean, duties)


def _texts(clause: Clause) -> list[str]:
    """Everything that is encoded for a clause."""
    if not clause.duties:
        return [clause.text]
    return [text for duty in clause.duties for text in (_passage(duty), *duty_phrases(duty))]


def _passage(duty: Duty) -> str:
    """The task as a phrase is written, so that a task of one phrase is not encoded twice."""
    return duty.task.strip().rstrip("。；;") or duty.task


def duty_phrases(duty: Duty) -> tuple[str, ...]:
    """The phrases of a duty that get vectors of their own, in the order of its (n, d) phrase vectors."""
    return split_phrases(duty.task) or (_passage(duty),)
