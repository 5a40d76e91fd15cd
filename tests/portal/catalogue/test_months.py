"""The windows of a year as a chart."""

import datetime as dt

import pytest

from wotu.measures.catalogue.offers import offers
from wotu.portal.catalogue.months import WIDTH, next_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
ON = dt.date(2026, 2, 15)


def test_it_begins_with_the_month_of_the_day() -> None:
    year = next_year(offers(ON), ON)

    assert [str(month) for month in (year.months[0], year.months[-1])] == ["2026-02-01", "2027-01-01"]
    assert year.today == 50


def test_every_limited_window_has_its_place() -> None:
    year = next_year(offers(ON), ON)
    bars = {row.offer.id: [(bar.start, bar.width) for bar in row.bars] for row in year.rows}

    assert bars["shelf.yearly"] == [(100, 100), (1045, 55)]
    assert bars["shelf.endless"] == [(300, WIDTH - 300)]
    assert "shelf.steps" not in bars


def test_what_is_always_open_is_counted_and_left_out() -> None:
    assert next_year(offers(ON), ON).always == 3
