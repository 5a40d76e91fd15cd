"""Jobs of the standing answers: thin, each calls verbs. They read the clock, as the faces do."""

from contextlib import suppress
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import JobDeferrer, Status

from wotu.findings import telling
from wotu.findings.models import Proof
from wotu.findings.proving import mend, prove
from wotu.findings.verbs import Why, forget_old, rematch
from wotu.inbox.tasks import after_telling
from wotu.measures.zones import forget, zones
from wotu.measures.zones import zone as zone_of

BY = "wotu"
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)
SILENT_SECONDS = 30
"""How long a worker may be silent before its jobs count as left behind."""


@app.task(name="findings.match", retry=AGAIN)
def match(zone: str, why: Why, by: str) -> None:
    """Bring a zone's answers up to date, and tell whom it concerns."""
    if why != "facts":
        forget()  # the packs may have changed since this process read them
    found = zone_of(zone)
    if found is None:
        return
    now, today = timezone.now(), timezone.localdate()
    rematch(zone=found, on=today, by=by, now=now, why=why)
    telling.tell_firms(zone=found, on=today, by=by, now=now)
    if why != "facts":
        telling.tell_officials(zone=found, on=today, by=by, now=now)
    after_telling()


@app.periodic(cron="10 16 * * *")
@app.task(name="findings.new_day", queueing_lock="new_day")
def new_day(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Bring every zone to the new day: at 0:10 in Shanghai, 16:10 UTC. Also finds what a lost job left."""
    for zone in zones():
        defer(zone.id, "date", BY)


@app.periodic(cron="10 18 * * *")
@app.task(name="findings.nightly_proof", queueing_lock="nightly_proof")
def nightly_proof(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Have every zone proved, and forget what is old: at 2:10 in Shanghai, 18:10 UTC, after the new day."""
    for zone in zones():
        defer_proof(zone.id, BY)
    forget_old(timezone.now())


@app.task(name="findings.prove", retry=AGAIN)
def prove_zone(zone: str, by: str) -> None:
    """Prove what stands in a zone."""
    forget()
    found = zone_of(zone)
    if found is not None:
        prove(zone=found, on=timezone.localdate(), by=by, now=timezone.now())


@app.task(name="findings.mend", retry=AGAIN)
def mend_zone(zone: str, proof: int, by: str) -> None:
    """Set right what a proof found apart, once, and tell whom it concerns."""
    forget()
    found = zone_of(zone)
    apart = Proof.objects.filter(pk=proof, zone=zone, mended_at=None).first()
    if found is None or apart is None:
        return
    now, today = timezone.now(), timezone.localdate()
    mend(proof=apart, zone=found, on=today, by=by, now=now)
    telling.tell_firms(zone=found, on=today, by=by, now=now)
    after_telling()


@app.periodic(cron="* * * * *")
@app.task(name="findings.left_behind", queueing_lock="left_behind")
def left_behind(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Take up the jobs of a worker that died."""
    take_up()


def take_up(silent_seconds: float = SILENT_SECONDS) -> int:
    """Put jobs whose worker has been silent for so long back into the queue; return how many there were.

    Where the same work waits there already, the job left behind is closed instead.
    """
    manager = app.job_manager
    jobs = list(async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=silent_seconds))
    for job in jobs:
        try:
            async_to_sync(manager.retry_job)(job)
        except UniqueViolation:
            async_to_sync(manager.finish_job)(job, status=Status.FAILED, delete_job=False)
    return len(jobs)


def defer(zone: str, why: Why, by: str) -> bool:
    """Have a zone matched soon; False where that is waiting to be done already, for the same reason."""
    job = match.configure(queueing_lock=f"match:{zone}:{why}", lock=f"match:{zone}")
    return _put(job, zone=zone, why=why, by=by)


def defer_proof(zone: str, by: str) -> bool:
    """Have a zone proved soon; False where that is waiting to be done already."""
    return _put(prove_zone.configure(queueing_lock=f"prove:{zone}", lock=f"prove:{zone}"), zone=zone, by=by)


def defer_mending(zone: str, proof: int, by: str) -> bool:
    """Have what a proof found apart set right soon; False where that is waiting to be done already."""
    job = mend_zone.configure(queueing_lock=f"mend:{zone}", lock=f"prove:{zone}")
    return _put(job, zone=zone, proof=proof, by=by)


def _put(job: JobDeferrer, **arguments: Any) -> bool:
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**arguments)
        return True
    return False
