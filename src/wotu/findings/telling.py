"""Telling people what is new: the members of a firm, and a zone's officials. Each change once."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from wotu.findings import words
from wotu.findings.changes import TOLD
from wotu.findings.models import Change, CheckedFirm, ToldZone
from wotu.inbox.verbs import Line, tell
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Membership, Party, held_on
from wotu.rules.text import Text

TOLD_OFFICES = ("clerk", "reviewer", "zone_admin")
"""Officials who answer firms, and are told how the firms' answers change."""
MOST_LINES = 30
BEFORE_HELD = frozenset({"grew", "shrank", "amount", "lost", "opened"})
AFTER_HELD = frozenset({"entitled", "grew", "shrank", "amount", "opened"})


@dataclass(frozen=True)
class News:
    """What the changes of one measure for one subject come to."""

    change: Change
    kind: str


def news(changes: Iterable[Change]) -> list[News]:
    """Return what a row of changes, the oldest first, comes to: what came and went meanwhile is no news."""
    by_place: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in changes:
        by_place[change.subject_id, change.measure].append(change)
    found = [(mine, _net(mine)) for mine in by_place.values()]
    return [News(_spanning(mine), kind) for mine, kind in found if kind in TOLD]


def _net(changes: Sequence[Change]) -> str | None:
    first, last = changes[0], changes[-1]
    before, after = first.kind in BEFORE_HELD, last.kind in AFTER_HELD
    if before != after:
        return "entitled" if after else "lost"
    if not after:
        return None
    was, now = (first.before_low, first.before_high), (last.after_low, last.after_high)
    if was != now:
        if None in was or None in now:
            return "amount"
        return "grew" if (now[1], now[0]) > (was[1], was[0]) else "shrank"
    return "opened" if any(change.kind == "opened" for change in changes) else None


def _spanning(changes: Sequence[Change]) -> Change:
    """Return one change, not on record, from before the first to after the last."""
    first, last = changes[0], changes[-1]
    if first is last:
        return first
    spanning = copy(last)
    spanning.before = first.before
    spanning.before_low, spanning.before_high = first.before_low, first.before_high
    return spanning


def tell_firms(*, zone: Zone, on: dt.date, by: str, now: dt.datetime) -> int:
    """Tell the members of a zone's firms, and its talents, what changed since they were last told.

    A firm's changes become one message. Messages and the note how far was told are one transaction, so a
    stop in the middle tells nobody twice. Returns how many messages were put into inboxes.
    """
    latest = Change.objects.filter(enterprise=OuterRef("pk")).order_by("-id").values("id")[:1]
    behind: QuerySet[CheckedFirm] = CheckedFirm.objects.filter(zone=zone.id)
    behind = behind.annotate(last=Subquery(latest)).filter(last__gt=F("told"))
    listeners = _listeners(zone, on)
    told = 0
    voice = _Voice(zone, on, by, now)
    for key in sorted(set(behind.values_list("pk", flat=True)) & listeners.keys()):
        told += voice.tell_firm(key, listeners[key])
    unheard = CheckedFirm.objects.filter(zone=zone.id).exclude(pk__in=listeners.keys())
    unheard.annotate(last=Subquery(latest)).filter(last__gt=F("told")).update(told=Subquery(latest))
    return told


Listeners = dict[int, dict[int, set[int]]]
"""By enterprise: the people who listen, by the party they act for."""


def _listeners(zone: Zone, on: dt.date) -> Listeners:
    found: Listeners = defaultdict(lambda: defaultdict(set))
    rows = Membership.objects.filter(held_on(on), party__zone=zone.id)
    for party, owner, user in rows.values_list("party", "party__owner", "user"):
        found[owner or party][party].add(user)
    return found


