"""Reading the audit trail."""

from wotu.audit.models import AuditEntry


def entries_about(about: str, limit: int) -> list[AuditEntry]:
    """Return the last writes about something, the newest first."""
    return list(AuditEntry.objects.filter(about=about)[:limit])
