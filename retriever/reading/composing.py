"""From a frame to a query. What a frame says and a query cannot stand for is given back as unexplained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from index.model.errors import InvalidQueryError
from retriever.query.predicates import (
    NOTHING,
    And,
    Duties,
    DutyOrdinal,
    InMode,
    IsUnit,
    Members,
    Not,
    Predicate,
    Role,
)
from retriever.query.queries import Compare, Of, OutOfScope, Query, Select, Several, Talk
from retriever.query.reductions import (
    Average,
    Contents,
    Count,
    Exists,
    List,
    Measure,
    Rank,
    Reduce,
    Share,
    Value,
    Who,
)
from retriever.reading.conditions import DENIED, GIVEN, ROLE, Conditions, all_of, any_of, has
from retriever.reading.frame import Frame, UnitPart

CRITICAL = frozenset(
    [
        "xLd",
        "xMb",
        "xAn",
        "NoLd",
        "NoMb",
        "Each",
        "All",
        "Sole",
        "SoLd",
        "CoLd",
        "Ex",
        "Or",
        "Rest",
        "Fst",
        "NoDl",
        "Ge",
        "Gt",
        "Le",
        "Lt",
        "Max",
        "Min",
        "More",
        "Less",
        "Dif",
        "Rat",
        "Sha",
        "Avg",
        "Same",
        "Vs",
    ]
)
"""Cues that a query must stand for: a reading that passes one over may mean the opposite."""
_ORDERS = {"same": "equal", "diff": "difference", "ratio": "times"}
_TALK = ("greeting", "thanks", "goodbye", "help", "chat", "injection", "gibberish")


@dataclass
class Composer(Conditions):
    """Composes one frame into a query."""

    def query(self) -> Query:
        """The query. Raises InvalidQueryError where the frame makes none."""
        query = self._query()
        if isinstance(query, Select) and query.where == NOTHING:
            raise InvalidQueryError("没有事项能满足这些条件。")
        return query

    def _query(self) -> Query:
        frame = self.frame
        if frame.scope in _TALK:
            return Talk(frame.scope)  # type: ignore[arg-type]
        if frame.scope != "in":
            return OutOfScope(frame.scope, frame.matters[0] if frame.matters else "")
        if len(frame.matters) > 1:
            return Several(
                tuple(self._composed(replace(frame, matters=(m,))) for m in dict.fromkeys(frame.matters))
            )
        return self._single()

    def unexplained(self) -> tuple[str, ...]:
        """Critical cues in the frame that the composed query does not stand for, as they were said."""
        missed = sorted({*((self.frame.cues & CRITICAL) - self.used), *self._idle_roles()})
        return (*self.frame.unexplained, *(self.frame.said.get(label, label) for label in missed))

    def _idle_roles(self) -> set[str]:
        """Roles that were said and that nothing in the frame has: a question about two of which one was lost."""
        frame = self.frame
        if frame.scope != "in":
            return set()
        roles = (
            {unit.role.removeprefix("x") for unit in frame.units}
            | {frame.role}
            | {number.of for number in frame.numbers}
        )
        roles |= {"leads": {"lead"}, "members": {"lead", "member"}}.get(frame.by, set())
        if frame.role == "any" or frame.reduce in ("share", "ratio", "all"):
            return set()
        cues = frame.cues
        explained = {
            "Ld": "lead" in roles or bool(cues & {"HasLd", "NoLd", "CoLd", "SoLd", "xLd", "NoMb"}),
            "Mb": "member" in roles or bool(cues & {"NoMb", "An", "xMb"}),
        }
        return {cue for cue, known in explained.items() if cue in cues and not known}

    def _composed(self, frame: Frame) -> Query:
        other = Composer(frame, self.this_year)
        query = other._single()
        self.used |= other.used
        return query

    def _single(self) -> Query:
        frame = self.frame
        split = [u for u in frame.units if u.role in GIVEN]
        distinct = "Dist" in frame.cues and len(split) > 1
        if frame.reduce in ("compare", "same", "diff", "ratio") or distinct:
            return self._sides(split, distinct)
        return self._select()

    def _select(self) -> Query:
        asked: dict[str, Callable[[], Query]] = {
            "who": self._who,
            "exists": self._exists,
            "all": self._all,
            "rank": self._ranked,
            "share": self._share,
            "place": self._at_place,
            "contents": self._contents,
            "average": self._averaged,
            "count": lambda: self._listed(Count()),
            "list": lambda: self._listed(List()),
        }
        reduce = self.frame.reduce
        if reduce in asked:
            return asked[reduce]()
        if reduce in ("deadline", "figure", "leader"):
            return Select("duties", all_of(self.where("duties")), Value(reduce))  # type: ignore[arg-type]
        if reduce in ("date", "number", "issuer", "title"):
            return Select("documents", all_of(self.place()), Value(reduce))  # type: ignore[arg-type]
        raise InvalidQueryError(f"没有看懂要问什么：{reduce}")

    def _contents(self) -> Query:
        of: Of = "duties" if self.frame.items or self.frame.matters else "clauses"
        return Select(of, all_of(self.where(of)), Contents())

    def _averaged(self) -> Query:
        self.used.add("Avg")
        role: Role = self.role() if self.frame.of == "units" else "any"
        return Select(self._of(), all_of(self.place()), Average(self._by(), role))

    def _of(self) -> Of:
        of = self.frame.of
        return of if of in get_args(Of) else "duties"  # type: ignore[return-value]

    def _by(self) -> Measure:
        by = self.frame.by
        return by if by in get_args(Measure) else "duties"  # type: ignore[return-value]

    def _listed(self, reduce: Reduce) -> Query:
        of = self._of()
        where = self.where(of)
        if of == "units":
            where += self._of_units()
        if self.frame.reduce == "place" and isinstance(reduce, List):
            reduce = self._places()
        if of == "clauses" and "Fst" in self.frame.cues:
            self.used.add("Fst")
            return Select("clauses", all_of(where), List(1))
        return Select(of, all_of(where), reduce)

    def _places(self) -> List:
        """The places asked for in a list."""
        places = self.frame.places
        if len(places) != 1:
            raise InvalidQueryError("没有看懂要看第几个。")
        return List(*places[0])

    def _of_units(self) -> list[Predicate]:
        """In which role the units that are asked for must have duties, and which are left out."""
        frame = self.frame
        parts: list[Predicate] = []
        for unit in frame.units:
            if unit.role == "ex":
                self.used.add("Ex")
            if unit.role in ("ex", "lead", "member", "any"):
                # 谁和省财政厅一起负责: those beside it, not itself.
                parts += [Not(IsUnit(name)) for name in unit.units]
        return [*parts, *self._unit_role()]

    def _unit_role(self) -> list[Predicate]:
        frame = self.frame
        if "xLd" in frame.cues and not any(u.role == "xlead" for u in frame.units):
            self.used.add("xLd")
            if frame.role == "lead":
                return [Duties("=", 0, "lead")]
        if any(n.of == "duty" for n in frame.numbers) or self.role() == "any":
            return []
        return [Duties(">=", 1, self.role())]

    def _who(self) -> Query:
        frame = self.frame
        if any(u.role == "ex" for u in frame.units) and not _of_duties(frame):
            where = [*self.where("units"), *self._of_units()]
            return Select("units", all_of(where), List())
        of: Of = "clauses" if frame.clauses and not frame.items and not frame.matters else "duties"
        if "xLd" in frame.cues and frame.role == "member":
            self.used.add("xLd")
        if "Ex" in frame.cues and frame.role == "member" and not any(u.role == "ex" for u in frame.units):
            self.used.add("Ex")
        return Select(of, all_of(self.where("duties")), Who(self.role()))

    def _exists(self) -> Query:
        frame = self.frame
        denied = [u for u in frame.units if u.role in DENIED]
        given = [u for u in frame.units if u.role in GIVEN]
        counted = [n for n in frame.numbers if n.of == "duty"]
        if counted and len(given) == 1 and not denied:
            self.used |= {"Ge", "Gt", "Le", "Lt"}
            unit, n = given[0], counted[0]
            where = [
                *self.place(),
                any_of([IsUnit(name) for name in unit.units]),
                Duties(n.op, int(n.value), ROLE[unit.role]),
            ]
            return Select("units", all_of(where), Exists())
        single = len(denied) == 1 and (frame.matters or frame.clauses or not given)
        if single and denied[0].role == "xlead" and given:
            single = False
        if single:
            unit = denied[0]
            self.used |= {"xLd", "xMb", "xAn"}
            where = self.where("duties", [*given, replace(unit, role=ROLE[unit.role])])
            return Select("duties", all_of(where), Exists(negated=True))
        if "xAn" in frame.cues and any(u.role == "ex" for u in frame.units):
            self.used |= {"xAn", "Ex"}
            where = self.where("duties", [replace(u, role="any") for u in frame.units])
            return Select("duties", And((*where, Members("=", 1))), Exists())
        if "NoLd" in frame.cues and (frame.matters or frame.placed) and not frame.units:
            self.used.add("NoLd")
            bare = Composer(replace(frame, cues=frame.cues - {"NoLd"}), self.this_year)
            return Select("duties", And((*bare.where("duties"), InMode("lead"))), Exists(negated=True))
        return Select("duties", all_of(self.where("duties")), Exists())

    def _all(self) -> Query:
        """Whether it holds of every one: whether there is none of which it does not."""
        frame = self.frame
        conditions: list[Predicate] = [has(u) for u in frame.units[-1:]]
        if "HasLd" in frame.cues:
            conditions.append(InMode("lead"))
        if not conditions:
            raise InvalidQueryError("没有看懂“都”说的是什么。")
        base = Composer(replace(frame, units=frame.units[:-1], cues=frame.cues - {"HasLd"}), self.this_year)
        where = base.where("duties")
        self.used |= base.used
        return Select("duties", And((*where, Not(all_of(conditions)))), Exists(negated=True))

    def _ranked(self) -> Query:
        frame = self.frame
        least = "Min" in frame.cues
        self.used |= {"Max", "Min"}
        if "xLd" in frame.cues and frame.role == "member":
            self.used.add("xLd")
        top, place = 1, 0
        for first, last in frame.places[:1]:
            if first < 0:
                least, first, last = not least, -last, -first
            top, place = (last, 0) if last > first else (1, first if first > 1 else 0)
        of = self._of()
        role: Role = self.role() if of == "units" else "any"
        return Select(of, all_of(self.where(of)), Rank(self._by(), "least" if least else "most", role, top, place))

    def _share(self) -> Query:
        frame = self.frame
        self.used |= {"Sha", "Ge", "Gt", "Le", "Lt"}
        among = self.place()
        units: tuple[UnitPart, ...] = frame.units
        own = [u for u in units if u.role == "any"]
        if own and "Ld" in frame.cues and not any(u.role == "lead" for u in units):
            among += [has(u) for u in own]
            units = tuple(replace(u, role="lead") if u.role == "any" else u for u in units)
        share = Share(all_of(among))
        for number in frame.numbers:
            if number.of == "pct":
                share = Share(all_of(among), number.op if number.op != "=" else ">", round(number.value))
        return Select("duties", all_of(self.where("duties", units)), share)

    def _at_place(self) -> Query:
        frame = self.frame
        named = not frame.units or all(u.role == "ex" for u in frame.units)
        if named and (frame.matters or frame.clauses or frame.items or frame.of == "units"):
            if "xLd" in frame.cues or ("Ex" in frame.cues and not frame.units):
                self.used |= {"xLd", "Ex"}
                frame = self.frame = replace(frame, role="member")
            where = [*self.where("units"), *self._of_units()]
            return Select("units", all_of(where), self._places())
        return Select("duties", all_of(self.where("duties")), self._places())

    def _sides(self, units: Sequence[UnitPart], distinct: bool) -> Query:
        frame = self.frame
        self.used |= {"More", "Less", "Dif", "Rat", "Same", "Vs", "Max", "Min"}
        if len(units) > 1:
            rest = [u for u in frame.units if u not in units]
            sides = [Select(self._side_of(), all_of(self.where("duties", [u, *rest]))) for u in units]
        elif frame.reduce == "ratio" and units:
            sides = [
                Select("duties", all_of([*self.place(), has(replace(units[0], role=r))]))
                for r in ("member", "lead")
            ]
        elif len(frame.clauses) == 1 and len(frame.items) + len(frame.places) > 1:
            items = [*frame.items, *frame.places]
            sides = [Select("units", And((frame.clauses[0], DutyOrdinal(a, b)))) for a, b in items]
        elif len(frame.clauses) > 1:
            of: Of = "units" if frame.by == "members" else "duties"
            sides = [Select(of, c) for c in frame.clauses]
        elif len(frame.sections) > 1:
            sides = [Select("duties", s) for s in frame.sections]
        else:
            raise InvalidQueryError("没有看懂比较的是什么。")
        if frame.reduce == "compare":
            return Compare(tuple(sides), "least" if "Less" in frame.cues or "Min" in frame.cues else "most")
        if frame.reduce in _ORDERS:
            return Compare(tuple(sides), _ORDERS[frame.reduce])  # type: ignore[arg-type]
        reduce: Reduce = List() if distinct and frame.reduce == "list" else Count()
        if distinct and frame.reduce == "exists":
            reduce = Exists()
        return Several(tuple(replace(side, reduce=reduce) for side in sides))

    def _side_of(self) -> Of:
        return "clauses" if self.frame.of == "clauses" else "duties"


def _of_duties(frame: Frame) -> bool:
    """Whether what is left out are a unit's duties (除了省教育厅那几件，剩下的), not the unit among those asked for."""
    many = frame.title or (frame.sections and not frame.clauses)
    return bool(many) and any(word in frame.said.get("-", "") for word in ("那几", "剩下", "其余", "的那些"))
