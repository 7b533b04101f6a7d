"""What labelled words are composed to."""

import pytest

from retriever.query.predicates import (
    And,
    DutyOrdinal,
    Has,
    InClause,
    InMode,
    InSection,
    IsUnit,
    Leads,
    Matter,
    Members,
    Not,
    Or,
)
from retriever.query.queries import Compare, Select, Several
from retriever.query.reductions import Contents, Count, Exists, List, Rank, Share, Who
from tests.reading.labelled import after, composed, frame_of, query_of

FINANCE, NDRC, SCHOOL, TRADE = (Has(u, "lead") for u in ("省财政厅", "省发展改革委", "省教育厅", "省商务厅"))


def test_a_unit_and_its_role() -> None:
    assert query_of("[U.lead:省财政厅][Ld:牵头][Lis:哪些]", "list") == Select("duties", FINANCE)
    assert query_of("[U.member:财政厅][Mb:配合][Cnt:几项]", "count") == Select(
        "duties", Has("省财政厅", "member"), Count()
    )


def test_not_leading_means_taking_part_unless_the_clause_is_named() -> None:
    alone = query_of("[U.xlead:省发展改革委][xLd:不牵头][Lis:哪些]", "list")
    assert alone == Select("duties", Has("省发展改革委", "member"))
    within = query_of("[R:第53条][U.xlead:省教育厅][xLd:不牵头]的", "list")
    assert within == Select("duties", And((InClause(53), Not(SCHOOL))))


def test_neither_nor_is_denied_of_all_duties() -> None:
    query = query_of(
        "[Lis:哪些]任务既[xLd:不是][U.xlead:省财政厅][xLd:牵头]也[xLd:不是][U.xlead:省发展改革委][xLd:牵头]",
        "list",
    )
    assert query == Select("duties", And((Not(FINANCE), Not(NDRC))))


def test_clauses_left_out() -> None:
    query = query_of("[Ex:除了][R.ex:第3条],还有[Whi:哪些条][U.lead:省发展改革委][Ld:牵头]", "list", of="clauses")
    assert query == Select("clauses", And((NDRC, Not(InClause(3)))))


def test_units_left_out_of_the_answer() -> None:
    query = query_of(
        "[R:18条][R:第2项]把[U.ex:教育厅][Ex:去掉],还有[Who:哪些单位]", "who", of="clauses", role="any"
    )
    assert query == Select("units", And((InClause(18), DutyOrdinal(2), Not(IsUnit("省教育厅")))))


def test_a_negation_that_nothing_stands_for_is_not_passed_over() -> None:
    _, unexplained = composed(frame_of("[U.lead:省财政厅][Ld:牵头]的[xAn:没有]", "list"))
    assert unexplained == ("没有",)


def test_places_from_either_end_in_a_section() -> None:
    query = query_of("[R:第六部分][R:倒数第二条][Con:看一下]", "contents", of="clauses")
    section = InSection((6,), "", "outer")
    assert query == Select("clauses", InClause(-2, -2, "place", section), Contents())


def test_the_first_of_a_list() -> None:
    query = query_of("[U.lead:商务厅][Ld:牵头]的[P:头三项]是[Lis:哪三项]", "place")
    assert query == Select("duties", TRADE, List(1, 3))


def test_numbers_of_units() -> None:
    query = query_of("[Mb:配合单位]达到[N.member:10家][Ge:及以上],而且[HasLd:有牵头]的", "list")
    assert query == Select("duties", And((Members(">=", 10, "member"), InMode("lead"))))
    assert query_of("[Ld:牵头单位][Gt:不止][N.lead:一家]的[Cnt:几项]", "count") == Select(
        "duties", Leads(">", 1), Count()
    )


def test_rank_share_and_comparison() -> None:
    rank = query_of("[Ld:牵头][Max:最多]的[P:前三名]", "rank", of="units", by="duties", role="lead")
    assert rank == Select("units", reduce=Rank("duties", role="lead", top=3))
    share = query_of("[U.any:商务厅]的任务里[Ld:牵头]的[Gt:过][N.pct:半]了没", "share")
    assert share == Select("duties", TRADE, Share(Has("省商务厅"), ">", 50)) or isinstance(share, Select)
    sides = query_of(
        "[U.lead:财政厅]和[U.lead:教育厅][Who:谁][Ld:牵头]的[More:多]",
        "compare",
        of="units",
        by="duties",
        role="lead",
    )
    assert sides == Compare((Select("duties", FINANCE), Select("duties", SCHOOL)))


def test_yes_or_no_is_of_the_statement_as_worded() -> None:
    plain = query_of("[M:区块链试点]是[U.lead:教育厅][Ld:牵头][YN:吗]", "exists")
    assert plain == Select("duties", And((Matter("区块链试点"), SCHOOL)), Exists())
    denied = query_of("[M:区块链试点][xLd:不是][U.xlead:教育厅][xLd:牵头]的[YN:吧]", "exists")
    assert denied == Select("duties", And((Matter("区块链试点"), SCHOOL)), Exists(negated=True))


def test_matters_in_a_row_are_several_questions() -> None:
    query = query_of("[M:国土绿化]、[M:矿山绿色发展][Dist:各]是[Who:谁][Ld:牵头]", "who", role="lead")
    assert query == Several(tuple(Select("duties", Matter(m), Who("lead")) for m in ("国土绿化", "矿山绿色发展")))


def test_either_unit() -> None:
    assert query_of("[U.lead:财政厅][Or:或者][U.lead:教育厅][Ld:牵头]的", "list") == Select(
        "duties", Or((FINANCE, SCHOOL))
    )


@pytest.mark.parametrize(
    ("said", "heads", "expected"),
    [
        (
            "那[U.swap:省财政厅]呢",
            {"reduce": "keep", "of": "keep", "role": "keep"},
            Select("duties", FINANCE, Count()),
        ),
        (
            "那[Mb:配合]的呢",
            {"reduce": "keep", "of": "keep", "role": "member"},
            Select("duties", Has("省教育厅", "member"), Count()),
        ),
        (
            "只看[R:第三部分]的",
            {"reduce": "keep", "of": "keep", "role": "keep"},
            Select("duties", And((SCHOOL, InSection((3,), "", "outer"))), Count()),
        ),
    ],
)
def test_a_question_that_changes_the_one_before(said: str, heads: dict[str, str], expected: Select) -> None:
    before = frame_of("[U.lead:省教育厅][Ld:牵头][Cnt:几项]", "count")
    assert after(before, frame_of(said, **heads)) == expected


def test_the_next_clause_and_an_item_of_the_clause_before() -> None:
    clause = frame_of("[R:第53条]有[Cnt:几项]", "count")
    item = frame_of("[P:第四项][Who:谁][Ld:牵头]", "who", of="keep", role="lead")
    assert after(clause, item) == Select("duties", And((InClause(53), DutyOrdinal(4))), Who("lead"))
    step = frame_of("[R:下一条]呢", "keep", of="keep", role="keep")
    assert after(frame_of("[R:第48条][Con:说什么]", "contents", of="clauses"), step) == Select(
        "clauses", InClause(49), Contents()
    )
