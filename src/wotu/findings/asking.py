"""Asking for a re-matching: what a face calls after a write. Ten writes in a row become one job."""

from functools import partial

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from wotu.findings.tasks import BY, defer


def after_facts(*, zone: str, by: str = BY) -> None:
    """Facts of a zone, or its parties, changed: have it matched once they are in the books."""
    transaction.on_commit(partial(defer, zone, "facts", by))


def after_measures(*, zone: str, by: str = BY) -> None:
    """The measures of a zone changed: have it matched once they are in the books."""
    transaction.on_commit(partial(defer, zone, "measures", by))


def match_again(*, zone: str, by: str) -> None:
    """Somebody wants a zone matched again."""
    transaction.on_commit(partial(defer, zone, "asked", by))


def is_waiting(zone: str) -> bool:
    """Tell whether a re-matching of a zone is in the queue, or being done."""
    lock = f"match:{zone}"
    return ProcrastinateJob.objects.filter(lock=lock, status__in=["todo", "doing"]).exists()
