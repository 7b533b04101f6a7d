"""The vectors of a document's clauses, duties and phrases, each text encoded once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.encode.encoder import BATCH, Encoder, read_passages
from index.model.document import Clause, Duty
from index.model.store import Progress, TextVectors, Vectors
from index.text.phrases import split_phrases


@dataclass(frozen=True, slots=True)
class EncodedDuty:
    """The vectors of one duty: its own (d,), its phrases' (n, d), and of each phrase its tokens' (t, w)."""

    vector: Vectors
    phrases: Vectors
    tokens: tuple[Vectors, ...]


@dataclass(frozen=True, slots=True)
class EncodedClause:
    """The vectors of one clause: its own (d,), and those of its duties."""

    vector: Vectors
    duties: tuple[EncodedDuty, ...]


def encode_clauses(
    clauses: tuple[Clause, ...], encoder: Encoder, progress: Progress | None = None
) -> tuple[EncodedClause, ...]:
    """Encode duties and phrases; a text that occurs several times is encoded once.

    A clause's vector is the mean of its duties' vectors by length, which is how long texts are encoded in windows;
    encoding it whole would take half as long again. A clause without duties is encoded as it stands.
    """
    unique = sorted({text for clause in clauses for text in _texts(clause)}, key=lambda text: (len(text), text))
    found: dict[str, TextVectors] = {}
    for start in range(0, len(unique), BATCH):
        batch = unique[start : start + BATCH]
        found.update(zip(batch, read_passages(encoder, batch), strict=True))
        if progress:
            progress(start + len(batch), len(unique))
    return tuple(_encoded(clause, found) for clause in clauses)


def _encoded(clause: Clause, found: Mapping[str, TextVectors]) -> EncodedClause:
    if not clause.duties:
        return EncodedClause(found[clause.text].vector, ())
    duties = tuple(_encoded_duty(duty, found) for duty in clause.duties)
    lengths = np.array([len(_passage(duty)) for duty in clause.duties], np.float32)
    mean = lengths @ np.stack([duty.vector for duty in duties])
    norm = float(np.linalg.norm(mean))
    return EncodedClause(mean / norm if norm else mean, duties)


def _encoded_duty(duty: Duty, found: Mapping[str, TextVectors]) -> EncodedDuty:
    phrases = [found[phrase] for phrase in duty_phrases(duty)]
    return EncodedDuty(
        found[_passage(duty)].vector,
        np.stack([phrase.vector for phrase in phrases]),
        tuple(phrase.tokens for phrase in phrases),
    )


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
