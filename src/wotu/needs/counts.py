"""What needs tell the zone: which of them nothing serves, by topic, month and word."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from wotu.needs.models import Need, Suggested
from wotu.needs.words import terms, topics
from wotu.rules.text import Text

MONTHS = 12
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic: needs sent; of these, nothing fitted, closed as not served, and unserved for either reason."""

    topic: str
    label: Text
    sent: int
    nothing_fitted: int
    not_served: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month: needs sent, and how many of them nothing serves."""

    first: dt.date
    sent: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unserved needs that name the same thing; `firms` is how many enterprises they are from."""

    label: Text
    topic: Text
    needs: int
    firms: int
    examples: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Useful:
    """A suggestion: how often it was shown, and what firms said of it."""

    key: str
    shown: int
    helpful: int
    not_helpful: int


def by_topic(zone: str) -> list[TopicLine]:
    """Return the topics firms wrote about, those least served first."""
    open_ = Counter(need.topic for need in unserved(zone))
    rows = Need.objects.filter(zone=zone).ever_sent().order_by().values("topic").annotate(
        sent=Count("pk"), nothing=Count("pk", filter=Q(fitting=0)), refused=Count("pk", filter=~Q(reason="")),
    )  # fmt: skip
    lines = [
        TopicLine(
            row["topic"], topic_label(row["topic"]), row["sent"], row["nothing"], row["refused"],
            open_[row["topic"]],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.unserved, -line.sent, line.topic))


def by_month(zone: str, today: dt.date, *, topic: str = "") -> list[Month]:
    """Return the last twelve months, this one last."""
    firsts = [_month_before(today, back) for back in reversed(range(MONTHS))]
    found = Need.objects.filter(zone=zone, submitted_at__date__gte=firsts[0])
    if topic:
        found = found.filter(topic=topic)
    sent = Counter(_firsts(found.ever_sent().values_list("submitted_at", flat=True)))
    open_ = Counter(_firsts(found.unserved().values_list("submitted_at", flat=True)))
    return [Month(first, sent[first], open_[first]) for first in firsts]


def unserved(zone: str) -> list[Need]:
    """Return the needs nothing serves, the latest first."""
    return list(Need.objects.filter(zone=zone).unserved().select_related("party"))


def clusters(zone: str) -> list[Cluster]:
    """Return what the unserved needs name, most named first; a need may name several things."""
    named: dict[str, list[Need]] = defaultdict(list)
    for need in unserved(zone):
        for term in [term for term in need.terms if term in terms()] or [""]:
            named[term].append(need)
    found = [_cluster(term, needs) for term, needs in named.items()]
    return sorted(found, key=lambda cluster: (-cluster.needs, -cluster.firms, cluster.label.zh))


def usefulness(zone: str) -> list[Useful]:
    """Return the suggestions that were shown, most shown first."""
    rows = Suggested.objects.filter(need__zone=zone).order_by().values("key").annotate(
        shown=Count("pk"), yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False)),
    )  # fmt: skip
    found = [Useful(row["key"], row["shown"], row["yes"], row["no"]) for row in rows]
    return sorted(found, key=lambda one: (-one.shown, -one.helpful, one.key))


def topic_label(topic: str) -> Text:
    """Return a topic in words."""
    return topics().get(topic, Text(topic, topic))


def _cluster(term: str, needs: list[Need]) -> Cluster:
    label = terms()[term].label if term else Text("说法不在词表里", "Words that are in no table")
    topic = topic_label(terms()[term].topic if term else "other")
    return Cluster(label, topic, len(needs), len({need.party_id for need in needs}), tuple(needs[:EXAMPLES]))


def _firsts(moments: Iterable[dt.datetime | None]) -> Iterable[dt.date]:
    return (timezone.localtime(moment).date().replace(day=1) for moment in moments if moment)


def _month_before(today: dt.date, back: int) -> dt.date:
    number = today.year * 12 + today.month - 1 - back
    return dt.date(number // 12, number % 12 + 1, 1)