@dataclass(frozen=True)
class _Voice:
    """Whoever tells firms, when."""

    zone: Zone
    on: dt.date
    by: str
    now: dt.datetime

    def tell_firm(self, key: int, listeners: dict[int, set[int]]) -> int:
        told = 0
        with transaction.atomic():
            firm = CheckedFirm.objects.select_for_update().get(pk=key)
            changes = list(
                Change.objects.filter(enterprise=key, id__gt=firm.told)
                .select_related("subject", "enterprise")
                .order_by("id")
            )
            if not changes:
                return 0
            found = news(changes)
            for party, users in listeners.items():
                mine = [one for one in found if party in (key, one.change.subject_id)]
                if mine:
                    told += self._tell(mine, changes[-1].pk, users, personal=party != key)
            CheckedFirm.objects.filter(pk=key).update(told=changes[-1].pk)
        return told

    def _tell(self, found: list[News], last: int, users: set[int], *, personal: bool) -> int:
        """Tell a firm's members; or a talent, who has no pages of the firm to look at."""
        enterprise = found[0].change.enterprise
        whom = found[0].change.subject if personal else enterprise
        lines = []
        for one in found[:MOST_LINES]:
            own = reverse("portal:talent", args=[whom.slug])
            link = own if personal else _link(self.zone, enterprise, one)
            lines.append(Line(words.in_words(self.zone, one.change, one.kind, self.on), link))
        return tell(
            users=users, key=f"findings:{whom.slug}:{last}", whom=whom.name,
            title=words.headline((one.kind for one in found), words.PERSON if personal else words.FIRM),
            link=lines[0].link if personal else reverse("portal:entitlements", args=[enterprise.slug]),
            lines=lines, about=enterprise.slug, by=self.by, now=self.now,
        )  # fmt: skip


def _link(zone: Zone, enterprise: Party, one: News) -> str:
    """Lead to the reason behind the answer, or to the measure where the answer is another text's."""
    measure = zone.packs.measures.get(one.change.measure)
    if one.kind == "lost" and (measure is None or len(measure.versions) > 1 or not one.change.after):
        return reverse("portal:measure", args=[one.change.measure])
    return reverse("portal:why", args=[enterprise.slug, one.change.version, one.change.subject.slug])


def tell_officials(*, zone: Zone, on: dt.date, by: str, now: dt.datetime) -> int:
    """Tell the officials who answer firms, in one message, what changed in the zone since the last one."""
    with transaction.atomic():
        ToldZone.objects.get_or_create(zone=zone.id)
        state = ToldZone.objects.select_for_update().get(zone=zone.id)
        changes = list(Change.objects.filter(zone=zone.id, id__gt=state.told).order_by("id"))
        if not changes:
            return 0
        last = changes[-1].pk
        ToldZone.objects.filter(pk=zone.id).update(told=last)
        found = news(changes)
        if not found:
            return 0
        firms = len({one.change.enterprise_id for one in found})
        return tell(
            users=_officials(zone, on), key=f"matching:{zone.id}:{last}", whom=zone.pack.zone.zh,
            title=Text(
                f"{firms}家企业的政策享受情况有变化",
                f"{firms} {'firm has' if firms == 1 else 'firms have'} new answers",
            ),
            link=reverse("desk:matching:home", args=[zone.id]), lines=_summaries(zone, found),
            about=zone.id, by=by, now=now,
        )  # fmt: skip


def _summaries(zone: Zone, found: list[News]) -> list[Line]:
    """Return a line for each measure, the most changed first."""
    by_measure: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        by_measure[one.change.measure][one.kind] += 1
    order = sorted(by_measure.items(), key=lambda pair: -pair[1].total())
    return [
        Line(_summary(zone, measure, kinds), reverse("portal:measure", args=[measure]))
        for measure, kinds in order[:MOST_LINES]
    ]


def _summary(zone: Zone, measure: str, kinds: Counter[str]) -> Text:
    title = words.title_of(zone, measure)
    parts = [(words.KINDS[kind], number) for kind, number in kinds.most_common()]
    zh = "，".join(f"{label.zh}{number}" for label, number in parts)
    en = ", ".join(f"{label.en.lower()} {number}" for label, number in parts)
    return Text(f"{title.zh}：{zh}", f"{title.en}: {en}")


def _officials(zone: Zone, on: dt.date) -> set[int]:
    rows = Appointment.objects.filter(held_on(on), department__zone=zone.id, role__in=TOLD_OFFICES)
    return set(rows.values_list("user", flat=True))
