"""Jobs of the audit trail: thin, each calls verbs. They read the clock, as the faces do."""

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.audit.sealing import close_day, seal


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit_seal")
def seal_entries(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Seal what was written in the last minute; once a day is over, publish its digest."""
    now = timezone.now()
    seal()
    close_day(day=timezone.localdate(now) - dt.timedelta(days=1), now=now)
