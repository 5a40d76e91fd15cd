"""Marking changes, so that what was worked out before one is not shown after it."""

from uuid import uuid4

from wotu.industry.models import Revision


def changed(zone: str) -> None:
    """Mark that what a zone knows has changed; to be called within the verb's transaction.

    The row stays locked until the transaction ends: two changes of one zone follow each other.
    """
    Revision.objects.update_or_create(pk=zone, defaults={"token": uuid4()})
