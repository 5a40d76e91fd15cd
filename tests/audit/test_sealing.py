"""Sealing what has committed: nothing missed, nothing reordered, whatever order commits come in."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, InternalError

from tests.audit.tampering import tamper
from wotu.audit.checking import verify
from wotu.audit.models import AuditEntry, AuditLink, DayDigest, Unsealed
from wotu.audit.sealing import ChainShortened, close_day, seal
from wotu.audit.tasks import seal_entries
from wotu.audit.verbs import note

NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 1)
WRITERS, EACH = 6, 40


def _write(number: int = 1, about: str = "qinghe") -> list[AuditEntry]:
    return [note(verb="try", about=about, by="alice", now=NOW, n=n) for n in range(number)]


def _together(*work: Callable[[], object]) -> None:
    def run(one: Callable[[], object]) -> None:
        try:
            one()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
def test_entries_are_sealed_in_order_and_once() -> None:
    entries = _write(3)

    assert seal() == 3
    assert seal() == 0
    assert [link.entry_id for link in AuditLink.objects.all()] == [entry.pk for entry in entries]
    assert not Unsealed.objects.exists()


@pytest.mark.django_db
def test_the_seal_goes_on_where_it_stopped() -> None:
    _write(2)
    seal()
    _write(2)
    seal()

    assert list(AuditLink.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert verify().is_whole


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["auditentry", "auditlink", "daydigest"])
@pytest.mark.parametrize("statement", ["UPDATE audit_{} SET {} = {}", "DELETE FROM audit_{}"])
def test_the_database_refuses_to_change_the_trail(table: str, statement: str) -> None:
    _write()
    seal()
    close_day(day=DAY, now=NOW)
    column = "verb" if table == "auditentry" else "digest"

    refused = pytest.raises((IntegrityError, InternalError), match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_with_a_lower_number_is_sealed_after() -> None:
    written, go = threading.Event(), threading.Event()
    late: list[int] = []

    def slow() -> None:
        with transaction.atomic():
            late.append(_write()[0].pk)
            written.set()
            go.wait(30)

    def quick() -> None:
        written.wait(30)
        entry = _write()[0]
        assert entry.pk > late[0]
        assert seal() == 1
        assert AuditLink.objects.get().entry_id == entry.pk
        go.set()

    _together(slow, quick)

    assert seal() == 1
    assert [link.entry_id for link in AuditLink.objects.all()][-1] == late[0]
    assert verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap() -> None:
    _write()
    with transaction.atomic():
        _write()
        transaction.set_rollback(True)
    _write()
    seal()

    assert list(AuditLink.objects.values_list("seq", flat=True)) == [1, 2]
    assert verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_two_sealers_at_once_lose_nothing() -> None:
    busy = threading.Semaphore(0)

    def write(number: int) -> None:
        for n in range(EACH):
            with transaction.atomic():
                _write(1 + n % 3, about=f"firm-{number}")
                if n % 5 == 4:
                    transaction.set_rollback(True)
        busy.release()

    def keep_sealing() -> None:
        while not busy.acquire(blocking=False):
            seal()
        busy.release()

    _together(*(lambda n=n: write(n) for n in range(WRITERS)), keep_sealing, keep_sealing)
    seal()

    report = verify()
    assert report.is_whole, report.breaks
    assert report.sealed == AuditEntry.objects.count() > WRITERS * EACH
    assert report.unsealed == 0


@pytest.mark.django_db
def test_a_day_that_is_over_is_closed_once() -> None:
    _write(3)
    seal()
    first = close_day(day=DAY, now=NOW)
    _write(2)
    seal()

    assert close_day(day=DAY, now=NOW) == first
    assert first is not None
    assert (first.count, first.seq) == (3, 3)
    second = close_day(day=DAY + dt.timedelta(days=1), now=NOW + dt.timedelta(days=1))
    assert second is not None
    assert (second.count, second.seq) == (2, 5)


@pytest.mark.django_db
def test_a_day_is_over_when_it_is_over_in_shanghai() -> None:
    _write()
    seal()
    midnight = dt.datetime(2026, 3, 1, 16, 0, tzinfo=dt.UTC)

    with pytest.raises(ValueError, match="not over"):
        close_day(day=DAY, now=midnight - dt.timedelta(seconds=1))
    assert close_day(day=DAY, now=midnight) is not None


@pytest.mark.django_db
def test_nothing_is_published_before_anything_was_written() -> None:
    assert close_day(day=DAY, now=NOW) is None


@pytest.mark.django_db
def test_a_chain_that_got_shorter_is_not_published() -> None:
    _write(3)
    seal()
    close_day(day=DAY, now=NOW)
    tamper("DELETE FROM audit_auditlink WHERE seq > 1")

    with pytest.raises(ChainShortened):
        close_day(day=DAY + dt.timedelta(days=1), now=NOW + dt.timedelta(days=1))


@pytest.mark.django_db
def test_the_job_seals_and_publishes_yesterday() -> None:
    _write()
    seal_entries(timestamp=0)

    assert AuditLink.objects.count() == DayDigest.objects.count() == 1
