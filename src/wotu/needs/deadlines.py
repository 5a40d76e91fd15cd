"""By when the desk is to act, in working days, and how urgent that is: the four lights (四色灯)."""

import datetime as dt
from typing import Literal

from wotu.calendar import WorkingCalendar
from wotu.needs.models import Need
from wotu.needs.words import deadlines

Light = Literal["overdue", "soon", "calm", "settled"]
LIGHTS: tuple[Light, ...] = ("overdue", "soon", "calm", "settled")


def take_up_by(today: dt.date, calendar: WorkingCalendar) -> dt.date:
    """Return the day by whose end a need sent today is to be taken up."""
    return calendar.add_working_days(today, deadlines().take_up).date


def answer_by(today: dt.date, calendar: WorkingCalendar) -> dt.date:
    """Return the day by whose end a need sent today is to be answered."""
    return calendar.add_working_days(today, deadlines().answer).date


def light(need: Need, today: dt.date, calendar: WorkingCalendar) -> Light:
    """Return how urgent a need is for the desk: past its day, close to it, in good time, or not waiting."""
    return light_of(need.due, today, calendar)


def light_of(due: dt.date | None, today: dt.date, calendar: WorkingCalendar) -> Light:
    """Return how urgent it is that something is due by the end of a day; None where nothing is."""
    if due is None:
        return "settled"
    if today > due:
        return "overdue"
    return "soon" if calendar.add_working_days(today, deadlines().warn).date >= due else "calm"
