"""Sealing committed entries into the chain, and closing a day.

Writers do not wait for each other: they write entries, and the entries that have committed are sealed
afterwards, one sealer at a time. These verbs write no audit entry of their own: they would never end.
"""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

from wotu.audit.canonical import GENESIS, Said, link_digest
from wotu.audit.models import AuditEntry, AuditLink, DayDigest, Unsealed

LOCK = 0x57_6F_74_75
"""One sealer at a time: the key of the lock in the database."""
PART = 5_000
"""Entries sealed in one transaction."""


class ChainShortened(RuntimeError):
    """The chain ends earlier than a digest that was published: somebody removed its end."""


def seal() -> int:
    """Seal every committed entry that waits; return how many there were."""
    sealed = 0
    while part := _seal_part():
        sealed += part
    return sealed


def close_day(*, day: dt.date, now: dt.datetime) -> DayDigest | None:
    """Publish the end of the chain for a day that is over, once; None while nothing was ever sealed.

    Raises:
        ValueError: the day is not over yet.
        ChainShortened: the chain is shorter than when a day was closed before.
    """
    if day >= now.astimezone(timezone.get_default_timezone()).date():
        raise ValueError(f"{day} is not over yet.")
    known = DayDigest.objects.filter(day=day).first()
    if known is not None:
        return known
    with transaction.atomic():
        _one_at_a_time()
        last, before = AuditLink.objects.last(), DayDigest.objects.first()
        if last is None or (before is not None and before.day >= day):
            return DayDigest.objects.filter(day=day).first()
        if before is not None and last.seq < before.seq:
            raise ChainShortened(f"The chain ends at {last.seq}, but reached {before.seq} on {before.day}.")
        return DayDigest.objects.create(
            day=day, count=last.seq - (before.seq if before else 0), seq=last.seq, digest=last.digest,
            made_at=now,
        )  # fmt: skip


def _seal_part() -> int:
    with transaction.atomic():
        _one_at_a_time()
        last = AuditLink.objects.last()
        seq, digest = (last.seq, last.digest) if last else (0, GENESIS)
        waiting = AuditEntry.objects.filter(pk__in=Unsealed.objects.values("entry"), link=None).order_by("id")
        links = []
        for row in waiting.values_list(*Said.__slots__)[:PART]:
            seq, digest = seq + 1, link_digest(digest, Said(*row))
            links.append(AuditLink(seq=seq, entry_id=row[0], digest=digest))
        AuditLink.objects.bulk_create(links)
        Unsealed.objects.filter(pk__in=[link.entry_id for link in links]).delete()
    return len(links)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
