"""What was asked of a selection: a ranking, a share, an average."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from retriever.execution.groups import Group
from retriever.execution.outcome import Ranked
from retriever.query.queries import Of
from retriever.query.reductions import Average, Rank


def rank(of: Of, found: Sequence[Group], how: Rank) -> tuple[tuple[Ranked, ...], int]:
    """The groups asked for, in order, and how many places the ranking has.

    Those with none of the measure are not ranked; equal ones share a place, and all that tie with the last are there.
    """
    if how.by == "deadline":
        dated = [(group, day) for group in found if (day := _day(group, how)) is not None]
    else:
        dated = [(group, number) for group in found if (number := group.measured(how.by, how.role))]
    ordered = sorted(dated, key=lambda pair: pair[1] if how.order == "least" else -pair[1])
    numbers = list(dict.fromkeys(number for _, number in ordered))
    at_top = {number for _, number in ordered[: how.top]}
    wanted = set(numbers[how.place - 1 : how.place]) if how.place else at_top
    return tuple(
        Ranked(
            group.item(of, how.role),
            numbers.index(number) + 1,
            date.fromordinal(number) if how.by == "deadline" else number,
        )
        for group, number in ordered
        if number in wanted
    ), len(numbers)


def _day(group: Group, how: Rank) -> int | None:
    """The first or the last day on which a duty is due, as an ordinal."""
    days = [day for table, rows in group.rows for row in rows.tolist() for day in table.closing_of.get(row, ())]
    if not days:
        return None
    return min(days) if how.order == "least" else max(days)


def average(found: Sequence[Group], how: Average) -> tuple[Fraction | None, int, int]:
    """The mean of a measure over groups, how many they are, and the sum."""
    numbers = [group.measured(how.by, how.role) for group in found]
    return (Fraction(sum(numbers), len(numbers)) if numbers else None), len(numbers), sum(numbers)
