"""Jobs of the inbox: thin, each calls a verb. They read the clock, as the faces do."""

from collections.abc import Collection
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wotu.accounts.models import User
from wotu.inbox.mail import send_mail
from wotu.inbox.models import Preference
from wotu.inbox.reads import people_with_mail_due

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=8)


@app.task(name="inbox.letter", retry=AGAIN, pass_context=False)
def letter(user: int) -> None:
    """Send one person what waits for them."""
    found = User.objects.filter(pk=user).first()
    if found is not None:
        send_mail(user=found, now=timezone.now())


@app.task(name="inbox.letters", retry=AGAIN)
def letters(frequency: str) -> None:
    """See to everybody who wants e-mail at this rhythm."""
    for user in people_with_mail_due(frequency):
        with suppress(AlreadyEnqueued), transaction.atomic():
            letter.configure(queueing_lock=f"letter:{user.pk}").defer(user=user.pk)


@app.periodic(cron="*/10 * * * *")
@app.task(name="inbox.at_once", queueing_lock="letters:immediate")
def at_once(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """See to those who want e-mail at once, in case a job was lost."""
    letters(frequency="immediate")


@app.periodic(cron="0 0 * * *")
@app.task(name="inbox.daily", queueing_lock="letters:daily")
def daily(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Send the daily digests: at 8:00 in Shanghai, 0:00 UTC."""
    letters(frequency="daily")


@app.periodic(cron="0 0 * * 1")
@app.task(name="inbox.weekly", queueing_lock="letters:weekly")
def weekly(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Send the weekly digests, on Mondays."""
    letters(frequency="weekly")


def after_telling(users: Collection[int] | None = None) -> None:
    """Have those who want e-mail at once sent theirs, once the messages are in the books.

    `users` are those who were told, where that is known: nothing is to be done where none of them does.
    """
    if users is None or Preference.objects.filter(user__in=users, frequency="immediate").exists():
        transaction.on_commit(_soon)


def _soon() -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        letters.configure(queueing_lock="letters:now").defer(frequency="immediate")
