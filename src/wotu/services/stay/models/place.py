"""Who sleeps in which bed, and which beds nobody can sleep in."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from wotu.services.stay.models.room import Bed, Room
from wotu.services.stay.models.stay import Stay


class Place(models.Model):
    """A bed given to a stay (床位分配) from `starts` to before `ends`. After a move the first place stays.

    A family room is a row for each of its beds. Two rows of a bed never share a night: the database
    refuses it, without btree_gist, by the range that holds the bed's key alone.
    """

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="places")
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="places")
    starts = models.DateField()
    ends = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts", "bed"]
        indexes = [models.Index(fields=["starts", "ends"], name="stay_place_nights")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="stay_place_forward",
                violation_error_message="床位分配要至少一晚。A bed is given for one night at least.",
            ),
            ExclusionConstraint(
                name="stay_place_one_in_a_bed",
                expressions=[
                    (Func(F("bed"), F("bed"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func(F("starts"), F("ends"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这张床这些晚上已经有人住。"
                "Somebody sleeps in this bed on these nights.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.bed_id} {self.starts}–{self.ends}"


class Upkeep(models.Model):
    """A bed, or all beds of a room, out of use (维修) from `starts` to before `ends`."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="upkeeps")
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, null=True, blank=True, related_name="upkeeps")
    starts = models.DateField()
    ends = models.DateField()
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts", "room"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) & ~Q(why=""), name="stay_upkeep_forward",
                violation_error_message="维修要有起止日期和原因。"
                "Upkeep has a beginning, an end and a reason.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.room_id} {self.starts}–{self.ends}"
