"""Feeds: windows that open and close, and measures that are new or changed, as Atom and RSS."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from wotu.look.language import current
from wotu.measures.catalogue.changes import What, changes
from wotu.measures.catalogue.offers import Offer
from wotu.measures.catalogue.openings import Opening, openings
from wotu.portal.catalogue.listing import worth
from wotu.rules.text import Text

MOST, BEHIND, AHEAD, LAST_DAYS = 60, 180, 30, 14
"""Entries in a feed; days of windows behind and ahead; how many days before its end a window is near it."""
TYPES = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
_WHAT: dict[What, Text] = {
    "new": Text("新施行", "New"), "changed": Text("新版本", "New text"), "ended": Text("已停止施行", "Ended"),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    name: str
    day: dt.date
    title: Text
    text: Text
    offer: Offer


def window_entries(offers: Iterable[Offer], on: dt.date) -> list[Entry]:
    """Return what is to be said of windows up to a day: announced, open, about to close. Latest first."""
    first, last = on - dt.timedelta(days=BEHIND), on + dt.timedelta(days=AHEAD)
    found = [entry for one in openings(offers, first, last) for entry in _of_window(one)]
    return sorted((e for e in found if e.day <= on), key=lambda e: (-e.day.toordinal(), e.name))[:MOST]


def _of_window(opening: Opening) -> Iterable[Entry]:
    one = opening.offer
    title, until = one.measure.title, opening.closes or "…"
    span = Text(f"受理期{opening.opens or '…'}至{until}", f"Open from {opening.opens or '…'} to {until}")
    text = Text(f"{span.zh}。{_place(one).zh}", f"{span.en}. {_place(one).en}")
    if opening.opens:
        ahead = Text(f"{opening.opens}起受理：{title.zh}", f"Opens on {opening.opens}: {title.en}")
        now = Text(f"开始受理：{title.zh}", f"Now open: {title.en}")
        before = opening.opens - dt.timedelta(days=AHEAD)
        yield Entry(f"{opening.name}.announced", before, ahead, text, one)
        yield Entry(f"{opening.name}.open", opening.opens, now, text, one)
    if opening.closes:
        near = Text(f"{opening.closes}截止：{title.zh}", f"Closes on {opening.closes}: {title.en}")
        day = max(opening.closes - dt.timedelta(days=LAST_DAYS), opening.opens or dt.date.min)
        yield Entry(f"{opening.name}.closing", day, near, text, one)


def change_entries(offers: Iterable[Offer], on: dt.date) -> list[Entry]:
    """Return the texts that came into force or ended up to a day, the latest first."""
    found = []
    for change in changes(offers, on)[:MOST]:
        what, one = _WHAT[change.what], change.offer
        title = Text(f"{what.zh}：{one.measure.title.zh}", f"{what.en}: {one.measure.title.en}")
        clause, place = change.version.clause, _place(one)
        text = Text(f"{clause.zh}。{place.zh}", f"{clause.en}. {place.en}")
        found.append(Entry(change.name, change.on, title, text, one))
    return found


def _place(one: Offer) -> Text:
    zone, brings = one.pack.zone, worth(one)
    return Text(f"{zone.zh}；{brings.zh}。", f"{zone.en}; {brings.en}.")


class EntryFeed(Feed):  # type: ignore[type-arg]
    """Entries as a feed in the language of the request."""

    def __init__(self, title: Text, subtitle: Text, entries: list[Entry], form: str, query: str) -> None:
        self._title, self._subtitle, self._entries, self._query = title, subtitle, entries, query
        self.feed_type = TYPES[form]

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpRequest:
        """Return what the feed is about: the request itself."""
        return request

    def title(self) -> str:
        """The feed's title."""
        return self._title[current()]

    def subtitle(self) -> str:
        """What is in the feed (Atom)."""
        return self._subtitle[current()]

    def description(self) -> str:
        """What is in the feed (RSS)."""
        return self._subtitle[current()]

    def link(self) -> str:
        """The page the feed is about."""
        return f"{reverse('portal:measures')}{self._query}"

    def feed_guid(self, obj: HttpRequest) -> str:
        """Name the feed for good: its own address."""
        return obj.build_absolute_uri(obj.get_full_path())

    def items(self) -> list[Entry]:
        """The entries."""
        return self._entries

    def item_title(self, item: Entry) -> str:
        """An entry's title."""
        return item.title[current()]

    def item_description(self, item: Entry) -> str:
        """An entry's text."""
        return item.text[current()]

    def item_link(self, item: Entry) -> str:
        """The measure's page."""
        return reverse("portal:measure", args=[item.offer.id])

    def item_guid(self, item: Entry) -> str:
        """Name an entry for good."""
        return f"urn:wotu:{item.name}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Entry) -> dt.datetime:
        """The beginning of the day it is about."""
        return dt.datetime.combine(item.day, dt.time(), ZoneInfo(settings.TIME_ZONE))

    def item_updateddate(self, item: Entry) -> dt.datetime:
        """The same: an entry does not change."""
        return self.item_pubdate(item)

    def item_categories(self, item: Entry) -> list[str]:
        """The zone and the area."""
        return [item.offer.pack.zone[current()], item.offer.measure.area]
