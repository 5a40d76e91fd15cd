"""Writing the audit trail. Every verb of every other app calls this once, inside its transaction."""

import datetime as dt
from typing import Any

from wotu.audit.models import AuditEntry


def note(*, verb: str, about: str, by: str, now: dt.datetime, **detail: Any) -> AuditEntry:
    """Write one audit entry; `detail` is kept as JSON."""
    return AuditEntry.objects.create(at=now, by=by, verb=verb, about=about, detail=detail)
