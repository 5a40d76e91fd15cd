"""Jobs of the ledger: thin, each calls a move. They read the clock, as the faces do."""

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from wotu.ledger.moves import AT_ONCE, expire_due

BY = "wotu"
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.periodic(cron="*/5 * * * *")
@app.task(name="ledger.expire", queueing_lock="ledger:expire", retry=AGAIN)
def expire(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Give up the holds whose time is over, every five minutes; a thousand at most in one transaction."""
    number = AT_ONCE
    while number == AT_ONCE:
        with transaction.atomic():
            number = len(expire_due(now=timezone.now(), by=BY))
