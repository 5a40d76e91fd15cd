"""The rows seeded from the published notices."""

from datetime import date

from wotu.calendar.days import Kind
from wotu.calendar.seed import rows, seeded


def test_each_date_comes_once_and_in_order() -> None:
    days = [row.date for row in rows()]

    assert days == sorted(set(days))


def test_a_row_names_its_festival_in_both_languages() -> None:
    by_date = {row.date: row for row in rows()}

    assert by_date[date(2026, 2, 17)].zh == "春节"
    assert by_date[date(2026, 2, 17)].en == "Spring Festival"
    assert by_date[date(2026, 2, 14)].zh == "春节调休上班"
    assert by_date[date(2026, 2, 14)].kind is Kind.WORKDAY


def test_the_calendar_reaches_at_least_2026() -> None:
    assert seeded().first_year <= 2010
    assert seeded().last_year >= 2026
