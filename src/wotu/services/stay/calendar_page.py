"""The calendar of free beds on a page: which kind, from which day, week by week."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wotu.services.stay.known import Known
from wotu.services.stay.pool import DAY
from wotu.services.stay.reads import FreeNight, free_nights
from wotu.services.stay.station import RoomKind

WEEKS = 5


@dataclass(frozen=True)
class FreeBeds:
    """Free beds of a kind, a row for each week from Monday; nights gone by are left blank."""

    kind: RoomKind
    site: str
    since: dt.date
    weeks: Sequence[Sequence[FreeNight | None]]
    earlier: dt.date | None
    later: dt.date | None


def free_beds(known: Known, asked: Mapping[str, Any], today: dt.date) -> FreeBeds:
    """Return the calendar a reader asked for, else of the first kind of room from this week on."""
    station = known.station
    kind = asked.get("kind") if asked.get("kind") in station.kinds else None
    chosen: RoomKind = kind or ("two" if "two" in station.kinds else station.kinds[0])
    site = asked.get("site", "") if asked.get("site", "") in {one.id for one in station.sites} else ""
    first = today - today.weekday() * DAY
    since = _monday(asked.get("from"), first)
    last = today + station.terms.horizon_days * DAY
    suits = known.suits if chosen == "two" else None
    found = free_nights(station, chosen, suits, since, WEEKS * 7, site)
    days: list[FreeNight | None] = [night if night.night >= today else None for night in found]
    step = WEEKS * 7 * DAY
    return FreeBeds(
        chosen, site, since, [days[week * 7 : week * 7 + 7] for week in range(WEEKS)],
        max(first, since - step) if since > first else None, since + step if since + step < last else None,
    )  # fmt: skip


def _monday(text: Any, first: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(str(text))
    except ValueError:
        return first
    return max(first, min(day, first + dt.timedelta(days=800)) - day.weekday() * DAY)
