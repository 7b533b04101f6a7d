"""Two invented documents of one province, two years apart in content: small enough to know by heart."""

from index.model.document import Clause, Document, Duty


def duty(ordinal: int, task: str, start: int, lead=(), shared=(), deadline=None, leaders=()) -> Duty:
    mode = "lead" if lead else "joint"
    return Duty(
        ordinal, task, (start, start + len(task)), "", tuple(lead), tuple(shared), mode, deadline, tuple(leaders)
    )


def clause(number: str, order: int, section: tuple[str, ...], *parts) -> Clause:
    text, duties = "", []
    for ordinal, (task, lead, shared, *more) in enumerate(parts, 1):
        duties.append(duty(ordinal, task, len(text), lead, shared, *more))
        text += task + "（略）"
    return Clause(number, order, section, text, 0, tuple(duties))


def document(name: str, year: int, *clauses: Clause) -> Document:
    text = "".join(c.text for c in clauses)
    title = f"{year}年重点工作分工方案"
    return Document(
        name, title, f"湘政办〔{year}〕5号", "湖南省人民政府", str(year), year, f"{name}.txt", name, text, clauses
    )


BUILD, FARM = ("一、扩大有效投资",), ("二、加快农业农村发展",)

NEW = document(
    "new", 2023,
    clause("1", 1, BUILD,
           ("推进机场改扩建。", ["省交通运输厅"], ["省财政厅"], "12月底前", ["王立新"]),
           ("加快水库建设，新增库容3亿立方米。", ["省水利厅"], [])),
    clause("2", 2, BUILD, ("规范政府采购。", ["省财政厅"], ["省审计厅"])),
    clause("3", 3, FARM, ("增加农田水利投入。", ["省财政厅"], ["省水利厅"])),
    clause("4", 4, FARM, ("治理面源污染。", [], ["省农业农村厅", "省生态环境厅"])),
)  # fmt: skip
OLD = document(
    "old", 2022,
    clause("1", 1, BUILD, ("推进机场改扩建。", ["省发展改革委"], ["省财政厅"])),
    clause("2", 2, FARM, ("推广优质稻种。", ["省农业农村厅"], [])),
)  # fmt: skip
