"""Duties of wider and narrower places about one matter are linked, never merged."""

from index.ingest import ingest_bytes
from index.library.embedded import EmbeddedStore
from index.model.store import DutyFilter
from retriever.across.hierarchy import linked_duties
from tests.hash_encoder import HashEncoder


def text(issuer, code, task):
    title = f"{issuer}关于印发2025年重点工作任务分解的通知"
    return (
        f"{title}\n\n{code}〔2025〕1号\n\n2025年重点工作任务分解\n\n1．{task}\n\n{issuer}\n2025年2月1日\n".encode()
    )


def test_levels_of_one_matter_are_linked(tmp_path):
    store = EmbeddedStore(tmp_path, HashEncoder())
    files = (
        text("国务院办公厅", "国办发", "推进高标准农田建设。（农业农村部牵头）"),
        text("湖南省人民政府", "湘政发", "推进高标准农田建设300万亩。（省农业农村厅牵头）"),
        text("长沙市人民政府", "长政发", "推进高标准农田建设20万亩。（市农业农村局牵头）"),
        text("浙江省人民政府", "浙政发", "推进高标准农田建设200万亩。（省农业农村厅牵头）"),
        text("岳阳市人民政府", "岳政发", "开展全民阅读活动。（市教育局牵头）"),
    )
    for place, content in enumerate(files):
        ingest_bytes(store, content, f"{place}.txt")
    [hunan] = [r for r in store.duties(DutyFilter()) if r.document.place.label == "湖南省"]
    links = linked_duties(store, hunan)
    assert sorted((link.relation, link.record.document.place.label) for link in links) == [
        ("lower", "湖南省长沙市"),
        ("upper", "全国"),
    ]
    assert all(0.5 <= link.probability <= 1 for link in links)
    assert store.count(DutyFilter()) == 5
    store.close()
