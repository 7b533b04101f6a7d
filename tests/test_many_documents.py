"""What a library of many documents was asked and answered wrongly, with the right answers."""

import pytest

from index.ingest import ingest_bytes
from index.library.embedded import EmbeddedStore
from retriever.assistant import Assistant, Message
from tests.identity import versions_samples as samples
from tests.memory_store import CharacterFinder


def county(year):
    tasks = (
        "建设高标准农田2万亩。（县农业农村局牵头，县财政局负责，10月底前完成）",
        "改造农村户厕500座。（县农业农村局牵头）",
        "修复县城老旧管网。（县住房城乡建设局牵头，县财政局、市财政局负责）",
        "推进殡葬改革。（县民政局牵头）",
        "建设溪水港码头。（县交通运输局牵头）",
    )
    body = "\n".join(f"{place}．{task}" for place, task in enumerate(tasks, 1))
    return f"溪水县人民政府关于印发溪水县{year}年重点工作责任清单的通知\n\n溪政发〔{year}〕2号\n\n溪水县{year}年重点工作责任清单\n\n{body}\n\n溪水县人民政府\n{year}年2月1日\n".encode()


def province(name, code):
    tasks = (
        "建设高标准农田300万亩。（省农业农村厅牵头，省发展改革委负责）",
        "推进营商环境改革。（省发展改革委牵头）",
    )
    body = "\n".join(f"{place}．{task}" for place, task in enumerate(tasks, 1))
    return f"{name}人民政府关于印发2025年重点工作任务分解的通知\n\n{code}政发〔2025〕2号\n\n{name}2025年重点工作任务分解\n\n{body}\n\n{name}人民政府\n2025年2月1日\n".encode()


FILES = {
    "青山2024": samples.FIRST,
    "青山2024修改": samples.AGAIN,
    "青山2024修订": samples.REVISED,
    "青山2025": samples.NEXT_YEAR,
    "溪水2024": county(2024),
    "湖南": province("湖南省", "湘"),
    "浙江": province("浙江省", "浙"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = EmbeddedStore(tmp_path_factory.mktemp("library"))
    for name, content in FILES.items():
        ingest_bytes(store, content, f"{name}.txt")
    yield store
    store.close()


@pytest.fixture(scope="module")
def ask(store):
    assistant = Assistant(store, CharacterFinder(store))

    def ask(question, *earlier):
        return assistant.ask(question, [Message("user", turn) for turn in earlier])

    return ask


def sources(answer):
    return [citation.clause.document.source.removesuffix(".txt") for citation in answer.citations]


def test_a_place_is_never_answered_from_another(ask):
    answer = ask("青山市高标准农田谁牵头")
    assert (answer.lead, sources(answer)) == (("市农业农村局",), ["青山2025"])
    answer = ask("溪水县高标准农田谁牵头")
    assert (answer.lead, sources(answer)) == (("县农业农村局",), ["溪水2024"])
    for question in ("广州市高标准农田谁牵头", "江西省高标准农田谁牵头", "云山市高标准农田谁牵头"):
        answer = ask(question)
        assert (answer.answered, answer.citations) == (False, ())
        assert answer.text.startswith(f"文件库里没有{question[:3]}的文件。")


def test_only_the_newest_version_answers_until_another_is_asked_for(ask):
    assert sources(ask("青山市老旧小区改造谁牵头")) == ["青山2025"]
    assert ask("青山市2024年老旧小区改造谁牵头").lead == ("市财政局",)
    assert sources(ask("青山市2024年老旧小区改造谁牵头")) == ["青山2024修订"]
    assert sources(ask("青政办发〔2024〕5号里老旧小区改造谁牵头")) == ["青山2024修改"]
    assert not ask("青山市全民阅读活动谁牵头").answered


def test_a_citys_bureau_covers_every_city_document_by_document(ask, store):
    answer = ask("市财政局有哪些任务")
    assert sorted(set(sources(answer))) == ["溪水2024", "青山2025"]
    assert (
        answer.count == answer.total == sum(u.lead + u.responsible for u in store.units() if u.name == "市财政局")
    )


def test_units_of_one_name_in_two_provinces_are_two(ask, store):
    assert [(u.home.label, u.lead, u.responsible) for u in store.units() if u.name == "省发展改革委"] == [
        ("浙江省", 1, 1),
        ("湖南省", 1, 1),
    ]
    assert sources(ask("湖南省发展改革委有哪些任务")) == ["湖南", "湖南"]
    answer = ask("省发展改革委有哪些任务")
    assert (answer.count, sorted(sources(answer))) == (4, ["浙江", "浙江", "湖南", "湖南"])
    assert "“省发展改革委”在各地的文件里是不同的单位" in answer.text


def test_a_conversation_keeps_its_document(ask):
    assert sources(ask("第5条是什么", "溪水县高标准农田谁牵头")) == ["溪水2024"]
    assert sources(ask("第5条是什么")) == ["溪水2024"]
    assert sources(ask("第1条是什么", "溪水县高标准农田谁牵头", "湖南省的呢")) == ["湖南"]
    assert ask("第1条是什么").kind == "clarify"


def test_a_matter_that_several_documents_name_is_answered_by_each(ask):
    answer = ask("高标准农田谁牵头")
    assert sorted(sources(answer)) == ["浙江", "湖南", "溪水2024", "青山2025"]


def test_what_changed_can_be_asked(ask):
    answer = ask("青山市今年比去年多了哪些任务")
    assert [citation.quote for citation in answer.citations] == ["建设算力调度平台。"]
    answer = ask("青山市2024年修订后牵头单位变了的有哪些")
    assert answer.count == 0
    assert "没有" in ask("溪水县今年比去年多了哪些任务").text
