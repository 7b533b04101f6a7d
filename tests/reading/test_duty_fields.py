"""What a duty keeps beside its units, stored and said: notes, an open list of units, what was not understood."""

import sqlite3

import pytest

from index.library import schema
from index.library.opening import open_library
from index.model.document import Duty, Note
from index.model.store import DutyFilter
from retriever.wording.phrases_of_answers import extras
from retriever.wording.responsibility_words import responsibility
from server.outline import parsed_shape
from tests.genre import duties, read
from tests.hash_encoder import HashEncoder
from tests.library_samples import harbour_document

TEXT = "1.扩建机场。（省发展改革委牵头，省财政厅、省机场管理集团等按职责分工负责）\n2.放开准入。（负责部门：海关总署、省致居，适用范围：某试验区）"


def duty(text):
    return read(f"1.修路。{text}").clauses[0].duties[0]


@pytest.mark.parametrize(
    ("text", "open_ended"),
    [
        ("（省财政厅、省机场管理集团等按职责分工负责）", True),
        ("（省财政厅等部门负责）", True),
        ("（责任单位：省财政厅、省水利厅等）", True),
        ("（省财政厅等牵头）", True),
        ("（省财政厅等牵头，省水利厅配合）", False),
        ("（省财政厅、省水利厅等和各市人民政府负责）", False),
        ("（省财政厅、省水利厅负责）", False),
    ],
)
def test_a_list_that_ends_in_and_others_is_open(text, open_ended):
    assert duty(text).open_ended is open_ended


def test_what_parse_prints():
    first, second = (clause["duties"][0] for clause in parsed_shape(read(TEXT))["clauses"])
    assert (first["open_ended"], first["notes"], first["unclear"]) == (True, [], [])
    assert second["notes"] == [{"kind": "scope", "label": "适用范围", "text": "某试验区"}]
    assert (second["open_ended"], second["unclear"]) == (False, ["省致居"])


def test_the_library_keeps_them(tmp_path):
    store = open_library(tmp_path / "library", HashEncoder(), create=True)
    document = read("1.扩建机场。（省财政厅、省机场集团等负责；适用范围：全省；省致居牵头）")
    store.add(document, b"1")
    [record] = store.duties(DutyFilter())
    assert record.duty == document.clauses[0].duties[0]
    store.close()


def test_a_library_of_the_first_version_is_brought_up_to_date(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.migrate(connection)
    schema.migrate(connection)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(duties)")]
    assert columns[-3:] == ["notes", "open_ended", "unclear"]
    connection.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "（省财政厅、省机场管理集团等按职责分工负责）",
            "未明确牵头单位，由省财政厅、省机场管理集团等按职责分工负责",
        ),
        ("（省发展改革委牵头，省财政厅等按职责分工负责）", "由省发展改革委牵头，省财政厅等按职责分工负责"),
        ("（责任单位：省财政厅、省水利厅）", "未明确牵头单位，责任单位：省财政厅、省水利厅"),
        ("（牵头单位：省财政厅；责任单位：省水利厅、省公安厅）", "由省财政厅牵头，责任单位：省水利厅、省公安厅"),
        ("（牵头单位：省财政厅；配合单位：省水利厅）", "由省财政厅牵头，配合单位：省水利厅"),
        ("（省财政厅牵头，省水利厅配合）", "由省财政厅牵头，省水利厅配合"),
        ("（省财政厅牵头，省水利厅等参与）", "由省财政厅牵头，省水利厅等参与"),
        ("（省财政厅、省水利厅分别负责）", "未明确牵头单位，由省财政厅、省水利厅分别负责"),
        ("（省财政厅负责）", "未明确牵头单位，由省财政厅负责"),
        ("（省财政厅等牵头）", "由省财政厅等牵头"),
        ("（各市人民政府负责）", "未明确牵头单位，由各市人民政府负责"),
    ],
)
def test_answers_follow_the_wording_of_the_document(text, said):
    assert responsibility(duty(text)) == said


def test_answers_say_notes_and_what_was_not_understood():
    told = extras(
        Duty(
            1,
            "修路。",
            (0, 3),
            "",
            (),
            ("县交通局",),
            "joint",
            "年底前",
            ("张三",),
            (),
            (Note("scope", "适用范围", "全县"),),
            False,
            ("县致居",),
        )
    )
    assert told == (
        "完成时限：年底前。分管领导：张三。适用范围：全县。责任分工中“县致居”没有读懂，单位可能不全，请核对原文。"
    )


def test_a_document_without_them_is_stored_as_before():
    assert all(
        (duty.notes, duty.open_ended, duty.unclear) == ((), False, ())
        for clause in harbour_document().clauses
        for duty in clause.duties
    )


def test_offices_named_after_a_place_take_no_level_and_a_room_is_no_unit():
    document = read(
        "1.建设锚地。（责任单位：省交通运输厅、财政厅，湘东海事局，民航湘东监管局）\n2.开展保险。（责任单位：省财政厅、地方金融管理局，湘东金融监管局）\n"
        "3.核查药品。（责任单位：省教育厅、实验室与设备管理处）"
    )
    assert [one.responsible for one in duties(document)] == [
        "省交通运输厅 省财政厅 湘东海事局 民航湘东监管局",
        "省财政厅 省地方金融管理局 湘东金融监管局",
        "省教育厅 实验室与设备管理处",
    ]
