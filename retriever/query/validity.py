"""Which combinations mean something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.model.errors import InvalidQueryError
from retriever.query.periods import period
from retriever.query.predicates import (
    And,
    Due,
    Duties,
    DutyOrdinal,
    Having,
    InClause,
    IsUnit,
    Matter,
    Not,
    Or,
    Predicate,
)
from retriever.query.reductions import Average, Measure, Rank, Share, Value, Who

if TYPE_CHECKING:
    from retriever.query.queries import Query, Select

_MEASURES: dict[str, tuple[Measure, ...]] = {
    "duties": ("leads", "members", "deadline"),
    "clauses": ("duties", "leads", "members"),
    "sections": ("duties", "leads", "members", "clauses"),
    "subsections": ("duties", "leads", "members", "clauses"),
    "documents": ("duties", "leads", "members"),
    "units": ("duties",),
    "leaders": ("duties",),
}
"""What can be counted of each kind of thing selected."""


def leaves(predicate: Predicate) -> Iterator[Predicate]:
    """Every predicate that joins no others, negated or not."""
    match predicate:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Having(part):
            yield predicate
            yield from leaves(part)
        case _:
            yield predicate


def matters(predicate: Predicate) -> tuple[str, ...]:
    """The matters in a condition, each once."""
    return tuple(dict.fromkeys(leaf.text for leaf in leaves(predicate) if isinstance(leaf, Matter)))


def check_select(select: Select) -> None:
    """Raises InvalidQueryError for a selection that means nothing."""
    held = list(leaves(select.where))
    if select.of == "duties" and any(isinstance(leaf, Duties | Having) for leaf in held):
        raise InvalidQueryError("分工事项本身没有事项数，按事项数筛选请改查条、部分或单位。")
    for leaf in held:
        _check_leaf(select.of, leaf)
    among = matters(select.reduce.among) if isinstance(select.reduce, Share) else ()
    if len({*matters(select.where), *among}) > 1:
        raise InvalidQueryError("一个查询只能有一个任务描述，请拆成几个查询。")
    match select.reduce:
        case Rank() | Average():
            _check_measure(select.of, select.reduce)
        case Value(of=of):
            wanted = "documents" if of in ("date", "number", "issuer", "title") else "duties"
            if select.of != wanted:
                raise InvalidQueryError(f"{of} 只能对 {wanted} 查询。")
        case Who() if select.of not in ("duties", "clauses"):
            raise InvalidQueryError("只有分工事项和条才能问由谁负责。")


def _check_leaf(of: str, leaf: Predicate) -> None:
    match leaf:
        case Duties(role=role) if role != "any" and of != "units":
            raise InvalidQueryError("只有单位的事项才分牵头和参与，其他请用“有…的事项”。")
        case IsUnit() if of != "units":
            raise InvalidQueryError("只有查单位时才能指定或排除某个单位。")
        case Due(date=date):
            period(date)
        case InClause(first, last) | DutyOrdinal(first, last) if not (first and last):
            raise InvalidQueryError("条和项从 1 数起，从末尾数用负数。")


def _check_measure(of: str, reduce: Rank | Average) -> None:
    if reduce.by not in _MEASURES[of] or (reduce.by == "deadline" and isinstance(reduce, Average)):
        raise InvalidQueryError(f"{of} 不能按 {reduce.by} 排序或平均。")
    if reduce.role != "any" and (of != "units" or reduce.by != "duties"):
        raise InvalidQueryError("只有单位的事项才分牵头和参与。")
    if isinstance(reduce, Rank) and (reduce.top < 1 or reduce.place < 0):
        raise InvalidQueryError("排名要从第 1 名数起。")


def check_several(queries: Sequence[Query]) -> None:
    """Raises InvalidQueryError unless there are at least two, none of them several itself."""
    if len(queries) < 2 or any(type(query).__name__ == "Several" for query in queries):
        raise InvalidQueryError("并列的查询至少要有两个，且不能再嵌套。")
