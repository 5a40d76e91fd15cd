"""Taking a year's notice in, and taking it back."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from wotu.audit.verbs import note
from wotu.calendar import Day
from wotu.refusal import CannotDo
from wotu.workdays.changes import change_by
from wotu.workdays.current import forget_asked
from wotu.workdays.models import Notice, NoticeDay
from wotu.workdays.reads import may_undo, notice_of
from wotu.workdays.seeding import known_notices, taken_in_by


def seed_notices(*, now: dt.datetime) -> int:
    """Take in the notices that come with the software, for years nobody took one in; return how many."""
    with transaction.atomic():
        here = set(Notice.objects.select_for_update().values_list("year", flat=True))
        missing = [known for known in known_notices() if known.year not in here]
        for known in missing:
            notice = Notice.objects.create(
                year=known.year, document=known.document, source=known.source, imported_at=now,
                imported_by=taken_in_by(),
            )  # fmt: skip
            _keep_days(notice, known.days)
        if missing:
            years = [known.year for known in missing]
            note(verb="seed_notices", about="calendar", by=taken_in_by(), now=now, years=years)
    forget_asked()
    return len(missing)


def import_year(
    *, year: int, document: str, source: str, days: Sequence[Day], by: str, now: dt.datetime
) -> Notice:
    """Take in a year's notice; the one that counted so far is kept, but no longer counts.

    Raises:
        CannotDo: no document is named, nothing would change, a year would be left out, or its days
            contradict each other or another year's.
    """
    if not document.strip():
        raise CannotDo("请写明是哪一份通知（文号或标题）。", "Say which notice it is: its number or title.")
    seed_notices(now=now)
    with transaction.atomic():
        list(Notice.objects.current().select_for_update())
        forget_asked()
        change = change_by(year, days)
        if change.is_nothing:
            raise CannotDo(
                f"与现行的{year}年安排完全相同，不用再导入。", f"This is what counts for {year} already."
            )
        before = notice_of(year)
        if before is not None:
            _end(before, by, now)
        notice = Notice.objects.create(
            year=year, document=document.strip()[:200], source=source.strip()[:500], replaces=before,
            imported_at=now, imported_by=by,
        )  # fmt: skip
        _keep_days(notice, days)
        note(
            verb="import_year", about=f"calendar:{year}", by=by, now=now, notice=notice.pk,
            document=notice.document, days=len(days), replaces=before.pk if before else None,
        )  # fmt: skip
    forget_asked()
    return notice


def undo_year(*, year: int, by: str, now: dt.datetime) -> Notice | None:
    """Take the notice of a year back and let the one before count again; return that one, if any.

    A year that had none before is unpublished again, if it is the last one.

    Raises:
        CannotDo: there is nothing to go back to.
    """
    with transaction.atomic():
        current = list(Notice.objects.current().select_for_update())
        notice = next((one for one in current if one.year == year), None)
        if notice is None or not may_undo(notice, current[-1].year):
            raise CannotDo(
                f"{year}年没有更早的安排可以恢复。", f"There is no earlier notice for {year} to go back to."
            )
        before = notice.replaces
        _end(notice, by, now)
        if before is not None:
            before.published, before.ended_at, before.ended_by = True, None, ""
            before.save()
        note(
            verb="undo_year", about=f"calendar:{year}", by=by, now=now, notice=notice.pk,
            restored=before.pk if before else None,
        )  # fmt: skip
    forget_asked()
    return before


def _end(notice: Notice, by: str, now: dt.datetime) -> None:
    notice.published, notice.ended_at, notice.ended_by = False, now, by
    notice.save()


def _keep_days(notice: Notice, days: Iterable[Day]) -> None:
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=notice, date=day.date, kind=day.kind.value, zh=day.zh, en=day.en) for day in days
    )
