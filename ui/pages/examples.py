"""Questions to begin with, made from what the library really holds."""

from index.model.store import DutyFilter, Store


def example_questions(store: Store) -> tuple[str, ...]:
    """Up to five questions that the newest document answers; none for an empty library."""
    documents = store.documents()
    if not documents:
        return ()
    newest = frozenset({documents[0].id})
    asked: list[str] = []
    led = store.duties(DutyFilter(documents=newest, has_lead=True))
    short = [r for r in led if 6 <= len(r.duty.task.strip("。")) <= 18]
    asked += [f"{record.duty.task.strip('。')}谁牵头？" for record in short[: len(short) // 2 + 1][-1:]]
    units = [unit for unit in store.units(newest) if not unit.generic and unit.lead]
    if units:
        asked.append(f"{units[len(units) // 2].name}牵头哪些工作？")
        asked.append(f"{units[0].name}牵头几项？")
    clauses = [clause for clause in store.clauses(documents[0].id) if clause.duties]
    if clauses and clauses[len(clauses) // 2].number.isdigit():
        asked.append(f"第{clauses[len(clauses) // 2].number}条是什么内容？")
    if store.count(DutyFilter(documents=newest, has_lead=False)):
        asked.append("没有明确牵头单位的事项有几项？")
    return tuple(asked)
