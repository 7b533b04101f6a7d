"""What is left of a question: a matter where its words name something, else talk."""

import pytest

from retriever.patterns.substance import Evidence, substance

EVIDENCE = Evidence(
    ("云川市2025年重点工作任务台账",), frozenset({"城乡建设与乡村振兴"}), "深入推进乡镇污水处理\n持续推进禁毒工作"
)


@pytest.mark.parametrize(
    "leftover", ["算上", "帮忙拎出来", "捋一遍", "逐项列出", "都有哪些", "报一下", "发过来", "在里面"]
)
def test_talk_is_no_matter(leftover: str) -> None:
    assert substance(leftover, EVIDENCE) == ""


@pytest.mark.parametrize("leftover", ["月球基地", "乡镇污水处理", "禁毒", "乡村振兴"])
def test_what_names_something_is_a_matter_known_or_not(leftover: str) -> None:
    assert substance(leftover, EVIDENCE) == leftover


def test_talk_at_the_ends_of_a_matter_is_taken_away() -> None:
    assert substance("帮忙查查污水处理", EVIDENCE) == "污水处理"


def test_the_title_of_the_one_document_restricts_nothing() -> None:
    assert substance("云川市台账", EVIDENCE) == ""
