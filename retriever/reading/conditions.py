"""Conditions from a frame: where duties stand, who has which part in them, how they are shared, when they are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.model.errors import InvalidQueryError
from retriever.query.predicates import (
    And,
    Duties,
    DutyOrdinal,
    Has,
    HasDeadline,
    Having,
    InClause,
    InMode,
    InSection,
    Leads,
    Matter,
    Members,
    Not,
    Or,
    Predicate,
    Role,
    Year,
)
from retriever.query.queries import Of
from retriever.reading.frame import Frame, UnitPart

ROLE: dict[str, Role] = {
    "lead": "lead",
    "member": "member",
    "any": "any",
    "xlead": "lead",
    "xmember": "member",
    "xany": "any",
}
"""The role that a unit's label speaks of."""
GIVEN = ("lead", "member", "any")
DENIED = ("xlead", "xmember", "xany")


@dataclass
class Conditions:
    """Makes conditions from one frame, noting in ``used`` which cues they stand for. ``this_year`` is the year of 今年."""

    frame: Frame
    this_year: int
    used: set[str] = field(default_factory=set)

    def where(self, of: Of, units: Sequence[UnitPart] | None = None) -> list[Predicate]:
        """Everything that must hold; ``units`` in place of the frame's own."""
        frame = self.frame
        units = frame.units if units is None else units
        self._check(units)
        parts = [*self.place(), *self._units(units, of), *self._kinds(units, of), *self._counts(of)]
        parts += [Matter(m) for m in frame.matters[:1]]
        return parts

    def _check(self, units: Sequence[UnitPart]) -> None:
        """Raises InvalidQueryError for what cannot be meant together: a tagger's slip, never a question."""
        cues, roles = self.frame.cues, [unit.role for unit in units]
        slips = (
            "NoLd" in cues and ("lead" in roles or "member" in roles),
            "NoLd" in cues and "HasLd" in cues,
            "Sole" in cues and len(roles) > 1,
            "SoLd" in cues and roles.count("lead") > 1,
            "xLd" in cues and "xlead" not in roles and "member" not in roles and "lead" in roles,
        )
        if any(slips) and self.frame.reduce != "exists":
            raise InvalidQueryError("这几个条件不能同时成立。")

    def place(self) -> list[Predicate]:
        """Where the duties stand, and where not."""
        frame = self.frame
        parts: list[Predicate] = []
        sections: tuple[InSection, ...] = frame.sections
        if frame.title:
            sections = (InSection((), frame.title),)
        by_place = bool(sections) and len(frame.clauses) > 0
        if frame.clauses:
            home = sections[0] if by_place else None
            parts.append(any_of([_in_section(c, home) for c in frame.clauses]))
        elif sections:
            parts.append(any_of(list(sections)))
        if frame.items:
            parts.append(any_of([DutyOrdinal(a, b) for a, b in frame.items]))
        if frame.base:
            self.used.add("Rest")
        parts += [*frame.base, *self._left_out()]
        if frame.year:
            year = frame.year.year
            parts.append(Year(self.this_year + year if frame.year.relative else year))
        if frame.document:
            parts.append(frame.document)
        return parts

    def _left_out(self) -> list[Predicate]:
        out = self.frame.excluded
        gone: list[Predicate] = [*out.sections]
        if out.items:
            items = [DutyOrdinal(a, b) for a, b in out.items]
            gone.append(
                And((any_of(list(out.clauses)), any_of(list(items)))) if out.clauses else any_of(list(items))
            )
        else:
            gone += out.clauses
        if gone:
            self.used.add("Ex")
            if not any(unit.role == "xany" for unit in self.frame.units):
                self.used.add("xAn")
        return [Not(part) for part in gone]

    def _units(self, units: Sequence[UnitPart], of: Of) -> list[Predicate]:
        frame = self.frame
        given = [u for u in units if u.role in ("lead", "member", "any", "swap")]
        denied = [u for u in units if u.role in DENIED]
        parts = [has(u) for u in given]
        if "Or" in frame.cues and len(parts) > 1:
            self.used.add("Or")
            parts = [any_of(parts)]
        if given and "xLd" in frame.cues and any(u.role == "member" for u in given):
            self.used.add("xLd")
        for unit in denied:
            self.used.add({"xlead": "xLd", "xmember": "xMb", "xany": "xAn"}[unit.role])
            parts.append(self._denied(unit, of, alone=len(units) == 1))
        for unit in units:
            if unit.role == "ex" and of in ("duties", "clauses", "sections"):
                self.used.add("Ex")
                parts.append(Not(has(replace(unit, role="any"))))
        return parts

    def _denied(self, unit: UnitPart, of: Of, alone: bool) -> Predicate:
        own = has(unit)
        if unit.role == "xlead" and "NoMb" in self.frame.cues:
            return has(replace(unit, role="member"))
        if of in ("clauses", "sections"):
            return Not(Having(own))
        listed = self.frame.reduce in ("list", "count", "place", "share")
        if unit.role == "xlead" and alone and not unit.after_cue and listed and not self.frame.clauses:
            # 省财政厅不牵头的任务: those that it has and does not lead, not all of which it knows nothing.
            return has(replace(unit, role="member"))
        return Not(own)

    def _kinds(self, units: Sequence[UnitPart], of: Of) -> list[Predicate]:
        """How a duty is shared, and whether it has a deadline."""
        cues, parts = self.frame.cues, list[Predicate]()
        leading = [u for u in units if u.role == "lead"]

        def say(cue: str, *found: Predicate) -> None:
            if cue in cues:
                self.used.add(cue)
                parts.extend(found)

        say("NoLd", Not(Having(InMode("lead"))) if of == "clauses" else Not(InMode("lead")))
        if not leading:
            say("HasLd", InMode("lead"))
        say("Each", InMode("each"))
        say("All", InMode("all"))
        say("SoLd", Leads("=", 1))
        say("CoLd", *([] if len(leading) > 1 else [Leads(">=", 2)]))
        say("Sole", Members("=", 1))
        taking_part = any(
            u.role in ("member", *DENIED) for u in units
        )  # 不牵头、只是配合的: already said of the unit
        say("NoMb", *(() if taking_part else (InMode("lead"), Members("=", 0, "member"))))
        if self.frame.dues:
            parts.extend(self.frame.dues)
        elif self.frame.reduce in ("list", "count", "exists", "share"):
            say("Dl", HasDeadline())
        say("NoDl", Not(HasDeadline()))
        return parts

    def _counts(self, of: Of) -> list[Predicate]:
        parts: list[Predicate] = []
        for number in self.frame.numbers:
            value = int(number.value)
            if number.of == "lead":
                parts.append(Leads(number.op, value))
            elif number.of in ("unit", "member"):
                parts.append(Members(number.op, value, "member" if number.of == "member" else "any"))
            elif number.of == "duty" and of in ("units", "clauses", "sections"):
                parts.append(Duties(number.op, value, self.role() if of == "units" else "any"))
            else:
                continue
            self.used |= {"Ge", "Gt", "Le", "Lt"}
        return parts

    def role(self) -> Role:
        """The role that is asked for."""
        role = self.frame.role
        if role in ("lead", "member"):
            return role  # type: ignore[return-value]
        return "any"


def _in_section(clause: InClause, section: InSection | None) -> InClause:
    """A clause counted inside a section, where one was said."""
    if section is None or clause.section is not None:
        return clause
    return InClause(clause.first, clause.last, "place", section)


def has(unit: UnitPart) -> Predicate:
    """The unit, by any of the names it may mean, has its part."""
    role = ROLE.get(unit.role, "any")
    return any_of([Has(name, role) for name in unit.units or (unit.surface,)])


def any_of(parts: Sequence[Predicate]) -> Predicate:
    """At least one of them."""
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def all_of(parts: Sequence[Predicate]) -> Predicate:
    """All of them."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))
