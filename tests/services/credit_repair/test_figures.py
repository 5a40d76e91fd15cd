"""Figures: working days from acceptance to decision, stopped time left out, against the norm of a week."""

import datetime as dt

from tests.services.credit_repair.repair_zone import NOW, Window
from wotu.cases.models import Case
from wotu.services.credit_repair.figures import NORM, figures_of, working_days
from wotu.services.credit_repair.models import BodyRequest


def days_ago(case: Case, days: int) -> None:
    """Let a case have been accepted so many days before its decision."""
    case.accepted_at = NOW - dt.timedelta(days=days)
    case.save()


def test_a_zone_without_decisions_has_no_median(window: Window) -> None:
    window.entry()

    found = figures_of("small")

    assert (found.standing, found.decided, found.median_days, found.in_time) == (1, 0, None, None)


def test_the_median_counts_working_days_against_the_norm(window: Window) -> None:
    case = window.decided(window.answer(window.accepted(window.entry())))
    days_ago(case, 10)
    BodyRequest.objects.update(due=dt.date(2026, 11, 26))  # the day before they answered

    found = figures_of("small")

    assert working_days(case) == 8
    assert (found.repaired, found.decided, found.median_days, found.in_time, NORM) == (1, 1, 8, 0, 5)
    assert {(one.body, one.in_time) for one in found.bodies} == {("market", 0), ("credit_office", 0)}


def test_time_the_firm_took_for_a_correction_does_not_count(window: Window) -> None:
    case = window.decided(window.answer(window.accepted(window.entry())))
    days_ago(case, 10)
    for kind, days in (("correction_asked", 9), ("corrected", 2)):
        case.events.create(at=NOW - dt.timedelta(days=days), kind=kind, by="tests")

    assert working_days(case) == 3
