"""Each firm at a glance: what the list of firms sorts and filters by."""

from django.db import models
from django.db.models import Q

from wotu.parties.models import Party


class Glance(models.Model):
    """How one firm stood when it was last looked at. Made from facts, and made again at will.

    `certain` and `possible` are in fen: the money that is sure, and the most that answers may add.
    `section` is the letter of GB/T 4754, `size_class` large, medium, small or micro; both empty where
    unknown. `seen_to` is the last fact entry that was taken into account.
    """

    party = models.OneToOneField(Party, on_delete=models.CASCADE, primary_key=True, related_name="glance")
    zone = models.CharField(max_length=60)
    on = models.DateField()
    section = models.CharField(max_length=2, blank=True)
    size_class = models.CharField(max_length=10, blank=True)
    entitled = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    not_entitled = models.PositiveIntegerField()
    questions = models.PositiveIntegerField()
    certain = models.BigIntegerField()
    possible = models.BigIntegerField()
    seen_to = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["zone", "certain"], name="glance_zone_certain"),
            models.Index(fields=["zone", "section", "size_class"], name="glance_zone_section"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(certain__gte=0) & Q(possible__gte=0), name="glance_not_negative",
                violation_error_message="金额不能是负数。An amount cannot be negative.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party_id}: {self.entitled}/{self.unknown}/{self.not_entitled}"
