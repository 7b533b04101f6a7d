import pytest

from retriever.matter.correction import Correction, build_vocabulary, corrections, sound

TASKS = [
    "重点抓好长沙机场改扩建。",
    "落实长江流域“十年禁渔”。",
    "扎实推进高标准农田建设。",
    "解决停车难问题，推进垃圾分类。",
]
VOCABULARY = build_vocabulary(TASKS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("长沙基场改扩建", "长沙机场改扩建"), ("高标准农甜建设", "高标准农田建设"), ("拉圾分类", "垃圾分类")],
)
def test_a_slip_is_put_right_by_its_sound(typed, meant):
    assert meant in {correction.apply(typed) for correction in corrections(typed, VOCABULARY)}


def test_an_ordinary_word_is_a_slip_only_where_the_library_continues_the_corrected_one():
    assert "十年禁渔" in {c.apply("十年金鱼") for c in corrections("十年金鱼", VOCABULARY)}
    assert corrections("公园金鱼", VOCABULARY) == ()


def test_what_occurs_in_the_library_is_left_alone():
    assert corrections("长沙机场改扩建", VOCABULARY) == ()


def test_a_correction_replaces_its_own_range_only():
    assert Correction("基场", "机场", 2).apply("长沙基场和基场") == "长沙机场和基场"


@pytest.mark.parametrize(
    ("one", "other"), [("前头", "牵头"), ("农", "龙"), ("花", "发"), ("林", "灵"), ("张", "脏")]
)
def test_sounds_that_are_often_confused_are_one(one, other):
    assert sound(one) == sound(other)


def test_different_sounds_stay_different():
    assert sound("机场") != sound("市场")


def test_a_slip_never_joins_the_end_of_one_word_to_the_start_of_the_next():
    vocabulary = build_vocabulary(["居民消费价格涨幅"])
    assert corrections("殡葬服务价格", vocabulary) == ()


def test_an_ordinary_word_is_only_replaced_by_one_of_exactly_the_same_sound():
    vocabulary = build_vocabulary(["废物处理"])
    assert corrections("服务处理", vocabulary) == ()
