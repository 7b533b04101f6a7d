"""One form for conditions of one meaning: negation at the leaves, no nesting, no repeats, one order."""

from collections.abc import Iterable
from dataclasses import replace

from retriever.query.predicates import (
    EVERYTHING,
    NOTHING,
    And,
    Duties,
    Having,
    Leads,
    Members,
    Not,
    Op,
    Or,
    Predicate,
)
from retriever.query.reductions import Reduce, Share

_OPPOSITE: dict[Op, Op] = {"=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}


def normalised(predicate: Predicate) -> Predicate:
    """The normal form of a condition; conditions with the same form hold for the same duties."""
    match predicate:
        case And(parts):
            return _joined(And, [normalised(part) for part in parts])
        case Or(parts):
            return _joined(Or, [normalised(part) for part in parts])
        case Not(part):
            return _negated(normalised(part))
        case Having(part):
            return Having(normalised(part))
        case Members(op, n, "lead"):
            return _comparison(Leads(op, n))
        case Leads() | Duties() | Members():
            return _comparison(predicate)
    return predicate


def normal_reduce(reduce: Reduce) -> Reduce:
    """A reduction with the normal form of the condition in it."""
    return replace(reduce, among=normalised(reduce.among)) if isinstance(reduce, Share) else reduce


def _negated(predicate: Predicate) -> Predicate:
    """The normal form of the opposite of a normal form."""
    match predicate:
        case Not(part):
            return part
        case And(parts):
            return _joined(Or, [_negated(part) for part in parts])
        case Or(parts):
            return _joined(And, [_negated(part) for part in parts])
        case Leads() | Duties() | Members():
            return _comparison(replace(predicate, op=_OPPOSITE[predicate.op]))
    return Not(predicate)


def _comparison(predicate: Leads | Members | Duties) -> Predicate:
    """Numbers are whole and not negative: more than 1 is at least 2, at most 0 is 0."""
    op, n = predicate.op, predicate.n
    if op == ">":
        op, n = ">=", n + 1
    elif op == "<":
        op, n = "<=", n - 1
    if op == "!=" and n == 0:
        op, n = ">=", 1
    if op == "<=" and n == 0:
        op = "="
    if n < 0 or (op == ">=" and n == 0):
        return EVERYTHING if op in (">=", "!=") else NOTHING
    return replace(predicate, op=op, n=n)


def _joined(kind: type[And] | type[Or], parts: Iterable[Predicate]) -> Predicate:
    """Normal forms joined: flat, each once, in one order, nothing that another part already says."""
    other = Or if kind is And else And
    flat: dict[Predicate, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if other() in flat or any(_negated(part) in flat for part in flat):
        return other()
    kept = [p for p in flat if not (isinstance(p, other) and any(inner in flat for inner in p.parts))]
    return kept[0] if len(kept) == 1 else kind(tuple(sorted(kept, key=_order)))


def _order(predicate: Predicate) -> tuple[int, bool, str]:
    """What restricts to a place first, then units, then the rest; of a kind, negations last."""
    inner = predicate.part if isinstance(predicate, Not) else predicate
    names = ("Place", "Year", "InDocument", "InSection", "InClause", "DutyOrdinal", "Has", "Or", "And")
    name = type(inner).__name__
    place = names.index(name) if name in names else len(names)
    return place, isinstance(predicate, Not), f"{name} {inner!r}"
