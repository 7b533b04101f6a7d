"""What the importer is told of other versions: what the document is to them, and which duties changed."""

from collections.abc import Callable, Iterator, Sequence

from index.identity.changes import Task
from index.model.document import Document
from index.model.store import DocumentRecord
from index.model.versions import (
    CHANGE_WORDS,
    RELATION_WORDS,
    SUPERSEDING,
    ChangeKind,
    Comparison,
    DutyChange,
)

SHOWN = 8
"""How many changes of a kind are written out."""
_TASK = 30


def comparison_lines(
    comparison: Comparison,
    document: Document,
    other: DocumentRecord,
    tasks: Callable[[str], Sequence[Task]],
) -> Iterator[str]:
    """The comparison of a document that is being imported with another of the library, for people.

    ``tasks`` gives the duties of either by id.
    """
    named = f"《{other.title}》" + (f"（{other.number or other.year}）" if other.number or other.year else "")
    yield f"与库中{named}的关系：{RELATION_WORDS[comparison.relation]}（{comparison.reason}）。{_consequence(comparison, document)}"
    if comparison.relation == "other":
        return
    yield f"分工变化：{comparison.text()}。"
    sides = [{task.key: task for task in tasks(id_)} for id_ in (comparison.earlier, comparison.later)]
    for kind, word in CHANGE_WORDS.items():
        found = comparison.of_kind(kind)
        for change in found[:SHOWN]:
            before = sides[0].get(change.before) if change.before else None
            after = sides[1].get(change.after) if change.after else None
            yield f"  · {word}：{change_text(kind, change, before, after)}"
        if len(found) > SHOWN:
            yield f"  · {word}：另有 {len(found) - SHOWN} 项，导入后可查看全部。"


def change_text(kind: ChangeKind, change: DutyChange, before: Task | None, after: Task | None) -> str:
    """One change: the task, and what it was before where that is what changed."""
    held = after or before
    task = held.duty.task if held else ""
    task = task if len(task) <= _TASK else task[:_TASK] + "…"
    if before is None or after is None:
        return task
    old, new = before.duty, after.duty
    said = {
        "lead": ("、".join(old.lead), "、".join(new.lead)),
        "units": ("、".join(old.responsible), "、".join(new.responsible)),
        "deadline": (old.deadline or "", new.deadline or ""),
    }.get(kind)
    return task if said is None else f"{task}（{said[0] or '无'} → {said[1] or '无'}）"


def _consequence(comparison: Comparison, document: Document) -> str:
    if comparison.relation not in SUPERSEDING:
        return "两份都保留。"
    if comparison.later == document.id:
        since = f"自 {document.date} 起" if document.date else "此后"
        return f"{since}以本文件为准，旧文件仍可查看，只在问到旧版时作答。"
    return "库中已有较新的一份，本文件只在问到旧版时作答。"
