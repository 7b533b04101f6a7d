"""Figures and dates in words, as a question claims them and a task gives them."""

import pytest

from index.text.figures import Figure, figures_in
from retriever.patterns.figures import claimed_figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("新建5g基站2.5万个", Figure(25000.0, "个")),
        ("失业率控制在5.5%以内", Figure(5.5, "%")),
        ("改造三百户", Figure(300.0, "户")),
        ("6月底前完成", Figure(6.0, "月")),
    ],
)
def test_a_figure_is_read_with_what_it_counts(text: str, figure: Figure) -> None:
    assert figure in figures_in(text)


@pytest.mark.parametrize(
    ("question", "figure"),
    [("今年新建的5g基站是2.5万个", "2.5万个"), ("城镇调查失业率控制在6%以内", "6%"), ("谁牵头机场改扩建", "")],
)
def test_the_figure_to_be_confirmed_is_told_from_the_matter(question: str, figure: str) -> None:
    claimed, rest = claimed_figure(question)
    assert claimed == figure
    assert figure == "" or figure not in rest
