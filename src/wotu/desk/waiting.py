"""What waits for an official. Each section says it for itself: `waiting(actor, zone, today)`.

The function stands in the section's folder and is named in `desk.sections`. It returns a line for each
kind of thing that waits, with the address where it is done; nothing where nothing waits.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from django.utils.module_loading import import_string

from wotu.access.actor import Actor
from wotu.desk.sections import open_sections
from wotu.measures.zones import Zone
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


def waiting_for(actor: Actor, zone: Zone, today: dt.date) -> Sequence[Waiting]:
    """Return everything that waits for an official, the most urgent first, then the oldest."""
    found = [
        line
        for section in open_sections(actor, zone.id)
        if section.waiting
        for line in import_string(section.waiting)(actor, zone, today)
        if line.count
    ]
    return sorted(found, key=lambda line: (URGENCIES.index(line.urgency), line.oldest or dt.date.max))
