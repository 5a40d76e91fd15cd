"""What waits for an official. Each section says it for itself: `waiting(actor, zone, today)`.

The function stands in the section's folder and is named in `desk.sections`. It returns a line for each
kind of thing that waits, with the address where it is done; nothing where nothing waits.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.module_loading import import_string

from wotu.access.actor import Actor
from wotu.desk.sections import open_sections
from wotu.look.waiting import URGENCIES, Waiting
from wotu.measures.zones import Zone


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
