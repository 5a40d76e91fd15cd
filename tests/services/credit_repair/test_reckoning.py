"""When an entry may be repaired: worked examples at every edge, and properties over all dates."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.rules.dates import completed_months, day_number
from wotu.services.credit_repair.reckoning import Known, after_months, reckon
from wotu.services.credit_repair.regimes import LEVELS, ORDER36, ORDER58, REGIMES, Level

DAYS = st.dates(dt.date(2023, 5, 1), dt.date(2060, 12, 31))
ON = dt.date(2026, 11, 28)
DONE = Known(dt.date(2026, 5, 6), "general", corrected=True, fine=50_000_00, fine_paid=True, promised=True)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("decided", "level", "earliest", "ends"),
    [
        ("2026-04-01", "general", "2026-07-01", "2027-04-01"),  # the day the new measures begin
        ("2026-04-01", "serious", "2027-04-01", "2029-04-01"),
        ("2026-11-30", "general", "2027-03-01", "2027-11-30"),  # February has no 30th: passed after its end
        ("2026-12-31", "general", "2027-03-31", "2027-12-31"),
        ("2027-11-30", "general", "2028-03-01", "2028-11-30"),  # nor in a leap year
        ("2027-11-29", "general", "2028-02-29", "2028-11-29"),  # but it has a 29th
        ("2028-02-29", "serious", "2029-03-01", "2031-03-01"),  # a year after a leap day
        ("2028-02-29", "general", "2028-05-29", "2029-03-01"),
        ("2026-08-31", "general", "2026-12-01", "2027-08-31"),
    ],
)
def test_an_entry_may_be_repaired_and_ends_by_itself_on_these_days(
    decided: str, level: Level, earliest: str, ends: str
) -> None:
    found = reckon(Known(day(decided), level), ON)

    assert (found.regime, found.earliest, found.ends) == (ORDER36, day(earliest), day(ends))


def test_the_day_before_the_change_the_earlier_measures_apply_and_no_date_is_invented() -> None:
    found = reckon(replace(DONE, document_date=day("2026-03-31"), level="serious"), ON)

    assert (found.regime, found.earliest, found.ends) == (ORDER58, None, None)
    waited = next(item for item in found.items if item.id == "waited")
    assert (waited.state, waited.who) == ("unknown", "body")
    assert found.is_ready  # the deciding body says whether the time has passed


def test_a_minor_entry_is_not_published_so_nothing_is_to_be_repaired() -> None:
    found = reckon(replace(DONE, level="minor"), ON)

    assert found.has_nothing
    assert not found.is_ready
    assert found.items == ()


def test_with_everything_done_it_is_ready_from_its_earliest_day_and_not_before() -> None:
    earliest = reckon(DONE, ON).earliest
    assert earliest == day("2026-08-06")

    assert not reckon(DONE, earliest - dt.timedelta(days=1)).is_ready
    assert reckon(DONE, earliest).is_ready


def test_once_publication_has_ended_by_itself_there_is_nothing_to_file() -> None:
    found = reckon(DONE, day("2027-05-06"))

    assert found.expired
    assert not found.is_ready


@pytest.mark.parametrize(
    ("change", "item", "state", "who"),
    [
        ({"level": None}, "level", "unknown", "desk"),
        ({"corrected": None}, "corrected", "unknown", "firm"),
        ({"corrected": False}, "corrected", "missing", "firm"),
        ({"fine": None, "fine_paid": None}, "fine", "unknown", "firm"),
        ({"fine_paid": False}, "fine", "missing", "firm"),
        ({"promised": False}, "promise", "missing", "owner"),
    ],
)
def test_what_is_missing_or_not_known_is_named_with_who_supplies_it(
    change: dict[str, object], item: str, state: str, who: str
) -> None:
    found = reckon(replace(DONE, **change), ON)  # type: ignore[arg-type]

    assert (item, state, who) in [(one.id, one.state, one.who) for one in found.missing]
    assert not found.is_ready


def test_without_a_fine_nobody_asks_for_its_receipt() -> None:
    found = reckon(replace(DONE, fine=0, fine_paid=None), ON)

    assert "fine" not in {item.id for item in found.items}
    assert found.is_ready


def test_every_day_is_governed_by_exactly_one_set_of_measures() -> None:
    for offset in range(-400, 400):
        decided = day("2026-04-01") + dt.timedelta(days=offset)
        assert sum(regime.governs(decided) for regime in REGIMES) == 1


@given(DAYS, st.sampled_from(LEVELS))
def test_nothing_may_be_repaired_before_its_decision(decided: dt.date, level: Level) -> None:
    found = reckon(Known(decided, level), ON)

    assert found.earliest is None or decided < found.earliest
    assert found.ends is None or (found.earliest is not None and found.earliest < found.ends)


@given(DAYS)
def test_a_graver_class_is_never_earlier(decided: dt.date) -> None:
    found = [reckon(Known(decided, level), ON) for level in LEVELS]
    for times in ([one.earliest for one in found], [one.ends for one in found]):
        known = [time for time in times if time is not None]
        assert known == sorted(known)


@given(DAYS, DAYS, st.sampled_from(LEVELS))
def test_a_later_decision_is_never_earlier(one: dt.date, other: dt.date, level: Level) -> None:
    first, second = (reckon(Known(decided, level), ON).earliest for decided in sorted((one, other)))

    assert first is None or second is None or first <= second


@given(DAYS, st.integers(0, 60))
def test_months_pass_on_the_day_the_rule_language_says(decided: dt.date, months: int) -> None:
    then = after_months(decided, months)

    assert completed_months(day_number(decided), day_number(then)) >= months
    if months:
        assert completed_months(day_number(decided), day_number(then) - 1) < months
