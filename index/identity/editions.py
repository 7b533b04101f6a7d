"""Which documents are current: yearly editions of a series are siblings, of which the newest is."""

from collections.abc import Iterable
from typing import Protocol


class Edition(Protocol):
    """What is needed of a document record."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int | None: ...  # noqa: D102
    @property
    def series(self) -> str | None: ...  # noqa: D102
    @property
    def superseded_by(self) -> str | None: ...  # noqa: D102


def newer_editions(documents: Iterable[Edition]) -> dict[str, str]:
    """Of each document that a later year's edition of its series stands in place of, the newest such edition's id."""
    series: dict[str, list[Edition]] = {}
    for document in documents:
        if document.series and document.year:
            series.setdefault(document.series, []).append(document)
    found: dict[str, str] = {}
    for editions in series.values():
        standing = [edition for edition in editions if edition.superseded_by is None]
        newest = max(standing, key=lambda edition: edition.year or 0, default=None)
        if newest is not None:
            found |= {e.id: newest.id for e in editions if (e.year or 0) < (newest.year or 0)}
    return found
