"""By when the desk is to act: working days, and the four lights."""

import datetime as dt

import pytest

from wotu.calendar.seed import seeded
from wotu.needs.deadlines import answer_by, light, take_up_by
from wotu.needs.models import Need

BEFORE_THE_HOLIDAY = dt.date(2025, 9, 30)
DAYS = seeded()


def test_a_holiday_does_not_count() -> None:
    assert take_up_by(BEFORE_THE_HOLIDAY, DAYS) == dt.date(2025, 10, 10)
    assert answer_by(BEFORE_THE_HOLIDAY, DAYS) == dt.date(2025, 10, 14)


@pytest.mark.parametrize(
    ("state", "today", "shown"),
    [
        ("submitted", dt.date(2025, 9, 30), "calm"),
        ("submitted", dt.date(2025, 10, 9), "soon"),
        ("submitted", dt.date(2025, 10, 10), "soon"),
        ("submitted", dt.date(2025, 10, 11), "overdue"),
        ("taken_up", dt.date(2025, 10, 11), "calm"),
        ("taken_up", dt.date(2025, 10, 15), "overdue"),
        ("answered", dt.date(2025, 12, 1), "settled"),
        ("confirmed", dt.date(2025, 12, 1), "settled"),
    ],
)
def test_the_light_follows_the_day_that_counts(state: str, today: dt.date, shown: str) -> None:
    need = Need(
        state=state,
        take_up_by=take_up_by(BEFORE_THE_HOLIDAY, DAYS),
        answer_by=answer_by(BEFORE_THE_HOLIDAY, DAYS),
    )

    assert light(need, today, DAYS) == shown
