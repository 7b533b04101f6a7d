"""Which queries only a trained reading reaches: until the rules of ``patterns/`` are gone, they keep what they read well.

Measured on questions that neither had seen, the rules still answer plain questions and matters more often, while they
take negations, ranges, places from the end and quantifiers for plain lists: those go to the trained reading.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from retriever.query.predicates import Duties, DutyOrdinal, Having, InClause, Leads, Matter, Members, Not, Or
from retriever.query.queries import Query
from retriever.query.reductions import Average, Share

_ONLY_READ = (Not, Or, Leads, Members, Duties, Having, Average, Share)


def beyond_rules(query: Query) -> bool:
    """Whether a query says what the rules have no form for, and searches no matter."""
    parts = tuple(_parts(query))
    return not any(isinstance(part, Matter) for part in parts) and any(map(_only_read, parts))


def _only_read(part: Any) -> bool:
    if isinstance(part, InClause):
        return part.by == "place" or part.first < 0 or part.last not in (0, part.first)
    if isinstance(part, DutyOrdinal):
        return part.first < 0 or part.last < 0
    return isinstance(part, _ONLY_READ)


def _parts(value: Any) -> Iterator[Any]:
    """A value and all that stands inside it."""
    yield value
    if isinstance(value, tuple):
        inner: tuple[Any, ...] = value
    elif is_dataclass(value):
        inner = tuple(getattr(value, field.name) for field in fields(value))
    else:
        return
    for part in inner:
        yield from _parts(part)
