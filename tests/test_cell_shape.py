import pytest

from index.table.cell_shape import (
    is_break,
    is_date,
    is_name_list,
    is_quantity,
    is_unit_list,
    split_persons,
    unit_lines,
    unit_names,
)


@pytest.mark.parametrize(
    "text",
    ["12 月", "12月底前", "9月投入使用", "2026年6月", "2026年底前", "长期坚持", "上半年", "第三季度", "6月30日前",
     "2026.6", "2025-2027年", "1-6月", "汛期前", "立行立改", "立行立改，长期坚持", "长期", "每季度1次", "2026年6月底前完成"],
)  # fmt: skip
def test_completion_times(text: str):
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "每年开放新场景数量",
        "市教育局",
        "每年举办展会十场",
        "推进项目建设。",
        "300 个以上",
        "10月底市应急局",
        "6月合计1项",
    ],
)
def test_other_cells_are_no_completion_times(text: str):
    assert not is_date(text)


@pytest.mark.parametrize("text", ["300 个以上", "97%以上", "突破2 万台", "1200 辆", "4 条（个）"])
def test_quantities(text: str):
    assert is_quantity(text)


@pytest.mark.parametrize(
    "text", ["市教育局", "市数据局（市人工智能局），各县（市、区）政府", "人行温州市分行", "鹿城区、龙湾区"]
)
def test_unit_lists(text: str):
    assert is_unit_list(text)


@pytest.mark.parametrize(
    "text", ["推进市政中心", "全省新增物流园区", "市数据局（市人", "省发展改革", "城市治理中心城区面积。"]
)
def test_other_lines_are_no_unit_lists(text: str):
    assert not is_unit_list(text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("市经信局", "市财政局", True),
        ("市数据局（市人", "工智能局）", False),
        ("省发展改革", "委、省经信厅", False),
        ("省卫生健康委、杭州", "市、嘉兴市人", False),
        ("市科技局、", "市司法局", False),
        ("市工商联", "相关县（市、区）政府", True),
    ],
)
def test_where_one_unit_ends_and_the_next_begins(before: str, after: str, expected: bool):
    assert is_break(before, after) is expected


def test_separators_inside_parentheses_do_not_split():
    assert unit_names("各县（市、区）政府，市财政局") == ["各县（市、区）政府", "市财政局"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("县水务局\n县住建局", "县水务局、县住建局"),
        ("县住建局\n人行大竹支行", "县住建局、人行大竹支行"),
        ("市数据局（市人\n工智能局）", "市数据局（市人工智能局）"),
        ("县护城河工程\n指挥部", "县护城河工程指挥部"),
        ("县水务局、\n县住建局", "县水务局、县住建局"),
    ],
)
def test_paragraphs_of_a_unit_cell(cell: str, expected: str):
    assert unit_lines(cell) == expected


def test_name_lists():
    assert is_name_list("陆 明俞 悦")
    assert not is_name_list("县教育局")


@pytest.mark.parametrize(
    ("cell", "units", "persons"),
    [
        ("县水利局（李明）", "县水利局", ("李明",)),
        ("县水利局 李 明\n县林业局 王小川", "县水利局\n县林业局", ("李明", "王小川")),
        ("县水利局（牵头）、县林业局", "县水利局（牵头）、县林业局", ()),
        ("县水利局 县林业局", "县水利局 县林业局", ()),
        ("县水利局：李明县林业局：王川", "县水利局县林业局", ("李明", "王川")),
        ("县水利局：李明、县林业局王小川", "县水利局、县林业局", ("李明", "王小川")),
        ("市市场监管局（知识产权局）", "市市场监管局（知识产权局）", ()),
    ],
)
def test_officials_beside_units(cell: str, units: str, persons: tuple[str, ...]):
    assert split_persons(cell) == (units, persons)
