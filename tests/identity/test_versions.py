"""What a file is to the documents that are there, and what changed in the duties."""

import pytest

from index.identity.changes import Task, compare
from index.ingest import ingest_bytes, preview_bytes
from index.library.embedded import EmbeddedStore
from index.model.document import Duty
from index.model.store import DutyFilter
from index.model.versions import DutyChange
from tests.identity import versions_samples as samples


@pytest.fixture
def library(tmp_path):
    store = EmbeddedStore(tmp_path)
    yield store
    store.close()


def put(library, content, relation=None):
    return ingest_bytes(library, content, f"{hash(content)}.txt", relation=relation)


def relations(report):
    return [(c.relation, c.reason) for c in report.comparisons]


def test_one_number_with_other_content_replaces(library):
    first = put(library, samples.FIRST)
    assert relations(first) == []
    report = preview_bytes(samples.AGAIN, "again.txt", library)
    assert relations(report) == [("replacement", "发文字号同为青政办发〔2024〕5号，内容不同")]
    [found] = report.comparisons
    assert found.changes == (
        DutyChange(("dropped",), (4, 1), None),
        DutyChange(("lead",), (2, 1), (2, 1), 1.0),
        DutyChange(("deadline",), (3, 1), (3, 1), 1.0),
        DutyChange(("added",), None, (4, 1)),
    )
    assert found.same == 1
    assert report.versions == (
        "与库中《青山市2024年重点工作任务分解》（青政办发〔2024〕5号）的关系：替换（发文字号同为青政办发〔2024〕5号，内容不同）。"
        "自 2024-03-08 起以本文件为准，旧文件仍可查看，只在问到旧版时作答。",
        "分工变化：新增任务 1 项，不再列出 1 项，牵头单位变了 1 项，完成时限变了 1 项，未变 1 项。",
        "  · 新增任务：建设算力调度平台。",
        "  · 不再列出：开展全民阅读活动。",
        "  · 牵头单位变了：改造老旧小区30个。（市住房城乡建设局 → 市财政局）",
        "  · 完成时限变了：新建城东客运枢纽。（6月底前完成 → 9月底前完成）",
    )
    assert [d.current for d in library.documents()] == [True]
    put(library, samples.AGAIN)
    assert library.documents()[0].superseded_by == library.documents()[1].id
    assert library.count(DutyFilter()) == 4
    assert library.comparisons(first.document.id) == report.comparisons


def test_the_three_versions_of_the_issue(library):
    for content in (samples.FIRST, samples.AGAIN, samples.REVISED):
        last = put(library, content)
    assert relations(last) == [("version", "制发单位、题名相同，一份是修订（更正）后的")]
    assert [d.number for d in library.documents() if d.current] == ["青政办发〔2024〕18号"]
    assert library.count(DutyFilter()) == 3
    assert library.count(DutyFilter(include_superseded=True)) == 11


def test_a_draft_never_replaces_the_final_text(library):
    final = put(library, samples.FIRST)
    draft = put(library, samples.DRAFT)
    assert relations(draft) == [("version", "制发单位、题名相同，一份是征求意见稿，一份是正式稿")]
    assert [(d.id, d.superseded_by) for d in library.documents()] == [
        (final.document.id, None),
        (draft.document.id, final.document.id),
    ]
    assert "本文件只在问到旧版时作答" in draft.versions[0]


def test_another_year_is_an_edition(library):
    put(library, samples.FIRST)
    report = put(library, samples.NEXT_YEAR)
    assert relations(report) == [("edition", "与《青山市2024年重点工作任务分解》是同一系列的不同年度")]
    assert [(d.year, d.superseded_by, d.current) for d in library.documents()] == [
        (2025, None, True),
        (2024, None, False),
    ]


def test_a_later_year_follows_a_revision_too(library):
    for content in (samples.FIRST, samples.REVISED, samples.NEXT_YEAR):
        put(library, content)
    assert [(d.year, d.superseded_by is None, d.current) for d in library.documents()] == [
        (2025, True, True),
        (2024, False, False),
        (2024, True, False),
    ]


def test_an_attachment_under_one_number_is_another_document(library):
    put(library, samples.FIRST)
    report = put(library, samples.ATTACHMENT)
    assert [c.relation for c in report.comparisons] == ["other"]
    assert all(d.current for d in library.documents())


def test_a_person_decides_otherwise(library):
    put(library, samples.FIRST)
    report = put(library, samples.AGAIN, "other")
    assert relations(report) == [("other", "由导入者指定")]
    assert all(d.current for d in library.documents())
    assert put(library, samples.ATTACHMENT, "replacement").comparisons[0].relation == "replacement"


def test_units_that_only_passed_the_lead_on_are_the_leads_change():
    def task(lead, shared):
        return Task((1, 1), Duty(1, "改造老旧小区", (0, 6), "", lead, shared, "lead"))

    def kinds(before, after):
        changes = compare(("a", [task(*before)]), ("b", [task(*after)]), "version", "").changes
        return [change.kinds for change in changes]

    assert kinds((("甲",), ("乙",)), (("乙",), ("甲",))) == [("lead",)]
    assert kinds((("甲",), ("乙",)), (("甲",), ("乙", "丙"))) == [("units",)]
    assert kinds((("甲",), ("乙",)), (("丁",), ("丙",))) == [("lead", "units")]
    assert kinds((("甲",), ("乙",)), (("甲",), ("乙",))) == []
