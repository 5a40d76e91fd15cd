"""What there is: sites, their rooms, the beds in them. They come from the pack and are never removed."""

from django.db import models
from django.db.models import Q

from wotu.rules.text import Text
from wotu.services.stay.station import GUESTS, ROOM_KINDS


class Site(models.Model):
    """A site of a zone's talent station (驿站点). Locked by whoever puts people into its beds."""

    zone = models.CharField(max_length=60)
    slug = models.SlugField(max_length=40)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    address_zh = models.CharField(max_length=200)
    address_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["zone", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "slug"], name="stay_site_once",
                violation_error_message="这个驿站点已经登记。This site is registered already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_zh, self.name_en)

    @property
    def address(self) -> Text:
        """Where it is, in both languages."""
        return Text(self.address_zh, self.address_en)


class Room(models.Model):
    """A room. `kind` says how it is given: bed by bed, or whole. `guests` whom a room takes."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=10)
    kind = models.CharField(max_length=8, choices=[(kind, str(text)) for kind, text in ROOM_KINDS.items()])
    guests = models.CharField(
        max_length=6, default="any", choices=[(guests, str(text)) for guests, text in GUESTS.items()]
    )

    class Meta:
        ordering = ["site", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number"], name="stay_room_once",
                violation_error_message="这个房间已经登记。This room is registered already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ROOM_KINDS)) & Q(guests__in=list(GUESTS)), name="stay_room_known",
                violation_error_message="没有这种房型。Not a kind of room.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> Text:
        """The kind of room in both languages."""
        return ROOM_KINDS[self.kind]  # type: ignore[index]  # the database allows nothing else


class Bed(models.Model):
    """A bed of a room, numbered from 1."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="beds")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["room__site", "room__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "number"], name="stay_bed_once",
                violation_error_message="这张床已经登记。This bed is registered already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.room.number}-{self.number}"
