"""A measure on a date: its text, its window, and how much it may bring."""

import datetime as dt

import pytest

from wotu.measures.catalogue.offers import Bound, Offer, offer, offers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def _offer(name: str, day: str = "2026-03-02") -> Offer:
    found = offer(f"shelf.{name}", dt.date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "bound", "fen"),
    [
        ("yearly", "up_to", 20_000_000), ("dated", "exact", 3_000_000), ("endless", "none", None),
        ("steps", "up_to", 80_000_000), ("open_formula", "formula", None), ("versions", "exact", 15_000_000),
    ],
)  # fmt: skip
def test_the_figure_is_what_the_rule_says_of_nobody_in_particular(
    name: str, bound: Bound, fen: int | None
) -> None:
    assert (_offer(name).bound, _offer(name).figure) == (bound, fen)


def test_a_formula_without_a_limit_may_reach_any_amount_and_a_cap_is_the_most() -> None:
    assert _offer("open_formula").may_reach(10**12)
    assert _offer("yearly").may_reach(20_000_000)
    assert not _offer("yearly").may_reach(20_000_001)
    assert not _offer("endless").may_reach(1)


def test_the_text_in_force_on_the_date_is_taken() -> None:
    assert _offer("versions", "2025-06-01").version.id == "2025"
    assert _offer("versions", "2026-06-01").version.id == "2026"
    assert _offer("versions", "2024-06-01").version.id == "2025"


@pytest.mark.parametrize(
    ("day", "is_open", "opens", "closes"),
    [
        ("2026-03-31", True, None, "2026-03-31"), ("2026-04-01", False, "2026-12-15", None),
        ("2026-12-20", True, None, "2026-12-31"),
    ],
)  # fmt: skip
def test_a_window_ends_with_the_text(day: str, is_open: bool, opens: str | None, closes: str | None) -> None:
    state = _offer("yearly", day).window

    assert (state.is_open, str(state.opens or ""), str(state.closes or "")) == (
        is_open, opens or "", closes or "",
    )  # fmt: skip


def test_a_text_that_is_not_in_force_is_never_open() -> None:
    assert not _offer("minutes").in_force
    assert not _offer("minutes").window.is_open
    assert not _offer("yearly", "2027-03-10").window.is_open


def test_a_window_without_an_end_is_open_but_not_all_year() -> None:
    found = _offer("endless", "2026-06-01")

    assert found.window.is_open
    assert found.window.closes is None
    assert not found.is_always_open
    assert _offer("steps").is_always_open


def test_each_measure_stands_once_and_there_is_no_other() -> None:
    ids = [one.id for one in offers(dt.date(2026, 3, 2))]

    assert len(ids) == len(set(ids)) == 7
    assert offer("shelf.none", dt.date(2026, 3, 2)) is None
