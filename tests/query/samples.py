"""Documents for queries: the shipped one, and a small ledger with deadlines, leaders and a clause without duties."""

import hashlib
from functools import cache

from data import DOCUMENTS_DIR
from index.model.document import Clause, Document, Duty
from index.parse import parse, plain_text_source

LEDGER = (
    ("一、重大项目", "建成滨江大道。", ("市住建局",), ("市园林局", "滨江区政府"), "6月底", ("许立诚",)),
    ("一、重大项目", "开工建设物流园。", ("市交通局",), ("市商务局",), "9月底前完成", ("许立诚", "周启明")),
    ("一、重大项目", "治理易涝点36处。", ("市水务局",), ("市应急局", "各区县"), "汛期前", ("许立诚",)),
    ("二、产业升级", "培育单项冠军企业6家。", ("市工信局", "市科技局"), (), "12月底", ("林若溪",)),
    ("二、产业升级", "举办茶博会。", (), ("市商务局", "市农业农村局"), "5月", ()),
    ("二、产业升级", "打击非法集资。", (), ("市委金融办",), None, ()),
    ("三、改善民生", "", (), (), None, ()),
    ("三、改善民生", "发放消费券。", ("市商务局",), ("市财政局", "市商务协会"), "10月底", ("林若溪",)),
)


@cache
def hunan() -> Document:
    path = DOCUMENTS_DIR / "hunan-2022-work-division.txt"
    original = path.read_bytes()
    return parse(plain_text_source(original.decode("utf-8-sig")), path.name, original)


@cache
def ledger(year: int = 2025, city: str = "云川市") -> Document:
    """Eight clauses of at most one duty in three sections; the seventh has none."""
    clauses, text = [], f"{city}{year}年台账\n"
    for order, (section, task, lead, shared, deadline, leaders) in enumerate(LEDGER, 1):
        body = task or "其他工作按常规推进。"
        generic = tuple(unit for unit in shared if unit.startswith("各"))
        mode = "lead" if lead else "joint"
        duty = Duty(1, task, (0, len(task)), "", lead, shared, mode, deadline, leaders, generic)
        clauses.append(Clause(str(order), order, (section,), body, len(text), (duty,) if task else ()))
        text += body + "\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        sha256[:12], f"{city}{year}年重点工作台账", f"云政办发〔{year}〕2号", f"{city}人民政府", f"{year}-01-20",
        year, "ledger.txt", sha256, text, tuple(clauses),
    )  # fmt: skip
