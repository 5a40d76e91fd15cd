"""Jobs of the cases: thin, each calls verbs. They read the clock, as the faces do."""

from contextlib import suppress
from functools import partial

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wotu.cases.models import BulkRun
from wotu.cases.recounting import recount
from wotu.cases.sweeping import sweep
from wotu.cases.verbs.bulk import carry_on_bulk
from wotu.measures.zones import zone as zone_of

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name="cases.bulk", retry=AGAIN)
def bulk(run: int) -> None:
    """Carry on a bulk run until it is done or stopped."""
    found = BulkRun.objects.filter(pk=run).first()
    zone = zone_of(found.zone) if found else None
    if found is not None and zone is not None:
        carry_on_bulk(run=found, zone=zone, now=timezone.now(), today=timezone.localdate())


def after_start(run: BulkRun) -> None:
    """Have a run carried on once it is in the books: what a face calls after starting or taking one up."""
    transaction.on_commit(partial(_defer, run.pk))


def _defer(run: int) -> None:
    bulk.configure(lock=f"bulk:{run}").defer(run=run)


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.sweep", queueing_lock="cases.sweep")
def sweep_all(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """See to whatever time alone has brought about: every ten minutes."""
    sweep(now=timezone.now(), today=timezone.localdate())


@app.task(name="cases.recount", queueing_lock="cases.recount", retry=AGAIN)
def recount_all() -> None:
    """Count every deadline again by the calendar that counts now."""
    recount(now=timezone.now(), today=timezone.localdate())


def after_new_calendar() -> None:
    """Have deadlines counted again once another calendar counts: what a face calls after changing it."""
    transaction.on_commit(_defer_recount)


def _defer_recount() -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        recount_all.defer()
