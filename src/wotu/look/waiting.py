"""One line of what waits for an official: said by a section of the desk or a kind of service."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal, get_args

from wotu.rules.text import Text

Urgency = Literal["overdue", "now", "soon", "calm"]
"""Past its day; due today; due within days; no day is set."""
URGENCIES: Final[tuple[Urgency, ...]] = get_args(Urgency)
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: what, how many, where it is done, how urgent, since when."""

    label: Text
    count: int
    address: str
    urgency: Urgency
    oldest: dt.date | None = None


def urgency_of(due: dt.date | None, today: dt.date) -> Urgency:
    """Return how urgent something is that is due on a day."""
    if due is None:
        return "calm"
    if due < today:
        return "overdue"
    if due == today:
        return "now"
    return "soon" if due - today <= SOON else "calm"
