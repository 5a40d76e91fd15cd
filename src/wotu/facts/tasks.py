"""Jobs of the books: thin, each calls verbs. They read the clock, as the faces do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.facts.evidence import purge_evidence
from wotu.facts.retention import due

BY = "wotu"


@app.periodic(cron="30 18 * * *")
@app.task(name="facts.purge", queueing_lock="facts_purge")
def purge(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Remove the content of files whose time is over: at 2:30 in Shanghai, 18:30 UTC."""
    now = timezone.now()
    for one in due(timezone.localdate(now)):
        if one.held is None:
            purge_evidence(evidence=one.evidence, by=BY, now=now)
