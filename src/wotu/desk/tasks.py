"""Jobs of the desk: thin, each calls verbs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.audit.checking import verify
from wotu.audit.reads import days
from wotu.desk.audit.telling import tell_auditors, tell_broken
from wotu.inbox.tasks import after_telling

BY = "wotu"


@app.periodic(cron="20 16 * * *")
@app.task(name="desk.tell_auditors", queueing_lock="tell_auditors")
def daily_digest(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Check the trail, and send the digest of the day that is over: at 0:20 in Shanghai, 16:20 UTC."""
    now = timezone.now()
    on = timezone.localdate(now)
    tell_broken(report=verify(), on=on, by=BY, now=now)
    for latest in days(1):
        tell_auditors(digest=latest, on=on, by=BY, now=now)
    after_telling()
