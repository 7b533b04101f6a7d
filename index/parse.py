"""The facade: a source text becomes a Document."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from index.grammar.rules import find_rules
from index.model.document import Clause, Document, Duty
from index.model.source import Line, SourceText
from index.outline.clause_item import ClauseItem
from index.outline.duties import opens_with_topics, read_duties
from index.outline.front_matter import read_front_matter
from index.outline.structure import find_clauses
from index.outline.unwrap import unwrap
from index.report.diagnostics import check
from index.report.doubts import parts_left_out, uncertain_lines, unknown_units
from index.table.ruled_table import unfold_ruled_tables
from index.table.tables import clauses_from_tables
from index.text.plain import plain_characters
from index.units.unit_list import lacks_level, level_of


def plain_text_source(text: str) -> SourceText:
    """Return ``text`` as a source of plain lines."""
    text = plain_characters(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    lines: list[Line] = []
    start = 0
    for part in text.split("\n"):
        lines.append(Line(start, start + len(part)))
        start += len(part) + 1
    return SourceText(text, tuple(lines))


def parse(source: SourceText, file_name: str, original: bytes) -> Document:
    """Parse an extracted text. ``file_name`` is kept as the source, ``original`` gives the document's identity.

    Never raises on any text: what could not be read is in the document's diagnostics.
    """
    unsure = (*parts_left_out(source), *uncertain_lines(source))
    source = unwrap(unfold_ruled_tables(source))
    text = source.text
    tables = clauses_from_tables(source)
    prose = _without(text, tables.consumed) if tables else text
    found = find_clauses(prose)
    if tables:
        # Beside a table only what states a responsibility is a clause: the rest is the table's surroundings.
        found = [item for item in found if item.stretches or item.inherited]
    starts = [item.item.start for item in found] + [start for start, _ in (tables.consumed if tables else ())]
    front = read_front_matter(text, min(starts, default=len(text)), file_name)
    rules = find_rules(text)
    topics = opens_with_topics(prose, found)
    clauses = [
        _clause(
            text,
            item,
            read_duties(prose, item, rules=rules, year=front.year, topic_labels=topics),
        )
        for item in found
    ]
    diagnostics = check(prose, found, clauses, tabular=tables is not None, lead_marks=rules.lead_marks)
    if tables:
        diagnostics += tables.diagnostics
        clauses = sorted([*clauses, *_below_title(tables.clauses, front.title)], key=lambda clause: clause.start)
    clauses = [
        replace(clause, order=order, number=clause.number or str(order))
        for order, clause in enumerate(_complete_names(clauses), 1)
    ]
    sha256 = hashlib.sha256(original).hexdigest()
    return Document(
        sha256[:12],
        front.title,
        front.number,
        front.issuer,
        front.date,
        front.year,
        file_name,
        sha256,
        text,
        tuple(clauses),
        (*diagnostics, *unknown_units(clauses), *unsure),
        rules.texts,
    )


def _below_title(clauses: Sequence[Clause], title: str) -> list[Clause]:
    """The clauses of tables without the document's title as their outermost heading."""
    return [
        replace(clause, section=clause.section[1:]) if clause.section[:1] == (title,) else clause
        for clause in clauses
    ]


def _without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return ``text`` with ``ranges`` blanked out, line breaks and length kept."""
    pieces: list[str] = []
    position = 0
    for start, end in ranges:
        pieces.append(text[position:start])
        pieces.append("".join(character if character == "\n" else " " for character in text[start:end]))
        position = max(position, end)
    return "".join(pieces) + text[position:]


def _clause(text: str, item: ClauseItem, duties: list[Duty]) -> Clause:
    number = item.item.marker.number if item.item.marker else ""
    return Clause(number, 0, item.section, text[item.start : item.end], item.start, tuple(duties))


def _complete_names(clauses: list[Clause]) -> list[Clause]:
    """Complete a department without a level word (财政厅) that the document names with one level elsewhere."""
    named = {name for clause in clauses for duty in clause.duties for name in duty.lead + duty.responsible}
    full: dict[str, set[str]] = {}
    for name in named:
        if level := level_of(name):
            full.setdefault(name[len(level) :], set()).add(name)
    known = {name: next(iter(full[name])) for name in named if lacks_level(name) and len(full.get(name, ())) == 1}
    if not known:
        return clauses

    def complete(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.get(name, name) for name in names))

    def completed(duty: Duty) -> Duty:
        lead = complete(duty.lead)
        return replace(
            duty, lead=lead, responsible=tuple(name for name in complete(duty.responsible) if name not in lead)
        )

    return [replace(clause, duties=tuple(completed(duty) for duty in clause.duties)) for clause in clauses]
