"""Duty tables of a document, real grids and flattened ones, into clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.grammar.rules import find_rules
from index.model.document import Clause, Diagnostic
from index.model.source import SourceText, Table
from index.table.delimited_table import delimited_tables
from index.table.flattened_table import flattened_tables
from index.table.grid_header import Header, find_header, heading_text
from index.table.grid_table import GridReader
from index.table.row import Conventions, clauses_from_rows, missing_units

_PAGE_MARK = re.compile(r"^[\s—–\-－·•\d第页共/]*$")
_NUMBERED_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇])"
)
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_LONGEST_CAPTION = 40


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the duty tables of a document say.

    ``clauses`` are in document order, their ``order`` counts from 1 within the reading. ``consumed`` are the
    half-open ranges of the source text that the tables fill: nothing else may be read from them. ``rows`` says what
    became of their rows.
    """

    clauses: tuple[Clause, ...]
    diagnostics: tuple[Diagnostic, ...]
    consumed: tuple[tuple[int, int], ...]
    rows: "RowCounts"


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of the bodies of tables, headings left out: every one ``seen`` is ``stored`` or ``reported`` as not used."""

    seen: int
    stored: int
    reported: int


@dataclass(slots=True)
class DutyTable:
    """Grids that share one header, with their reader, the line above them and the text they fill."""

    reader: GridReader
    caption: str | None
    grids: list[Table]

    @property
    def start(self) -> int:
        """Where it begins in the source text."""
        return self.grids[0].start

    @property
    def owner_leads(self) -> bool:
        """Whether a plain 责任单位 column names the leads: with 配合单位 beside it and no 牵头单位."""
        roles = {column.role for column in self.reader.columns}
        return "support" in roles and "lead" not in roles


def clauses_from_tables(source: SourceText) -> TableReading | None:
    """Read every duty table of ``source``; None when there is none. Other tables are left alone."""
    grids = sorted((*source.tables, *delimited_tables(source)), key=lambda table: table.start)
    tables = sorted((*_grids(source, grids), *_flattened(source, grids)), key=lambda table: table.start)
    if not any(table.reader.rows for table in tables):
        return None
    rules = find_rules(source.text)
    captions = {table.caption for table in tables}
    clauses: list[Clause] = []
    diagnostics: list[Diagnostic] = []
    for table in tables:
        caption = table.caption
        own_title = "。" not in source.text[: table.start]
        shown = caption and (len(captions) > 1 or _NUMBERED_HEADING.match(caption) or not own_title)
        outer = (caption,) if caption and shown else ()
        conventions = Conventions(table.owner_leads, rules.first_leads_from, rules.lead_marks)
        found = clauses_from_rows(table.reader.rows, source.text, conventions, len(clauses) + 1, outer)
        clauses += [replace(clause, section=_nested(clause.section)) for clause in found]
        diagnostics += [*table.reader.diagnostics, *missing_units(found, table.reader.rows)]
    readers = [table.reader for table in tables]
    return TableReading(
        tuple(clauses),
        tuple(diagnostics),
        tuple(sorted((grid.start, grid.end) for table in tables for grid in table.grids)),
        RowCounts(
            seen=sum(reader.seen for reader in readers),
            stored=sum(len(reader.rows) + reader.joined for reader in readers),
            reported=sum(reader.unused for reader in readers),
        ),
    )


def _nested(section: tuple[str, ...]) -> tuple[str, ...]:
    """A path without the line above the table where a heading of the table is of the same rank (一、 … 二、)."""
    peers = len(section) > 1 and all(_CHAPTER.match(heading) for heading in section[:2])
    return section[1:] if peers else section


def _grids(source: SourceText, grids: Sequence[Table]) -> list[DutyTable]:
    found: list[DutyTable] = []
    current: DutyTable | None = None
    for table in grids:
        header = find_header(table)
        if current is not None and _continues(source, current.grids[-1], table, current.reader, header):
            current.grids.append(table)
        elif header is None:
            current = None
            continue
        else:
            caption = header.caption or caption_above(source, table.start)
            current = DutyTable(GridReader(header.columns), caption, [table])
            found.append(current)
        if header and header.group:
            current.reader.open_group(header.group)
        current.reader.read(table, header.body if header else 0)
    return found


def _flattened(source: SourceText, grids: Sequence[Table]) -> list[DutyTable]:
    taken = [(table.start, table.end) for table in grids]
    found: list[DutyTable] = []
    for one in flattened_tables(source, taken):
        reader = GridReader(one.columns)
        reader.read(one.table, 0)
        found.append(DutyTable(reader, caption_above(source, one.table.start), [one.table]))
    return found


def _continues(source: SourceText, before: Table, table: Table, reader: GridReader, header: Header | None) -> bool:
    """Whether a table goes on with the one before: the same columns (or none named), only page marks between."""
    between = source.text[before.end : table.start]
    if not all(_PAGE_MARK.match(line) for line in between.splitlines()):
        return False
    if header is not None:
        return [c.name for c in header.columns] == [c.name for c in reader.columns]
    return max((len(row) for row in table.rows), default=0) == len(reader.columns)


def caption_above(source: SourceText, start: int) -> str | None:
    """The line above a table when it is a title or heading, not a sentence."""
    for line in reversed(source.text[max(0, start - 300) : start].splitlines()):
        if _PAGE_MARK.match(line):
            continue
        caption = heading_text(line)
        return caption if len(caption) <= _LONGEST_CAPTION and not re.search(r"[。；：:，]$", caption) else None
    return None
