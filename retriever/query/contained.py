"""What stands in a query, however deep."""

from collections.abc import Iterator

from retriever.query.predicates import Has, Predicate, Within
from retriever.query.queries import Compare, Query, Select, Several
from retriever.query.reductions import Share
from retriever.query.validity import leaves


def selects_in(query: Query) -> Iterator[Select]:
    """Every selection of a query, those of the answers before that it starts from included."""
    match query:
        case Select():
            yield query
            for leaf in conditions_in(query):
                if isinstance(leaf, Within):
                    yield from selects_in(leaf.previous)
        case Several(queries):
            for part in queries:
                yield from selects_in(part)
        case Compare(selects):
            for select in selects:
                yield from selects_in(select)


def conditions_in(select: Select) -> tuple[Predicate, ...]:
    """Every single condition of a selection, negated or not, those of what its share is of included."""
    among = leaves(select.reduce.among) if isinstance(select.reduce, Share) else ()
    return (*leaves(select.where), *among)


def units_in(query: Query) -> frozenset[str]:
    """Every unit that a query names."""
    return frozenset(
        leaf.unit for select in selects_in(query) for leaf in conditions_in(select) if isinstance(leaf, Has)
    )
