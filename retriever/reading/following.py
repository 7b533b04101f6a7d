"""A question that leans on the one before: the frame before with what the new words change in it."""

from __future__ import annotations

from dataclasses import replace

from index.model.errors import InvalidQueryError
from retriever.query.predicates import Not, Or, Predicate, Within
from retriever.query.queries import Query
from retriever.reading.frame import Excluded, Frame, UnitPart

_GIVEN = ("lead", "member", "any")


def leans(frame: Frame) -> bool:
    """Whether a question cannot be understood without the one before."""
    if frame.scope != "in":
        return False
    own_set = frame.of in ("units", "sections", "documents") or frame.reduce in (
        "rank",
        "average",
        "date",
        "number",
        "issuer",
        "title",
    )
    whole = frame.reduce != "keep" and bool(frame.matters)
    if (frame.reduce == "keep" or frame.of == "keep" or frame.step or "Rest" in frame.cues) and not whole:
        return not (frame.reduce == "exists" and frame.matters and frame.units)
    placed = bool(frame.title or frame.sections or frame.clauses)
    subject = bool(frame.units or frame.matters or placed or frame.document)
    return not subject and not own_set and not _filters(frame)


def _filters(frame: Frame) -> bool:
    """Whether it restricts all duties by itself (没有牵头单位的有几项)."""
    kinds = {"NoLd", "HasLd", "NoMb", "Each", "All", "Sole", "SoLd", "CoLd", "Dl", "NoDl", "oF"}
    whole = (
        frame.reduce in ("list", "count", "share")
        and not frame.cues & {"Ld", "Mb", "Bk", "Dist"}
        and "oD" in frame.cues
    )
    return bool(frame.numbers or frame.dues or frame.year or frame.cues & kinds or whole)


def carried(frame: Frame, before: Frame) -> Frame:
    """A whole question beside another in one message: it stands in the clause that the other spoke of."""
    if (
        frame.scope == "in"
        and frame.units
        and not (frame.placed or frame.matters)
        and before.placed
        and not before.units
    ):
        return replace(
            frame,
            title=before.title,
            sections=before.sections,
            clauses=before.clauses,
            items=before.items,
            base=before.base,
        )
    return frame


def followed(frame: Frame, before: Frame, query: Query | None) -> Frame:
    """The frame before, changed by one that leans on it. Raises InvalidQueryError where they do not fit."""
    if before.scope != "in" or before.reduce == "none":
        raise InvalidQueryError("上一问不是关于文件的问题。")
    reduce = before.reduce if frame.reduce == "keep" else frame.reduce
    new = replace(
        before, reduce=reduce, of=_of(frame, before, reduce), by=frame.by if frame.by != "none" else before.by,
        role=before.role, cues=frame.cues | (before.cues - {"Ld", "Mb"}), said={**before.said, **frame.said}, unexplained=frame.unexplained,
        scope="in", places=(), numbers=frame.numbers or before.numbers, dues=frame.dues or before.dues,
        year=frame.year or before.year, document=frame.document or before.document,
    )  # fmt: skip
    if "Rest" in frame.cues and query is not None:
        new = replace(new, units=(), base=(*before.base, Not(Within(query))))
    new = _moved(frame, new)
    new = _about(frame, new)
    new = _placed(frame, before, new, query)
    new = _in_role(frame, before, new)
    new = _united(frame, before, new)
    return replace(new, excluded=_both(frame.excluded, before.excluded))


def _of(frame: Frame, before: Frame, reduce: str) -> str:
    if frame.of != "keep":
        return frame.of
    counted = frame.said.get("Cnt", "")
    if reduce == "count":
        if any(word in counted for word in ("家", "单位", "部门", "厅")):
            return "units"
        return (
            "clauses"
            if "条" in counted and before.of == "clauses"
            else "units"
            if before.of == "units"
            else "duties"
        )
    if reduce in ("who", "contents") and before.clauses and not before.items:
        return "clauses"
    return before.of if before.of != "units" or reduce not in ("who", "exists", "all") else "duties"


def _moved(frame: Frame, new: Frame) -> Frame:
    """The clause or item beside the one spoken of."""
    if frame.step is None:
        return new
    step = frame.step.step
    if frame.step.measure == "item" and new.items:
        a, b = new.items[-1]
        if a != b:
            raise InvalidQueryError("上一问说的不是一项。")
        return replace(new, items=((a + step, a + step),))
    if len(new.clauses) != 1 or new.clauses[0].first != new.clauses[0].last:
        raise InvalidQueryError("上一问说的不是一条。")
    clause = new.clauses[0]
    return replace(new, clauses=(replace(clause, first=clause.first + step, last=clause.first + step),), items=())


