"""Windows and figures in words."""

import datetime as dt

import pytest

from wotu.portal.phrases import figure, window
from wotu.rules.model import Window


@pytest.mark.parametrize(
    ("given", "day", "is_open"),
    [
        (Window(), dt.date(2025, 1, 1), True),
        (Window(yearly=(((3, 1), (4, 30)),)), dt.date(2025, 4, 30), True),
        (Window(yearly=(((3, 1), (4, 30)),)), dt.date(2025, 5, 1), False),
        (Window(yearly=(((11, 1), (1, 31)),)), dt.date(2025, 1, 15), True),
        (Window(dates=((dt.date(2025, 3, 1), dt.date(2025, 3, 31)),)), dt.date(2026, 3, 1), False),
    ],
)
def test_a_window_says_whether_it_is_open(given: Window, day: dt.date, is_open: bool) -> None:
    found = window(given, day)

    assert found.is_open is is_open
    assert found.text.zh
    assert found.text.en


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("739.4亿元", "CNY 73,940,000,000"), ("约1.36亿元", "about CNY 136,000,000"),
        ("70%以上", "70% or more"),
        ("4条", "4"), ("2024年", "2024"), ("10万件", "100,000 pieces"), ("同比 8.0%", "year on year 8.0%"),
        ("截至2024-11报道", "as of 2024-11"), ("487亩", "487 mu"),
    ],
)  # fmt: skip
def test_a_reported_figure_reads_in_english(written: str, english: str) -> None:
    assert figure(written).en == english
