"""Of a long message only the asking part is read as a question; what stood before it may hold the matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.patterns.long_question import LONG, Message, read_message


@pytest.mark.parametrize(
    "text",
    [
        "长沙机场改扩建谁牵头",
        "您好，我是市财政局的，领导让问一下，轨道交通谁牵头",
        "去年我们县里修的那条路到现在都没有修完大家意见很大希望能够尽快有人来管一管这个事情到底谁牵头呢",
    ],
)
def test_a_short_message_and_one_without_parts_are_asked_as_a_whole(text: str) -> None:
    assert read_message(text) == Message(text)


def test_the_part_that_asks_is_the_question_and_the_nearest_part_before_it_comes_first() -> None:
    read = read_message(
        "家里老人腿脚不方便,我去年跑了好几趟民政局都没结果,听说今年县里要给老房子装电梯的行动,校长讲省里要给村小换课桌,"
        "我没来得及细问,想知道这件事是哪个单位牵头,盼回复"
    )
    assert read.asked == "想知道这件事是哪个单位牵头"
    assert read.background == ("校长讲省里要给村小换课桌", "听说今年县里要给老房子装电梯的行动")


def test_what_happened_to_whoever_asks_is_no_matter() -> None:
    read = read_message(
        "房子小请人带又贵,婆婆天天念叨,家里吵了好几回架,政策上今年对多生的家庭有配套扶持,这项工作到底哪个部门管啊"
    )
    assert read.background == ("政策上今年对多生的家庭有配套扶持",)


def test_the_unit_of_whoever_asks_is_kept_with_the_question() -> None:
    read = read_message(
        "我是云川市水利局办公室的,刚接手这摊子工作还不熟,上面催得紧,材料今天下班前就要交,我局今年要牵头哪些任务"
    )
    assert read.asked == "我是云川市水利局办公室的,我局今年要牵头哪些任务"


def test_a_who_asks_before_a_how_many() -> None:
    read = read_message(
        "为这个事吵了好几架,前阵子岳母买了一堆保健品,退也退不掉,问下整治虚假宣传主办的是哪两家单位,几月底之前能办完"
    )
    assert read.asked == "问下整治虚假宣传主办的是哪两家单位"


@given(st.text(alphabet="谁哪几多牵头修路房子说听要,，。;；！？ 一二", max_size=3 * LONG))
def test_nothing_is_invented(text: str) -> None:
    read = read_message(text)
    assert all(part in text for part in read.asked.split(",") if read.asked != text)
    assert all(part in text for part in read.background)