def _about(frame: Frame, new: Frame) -> Frame:
    """Another matter, clause or section in place of that before."""
    if frame.matters:
        kept = bool(new.units) and not new.matters and new.reduce in ("list", "count")
        place = {} if kept else {"title": "", "sections": (), "clauses": (), "items": (), "base": ()}
        units = () if new.reduce == "who" else new.units
        return replace(new, matters=frame.matters, units=units, **place)  # type: ignore[arg-type]
    if frame.clauses:
        return replace(
            new,
            clauses=frame.clauses,
            items=frame.items,
            matters=(),
            title=frame.title,
            sections=frame.sections,
            base=(),
        )
    if frame.title or frame.sections:
        return replace(new, title=frame.title, sections=frame.sections, clauses=(), items=frame.items)
    if frame.items:
        return replace(new, items=frame.items)
    return new


def _placed(frame: Frame, before: Frame, new: Frame, query: Query | None) -> Frame:
    """One of what the answer before listed."""
    if not frame.places:
        return new
    units_listed = before.reduce == "who" or before.of == "units" or frame.place_of == "unit"
    if units_listed and frame.reduce in ("place", "keep"):
        return replace(new, reduce="place", of="units", places=frame.places)
    one_clause = len(before.clauses) == 1 and before.clauses[0].first == before.clauses[0].last
    if one_clause and not before.units:
        reduce = "contents" if frame.reduce == "place" else new.reduce
        return replace(new, items=frame.places, reduce=reduce, of="duties")
    if query is None:
        raise InvalidQueryError("上一问没有可以数的结果。")
    places = [p for a, b in frame.places for p in range(a, b + 1) if p]
    within = tuple(Within(query, place) for place in places)
    base: tuple[Predicate, ...] = within if len(within) == 1 else (Or(within),)
    reduce = "contents" if frame.reduce in ("place", "keep") else new.reduce
    return Frame(
        reduce, "duties", "none", frame.role if frame.role != "keep" else "any", units=frame.units, cues=frame.cues,
        said=frame.said, unexplained=frame.unexplained, base=base,
    )  # fmt: skip


def role_said(frame: Frame) -> str:
    """The role that a short question asks for by its words; "" where none."""
    if frame.role in ("lead", "member", "any"):
        return frame.role
    said = frame.cues & {"Ld", "Mb"}
    if frame.units or len(said) != 1:
        return ""
    return "lead" if said == {"Ld"} else "member"


def _in_role(frame: Frame, before: Frame, new: Frame) -> Frame:
    """Another role: of those asked for, or of the units that were named."""
    role = role_said(frame)
    if not role or frame.units:
        return replace(new, role=frame.role) if frame.role in ("lead", "member", "any") else new
    named = [u for u in new.units if u.role in _GIVEN]
    if new.reduce == "who" or new.of == "units" or not named:
        if new.reduce == "exists" and role == "lead":
            return replace(new, cues=new.cues | {"HasLd"}, role="lead")
        return replace(new, role=role)
    units = tuple(replace(u, role=role) if u.role in _GIVEN else u for u in new.units)
    return replace(new, units=units, role=role if new.reduce == "who" else new.role)


def _united(frame: Frame, before: Frame, new: Frame) -> Frame:
    """Other units, or more of them."""
    if not frame.units:
        return new
    swapped = [
        u
        for u in frame.units
        if u.role == "swap" or (frame.reduce == "keep" and u.role in _GIVEN and not _only(frame))
    ]
    added = tuple(u for u in frame.units if u not in swapped)
    units: tuple[UnitPart, ...] = new.units if frame.reduce != "who" else ()
    if swapped and not new.units:
        reduce = "exists" if new.reduce in ("who", "exists", "contents") else new.reduce
        return replace(new, reduce=reduce, units=tuple(replace(u, role="any") for u in swapped), of="duties")
    if swapped:
        first = new.units[0].role
        kept = tuple(u for u in new.units if u.role != first)
        units = (*(replace(u, role=first) for u in swapped), *kept)
    elif (
        frame.reduce == "exists"
        and (new.matters or new.placed)
        and not (before.reduce in ("list", "count") and before.units)
    ):
        units = ()
    return replace(new, units=(*units, *added))


def _only(frame: Frame) -> bool:
    """Whether it narrows (只看和省财政厅有关的)."""
    return "An" in frame.cues or "Mb" in frame.cues or "Or" in frame.cues


def _both(one: Excluded, other: Excluded) -> Excluded:
    return Excluded((*other.sections, *one.sections), (*other.clauses, *one.clauses), (*other.items, *one.items))
