"""Offering a measure to everybody who is entitled to it, as a job that can be stopped and taken up again."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from wotu.audit.verbs import note
from wotu.cases.models import BulkItem, BulkRun, Case
from wotu.cases.refusal import HasOne
from wotu.cases.verbs.filing import offer_case
from wotu.findings.models import StandingAnswer
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo

logger = logging.getLogger(__name__)
FAILED = (
    "办理时出错，没有发起，已记入日志，请联系系统管理员。",
    "Something went wrong and nothing was offered; it is in the log, tell the administrator of the system.",
)
LONGEST_WHY = 1_000
"""Longest text kept of why nothing was offered."""


def start_bulk(*, zone: Zone, measure: str, by: str, now: dt.datetime, today: dt.date) -> BulkRun:
    """Ask for a measure to be offered to everybody certainly entitled to it (免申即享批量发起).

    The run waits; a job carries it on.

    Raises:
        CannotDo: the measure is not one that is only confirmed, or a run of it is under way.
    """
    known = zone.packs.measures.get(measure)
    if known is None or all(version.process.mode != "confirm" for version in known.versions):
        raise CannotDo(
            "只有免申即享的措施才能批量发起。", "Only measures without application are offered in bulk."
        )
    try:
        with transaction.atomic():
            run = BulkRun.objects.create(zone=zone.id, measure=measure, by=by, on=today, asked_at=now)
            note(verb="start_bulk", about=f"bulk:{run.pk}", by=by, now=now, zone=zone.id, measure=measure)
    except IntegrityError as error:
        raise CannotDo("这项措施正在批量发起。", "This measure is being offered already.") from error
    return run


def stop_bulk(*, run: BulkRun, by: str, now: dt.datetime) -> BulkRun:
    """Stop a run after the firm in hand; what was offered stays.

    Raises:
        CannotDo: it is over.
    """
    with transaction.atomic():
        run = _locked(run)
        if run.state not in ("waiting", "running"):
            raise CannotDo("这次批量发起已经结束。", "This run is over.")
        run.state = "stopped"
        run.save(update_fields=["state"])
        note(verb="stop_bulk", about=f"bulk:{run.pk}", by=by, now=now, zone=run.zone)
    return run


def take_up_bulk(*, run: BulkRun, by: str, now: dt.datetime) -> BulkRun:
    """Have a stopped run go on where it was.

    Raises:
        CannotDo: it is not stopped, or another one of the measure is under way.
    """
    try:
        with transaction.atomic():
            run = _locked(run)
            if run.state != "stopped":
                raise CannotDo("这次批量发起没有中止。", "This run is not stopped.")
            run.state = "waiting"
            run.save(update_fields=["state"])
            note(verb="take_up_bulk", about=f"bulk:{run.pk}", by=by, now=now, zone=run.zone)
    except IntegrityError as error:
        raise CannotDo("这项措施正在批量发起。", "This measure is being offered already.") from error
    return run


def carry_on_bulk(*, run: BulkRun, zone: Zone, now: dt.datetime, today: dt.date) -> BulkRun:
    """Offer the measure to whoever has not been seen to yet, each in a transaction of its own.

    Every answer is asked again first. A worker that dies loses nothing: the next one goes on with whoever is
    left. Two workers at once are one too many: the second leaves it to the first.
    """
    with _alone(run) as mine:
        if not mine or not _begin(run, now):
            return run
        for subject in _left(run):
            if not _see_to(run, zone, subject, now, today):
                return run
        _end(run, now)
    run.refresh_from_db()
    return run


def _begin(run: BulkRun, now: dt.datetime) -> bool:
    with transaction.atomic():
        fresh = _locked(run)
        if fresh.state not in ("waiting", "running"):
            return False
        if fresh.started_at is None:
            fresh.started_at, fresh.found = now, _entitled(run).values("subject").distinct().count()
        fresh.state = "running"
        fresh.save()
    return True


def _entitled(run: BulkRun) -> QuerySet[StandingAnswer]:
    return StandingAnswer.objects.filter(
        zone=run.zone, measure=run.measure, status="entitled", displaced=False, window_open=True
    )


def _left(run: BulkRun) -> list[Party]:
    """Return who is entitled by the standing answers and has not been seen to in this run."""
    seen = BulkItem.objects.filter(run=run).values("subject")
    keys = _entitled(run).exclude(subject__in=seen).values("subject")
    return list(Party.objects.filter(pk__in=keys).select_related("owner").order_by("pk"))


def _see_to(run: BulkRun, zone: Zone, subject: Party, now: dt.datetime, today: dt.date) -> bool:
    """Offer the measure to one subject and write down what came of it; False once the run was stopped."""
    with transaction.atomic():
        if _locked(run).state != "running":
            return False
        case, result, why = _offer(run, zone, subject, now, today)
        BulkItem.objects.create(
            run=run, subject=subject, result=result, case=case, at=now,
            why_zh=why[0][:LONGEST_WHY], why_en=why[1][:LONGEST_WHY],
        )  # fmt: skip
    return True


def _offer(
    run: BulkRun, zone: Zone, subject: Party, now: dt.datetime, today: dt.date
) -> tuple[Case | None, str, tuple[str, str]]:
    try:
        with transaction.atomic():
            case = offer_case(
                zone=zone, enterprise=subject.owner or subject, subject=subject, measure=run.measure,
                by=run.by, now=now, today=today,
            )  # fmt: skip
    except HasOne:
        return None, "had", ("", "")
    except CannotDo as refused:
        said = refused.reasons or (refused.text,)
        return None, "refused", ("；".join(one.zh for one in said), "; ".join(one.en for one in said))
    except Exception:  # whatever is wrong with one firm, the others are offered theirs
        logger.exception("run %d: %s could not be offered to party %d", run.pk, run.measure, subject.pk)
        return None, "refused", FAILED
    return case, "offered", ("", "")


def _end(run: BulkRun, now: dt.datetime) -> None:
    with transaction.atomic():
        fresh = _locked(run)
        if fresh.state != "running":
            return
        fresh.state, fresh.finished_at = "done", max(now, fresh.asked_at)
        fresh.save()
        note(
            verb="carry_on_bulk", about=f"bulk:{run.pk}", by=run.by, now=now, zone=run.zone,
            measure=run.measure, offered=run.items.filter(result="offered").count(),
            refused=run.items.filter(result="refused").count(),
        )  # fmt: skip


def _locked(run: BulkRun) -> BulkRun:
    return BulkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)


@contextmanager
def _alone(run: BulkRun) -> Iterator[bool]:
    """Tell whether nobody else works on the run; the lock falls with the connection of a worker that dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"bulk:{run.pk}"])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"bulk:{run.pk}"])
