"""Taking a year's notice in, and taking it back."""

import datetime as dt
import threading

import pytest
from django.db import connection

from wotu.audit.models import AuditEntry
from wotu.calendar import Day, Kind
from wotu.calendar.seed import seeded
from wotu.refusal import CannotDo
from wotu.workdays.models import Notice, NoticeDay
from wotu.workdays.reads import calendar, days_of, history, notice_of, notices
from wotu.workdays.seeding import known_notices
from wotu.workdays.verbs import import_year, seed_notices, undo_year

NOW = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
NEXT = seeded().last_year + 1
NEW_YEAR = Day(dt.date(NEXT, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day")

pytestmark = pytest.mark.django_db


def _import(*days: Day, year: int = NEXT, document: str = "国办发明电1号") -> Notice:
    return import_year(
        year=year, document=document, source="https://www.gov.cn/x", days=days, by="zoe", now=NOW
    )


def _saturday(year: int) -> dt.date:
    first = dt.date(year, 3, 1)
    return first + dt.timedelta(days=(5 - first.weekday()) % 7)


def test_the_notices_that_come_with_the_software_are_on_record_with_their_source() -> None:
    seed_notices(now=NOW)
    notice = notice_of(2026)

    assert notice is not None
    assert notice.imported_by.startswith("chinesecalendar ")
    assert notice.source.startswith("https://www.gov.cn/")
    assert calendar() == seeded()


def test_seeding_again_adds_nothing_and_leaves_what_people_took_in() -> None:
    seed_notices(now=NOW)
    before = Notice.objects.count()

    assert seed_notices(now=NOW) == 0
    assert Notice.objects.count() == before == len(known_notices())


def test_without_any_notice_on_record_the_package_answers() -> None:
    NoticeDay.objects.all().delete()
    Notice.objects.all().delete()

    assert calendar() is seeded()


def test_the_days_around_new_year_belong_to_the_new_years_notice() -> None:
    seed_notices(now=NOW)

    assert dt.date(2011, 12, 31) in {day.date for day in days_of(notice_of(2012))}


def test_a_new_year_makes_its_days_firm() -> None:
    assert calendar().is_provisional(NEW_YEAR.date)
    _import(NEW_YEAR)

    assert calendar().last_year == NEXT
    assert not calendar().is_provisional(NEW_YEAR.date)
    assert not calendar().is_working_day(NEW_YEAR.date)
    assert calendar().is_provisional(dt.date(NEXT + 1, 1, 1))


def test_a_correction_replaces_the_notice_and_undo_brings_it_back() -> None:
    make_up = Day(_saturday(NEXT), Kind.WORKDAY, "元旦调休上班", "make-up day, New Year's Day")
    first = _import(NEW_YEAR)
    second = _import(NEW_YEAR, make_up, document="更正")

    assert calendar().is_working_day(make_up.date)
    assert undo_year(year=NEXT, by="zoe", now=NOW) == first
    assert not calendar().is_working_day(make_up.date)
    assert [one.pk for one in history(NEXT)] == [second.pk, first.pk]
    assert undo_year(year=NEXT, by="zoe", now=NOW) is None
    assert calendar().last_year == NEXT - 1
    assert list(AuditEntry.objects.filter(about=f"calendar:{NEXT}").values_list("verb", flat=True))[:4] == [
        "undo_year", "undo_year", "import_year", "import_year",
    ]  # fmt: skip


def test_the_seed_itself_cannot_be_taken_back() -> None:
    seed_notices(now=NOW)

    with pytest.raises(CannotDo, match="没有更早的安排"):
        undo_year(year=NEXT - 1, by="zoe", now=NOW)


def test_a_replaced_seed_comes_back() -> None:
    seed_notices(now=NOW)
    before = days_of(notice_of(NEXT - 1))
    _import(Day(dt.date(NEXT - 1, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day"), year=NEXT - 1)

    assert len(days_of(notice_of(NEXT - 1))) == 1
    undo_year(year=NEXT - 1, by="zoe", now=NOW)
    assert days_of(notice_of(NEXT - 1)) == before


@pytest.mark.parametrize(
    ("days", "year", "document", "says"),
    [
        ([NEW_YEAR], NEXT, "  ", "哪一份通知"),
        ([], NEXT, "号", "没有一天"),
        ([NEW_YEAR], NEXT + 1, "号", "空档"),
        ([NEW_YEAR], 1990, "号", "空档"),
        ([Day(dt.date(NEXT + 1, 1, 1), Kind.HOLIDAY, "元旦", "x")], NEXT, "号", "不在"),
        ([Day(dt.date(NEXT, 1, 1), Kind.HOLIDAY, "元旦", "x"),
          Day(dt.date(NEXT, 1, 1), Kind.WORKDAY, "元旦", "x")], NEXT, "号", "矛盾"),
    ],
)  # fmt: skip
def test_what_cannot_count_is_refused_and_nothing_is_written(
    days: list[Day], year: int, document: str, says: str
) -> None:
    seed_notices(now=NOW)
    before = Notice.objects.count()

    with pytest.raises(CannotDo, match=says):
        _import(*days, year=year, document=document)
    assert Notice.objects.count() == before


def test_the_same_notice_again_is_refused() -> None:
    _import(NEW_YEAR)

    with pytest.raises(CannotDo, match="完全相同"):
        _import(NEW_YEAR)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_leave_one_that_counts() -> None:
    start, refused = threading.Barrier(2), []

    def take_in(document: str) -> None:
        start.wait()
        try:
            _import(NEW_YEAR, document=document)
        except CannotDo as problem:
            refused.append(problem)
        finally:
            connection.close()

    seed_notices(now=NOW)
    both = [threading.Thread(target=take_in, args=[document]) for document in ("甲", "乙")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(refused) == 1
    assert notices()[NEXT].document in ("甲", "乙")
