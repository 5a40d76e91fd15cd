"""What taking in a notice would change, before anybody confirms it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from wotu.calendar import CalendarProblem, Day, WorkingCalendar
from wotu.calendar.working import SETTLED_IN_LAST_YEAR
from wotu.refusal import CannotDo
from wotu.workdays.current import calendar
from wotu.workdays.models import NoticeDay
from wotu.workdays.reads import days_of, notice_of, notices


@dataclass(frozen=True)
class Change:
    """What a notice would change: days it adds, drops or turns, and the calendar before and after."""

    year: int
    added: Sequence[Day]
    dropped: Sequence[Day]
    turned: Sequence[Day]
    before: WorkingCalendar
    after: WorkingCalendar

    @property
    def is_nothing(self) -> bool:
        """Whether the year stays as it is, and is published already."""
        return not (self.added or self.dropped or self.turned) and self.year <= self.before.last_year


def first_day(year: int) -> dt.date:
    """Return the first day a year's notice may date: its New Year may reach into the old year."""
    month, day = SETTLED_IN_LAST_YEAR
    return dt.date(year - 1, month, day) + dt.timedelta(days=1)


def change_by(year: int, days: Sequence[Day]) -> Change:
    """Return what taking in a notice would change.

    Raises:
        CannotDo: the year would leave a gap, a day lies outside it, or contradicts another year's notice.
    """
    before = calendar()
    check_year(year, before)
    _check_days(year, days)
    now = {day.date: day for day in days_of(notice_of(year))}
    new = {day.date: day for day in days}
    turned = [day for date, day in new.items() if date in now and _differs(day, now[date])]
    return Change(
        year,
        added=[day for date, day in new.items() if date not in now],
        dropped=[day for date, day in now.items() if date not in new],
        turned=turned,
        before=before,
        after=_with(year, days),
    )


def check_year(year: int, known: WorkingCalendar) -> None:
    """Refuse a year that would leave a gap before or after the published ones."""
    if not known.first_year <= year <= known.last_year + 1:
        first, last = known.first_year, known.last_year
        raise CannotDo(
            f"已公布{first}年至{last}年，下一份应是{last + 1}年的通知；{year}年会留下空档。",
            f"The years {first} to {last} are published, so {last + 1} is next; {year} would leave a gap.",
        )


def _check_days(year: int, days: Sequence[Day]) -> None:
    if not days:
        raise CannotDo(
            "通知里没有一天。请至少写上放假的日子。", "The notice has no days. Give at least its holidays."
        )
    first, last = first_day(year), dt.date(year, 12, 31)
    if outside := [day.date for day in days if not first <= day.date <= last]:
        raise CannotDo(
            f"{outside[0]}不在{year}年之内（{first}至{last}）。",
            f"{outside[0]} lies outside {year} ({first} to {last}).",
        )


def _with(year: int, days: Sequence[Day]) -> WorkingCalendar:
    others = NoticeDay.objects.filter(notice__published=True).exclude(notice__year=year)
    try:
        return WorkingCalendar.from_rows([*(row.day for row in others), *days], years={year, *notices()})
    except CalendarProblem as problem:
        raise CannotDo(f"与其他年份的通知矛盾，或日期有误：{problem}", str(problem)) from None


def _differs(one: Day, other: Day) -> bool:
    return (one.kind, one.zh) != (other.kind, other.zh)
