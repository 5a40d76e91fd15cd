"""Reading the audit trail."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from wotu.audit.models import AuditEntry


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
