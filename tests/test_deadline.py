"""Completion times in tasks."""

import pytest

from index.grammar.deadline import is_time_phrase, task_deadline


@pytest.mark.parametrize(
    ("task", "deadline"),
    [
        ("2023年6月底前，建立体系。", "2023年6月底前"),
        ("年底前基本建成。", "年底前"),
        ("到2027年，建成100个。", None),
        ("2000年底前建成的小区全部改造，9月底前开工。", "9月底前"),
        ("2019年底前完成普查。", None),
        ("年内基本完成。", None),
        ("提前完成目标，目前已有3个。", None),
    ],
)
def test_task_deadline(task, deadline):
    assert task_deadline(task, 2022) == deadline


@pytest.mark.parametrize("part", ["年内持续推进", "2026年12月底前完成", "长期坚持", "6月底前出台相关政策"])
def test_time_phrases(part):
    assert is_time_phrase(part)


@pytest.mark.parametrize("part", ["省财政厅", "各市州人民政府按职责分工负责", "省2022年世博会组委会"])
def test_units_are_no_times(part):
    assert not is_time_phrase(part)


def test_blanks_around_figures_are_no_part_of_a_time():
    assert (
        task_deadline("整治航道，2023 年 6 月底前开工。码头 2024 年\n底前完成改造", 2023)
        == "2023年6月底前；2024年底前"
    )
