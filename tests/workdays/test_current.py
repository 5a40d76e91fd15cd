"""The calendar as the database has it now."""

import datetime as dt

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext

from wotu.asked_once import AskedOnceMiddleware
from wotu.calendar import Day, Kind
from wotu.calendar.seed import seeded
from wotu.workdays.current import calendar
from wotu.workdays.models import Notice
from wotu.workdays.verbs import import_year

NEXT = seeded().last_year + 1
NOW = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
NEW_YEAR = Day(dt.date(NEXT, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day")

pytestmark = pytest.mark.django_db


def test_asking_again_is_one_small_query() -> None:
    calendar()
    with CaptureQueriesContext(connection) as asked:
        calendar()

    assert len(asked) == 1


def test_a_request_asks_once_and_sees_its_own_import() -> None:
    calendar()
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        with CaptureQueriesContext(connection) as asked:
            calendar()
            calendar()
        seen.append(len(asked))
        import_year(year=NEXT, document="号", source="", days=[NEW_YEAR], by="zoe", now=NOW)
        seen.append(calendar().last_year)
        return HttpResponse()

    AskedOnceMiddleware(view)(HttpRequest())

    assert seen == [1, NEXT]


def test_what_another_process_wrote_is_seen_at_once() -> None:
    import_year(year=NEXT, document="号", source="", days=[NEW_YEAR], by="zoe", now=NOW)
    assert calendar().last_year == NEXT

    Notice.objects.filter(year=NEXT).update(published=False, ended_at=NOW)  # as another process would

    assert calendar().last_year == NEXT - 1
