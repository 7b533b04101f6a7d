"""How two documents hang together, and what changed in the duties from the earlier to the later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Relation = Literal["replacement", "version", "edition", "other"]
"""``replacement`` 替换: the same document once more. ``version`` 新版本: a revision, or the final text of a draft.
``edition`` 年度版: the same series in another year. ``other`` 另一份文件: nothing to do with each other."""
SUPERSEDING: tuple[Relation, ...] = ("replacement", "version")
RELATION_WORDS: dict[Relation, str] = {
    "replacement": "替换",
    "version": "新版本",
    "edition": "同一系列的另一年度",
    "other": "另一份文件",
}
ChangeKind = Literal["added", "dropped", "lead", "units", "deadline", "task"]
CHANGE_WORDS: dict[ChangeKind, str] = {
    "added": "新增任务",
    "dropped": "不再列出",
    "lead": "牵头单位变了",
    "units": "责任单位变了",
    "deadline": "完成时限变了",
    "task": "任务表述变了",
}
DutyKey = tuple[int, int]
"""A duty's place in its document: the order of its clause, its ordinal in the clause."""


@dataclass(frozen=True, slots=True)
class DutyChange:
    """One duty that is not what it was. ``before`` is None for one that was added, ``after`` for one dropped.

    ``similarity`` (0..1) of the two tasks' wordings is what they were matched by; 0 where there is but one.
    """

    kinds: tuple[ChangeKind, ...]
    before: DutyKey | None
    after: DutyKey | None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an earlier and a later document (ids) are to each other, why, and the duties that changed.

    Duties that stayed as they were are not listed; ``same`` counts them.
    """

    earlier: str
    later: str
    relation: Relation
    reason: str
    changes: tuple[DutyChange, ...] = ()
    same: int = 0

    def of_kind(self, kind: ChangeKind) -> tuple[DutyChange, ...]:
        """The changes of a kind."""
        return tuple(change for change in self.changes if kind in change.kinds)

    def text(self) -> str:
        """The numbers in Chinese: 新增任务 3 项，牵头单位变了 1 项，未变 60 项."""
        counts = [
            f"{word} {len(found)} 项" for kind, word in CHANGE_WORDS.items() if (found := self.of_kind(kind))
        ]
        return "，".join([*counts, f"未变 {self.same} 项"])


def changes_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[DutyChange, ...]:
    """Changes as they were before they became JSON."""

    def key(place: list[int] | None) -> DutyKey | None:
        return None if place is None else (place[0], place[1])

    return tuple(
        DutyChange(tuple(value["kinds"]), key(value["before"]), key(value["after"]), value["similarity"])
        for value in values
    )
