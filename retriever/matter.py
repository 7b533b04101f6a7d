"""Finding the matter: hybrid retrieval of the duties that a question is about, calibrated, or nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from index.store import DutyRecord


@dataclass(frozen=True, slots=True)
class MatterHit:
    """A duty that may be what is asked about; ``confidence`` is a calibrated probability 0..1."""

    record: DutyRecord
    confidence: float
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class MatterResult:
    """Ranked hits, best first. ``found`` is False when the documents do not say; hits are then near misses.

    ``correction`` is the wording that was understood in place of a typed one (按“机场”理解), else None.
    """

    found: bool
    hits: tuple[MatterHit, ...]
    correction: str | None = None


class MatterSearch:
    """Search over one library. See docs/architecture.md for the features and their training."""

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """The duties a matter (question words, politeness and units already removed) is about."""
        raise NotImplementedError
