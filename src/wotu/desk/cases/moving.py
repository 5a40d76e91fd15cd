"""What a new holiday notice does to the deadlines of cases."""

import datetime as dt

from wotu.calendar import WorkingCalendar
from wotu.cases.asking import flow_of
from wotu.cases.clocks import clocks_of
from wotu.cases.models import WAITING, Case
from wotu.desk.calendar.moving import Moved
from wotu.rules.text import Text


def moved(zone: str, before: WorkingCalendar, after: WorkingCalendar, today: dt.date) -> list[Moved]:
    """Count the cases that would be due on another day: their working days are counted anew."""
    running = (
        Case.objects.filter(zone=zone, state__in=WAITING, due__isnull=False)
        .with_pin()
        .prefetch_related("events")
    )
    number = 0
    for case in running:
        flow, events = flow_of(case), list(case.events.all())
        was, will = (clocks_of(flow, events, today, known).first for known in (before, after))
        number += was != will
    happens = Text(
        "期限按工作日重新计算，生效后自动更新。",
        "Their working days are counted anew as soon as the notice counts.",
    )
    return [Moved(Text("正在办理的办件", "Cases under way"), number, happens)]
