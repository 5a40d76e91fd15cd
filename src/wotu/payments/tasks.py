"""The job that asks again at the beginning of each day: dates come, facts change. It reads the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.measures.zones import zones
from wotu.payments.reads import cases_waiting
from wotu.payments.verbs.asking import ask_cases

BY = "wotu"


@app.periodic(cron="20 16 * * *")
@app.task(name="payments.new_day", queueing_lock="payments_new_day")
def new_day(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Ask every case that waits again: at 0:20 in Shanghai, 16:20 UTC."""
    now, today = timezone.now(), timezone.localdate()
    for zone in zones():
        ask_cases(cases=cases_waiting(zone.id), by=BY, now=now, today=today)
