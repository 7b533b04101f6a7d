from hypothesis import given, settings
from hypothesis import strategies as st

from index.table.cell_assignment import LONGEST_ROW, OUTSIDE, assign
from index.table.cell_shape import CellLine
from index.table.header import Role

ROLES: tuple[Role, ...] = ("section", "task", "deadline", "owner", "support")


def lines(*texts: str, closes: bool = False) -> list[CellLine]:
    return [CellLine(text, 0, len(text), closes) for text in texts]


def columns(*texts: str, **options: object) -> list[int]:
    return list(assign(lines(*texts), ROLES, **options).columns)


def test_each_line_goes_to_the_column_it_looks_like():
    assert columns("夯实底座", "建设数据平台。", "12 月", "市数据局", "市财政局") == [0, 1, 2, 3, 4]


def test_absent_cells_are_left_out():
    assert columns("建设数据平台。", "市数据局", "/") == [1, 3, 4]


def test_a_short_line_among_long_ones_is_not_a_wrapped_one():
    texts = ("全域无人", "体系", "在全市范围内建成低空飞行的典型应用场景和案例", "市交通局")
    assert columns(*texts) == [0, 0, 1, 3]


def test_units_part_where_one_name_ends_and_another_begins():
    assert columns("建设数据平台。", "6月", "市发展改革委、市", "财政局", "市经信局、市科", "技局") == [
        1,
        2,
        3,
        3,
        4,
        4,
    ]


def test_a_second_task_begins_a_second_sub_row():
    assignment = assign(lines("建设平台。", "6月", "市数据局", "/", "推广应用。", "9月"), ROLES)
    assert assignment.columns == (1, 2, 3, 4, 1, 2)
    assert assignment.subrows == (0, 0, 0, 0, 1, 1)


def test_lines_after_a_page_break_go_on_where_the_cells_are_open():
    before = ["夯实底座", "建设数据平台，出台", "6月", "市数据局", "相关县（市、"]
    assert columns("配套政策。", "区）政府", before=before) == [1, 4]


def test_bars_close_cells():
    closed = lines("建设平台", "12 月", "市数据局", "市财政局", closes=True)
    assert assign(closed, ("task", "deadline", "lead", "support")).columns == (0, 1, 2, 3)


def test_prose_after_the_last_row_is_outside():
    assert columns("建设平台。", "6月", "市数据局", "/", "联系电话见网站公告", may_leave=True)[-1] == OUTSIDE


@given(st.lists(st.text("市局、（）。月1/建设 ", max_size=8).map(str.strip).filter(bool), min_size=1, max_size=14))
@settings(deadline=None)
def test_every_line_is_assigned_once_and_columns_only_go_back_for_a_new_sub_row(texts: list[str]):
    assignment = assign(lines(*texts), ROLES)
    assert len(assignment.columns) == len(texts)
    places = list(zip(assignment.subrows, assignment.columns, strict=True))
    assert places == sorted(places)
    assert OUTSIDE not in assignment.columns


def test_the_longest_row_is_split_in_bounded_time():
    assert len(assign(lines(*["推进项目建设完善服务体系"] * LONGEST_ROW), ROLES).columns) == LONGEST_ROW


def test_borders_that_leave_no_way_through_the_columns_are_none():
    mixed = [
        *lines("建设平台。", closes=True),
        *lines("6月", "市数据局", "推广应用。", "办好展会。", "（一）", "（二）"),
    ]
    assert len(assign(mixed, ROLES).columns) == len(mixed)


@given(
    st.lists(
        st.tuples(st.sampled_from(["建设平台。", "6月", "市数据局", "/", "、", "三"]), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
@settings(deadline=None)
def test_any_borders_give_an_assignment(cells: list[tuple[str, bool]]):
    given_lines = [CellLine(text, 0, len(text), closes) for text, closes in cells]
    assert len(assign(given_lines, ROLES).columns) == len(cells)
