"""What a new holiday notice does to the deadlines of needs."""

import datetime as dt

from django.utils import timezone

from wotu.calendar import WorkingCalendar
from wotu.desk.calendar.moving import Moved
from wotu.needs.deadlines import answer_by
from wotu.needs.reads import sent_and_open
from wotu.rules.text import Text


def moved(
    zone: str,
    before: WorkingCalendar,
    after: WorkingCalendar,
    today: dt.date,  # noqa: ARG001 - as every part's
) -> list[Moved]:
    """Count the needs whose day to be answered would be another. It was promised: it stays."""
    sent = [timezone.localtime(at).date() for at in sent_and_open(zone) if at]
    number = sum(answer_by(day, before) != answer_by(day, after) for day in sent)
    happens = Text(
        "期限在提交时已经写定并告知企业，不会跟着变；以后提交的按新安排计算。",
        "The day was fixed and promised when the need was sent, and stays; those sent from now on follow "
        "the new notice.",
    )
    return [Moved(Text("待答复的诉求", "Needs waiting for an answer"), number, happens)]
