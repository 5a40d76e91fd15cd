"""Deadlines counted again by another calendar."""

import datetime as dt

import pytest

from tests.cases.window import Window, at
from wotu.audit.models import AuditEntry
from wotu.calendar import Day, Kind
from wotu.calendar.seed import seeded
from wotu.cases.models import Case
from wotu.cases.recounting import recount
from wotu.cases.verbs.filing import withdraw_case
from wotu.desk.cases.moving import moved
from wotu.workdays.changes import change_by
from wotu.workdays.reads import calendar
from wotu.workdays.verbs import import_year, seed_notices


@pytest.fixture
def longer(window: Window) -> list[Day]:
    """Return the year's notice with one more day off, Tuesday the 23rd of September."""
    seed_notices(now=at(window.today))
    days = [day for day in seeded().days.values() if day.date.year == 2025]
    return sorted([*days, Day(dt.date(2025, 9, 23), Kind.HOLIDAY, "演示", "Trial")], key=lambda day: day.date)


def test_a_case_is_due_by_the_new_calendar_once_it_is_counted_again(
    window: Window, longer: list[Day]
) -> None:
    case, over = window.file("plain"), window.file("high_a")
    withdraw_case(case=over, user=window["alice"], why="", **window.when)
    assert case.due == dt.date(2025, 9, 28)
    change = change_by(2025, longer)
    assert [line.count for line in moved("win", change.before, change.after, window.today)] == [1]

    import_year(year=2025, document="演示", source="", days=longer, by="zoe", now=at(window.today))
    assert recount(**window.when) == 1
    assert recount(**window.when) == 0

    case.refresh_from_db()
    assert case.due == case.steps.get().due == dt.date(2025, 9, 29)
    assert AuditEntry.objects.filter(verb="recount_dues").count() == 1
    assert not calendar().is_working_day(dt.date(2025, 9, 23))


def test_a_case_something_is_wrong_with_does_not_keep_the_others_from_being_counted(
    window: Window, longer: list[Day]
) -> None:
    broken, case = window.file("high_a"), window.file("plain")
    Case.objects.filter(pk=broken.pk).update(version="win.lost")
    import_year(year=2025, document="演示", source="", days=longer, by="zoe", now=at(window.today))

    assert recount(**window.when) == 1

    case.refresh_from_db()
    assert case.due == dt.date(2025, 9, 29)
