"""Which period is asked for."""

import datetime as dt

import pytest

from wotu.desk.chain.periods import asked_period, offered, quarter, year

TODAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("which", "begins", "ends"),
    [(1, "2024-01-01", "2024-03-31"), (2, "2024-04-01", "2024-06-30"), (3, "2024-07-01", "2024-09-30"),
     (4, "2024-10-01", "2024-12-31")],
)  # fmt: skip
def test_a_quarter_has_its_three_months(which: int, begins: str, ends: str) -> None:
    found = quarter(2024, which)

    assert (str(found.begins), str(found.ends), found.code) == (begins, ends, f"2024Q{which}")


def test_without_a_choice_it_is_the_latest_year_known_or_last_year() -> None:
    assert asked_period({}, [2025, 2024], TODAY) == (year(2025), None)
    assert asked_period({}, [], TODAY) == (year(2025), None)
    assert asked_period({"period": "1066"}, [2025], TODAY) == (year(2025), None)
    assert asked_period({"period": "2024Q3"}, [2025, 2024], TODAY) == (quarter(2024, 3), None)


def test_a_year_is_offered_with_its_quarters() -> None:
    assert [one.code for one in offered([2025])] == ["2025", "2025Q1", "2025Q2", "2025Q3", "2025Q4"]
