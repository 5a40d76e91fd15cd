"""The job of a new day. It reads the clock, as the faces do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from wotu.services.credit_repair.verbs.facts import speak_all

BY = "wotu"


@app.periodic(cron="5 16 * * *")
@app.task(name="credit_repair.new_day", queueing_lock="credit_repair_new_day")
def new_day(timestamp: int) -> None:  # noqa: ARG001 - the queue says for when
    """Let entries that ended by themselves speak no longer: at 0:05 in Shanghai, before zones are matched."""
    speak_all(by=BY, now=timezone.now(), today=timezone.localdate())
