"""A question about one bridge, hospital or industry is not one about its neighbour."""

import pytest

from retriever.matter.named_things import Thing, other_thing, things_in
from retriever.matter.question_words import read_content


def no_others(_: Thing) -> tuple[str, ...]:
    return ()


@pytest.mark.parametrize(
    ("parts", "thing"),
    [
        (["白沙", "大桥"], Thing("白沙", "大桥")),
        (["油茶", "产业"], Thing("油茶", "产业")),
        (["县", "中医院", "搬迁"], Thing("中", "医院")),
        (["东湖", "清淤"], Thing("东", "湖")),
    ],
)
def test_a_thing_is_a_kind_with_the_name_before_it(parts, thing):
    assert things_in(parts) == (thing,)


def test_a_kind_without_a_name_is_no_named_thing():
    assert things_in(["水库"]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白沙大桥建成通车", 0.0),
        ("完成石桥至白沙段安防工程", 1.0),
        ("建设青龙大桥", 1.0),
        ("举办乡村旅游节", 0.5),
    ],
)
def test_a_text_is_about_another_thing_when_name_or_kind_differ(text, expected):
    assert other_thing((Thing("白沙", "大桥"),), text, no_others) == expected


def test_a_thing_under_another_name_is_the_same():
    assert other_thing((Thing("农贸", "水厂"),), "北部供水厂", lambda _: ("供水厂",)) == 0.0


def test_the_worst_of_several_things_counts():
    things = (Thing("白沙", "大桥"), Thing("青禾", "水库"))
    assert other_thing(things, "白沙大桥", no_others) == 0.5


def test_a_question_knows_its_things_and_neighbouring_words():
    content = read_content("白沙大桥谁负责建设")
    assert content.things == (Thing("白沙", "大桥"),)
    assert ("白沙", "大桥") in content.pairs
