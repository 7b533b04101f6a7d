"""By which days a deadline is over, in a document of 2023."""

import pytest

from retriever.execution.closing_dates import closing_dates


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        ("年内持续推进", ["2023-12-31"]),
        ("12月底", ["2023-12-31"]),
        ("六月底前", ["2023-06-30"]),
        ("2024年12月底前", ["2024-12-31"]),
        ("2021年11月30日", ["2021-11-30"]),
        ("2021年9月31日", ["2021-09-30"]),
        ("5月底取得明显成效并持续推进", ["2023-05-31"]),
        ("6月中旬", ["2023-06-20"]),
        ("三季度", ["2023-09-30"]),
        ("2026年上半年", ["2026-06-30"]),
        ("2025年底前完成", ["2025-12-31"]),
        ("2025年", ["2025-12-31"]),
        ("明年3月", ["2024-03-31"]),
        ("6月底前；12月底前", ["2023-06-30", "2023-12-31"]),
        ("2024年汛期前", []),
        ("汛期前", []),
        ("长期坚持", []),
    ],
)
def test_the_days(deadline, days):
    assert [day.isoformat() for day in closing_dates(deadline, 2023)] == days


def test_without_a_year_only_times_that_say_theirs_are_dated():
    assert closing_dates("6月底", None) == ()
    assert [day.year for day in closing_dates("2024年6月底", None)] == [2024]
