"""The grammar of one responsibility: （A牵头，B、C按职责分工负责，年内完成） → who leads, who shares, until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.grammar.draft import NAME_GAP, Draft
from index.grammar.fields import split_fields
from index.grammar.labels import LABEL_COLON, Role, label_role, names_persons, open_label_brackets
from index.grammar.rules import cut_rules, units_of_rule
from index.model.document import Mode, Note
from index.text.fold import fold, squeeze
from index.units.unit_list import complete_levels, divide_blanks, is_collective, looks_like_unit

_REMEMBERED = 2048
"""How many texts are remembered: an outline is read under several hypotheses, its brackets every time."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What one responsibility text says. Names are in document order, level words given back.

    ``unclear`` holds the pieces that the grammar did not understand; ``rules`` the statements about other
    clauses that stood in the same text; ``marked`` the units with a sign at their name, and the sign (★);
    ``notes`` what labels announce that are not about units; ``open_ended``: the list of units ends in 等.
    """

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    mode: Mode = "joint"
    deadline: str | None = None
    leaders: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    predicate: bool = False
    objects: bool = False
    labelled: bool = False
    marked: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    open_ended: bool = False

    @property
    def stated(self) -> bool:
        """Whether any unit is named."""
        return bool(self.lead or self.responsible)

    @property
    def generic(self) -> tuple[str, ...]:
        """The collectives among the named units."""
        return tuple(name for name in self.lead + self.responsible if is_collective(name))


@lru_cache(_REMEMBERED)
def read_responsibility(text: str, *, first_leads: bool = False, cut_off: bool = False) -> Responsibility:
    """Read one responsibility text (a bracket's content, label lines, or a sentence 由…牵头).

    ``first_leads``: the document says that the unit named first leads. ``cut_off``: the text breaks off before
    its end, so an incomplete last name is left out and reported.
    """
    value, rules = cut_rules(_close_blanks(open_label_brackets(text)))
    draft = Draft()
    for part in split_fields(value):
        draft.read_field(part)
    if cut_off and draft.names and not looks_like_unit(draft.names[-1][1]):
        draft.unclear.append(draft.names.pop()[1])
    if draft.names:
        for rule in rules:
            draft.take_names("principal", units_of_rule(rule))
    result = _conclude(draft, rules)
    if first_leads:
        result = lead_with_first(result)
    return result


def _close_blanks(text: str) -> str:
    """Take layout blanks out of a text; those between two units become 、, those between persons ``NAME_GAP``."""
    text = divide_blanks(text)
    pieces: list[str] = []
    start, names = 0, False
    for label in LABEL_COLON.finditer(fold(text)):
        pieces.append(_without_blanks(text[start : label.end()], names))
        start, names = label.end(), label_role(label) == "leader" or names_persons(label)
    pieces.append(_without_blanks(text[start:], names))
    return "".join(pieces)


def _without_blanks(part: str, names: bool) -> str:
    return NAME_GAP.join(part.split()) if names else squeeze(part)


def lead_with_first(result: Responsibility) -> Responsibility:
    """Apply 列第一位者为牵头单位: the first of several units leads, unless one is named as leading already."""
    units = result.responsible
    if result.lead or len(units) < 2 or is_collective(units[0]):
        return result
    return replace(result, lead=units[:1], responsible=units[1:], mode="lead")


def lead_if_single(result: Responsibility) -> Responsibility:
    """Apply 无牵头单位的，责任单位即为牵头单位 where one unit is named and no other."""
    if result.lead or len(result.responsible) != 1 or is_collective(result.responsible[0]):
        return result
    return replace(result, lead=result.responsible, responsible=(), mode="lead")


def lead_with_marked(result: Responsibility, marks: str) -> Responsibility:
    """Apply 标★的为牵头单位: the units that bear one of ``marks`` lead, unless some are named as leading already."""
    leading = tuple(dict.fromkeys(name for name, mark in result.marked if mark in marks))
    if result.lead or not leading:
        return result
    others = tuple(name for name in result.responsible if name not in leading)
    return replace(result, lead=leading, responsible=others, mode="lead")


def _conclude(draft: Draft, rules: Sequence[str]) -> Responsibility:
    names = complete_levels(name for _, name in draft.names)
    roles = {role for role, _ in draft.names} | draft.labels
    principal_leads = "support" in draft.labels and not roles & {"lead", "chief"}
    leading: set[Role] = {"lead"} if "lead" in roles else {"chief"}
    if principal_leads and "principal" in draft.labels:
        leading = {"principal"}
    lead: list[str] = []
    responsible: list[str] = []
    for (role, _), name in zip(draft.names, names, strict=True):
        if name not in lead and name not in responsible:
            (lead if role in leading else responsible).append(name)
    mode: Mode = "lead" if lead else "each" if draft.each else "joint"
    if not lead and responsible and all(is_collective(name) for name in responsible):
        mode = "all"
    open_lists = {role in leading for role in draft.open_roles}
    prose = tuple(Note("scope" if "适用范围" in text else "note", "", text) for text in draft.prose if names)
    return Responsibility(
        lead=tuple(lead),
        responsible=tuple(responsible),
        mode=mode,
        deadline="；".join(draft.deadlines) or None,
        leaders=tuple(dict.fromkeys(draft.leaders)),
        unclear=(*draft.unclear, *(draft.prose if not names else ())),
        rules=tuple(rules),
        predicate=draft.predicate,
        objects=draft.objects,
        labelled=bool(draft.labels),
        marked=tuple(
            (complete, mark)
            for (_, name), complete in zip(draft.names, names, strict=True)
            for marked, mark in draft.marked
            if marked == name
        ),
        notes=(*draft.notes, *prose),
        open_ended=(not responsible) in open_lists,
    )
