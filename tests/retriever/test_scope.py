"""Which documents a question may be answered from."""

import pytest

from index.identity.editions import newer_editions
from index.identity.identify import identity_of
from index.model.store import DocumentRecord
from index.text.search_key import search_key
from retriever.scope.resolve import NOTHING_REMEMBERED, read_scope
from retriever.scope.scope import Scope

CITY = ["市财政局"] * 5
COUNTY = ["县财政局"] * 5
PROVINCE = ["省财政厅"] * 5


def record(id_, title, number, issuer, year, units, superseded=None):
    identity = identity_of(title, number, issuer, year, units)
    return DocumentRecord(
        id_, title, number, issuer, str(year), year, id_, id_, 1, 1, "", superseded, (),
        identity.place, identity.kind, identity.series,
    )  # fmt: skip


def with_editions(*records):
    import dataclasses

    newer = newer_editions(records)
    return tuple(dataclasses.replace(r, newer_edition=newer.get(r.id)) for r in records)


LIBRARY = with_editions(
    record("qs25", "青山市2025年重点工作任务分解", "青政办发〔2025〕3号", "青山市人民政府办公室", 2025, CITY),
    record(
        "qs24r", "青山市2024年重点工作任务分解（修订）", "青政办发〔2024〕9号", "青山市人民政府办公室", 2024, CITY
    ),
    record(
        "qs24", "青山市2024年重点工作任务分解", "青政办发〔2024〕5号", "青山市人民政府办公室", 2024, CITY, "qs24r"
    ),
    record("xs24", "溪水县2024年重点工作责任清单", "溪政办〔2024〕2号", "溪水县人民政府", 2024, COUNTY),
    record(
        "hn25",
        "落实2025年《政府工作报告》重点工作分工的意见",
        "湘政发〔2025〕2号",
        "湖南省人民政府",
        2025,
        PROVINCE,
    ),
    record("gw24", "“无废城市”建设工作方案", "国办发〔2024〕43号", "国务院办公厅", 2024, []),
)
TEXTS = {
    "qs25": "建设高标准农田10万亩。新建城东客运枢纽",
    "hn25": "推进长沙机场改扩建。深化与广东的合作。建设湖南自贸试验区",
    "xs24": "建设高标准农田。加快县域商业体系建设",
}


def says(words):
    return {id_ for id_, text in TEXTS.items() if words in text}


def read(question, before=NOTHING_REMEMBERED):
    return read_scope(search_key(question), LIBRARY, says, before)


CURRENT = None


@pytest.mark.parametrize(
    ("question", "documents", "rest"),
    [
        ("青山市高标准农田谁牵头", {"qs25"}, "高标准农田谁牵头"),
        ("青山高标准农田谁牵头", {"qs25"}, "高标准农田谁牵头"),
        ("溪水县高标准农田谁牵头", {"xs24"}, "高标准农田谁牵头"),
        ("县里高标准农田谁牵头", {"xs24"}, "高标准农田谁牵头"),
        ("市里高标准农田谁牵头", {"qs25"}, "高标准农田谁牵头"),
        ("青山市去年的高标准农田谁牵头", {"qs24r"}, "的高标准农田谁牵头"),
        ("青山市2024年高标准农田谁牵头", {"qs24r"}, "高标准农田谁牵头"),
        ("2024年高标准农田谁牵头", {"qs24r", "xs24", "gw24"}, "高标准农田谁牵头"),
        ("青山市2024年旧版里高标准农田谁牵头", {"qs24"}, "高标准农田谁牵头"),
        ("国办发43号里谁负责无废城市", {"gw24"}, "里谁负责无废城市"),
        ("青政办发〔2024〕5号里高标准农田谁牵头", {"qs24"}, "里高标准农田谁牵头"),
        ("《溪水县2024年重点工作责任清单》第5条", {"xs24"}, "第5条"),
        ("清单里高标准农田谁牵头", {"xs24"}, "高标准农田谁牵头"),
        ("高标准农田谁牵头", CURRENT, "高标准农田谁牵头"),
        ("湖南省发展改革委牵头哪些", {"hn25"}, "湖南省发展改革委牵头哪些"),
        ("湖南自贸试验区谁牵头", {"hn25"}, "湖南自贸试验区谁牵头"),
        ("谁牵头长沙机场改扩建", {"hn25"}, "谁牵头长沙机场改扩建"),
        ("推进县域商业体系建设谁牵头", CURRENT, "推进县域商业体系建设谁牵头"),
        ("地铁6号线谁牵头", CURRENT, "地铁6号线谁牵头"),
        ("到2030年建成多少高标准农田", CURRENT, "到2030年建成多少高标准农田"),
    ],
)
def test_what_is_said_restricts(question, documents, rest):
    found = read(question)
    assert found.scope.documents == (None if documents is None else frozenset(documents))
    assert found.rest == rest


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("广州市高标准农田谁牵头", "广州市"),
        ("浙江省牵头最多的单位是谁", "浙江省"),
        ("广东省牵头最多的单位是谁", "广东省"),
        ("云山市高标准农田谁牵头", "云山市"),
        ("溪水县2025年高标准农田谁牵头", "溪水县2025年"),
        ("国办发44号里谁负责无废城市", "国办发44号"),
        ("溪水县旧版里高标准农田谁牵头", "溪水县旧版"),
    ],
)
def test_what_is_not_there_is_missing(question, missing):
    assert read(question).scope == Scope(frozenset(), missing)


def test_a_place_that_is_only_spoken_of_must_be_named_by_what_answers():
    found = read("与广东的合作谁牵头").scope
    assert (found.documents, found.foreign) == (None, ("广东",))


class TestConversation:
    def talk(self, *turns):
        remembered = NOTHING_REMEMBERED
        for turn in turns:
            reading = read(turn, remembered)
            remembered = reading.remembered
        return reading.scope

    def test_it_keeps_its_document(self):
        scope = self.talk("青山市高标准农田谁牵头", "第1条是什么", "城东客运枢纽什么时候完成")
        assert scope == Scope(frozenset({"qs25"}), carried=True)

    def test_another_place_takes_its_place(self):
        scope = self.talk("青山市高标准农田谁牵头", "溪水县呢", "第1条是什么")
        assert scope.documents == frozenset({"xs24"})

    def test_a_year_narrows_what_was_said(self):
        assert self.talk("青山市高标准农田谁牵头", "2024年的呢").documents == frozenset({"qs24r"})
        assert self.talk("青山市高标准农田谁牵头", "去年呢", "旧版呢").documents == frozenset({"qs24"})

    def test_all_documents_end_it(self):
        assert self.talk("青山市高标准农田谁牵头", "所有文件里财政局有哪些").documents is None
