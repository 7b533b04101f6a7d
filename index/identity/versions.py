"""What a new document may be to those that are there: a replacement, a new version, another year's edition."""

import re
from collections.abc import Callable, Iterable, Sequence

from index.identity.changes import Task, alike_share, compare, tasks_of
from index.identity.titles import DRAFT, REVISED, lasting_title, stage_of
from index.model.document import Document
from index.model.identity import Identity
from index.model.store import DocumentRecord
from index.model.versions import SUPERSEDING, Comparison, Relation
from index.text.search_key import search_key

SAME_TEXT = 0.3
"""Under one number, documents with fewer duties in common are its several attachments."""


def proposals(
    document: Document,
    identity: Identity,
    known: Iterable[DocumentRecord],
    duties_of: Callable[[str], Sequence[Task]],
    decided: Relation | None = None,
) -> tuple[Comparison, ...]:
    """What a document is to those of the library that have its number, or its issuer and title, the likeliest first.

    ``duties_of`` gives a stored document's duties. ``decided`` is what a person says of all of them in place of the
    proposal. Documents that others replaced already are not compared with.
    """
    own = tasks_of(document.clauses)
    found = []
    for record in known:
        if record.id == document.id or record.superseded_by is not None:
            continue
        said = _relation(document, identity, record, own, duties_of)
        if said is None:
            continue
        relation, reason = said if decided is None or said[0] == "edition" else (decided, "由导入者指定")
        theirs, mine = (record.id, duties_of(record.id)), (document.id, own)
        if _comes_before(document, identity, record, relation):
            found.append(compare(mine, theirs, relation, reason))
        else:
            found.append(compare(theirs, mine, relation, reason))
    return _nearest_edition(found, {record.id: record for record in known})


def _relation(
    document: Document,
    identity: Identity,
    record: DocumentRecord,
    own: Sequence[Task],
    duties_of: Callable[[str], Sequence[Task]],
) -> tuple[Relation, str] | None:
    titles = [_title(document.title, identity), _title(record.title, record.identity)]
    same_title = titles[0] == titles[1] and identity.kind == record.kind
    stages = stage_of(document.title), stage_of(record.title)
    number = _plain_number(document.number)
    if number and number == _plain_number(record.number):
        if stages[0] != stages[1] and same_title:
            return "version", f"发文字号同为{record.number}，{_stage_reason(*stages)}"
        if same_title or alike_share(own, duties_of(record.id)) >= SAME_TEXT:
            return "replacement", f"发文字号同为{record.number}，内容不同"
        return "other", f"发文字号同为{record.number}，但题名和内容都不同，可能是同一文件的不同附件"
    if not same_title or not _same_issuer(identity, record):
        return None
    if identity.year == record.year or None in (identity.year, record.year):
        if stages[0] != stages[1]:
            return "version", f"制发单位、题名相同，{_stage_reason(*stages)}"
        return "version", "制发单位、题名、文种和年份都相同，内容不同"
    if identity.series and identity.series == record.series:
        return "edition", f"与《{record.title}》是同一系列的不同年度"
    return None


def _title(title: str, identity: Identity) -> str:
    return lasting_title(title, identity.issuer or "", identity.place.label, identity.place.name)


def _stage_reason(own: int, other: int) -> str:
    if DRAFT in (own, other):
        return "一份是征求意见稿，一份是正式稿"
    return "一份是修订（更正）后的" if REVISED in (own, other) else ""


def _plain_number(number: str | None) -> str:
    return re.sub(r"[\W_]", "", search_key(number or ""))


def _same_issuer(identity: Identity, record: DocumentRecord) -> bool:
    """Whether both are of one issuer or, where one does not say, at least of one place."""
    mine, theirs = (re.sub("办公[厅室]$", "", issuer or "") for issuer in (identity.issuer, record.issuer))
    if mine and theirs:
        return mine == theirs
    return bool(identity.place.level) and identity.place == record.place


def _comes_before(document: Document, identity: Identity, record: DocumentRecord, relation: Relation) -> bool:
    """Whether the document now imported is the earlier of the two."""
    stages = stage_of(document.title), stage_of(record.title)
    if relation in SUPERSEDING and stages[0] != stages[1]:
        return stages[0] < stages[1]
    dates = document.date or str(identity.year or ""), record.date or str(record.year or "")
    return bool(dates[0] and dates[1]) and dates[0] < dates[1]


def _nearest_edition(found: list[Comparison], records: dict[str, DocumentRecord]) -> tuple[Comparison, ...]:
    """All that replace or are replaced; of other years' editions only the nearest earlier and the nearest later."""
    kept = [c for c in found if c.relation != "edition"]
    before = [c for c in found if c.relation == "edition" and c.earlier in records]
    after = [c for c in found if c.relation == "edition" and c.later in records]
    if before:
        kept.append(max(before, key=lambda c: records[c.earlier].year or 0))
    if after:
        kept.append(min(after, key=lambda c: records[c.later].year or 0))
    order: tuple[Relation, ...] = ("replacement", "version", "edition", "other")
    return tuple(sorted(kept, key=lambda c: order.index(c.relation)))
