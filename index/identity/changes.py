"""What changed in the duties from one document to another. Duties are matched by the wording of their tasks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model.document import Clause, Duty
from index.model.store import ClauseRecord
from index.model.versions import ChangeKind, Comparison, DutyChange, DutyKey, Relation
from index.text.search_key import search_key

ALIKE = 0.5
"""Dice coefficient of bigrams above which two tasks are one task worded anew."""
CHANGED = 0.9
"""Below it the wording itself counts as changed."""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty of one side, by its key."""

    key: DutyKey
    duty: Duty


def tasks_of(clauses: Iterable[Clause | ClauseRecord]) -> tuple[Task, ...]:
    """The duties of a document's clauses, in order."""
    return tuple(Task((clause.order, duty.ordinal), duty) for clause in clauses for duty in clause.duties)


def compare(
    earlier: tuple[str, Sequence[Task]], later: tuple[str, Sequence[Task]], relation: Relation, reason: str
) -> Comparison:
    """Two documents (id, duties) compared: dropped duties in the earlier's order, then the rest in the later's."""
    matches = match_tasks(earlier[1], later[1])
    partner = {after: (before, score) for before, after, score in matches}
    matched = {before for before, _, _ in matches}
    changes = [
        DutyChange(("dropped",), task.key, None) for place, task in enumerate(earlier[1]) if place not in matched
    ]
    same = 0
    for place, task in enumerate(later[1]):
        if place not in partner:
            changes.append(DutyChange(("added",), None, task.key))
            continue
        before, score = partner[place]
        kinds = _kinds(earlier[1][before].duty, task.duty, score)
        if kinds:
            changes.append(DutyChange(kinds, earlier[1][before].key, task.key, round(score, 3)))
        same += not kinds
    return Comparison(earlier[0], later[0], relation, reason, tuple(changes), same)


def match_tasks(earlier: Sequence[Task], later: Sequence[Task]) -> list[tuple[int, int, float]]:
    """Pairs of places (earlier, later, similarity), each place once, the most alike first.

    Of equally alike pairs those whose places in their documents are nearest come first.
    """
    bags = [_bigrams(task.duty.task) for task in later]
    sizes = [bag.total() for bag in bags]
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for gram, count in bag.items():
            holders[gram].append((place, count))
    pairs = []
    for place, task in enumerate(earlier):
        shared: Counter[int] = Counter()
        own = _bigrams(task.duty.task)
        for gram, count in own.items():
            for other, held in holders.get(gram, ()):
                shared[other] += min(count, held)
        total = own.total()
        for other, common in shared.items():
            score = 2 * common / (total + sizes[other])
            if score >= ALIKE:
                pairs.append((score, place, other))
    span = max(len(earlier), 1), max(len(later), 1)
    pairs.sort(key=lambda pair: (-pair[0], abs(pair[1] / span[0] - pair[2] / span[1]), pair[1], pair[2]))
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for score, before, after in pairs:
        if before not in left and after not in right:
            left.add(before)
            right.add(after)
            chosen.append((before, after, score))
    return chosen


def task_similarity(one: str, other: str) -> float:
    """Dice coefficient (0..1) of two tasks' bigrams."""
    bags = _bigrams(one), _bigrams(other)
    return 2 * (bags[0] & bags[1]).total() / max(1, bags[0].total() + bags[1].total())


def alike_share(earlier: Sequence[Task], later: Sequence[Task]) -> float:
    """Which part of the shorter list of duties has its like in the other (0..1)."""
    return len(match_tasks(earlier, later)) / max(1, min(len(earlier), len(later)))


def _kinds(before: Duty, after: Duty, score: float) -> tuple[ChangeKind, ...]:
    checks: tuple[tuple[ChangeKind, bool], ...] = (
        ("lead", set(before.lead) != set(after.lead)),
        ("units", _shared(before, after) != _shared(after, before)),
        ("deadline", _plain(before.deadline) != _plain(after.deadline)),
        ("task", score < CHANGED),
    )
    return tuple(kind for kind, changed in checks if changed)


def _shared(duty: Duty, other: Duty) -> set[str]:
    """The units beside the lead, without those that only left or took the lead: that is the lead's change."""
    moved = set(duty.lead) ^ set(other.lead)
    return set(duty.responsible) - moved


def _plain(deadline: str | None) -> str:
    return search_key(deadline or "")


def _bigrams(text: str) -> Counter[str]:
    key = "".join(char for char in search_key(text) if char.isalnum())
    return Counter(key[at : at + 2] for at in range(max(1, len(key) - 1)))
