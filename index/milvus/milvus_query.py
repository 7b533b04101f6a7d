"""A ``DutyFilter`` as a Milvus expression, and what Milvus leaves to do afterwards."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from index.identity.homes import units_at_home
from index.milvus.milvus_schema import Row
from index.model.store import DocumentRecord, DutyFilter, DutyRecord, UnitCount

_SPECIAL = re.compile(r'[%_"\'\\\x00-\x1f]')


def expression(where: DutyFilter, documents: Sequence[str]) -> str:
    """The filter over ``duties``, within these documents. Substrings may let through too much: see ``matches``."""
    parts = [f"document in {json.dumps(list(documents))}"]
    for role, units in (("lead", where.lead), ("responsible", where.responsible)):
        parts += [f"ARRAY_CONTAINS({role}, {_text(unit)})" for unit in units]
    parts += [
        f"(ARRAY_CONTAINS(lead, {_text(unit)}) or ARRAY_CONTAINS(responsible, {_text(unit)}))"
        for unit in where.units
    ]
    for field, part in (("section", where.section), ("text", where.text)):
        if part is not None:
            parts.append(f'{field} like "%{_SPECIAL.sub("_", part)}%"')
    for field, value in (("clause", where.clause), ("mode", where.mode)):
        if value is not None:
            parts.append(f"{field} == {_text(value)}")
    for field, flag in (("has_lead", where.has_lead), ("has_deadline", where.has_deadline)):
        if flag is not None:
            parts.append(f"{field} == {int(flag)}")
    return " and ".join(parts)


def matches(where: DutyFilter, row: Row) -> bool:
    """Whether the row holds the substrings: in the expression, characters special to LIKE stand for any one."""
    in_text = where.text is None or where.text in row["text"]
    in_section = where.section is None or any(where.section in heading for heading in row["section"].split("\n"))
    return in_text and in_section


def current_for(record: DocumentRecord, year: int | None, years: Mapping[str, int | None]) -> bool:
    """Whether a document answers where none is named: a current one, or of a year asked for the last of that year."""
    if year is None:
        return record.current
    return record.superseded_by is None or years.get(record.superseded_by) != year


def in_order(rows: Iterable[Row], documents: Sequence[str]) -> list[Row]:
    """Rows by document as listed, then place in it; those of a document no longer listed are left out."""
    place = {id_: at for at, id_ in enumerate(documents)}
    listed = [row for row in rows if row["document"] in place]
    return sorted(listed, key=lambda row: (place[row["document"]], int(row["position"]), int(row["ordinal"])))


def unit_counts(records: Iterable[DutyRecord]) -> tuple[UnitCount, ...]:
    """The units of the duties, those that lead most first."""
    return units_at_home(
        UnitCount(unit, int(leads), int(not leads), unit in record.duty.generic, record.document.place)
        for record in records
        for leads, units in ((True, record.duty.lead), (False, record.duty.responsible))
        for unit in units
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
