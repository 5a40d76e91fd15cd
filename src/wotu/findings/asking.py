"""Asking for a re-matching or a proof: what a face calls after a write. Ten writes in a row make one job."""

from functools import partial

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from wotu.findings.tasks import BY, defer, defer_mending, defer_proof


def after_facts(*, zone: str, by: str = BY) -> None:
    """Facts of a zone, or its parties, changed: have it matched once they are in the books."""
    transaction.on_commit(partial(defer, zone, "facts", by))


def after_measures(*, zone: str, by: str = BY) -> None:
    """The measures of a zone changed: have it matched once they are in the books."""
    transaction.on_commit(partial(defer, zone, "measures", by))


def match_again(*, zone: str, by: str) -> None:
    """Somebody wants a zone matched again."""
    transaction.on_commit(partial(defer, zone, "asked", by))


def prove_again(*, zone: str, by: str) -> None:
    """Somebody wants what stands in a zone proved."""
    transaction.on_commit(partial(defer_proof, zone, by))


def mend_soon(*, zone: str, proof: int, by: str) -> None:
    """Somebody wants what a proof found apart set right."""
    transaction.on_commit(partial(defer_mending, zone, proof, by))


def is_being_proved(zone: str) -> bool:
    """Tell whether a proof of a zone, or a mending, is in the queue, or being done."""
    return _in_the_queue(f"prove:{zone}")


def is_waiting(zone: str) -> bool:
    """Tell whether a re-matching of a zone is in the queue, or being done."""
    return _in_the_queue(f"match:{zone}")


def _in_the_queue(lock: str) -> bool:
    return ProcrastinateJob.objects.filter(lock=lock, status__in=["todo", "doing"]).exists()
