"""The digests as an Atom feed: whoever subscribes keeps a copy out of our hands."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from wotu.audit.models import DayDigest
from wotu.audit.reads import days
from wotu.look.language import current
from wotu.rules.text import Text

MOST = 60
TITLE = Text("沃土·审计每日摘要", "Wotu: digests of the audit trail")
SUBTITLE = Text(
    "每天一个摘要；留着它，以后就能查出记录有没有被改过", "One a day; keep it, to find any change made later"
)


class DigestFeed(Feed):  # type: ignore[type-arg]
    """The latest days."""

    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """Return what the feed is about: the request itself."""
        return request

    def title(self) -> str:
        """The feed's title."""
        return TITLE[current()]

    def subtitle(self) -> str:
        """What is in the feed."""
        return SUBTITLE[current()]

    def link(self) -> str:
        """The page the feed is about."""
        return reverse("portal:audit")

    def feed_guid(self, obj: HttpRequest) -> str:
        """Name the feed for good: its own address."""
        return obj.build_absolute_uri(obj.get_full_path())

    def items(self) -> list[DayDigest]:
        """The latest days."""
        return days(MOST)

    def item_title(self, item: DayDigest) -> str:
        """The day and its digest: as `wotu audit verify --digest` takes it."""
        return f"{item.day}:{item.digest}"

    def item_description(self, item: DayDigest) -> str:
        """How many entries it closes with."""
        said = Text(f"到第{item.seq}条，当天{item.count}条", f"{item.seq} entries, {item.count} of the day")
        return said[current()]

    def item_link(self, item: DayDigest) -> str:
        """The page, at that day."""
        return f"{reverse('portal:audit')}#day-{item.day}"

    def item_guid(self, item: DayDigest) -> str:
        """Name an entry for good."""
        return f"urn:wotu:audit:{item.day}"

    def item_updateddate(self, item: DayDigest) -> dt.datetime:
        """When it was made; it never changes."""
        return item.made_at
