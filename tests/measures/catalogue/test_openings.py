"""Windows between two days, as far as their texts are in force."""

import datetime as dt

import pytest

from wotu.measures.catalogue.offers import offers
from wotu.measures.catalogue.openings import openings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def _spans(first: str, last: str) -> list[tuple[str, str, str]]:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    found = openings(offers(days[0]), *days)
    return [(o.offer.id.removeprefix("shelf."), str(o.opens or ""), str(o.closes or "")) for o in found]


def test_every_window_is_there_once_in_order_and_an_open_end_is_open() -> None:
    assert _spans("2026-01-01", "2026-12-31") == [
        ("yearly", "2025-12-15", "2026-01-15"), ("dated", "2026-02-10", "2026-02-20"),
        ("yearly", "2026-03-01", "2026-03-31"), ("endless", "2026-05-01", ""),
        ("yearly", "2026-12-15", "2026-12-31"),
    ]  # fmt: skip


def test_a_window_does_not_outlive_its_text() -> None:
    assert _spans("2027-01-01", "2027-12-31") == [("endless", "2026-05-01", "")]


def test_a_window_before_its_text_begins_is_cut() -> None:
    assert _spans("2024-12-01", "2025-01-31")[0] == ("yearly", "2025-01-01", "2025-01-15")


def test_whether_a_window_is_open() -> None:
    dated = next(o for o in openings(offers(dt.date(2026, 2, 1)), dt.date(2026, 2, 1), dt.date(2026, 2, 28)))

    assert [dated.is_open(dt.date(2026, 2, day)) for day in (9, 10, 20, 21)] == [False, True, True, False]
    assert dated.name == "shelf.dated.2026-02-10"
