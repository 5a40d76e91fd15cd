"""Working days: a pure calendar that knows public holidays and make-up days (调休)."""

from wotu.calendar.days import CalendarProblem, Day, Kind
from wotu.calendar.working import Count, Moment, WorkingCalendar

__all__ = ["CalendarProblem", "Count", "Day", "Kind", "Moment", "WorkingCalendar"]
