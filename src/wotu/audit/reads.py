"""Reading the audit trail."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from wotu.audit.models import AuditEntry, AuditLink, DayDigest, Unsealed


def entries_about(about: str, limit: int) -> list[AuditEntry]:
    """Return the last writes about something, the newest first."""
    return list(AuditEntry.objects.filter(about=about)[:limit])


def entries_of(zone: str, verbs: Collection[str], words: str = "") -> QuerySet[AuditEntry]:
    """Return a zone's entries of these verbs, the newest first; with words, those that name them."""
    found = AuditEntry.objects.filter(verb__in=verbs, detail__zone=zone)
    typed = words.strip()
    if typed:
        found = found.filter(
            Q(by__icontains=typed)
            | Q(about__icontains=typed)
            | Q(detail__user__icontains=typed)
            | Q(detail__role__icontains=typed)
        )
    return found


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for: of a verb, about something, by somebody, written in `[since, until)`."""

    verb: str = ""
    about: str = ""
    by: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def entries_in(
    zone: str, wanted: Wanted, also_about: Sequence["QuerySet[Any, Any]"] = ()
) -> QuerySet[AuditEntry]:
    """Return a zone's entries that fit, the latest first, each with its link.

    A zone's are those that say so, are about the zone itself or one of `also_about`, or about the site's
    calendar.
    """
    mine = Q(of=zone) | Q(about=zone) | Q(about__startswith=f"{zone}/") | Q(about__startswith=f"{zone} ")
    for names in also_about:
        mine |= Q(about__in=names)
    found = AuditEntry.objects.annotate(of=KeyTextTransform("zone", "detail"))
    found = (
        found.filter(mine | Q(of=None, about__startswith="calendar")).select_related("link").order_by("-id")
    )
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.about:
        found = found.filter(about__icontains=wanted.about)
    if wanted.by:
        found = found.filter(by__icontains=wanted.by)
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    return found


def days(limit: int | None = None) -> list[DayDigest]:
    """Return the published digests, the latest first."""
    return list(DayDigest.objects.all()[:limit])


def day_with(digest: str) -> DayDigest | None:
    """Return the day a published digest is of."""
    return DayDigest.objects.filter(digest=digest.strip().lower()).first()


def chain_end() -> tuple[int, int]:
    """Return how many entries are sealed, and how many are not yet."""
    last = AuditLink.objects.last()
    return (last.seq if last else 0), Unsealed.objects.count()
