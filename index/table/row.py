"""Rows of a duty table into clauses: one row a duty, the rows of one number a clause."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.grammar.responsibility import lead_with_first, lead_with_marked, read_responsibility
from index.model.document import Clause, Diagnostic, Duty, Note, NoteKind
from index.table.cell_shape import is_none, split_persons, unit_lines
from index.table.header import UNIT_ROLES, Role
from index.units.officials import split_leaders


@dataclass(frozen=True, slots=True)
class Field:
    """A cell as one row sees it: its text, and its range in the source text.

    ``breaks`` in ``text`` are line feeds where the cell has paragraphs; lines that were wrapped by the page are
    joined. ``inherited`` says that the cell belongs to an earlier row (merged cells), ``persons`` that it may name
    officials beside its units. ``name`` is its column's.
    """

    role: Role
    text: str
    start: int
    end: int
    inherited: bool = False
    persons: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a duty table. ``number`` is None where the row continues the number above.

    ``start``/``end`` is the range of the source text from the task cell to the end of the row; ``fields`` are
    the unit, deadline and leader cells in column order, ``raw`` their text as it stands. ``undivided`` says that
    the units of two columns could not be told apart, so that none of them may be called the lead.
    """

    number: str | None
    section: tuple[str, ...]
    start: int
    end: int
    task: Field
    fields: tuple[Field, ...]
    raw: str
    undivided: bool = False

    def cells(self, *roles: Role) -> tuple[Field, ...]:
        """The row's cells of these roles, in column order."""
        return tuple(field for field in self.fields if field.role in roles)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a table leaves to convention.

    ``owner_leads``: its plain 责任单位 column names the leads (``Role``). ``first_leads_from``: the offset in the
    source text from which the unit that is listed first leads, None where the document says nothing of the kind.
    """

    owner_leads: bool = False
    first_leads_from: int | None = None
    lead_marks: str = ""

    def first_leads(self, offset: int) -> bool:
        """Whether the unit listed first leads at an offset of the source text."""
        return self.first_leads_from is not None and self.first_leads_from <= offset


KEPT_ROLES: tuple[Role, ...] = (
    *UNIT_ROLES,
    "leaders",
    "deadline",
    "lead office",
    "office",
    "contact",
    "score",
    "note",
)
"""The columns beside the task whose cells are kept."""

_NOTE_KINDS: dict[Role, NoteKind] = {
    "lead office": "office", "office": "office", "contact": "contact", "score": "score", "note": "note",
}  # fmt: skip
_RESPONSIBILITY_ROLES: tuple[Role, ...] = (*UNIT_ROLES, "leaders", "deadline")
_LABELS: dict[Role, str] = {"lead": "牵头单位", "owner": "责任单位", "support": "配合单位"}
_BLANKS = re.compile(r"[\s\u3000]+")
_NUMBER_DRESS = re.compile(r"^[\s第]*(.*?)[\s.．、,，:：条项]*$", re.S)


def clean_number(text: str) -> str:
    """A number cell without blanks and closing punctuation: ``3.`` is ``3``, （一） stays."""
    match = _NUMBER_DRESS.match(re.sub(r"\s", "", text))
    return match[1] if match else text


def clauses_from_rows(
    rows: Sequence[TableRow], text: str, conventions: Conventions, first_order: int, outer: tuple[str, ...] = ()
) -> list[Clause]:
    """Clauses of the rows of one table, in order, their headings under ``outer``."""
    clauses: list[Clause] = []
    group: list[TableRow] = []
    for row in chain(rows, (None,)):
        if group and (row is None or row.number is not None):
            clause = _clause(group, text, conventions, first_order + len(clauses))
            clauses.append(replace(clause, section=(*outer, *clause.section)))
            group = []
        if row is not None:
            group.append(row)
    return clauses


def _clause(group: Sequence[TableRow], text: str, conventions: Conventions, order: int) -> Clause:
    start, end = group[0].start, max(row.end for row in group)
    by_task: dict[tuple[int, int], list[TableRow]] = {}
    for row in group:
        by_task.setdefault((row.task.start, row.task.end), []).append(row)
    duties: list[Duty] = []
    for (task_start, task_end), rows in by_task.items():
        duty = _duty(rows, text[task_start:task_end], (task_start - start, task_end - start), conventions)
        if duty is not None:
            duties.append(replace(duty, ordinal=len(duties) + 1))
    return Clause(group[0].number or str(order), order, group[0].section, text[start:end], start, tuple(duties))


def _duty(rows: Sequence[TableRow], task: str, span: tuple[int, int], conventions: Conventions) -> Duty | None:
    """The duty of a task cell; several rows where the task is merged and the units are not. None: no unit."""
    fields = list(dict.fromkeys(chain.from_iterable(map(_without_persons, chain(*(row.fields for row in rows))))))
    undivided = any(row.undivided for row in rows)
    first_leads = conventions.first_leads(rows[0].start) and not undivided
    says = read_responsibility(_labelled(fields, conventions.owner_leads, undivided))
    says = lead_with_marked(says, conventions.lead_marks)
    says = lead_with_first(says) if first_leads else says
    if not says.stated:
        return None
    # A collective under 牵头单位 leads, for the table says so; one that leads by convention only shares.
    named = any(name not in says.generic for name in says.lead + says.responsible) or any(
        f.role == "lead" and not is_none(f.text) for f in fields
    )
    deadlines = _distinct(_BLANKS.sub("", f.text) for f in fields if f.role == "deadline" and not is_none(f.text))
    leaders = (f.text for f in fields if f.role == "leaders" and not is_none(f.text))
    return Duty(
        ordinal=1,
        task=task,
        span=span,
        raw="\n".join(_distinct(row.raw for row in rows)),
        lead=says.lead if named else (),
        responsible=says.responsible if named else says.lead + says.responsible,
        mode=says.mode if named else "all",
        deadline="；".join(deadlines) or says.deadline,
        leaders=_distinct(chain.from_iterable(map(split_leaders, leaders))) or says.leaders,
        generic=says.generic,
        notes=tuple(dict.fromkeys(chain(_notes(fields), says.notes))),
        open_ended=says.open_ended,
        unclear=says.unclear,
    )


def _notes(fields: Sequence[Field]) -> Iterator[Note]:
    for one in fields:
        kind = _NOTE_KINDS.get(one.role)
        if kind and not is_none(one.text):
            yield Note(kind, one.name, one.text)


def raw_text(fields: Sequence[Field]) -> str:
    """The unit, deadline and leader cells as they stand, split by tabs."""
    said = (f for f in fields if f.role in _RESPONSIBILITY_ROLES)
    return "\t".join(f.text for f in said if not is_none(f.text))


def _without_persons(field: Field) -> Iterator[Field]:
    """A cell with units and officials (县水利局（李明）) as two cells."""
    units, persons = split_persons(field.text) if field.persons else (field.text, ())
    yield replace(field, text=units)
    if persons:
        yield replace(field, role="leaders", text="、".join(persons))


def _labelled(fields: Sequence[Field], owner_leads: bool, undivided: bool) -> str:
    """The unit cells as labelled lines (牵头单位：…；责任单位：…), which have a grammar already.

    A 责任单位 cell that says itself who leads (A牵头，B配合) is read by its own words.
    """
    labels = dict(_LABELS)
    if undivided or any(f.role == "owner" and "牵头" in f.text for f in fields):
        labels["support"] = labels["owner"]
        labels["lead"] = labels["owner"] if undivided else labels["lead"]
    elif owner_leads:
        labels["owner"] = labels["lead"]
    said = (f for f in fields if f.role in labels and not is_none(f.text))
    return "；".join(f"{labels[f.role]}：{unit_lines(f.text)}" for f in said)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def missing_units(clauses: Sequence[Clause], rows: Sequence[TableRow]) -> Iterator[Diagnostic]:
    """A warning for each clause of a duty table without a responsible unit, and for each name that was not understood."""
    ordered = sorted(rows, key=lambda row: row.start)
    starts = [row.start for row in ordered]
    for clause in clauses:
        number = clause.number
        end = clause.start + max(1, len(clause.text))
        said = ordered[bisect_left(starts, clause.start) : bisect_left(starts, end)]
        written = [f.text for row in said for f in row.cells(*UNIT_ROLES) if not is_none(f.text)]
        unclear = [piece for duty in clause.duties for piece in duty.unclear]
        if not clause.duties and written:
            message = f"表格第 {number} 项的责任单位没有读懂：“{'、'.join(written)}”。请核对原表。"
            yield Diagnostic("warning", "responsibility-unclear", message, number)
        elif not clause.duties:
            message = f"表格第 {number} 项没有写责任单位：“{clause.text[:30]}”。请核对原表该行的责任单位列。"
            yield Diagnostic("warning", "no-responsibility", message, number)
        elif unclear:
            message = f"表格第 {number} 项的责任单位有一部分没有读懂：“{'、'.join(unclear)}”。请核对原表。"
            yield Diagnostic("warning", "responsibility-unclear", message, number)
