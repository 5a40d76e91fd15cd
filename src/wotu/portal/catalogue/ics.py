"""Windows as a calendar (RFC 5545): a whole-day event for each, its end the day after the last."""

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from wotu.measures.catalogue.offers import Offer
from wotu.measures.catalogue.openings import Opening, openings
from wotu.portal.catalogue.listing import worth
from wotu.rules.text import Language, Text

BEHIND, AHEAD = 365, 730
"""Days of windows behind and ahead."""
_DAY = dt.timedelta(days=1)


def calendar_of(
    offers: Iterable[Offer], on: dt.date, now: dt.datetime, language: Language, address: str
) -> bytes:
    """Return the windows from a year before a day to two years after it.

    Args:
        offers: the measures.
        on: the day.
        now: when the calendar is written.
        language: of its texts.
        address: of the measures' pages, `{id}` standing for the measure.
    """
    book = Calendar()
    book.add("prodid", "-//wotu//windows//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", Text("沃土·受理窗口", "Wotu: windows of application")[language])
    for opening in openings(offers, on - BEHIND * _DAY, on + AHEAD * _DAY):
        days = _days(opening)
        if days is not None:
            book.add_component(_event(opening, days, now, language, address))
    return bytes(book.to_ical())


def _days(opening: Opening) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day: where one is not stated the other stands alone."""
    ends = [day for day in (opening.opens, opening.closes) if day is not None]
    return (ends[0], ends[-1]) if ends else None


def _event(
    opening: Opening, days: tuple[dt.date, dt.date], now: dt.datetime, language: Language, address: str
) -> Event:
    one, (first, last) = opening.offer, days
    event = Event()
    event.add("uid", f"{opening.name}@windows.wotu")
    event.add("dtstamp", now)
    event.add("dtstart", first)
    event.add("dtend", last + _DAY)
    event.add("summary", _summary(opening)[language])
    event.add("description", f"{one.version.clause[language]}\n{worth(one)[language]}")
    event.add("location", one.pack.zone[language])
    event.add("categories", [one.measure.area])
    event.add("url", address.replace("{id}", one.id))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(opening: Opening) -> Text:
    title = opening.offer.measure.title
    if opening.opens and opening.closes:
        return Text(f"受理：{title.zh}", f"Open: {title.en}")
    if opening.opens:
        return Text(f"开始受理：{title.zh}", f"Opens: {title.en}")
    return Text(f"截止：{title.zh}", f"Closes: {title.en}")
