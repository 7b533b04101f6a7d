"""Tables drawn with line characters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.source import SourceText
from index.parse import plain_text_source
from index.table.ruled_table import unfold_ruled_tables
from tests.genre import Expected, agree, read


def cells(source: SourceText) -> list[list[str]]:
    (table,) = source.tables
    for row in table.rows:
        for cell in row:
            assert source.text[cell.start : cell.end] == cell.text
    return [["^" if cell.merged else cell.text for cell in row] for row in table.rows]


def test_lines_of_a_cell_are_joined_and_columns_that_go_on_are_merged():
    source = unfold_ruled_tables(
        plain_text_source(
            "任务表\n"
            "┌─────┬────┬───┐\n"
            "│ 任  务  │牵头单位│ 时限 │\n"
            "├─────┼────┼───┤\n"
            "│修建道路十条│市交通局│10月底│\n"
            "│，补植树木。│市园林局│   │\n"
            "├─────┤    ├───┤\n"
            "│整治河道。 │    │年底前│\n"
            "└─────┴────┴───┘\n"
            "联系人见附件"
        )
    )
    assert cells(source) == [
        ["任  务", "牵头单位", "时限"],
        ["修建道路十条，补植树木。", "市交通局 市园林局", "10月底"],
        ["整治河道。", "^", "年底前"],
    ]
    assert source.text.startswith("任务表\n任  务\t牵头单位\t时限\n")
    assert source.text.endswith("\n整治河道。\t\t年底前\n联系人见附件")
    assert [source.text[line.start : line.end] for line in source.lines] == source.text.split("\n")


def test_a_heading_across_the_width_and_a_table_that_goes_on_in_a_second_drawing():
    document = read(
        "某市年度工作任务分解表\n"
        "┌──┬─────┬────┬─────┐\n"
        "│序号│ 任 务 │牵头单位│ 配合单位 │\n"
        "├──┴─────┴────┴─────┤\n"
        "│一、改善交通            │\n"
        "├──┬─────┬────┬─────┤\n"
        "│ 1 │修建道路。│市交通局│市财政局、市│\n"
        "│  │     │    │国土局  │\n"
        "└──┴─────┴────┴─────┘\n"
        "┌──┬─────┬────┬─────┐\n"
        "│序号│ 任 务 │牵头单位│ 配合单位 │\n"
        "├──┼─────┼────┼─────┤\n"
        "│ 2 │开通公交。│市公交集│各区人民政府│\n"
        "│  │     │团   │     │\n"
        "└──┴─────┴────┴─────┘\n"
    )
    agree(
        document,
        [
            Expected("1", "修建道路。", "市交通局", "市财政局 市国土局"),
            Expected("2", "开通公交。", "市公交集团", "各区人民政府"),
        ],
    )
    assert [clause.section for clause in document.clauses] == [("一、改善交通",), ("一、改善交通",)]


def test_a_drawing_that_is_not_closed_and_a_flow_chart_stay_text():
    for text in ("┌──┬──┐\n│甲│乙│\n下文", "甲 ──→ 乙\n│\n丙"):
        source = plain_text_source(text)
        assert unfold_ruled_tables(source).text == text


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.text("甲乙丙丁", min_size=0, max_size=9), min_size=width, max_size=width),
            min_size=1,
            max_size=6,
        )
    )
)
@settings(deadline=None)
def test_any_drawn_grid_is_read_back(rows: list[list[str]]):
    source = unfold_ruled_tables(plain_text_source("前文\n" + drawn(rows) + "\n后文"))
    said = [row for row in rows if any(row)]
    assert cells(source) == said if said else source.tables == ()
    assert source.text.startswith("前文\n")
    assert source.text.endswith("\n后文")


def drawn(rows: list[list[str]]) -> str:
    """The grid in line characters, four ideographs to a column, longer cells wrapped."""
    width = len(rows[0])
    lines = ["┌" + "┬".join(["────"] * width) + "┐"]
    for row in rows:
        lines += [
            "│" + "│".join(cell[at : at + 4].ljust(4, "\u3000") for cell in row) + "│"
            for at in range(0, max(map(len, row), default=0), 4)
        ]
        lines.append("├" + "┼".join(["────"] * width) + "┤")
    return "\n".join([*lines[:-1], "└" + "┴".join(["────"] * width) + "┘"])


@given(
    st.lists(
        st.sampled_from(["┌──┬──┐", "├──┼──┤", "├──┤", "│甲│乙│", "│甲│", "│├──┤丙│", "└──┴──┘", "", "文"]),
        max_size=14,
    )
)
@settings(deadline=None)
def test_any_drawing_gives_cells_and_lines_that_slice_back(drawing: list[str]):
    source = unfold_ruled_tables(plain_text_source("\n".join(drawing)))
    assert [source.text[line.start : line.end] for line in source.lines] == source.text.split("\n")
    for table in source.tables:
        assert all(source.text[cell.start : cell.end] == cell.text for row in table.rows for cell in row)
