"""Everything dated about a firm, in one line of time. A new kind of event is a line in `SOURCES`.

A source is a function `events(party, limit) -> list[Event]`, the newest first, named by its dotted path;
it stands in the section or app whose events they are.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.module_loading import import_string

from wotu.access.actor import Actor
from wotu.access.rights import Right
from wotu.parties.models import Party
from wotu.rules.text import Text

When = dt.datetime | dt.date


@dataclass(frozen=True)
class Event:
    """Something that happened to a firm: when, what, by whom or from where; `parts` unfold below it."""

    at: When
    title: Text
    by: Text | str = ""
    detail: Text | None = None
    address: str = ""
    parts: tuple[Text, ...] = ()

    @property
    def date_only(self) -> bool:
        """Whether the time of day is not known."""
        return not isinstance(self.at, dt.datetime)

    @property
    def moment(self) -> dt.datetime:
        """When it happened, for putting events in order; a bare date is its first moment."""
        if isinstance(self.at, dt.datetime):
            return self.at
        return timezone.make_aware(dt.datetime.combine(self.at, dt.time()))


@dataclass(frozen=True)
class Source:
    """Where events come from: the kind in addresses, its name, the function, who may see them."""

    kind: str
    label: Text
    events: str
    need: Right = "see_firms"


SOURCES: tuple[Source, ...] = (
    Source("facts", Text("事实", "Facts"), "wotu.desk.firms.events.of_facts"),
    Source("needs", Text("诉求", "Needs"), "wotu.desk.firms.events.of_needs", need="answer_needs"),
    Source("cases", Text("办件", "Cases"), "wotu.desk.firms.case_events.of_cases", need="see_cases"),
    Source("people", Text("成员", "Members"), "wotu.desk.firms.events.of_people"),
    Source("tags", Text("标签", "Tags"), "wotu.desk.firms.events.of_tags"),
    Source("audit", Text("操作记录", "Audit trail"), "wotu.desk.firms.events.of_audit", need="read_audit"),
)


@dataclass(frozen=True)
class Dated:
    """An event and where it is from."""

    source: Source
    event: Event


def sources_for(actor: Actor, zone: str) -> Sequence[Source]:
    """Return the kinds of event an official may see."""
    return [source for source in SOURCES if actor.may(source.need, zone)]


def timeline(party: Party, sources: Sequence[Source], limit: int) -> Sequence[Dated]:
    """Return the last events of these sources, the newest first."""
    events = [
        Dated(source, event) for source in sources for event in import_string(source.events)(party, limit)
    ]
    return sorted(events, key=lambda dated: dated.event.moment, reverse=True)[:limit]
