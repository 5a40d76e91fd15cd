"""A stay: somebody's nights, from the application to the day they leave."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from wotu.cases.models import Case
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.services.stay.models.room import Site
from wotu.services.stay.station import GUESTS, ROOM_KINDS

STATES: dict[str, Text] = {
    "applied": Text("待审核", "Being decided"),
    "waiting": Text("轮候中", "On the waiting list"),
    "offered": Text("有床位，待确认", "Nights offered, to be confirmed"),
    "promised": Text("已保留床位", "Nights promised"),
    "here": Text("在住", "Staying"),
    "over": Text("已退房", "Left"),
    "lapsed": Text("未到店，床位已释放", "Did not come, bed given up"),
    "given_up": Text("已取消", "Given up"),
}
LIVE = ("applied", "waiting", "offered", "promised", "here")
"""States in which somebody has nights, or may still get them."""
HOLDING = ("offered", "promised", "here")
"""States in which nights are held in the ledger."""


class StayQuerySet(models.QuerySet["Stay"]):
    """Questions about stays."""

    def live(self) -> Self:
        """Keep those that have nights or may get them."""
        return self.filter(state__in=LIVE)

    def holding(self) -> Self:
        """Keep those whose nights are held."""
        return self.filter(state__in=HOLDING)

    def over_nights(self, starts: dt.date, ends: dt.date) -> Self:
        """Keep those with a night from `starts` until before `ends`."""
        return self.filter(starts__lt=ends, ends__gt=starts)


class Stay(models.Model):
    """A stay (入住): nights from `starts` to before `ends` in rooms of a kind, for one person.

    `site` and `guests` are of the pool the nights are held in, once they are; `suits` whom the room must
    take. `beds` is how many beds each night takes of the pool: all of a family room. The first
    `free_nights` are free. Nights before `slept_until` are used in the ledger.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="stay")
    zone = models.CharField(max_length=60)
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="stays")
    kind = models.CharField(max_length=8, choices=[(kind, str(text)) for kind, text in ROOM_KINDS.items()])
    suits = models.CharField(max_length=6, default="any")
    wants_site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    along = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField()
    ends = models.DateField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="stays")
    guests = models.CharField(max_length=6, default="any")
    beds = models.PositiveSmallIntegerField(default=1)
    free_nights = models.PositiveIntegerField(default=0)
    slept_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=[(state, str(text)) for state, text in STATES.items()])
    since = models.DateTimeField()
    confirm_by = models.DateTimeField(null=True, blank=True)
    arrive_by = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    excuse = models.CharField(max_length=500, blank=True)
    commissioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        indexes = [
            models.Index(fields=["zone", "state", "starts"], name="stay_of_zone"),
            models.Index(fields=["zone", "since"], condition=Q(state="waiting"), name="stay_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)) & Q(kind__in=list(ROOM_KINDS))
                & Q(suits__in=list(GUESTS)) & Q(guests__in=list(GUESTS)),
                name="stay_known",
                violation_error_message="没有这种入住状态或房型。Not a state or a room of a stay.",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) & Q(beds__gt=0), name="stay_forward",
                violation_error_message="退房日期要晚于入住日期。The stay ends after it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HOLDING) | Q(site__isnull=False), name="stay_somewhere",
                violation_error_message="保留的床位要落到驿站点。Promised nights are at a site.",
            ),
            models.CheckConstraint(
                condition=(~Q(state="here") | Q(arrived_at__isnull=False, left_at=None))
                & (~Q(state="over") | Q(left_at__isnull=False)),
                name="stay_comes_and_goes",
                violation_error_message="在住要有入住时间，退房要有退房时间。"
                "Who is here has arrived, who is over has left.",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(confirm_by__isnull=False), name="stay_offer_ends",
                violation_error_message="待确认的床位要有确认期限。"
                "Nights offered are to be confirmed by a time.",
            ),
            ExclusionConstraint(
                name="stay_one_at_a_time",
                expressions=[
                    (
                        Func(F("person"), F("person"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("starts"), F("ends"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=LIVE),
                violation_error_message="同一人同一晚只能有一次入住。One stay a person and night.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts}–{self.ends}"

    @property
    def nights(self) -> int:
        """How many nights it has."""
        return (self.ends - self.starts).days

    @property
    def paid_nights(self) -> int:
        """How many of them have a price."""
        return max(0, self.nights - self.free_nights)

    @property
    def arrived_on(self) -> dt.date | None:
        """The day they came, where the site is."""
        return timezone.localtime(self.arrived_at).date() if self.arrived_at else None

    @property
    def label(self) -> Text:
        """The state in words."""
        return STATES[self.state]

    @property
    def room_label(self) -> Text:
        """The kind of room in words."""
        return ROOM_KINDS[self.kind]  # type: ignore[index]  # the database allows nothing else
