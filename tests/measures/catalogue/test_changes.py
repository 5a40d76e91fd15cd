"""What is new, changed or ended, by the dates the packs state."""

import datetime as dt

import pytest

from wotu.measures.catalogue.changes import changes
from wotu.measures.catalogue.offers import offers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def _until(day: str) -> list[tuple[str, str, str]]:
    on = dt.date.fromisoformat(day)
    return [(c.offer.id.removeprefix("shelf."), c.what, str(c.on)) for c in changes(offers(on), on)]


def test_the_latest_comes_first_and_the_future_not_at_all() -> None:
    assert _until("2026-02-01") == [
        ("minutes", "ended", "2026-01-01"), ("versions", "changed", "2026-01-01"),
        ("endless", "new", "2025-06-01"), ("versions", "new", "2025-01-01"), ("yearly", "new", "2025-01-01"),
    ]  # fmt: skip


def test_a_measure_ends_the_day_after_its_last_text() -> None:
    assert ("yearly", "ended", "2027-01-01") in _until("2027-01-01")
    assert ("yearly", "ended", "2027-01-01") not in _until("2026-12-31")
