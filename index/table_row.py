"""Rows of a duty table into clauses: one row a duty, the rows of one number a clause."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.model import Clause, Diagnostic, Duty, Mode
from index.table_header import UNIT_ROLES, Role
from index.table_units import UnitCell, read_unit_cell


@dataclass(frozen=True, slots=True)
class Field:
    """A cell as one row sees it: its text, and its range in the source text.

    ``breaks`` in ``text`` are line feeds where the cell has paragraphs; lines that were wrapped by the page are
    joined. ``inherited`` says that the cell belongs to an earlier row (merged cells).
    """

    role: Role
    text: str
    start: int
    end: int
    inherited: bool = False


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


NONE_MARKS = frozenset({"", "/", "\\", "／", "-", "--", "—", "——", "－", "无", "〃"})
"""Cell texts that say: nothing here."""

_DEADLINE_BLANKS = re.compile(r"[\s\u3000]+")
_LEADER_SPLIT = re.compile(r"[、，,；;/\n\t]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER_DRESS = re.compile(r"^[\s第]*(.*?)[\s.．、,，:：条项]*$", re.S)


def clean_number(text: str) -> str:
    """A number cell without blanks and closing punctuation: ``3.`` is ``3``, （一） stays."""
    match = _NUMBER_DRESS.match(re.sub(r"\s", "", text))
    return match[1] if match else text


def leader_names(text: str) -> tuple[str, ...]:
    """Names in a leader cell. Two-character names are often padded (俞 悦) and run together (陆 明俞 悦)."""
    names: list[str] = []
    for part in _LEADER_SPLIT.split(text):
        part = _DEADLINE_BLANKS.sub(" ", part).strip()
        if part in NONE_MARKS:
            continue
        glyphs = part.split(" ")
        if all(len(glyph) == 1 for glyph in glyphs) and len(glyphs) % 2 == 0:
            names += ["".join(glyphs[i : i + 2]) for i in range(0, len(glyphs), 2)]
        elif all(2 <= len(glyph) <= 4 and _HAN.fullmatch(glyph) for glyph in glyphs):
            names += glyphs
        else:
            names += _padded_names(part)
    return tuple(dict.fromkeys(names))


def _padded_names(part: str) -> list[str]:
    """陆 明俞 悦 and 陆 明王小川: padded pairs with whole names between them; else the part in one piece."""
    names = [name.replace(" ", "") for name in re.split(r"(?<=[\u4e00-\u9fff] [\u4e00-\u9fff])", part) if name]
    return names if all(2 <= len(name) <= 4 for name in names) else [part.replace(" ", "")]


def clauses_from_rows(
    rows: Sequence[TableRow], text: str, owner_leads: bool, first_order: int, outer: tuple[str, ...] = ()
) -> list[Clause]:
    """Clauses of the rows of one table, in order, their headings under ``outer`` (``owner_leads``: ``Role``)."""
    clauses: list[Clause] = []
    group: list[TableRow] = []
    for row in chain(rows, (None,)):
        if group and (row is None or row.number is not None):
            clause = _clause(group, text, owner_leads, first_order + len(clauses))
            clauses.append(replace(clause, section=(*outer, *clause.section)))
            group = []
        if row is not None:
            group.append(row)
    return clauses


def _clause(group: Sequence[TableRow], text: str, owner_leads: bool, order: int) -> Clause:
    start, end = group[0].start, max(row.end for row in group)
    by_task: dict[tuple[int, int], list[TableRow]] = {}
    for row in group:
        by_task.setdefault((row.task.start, row.task.end), []).append(row)
    duties: list[Duty] = []
    for (task_start, task_end), rows in by_task.items():
        duty = _duty(rows, text[task_start:task_end], (task_start - start, task_end - start), owner_leads)
        if duty is not None:
            duties.append(replace(duty, ordinal=len(duties) + 1))
    return Clause(group[0].number or str(order), order, group[0].section, text[start:end], start, tuple(duties))


def _duty(rows: Sequence[TableRow], task: str, span: tuple[int, int], owner_leads: bool) -> Duty | None:
    """The duty of a task cell; several rows where the task is merged and the units are not. None: no unit."""
    fields = list(dict.fromkeys(chain.from_iterable(row.fields for row in rows)))
    leads: list[UnitCell] = []
    shares: list[UnitCell] = []
    for field in fields:
        if field.role not in UNIT_ROLES or field.text.strip() in NONE_MARKS:
            continue
        is_lead = field.role == "lead" or (field.role == "owner" and owner_leads)
        is_lead = is_lead and not any(row.undivided for row in rows)
        (leads if is_lead else shares).append(read_unit_cell(field.text))
    lead = _distinct(
        chain(
            (n for cell in leads for n in (cell.lead or cell.responsible)),
            (n for cell in shares for n in cell.lead),
        )
    )
    responsible = _distinct(
        chain(
            (n for cell in leads if cell.lead for n in cell.responsible),
            (n for c in shares for n in c.responsible),
        )
    )
    generic = set(chain.from_iterable(cell.generic for cell in (*leads, *shares)))
    if not lead and not responsible:
        return None
    everyone = _distinct((*lead, *responsible))
    mode: Mode = "lead" if lead else "joint"
    if all(name in generic for name in everyone):
        lead, mode = (), "all"
    deadlines = _distinct(_DEADLINE_BLANKS.sub("", f.text) for f in fields if f.role == "deadline")
    leaders = _distinct(name for f in fields if f.role == "leaders" for name in leader_names(f.text))
    return Duty(
        ordinal=1,
        task=task,
        span=span,
        raw="\n".join(_distinct(row.raw for row in rows)),
        lead=lead,
        responsible=tuple(name for name in everyone if name not in lead),
        mode=mode,
        deadline="；".join(d for d in deadlines if d not in NONE_MARKS) or None,
        leaders=leaders,
        generic=tuple(name for name in everyone if name in generic),
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def missing_units(clauses: Sequence[Clause]) -> list[Diagnostic]:
    """A warning for each clause of a duty table in which no responsible unit was found."""
    return [
        Diagnostic(
            "warning",
            "no-responsibility",
            f"表格第 {clause.number} 项没有写责任单位：“{clause.text[:30]}”。请核对原表该行的责任单位列。",
            clause.number,
        )
        for clause in clauses
        if not clause.duties
    ]
