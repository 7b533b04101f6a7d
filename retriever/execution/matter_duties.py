"""From a matter in words to its duties: the one that is meant, or all that are about it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from index.model.store import DocumentRecord, DutyRecord
from index.text.search_key import search_key
from retriever.execution.counted_items import counted_off
from retriever.execution.headings import find_paths
from retriever.execution.outcome import MatterFound
from retriever.execution.table import Mask, Table
from retriever.matter.matter_search import MatterHit, MatterResult
from retriever.query.predicates import InSection

NEAR = 0.1
"""A newer document is preferred while its best hit is at most this much less likely."""
NEAR_SERIES = 0.45
"""The same for a newer document by the same issuer: a later year of one series words its tasks anew."""
ALSO = 0.5
"""A further duty is about the matter too when it is at least this likely itself."""
SEARCHED = 30
"""How many duties to look at; all that were measured where only a part of the documents is asked about."""
NAMED = 3
"""How many further duties are taken beside the best."""

Placed = Sequence[tuple[Table, Mask]]
"""The documents that may answer, the preferred first, each with the rows where the matter may stand."""


class Finder(Protocol):
    """Whatever finds the duties that a matter is about; MatterSearch is the one."""

    def find(self, matter: str, documents: Collection[str] | None = None, k: int = 10) -> MatterResult:
        """The duties a matter is about, ranked."""
        ...


def meant_duties(text: str, placed: Placed, finder: Finder) -> MatterFound:
    """The duty that a matter points at, with up to three others that are about it too, all of one document."""
    for table, mask in placed:
        if items := counted_off(table, mask, text):
            return MatterFound(text, True, items, 1.0, near=tuple((item, 1.0) for item in items), items=True)
    result, hits = _search(text, placed, finder)
    if not hits or not result.found:
        return _not_found(text, result)
    document = _preferred([table.document for table, _ in placed], hits, text)
    own = _literal_first(text, [hit for hit in hits if hit.record.document.id == document.id])
    best = own[0].confidence
    also = [hit.record for hit in own[1:] if hit.confidence >= max(ALSO, best * ALSO)]
    near = tuple((hit.record, hit.confidence) for hit in own)
    records = (own[0].record, *also[:NAMED])
    return MatterFound(text, True, records, best, near=near, correction=result.correction or "")


def duties_about(text: str, placed: Placed, finder: Finder) -> MatterFound:
    """All duties about a matter: those under a heading of that name, else those that say its words, else found."""
    titled = _under_title(text, placed)
    if titled is not None:
        return titled
    words = [search_key(word) for word in text.split()]
    if literal := _saying(placed, words, all):
        return MatterFound(text, True, literal, 1.0, f"任务写明“{text}”的事项")
    several = [search_key(part) for part in re.split(r"[、,，]|以及|和|与|及", text)]
    if len(several) > 1 and all(len(part) > 1 for part in several):
        each = _saying(placed, several, any)
        tasks = [search_key(record.duty.task) for record in each]
        if each and all(any(part in task for task in tasks) for part in several):
            return MatterFound(text, True, each, 1.0, f"任务写明“{text}”的事项")
    result, hits = _search(text, placed, finder)
    if not hits or not result.found:
        return _not_found(text, result)
    floor = hits[0].confidence / 2
    chosen = tuple(hit.record for hit in hits if hit.confidence >= floor)
    near = tuple((hit.record, hit.confidence) for hit in hits)
    return MatterFound(text, True, chosen, hits[0].confidence, near=near, correction=result.correction or "")


def _under_title(text: str, placed: Placed) -> MatterFound | None:
    records: list[DutyRecord] = []
    names: dict[str, None] = {}
    for table, mask in placed:
        for path in find_paths(table.paths, InSection(title=text)):
            names[path[-1]] = None
            records += [r for r in table.records(mask) if r.clause.section[: len(path)] == path]
    if not records:
        return None
    return MatterFound(text, True, tuple(records), 1.0, "“" + "、".join(names) + "”部分的事项")


def _saying(
    placed: Placed, words: Sequence[str], needed: Callable[[Iterable[bool]], bool]
) -> tuple[DutyRecord, ...]:
    return tuple(
        record
        for table, mask in placed
        for record in table.records(mask)
        if needed(word in search_key(record.duty.task) for word in words)
    )


def _search(text: str, placed: Placed, finder: Finder) -> tuple[MatterResult, list[MatterHit]]:
    """What is found, and those hits that stand where the matter may stand and are not far behind the best of all."""
    narrowed = any(not mask.all() for _, mask in placed)
    masks: Mapping[str, tuple[Table, Mask]] = {table.document.id: (table, mask) for table, mask in placed}
    result = finder.find(text, set(masks), 10 * SEARCHED if narrowed else SEARCHED)
    held = []
    for hit in result.hits:
        table, mask = masks[hit.record.document.id]
        if mask[table.row_of[hit.record.id]]:
            held.append(hit)
    if narrowed and held and held[0].confidence < result.hits[0].confidence / 2:
        return result, []
    return result, held


def _not_found(text: str, result: MatterResult) -> MatterFound:
    near = tuple((hit.record, hit.confidence) for hit in result.hits)
    return MatterFound(text, False, confidence=near[0][1] if near else 0.0, near=near)


def _literal_first(matter: str, hits: Sequence[MatterHit]) -> list[MatterHit]:
    """Hits whose task has the whole matter word for word before those that have not."""
    words = search_key(matter).replace(" ", "")
    if len(words) < 4:
        return list(hits)
    return sorted(hits, key=lambda hit: words not in search_key(hit.record.duty.task))


def _preferred(documents: Sequence[DocumentRecord], hits: Sequence[MatterHit], matter: str) -> DocumentRecord:
    """The newest document with a hit about as likely as the best of all, or a likely one that has the very words."""
    best = hits[0]
    words = re.sub(r"\W", "", search_key(matter))
    near = {
        hit.record.document.id
        for hit in hits
        if hit.confidence >= best.confidence - _leeway(hit, best)
        or (hit.confidence >= ALSO and words in re.sub(r"\W", "", search_key(hit.record.duty.task)))
    }
    return next((document for document in documents if document.id in near), best.record.document)


def _leeway(hit: MatterHit, best: MatterHit) -> float:
    """How much less likely a hit may be: more where the same issuer has gone on to a newer document."""
    issuer = best.record.document.issuer
    same = issuer is not None and hit.record.document.issuer == issuer
    return NEAR_SERIES if same and hit.confidence >= ALSO else NEAR
