"""Standing: what a person may act as, from one day to another. Never a shared account."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.parties.models.party import Party

MEMBERS = [
    ("owner", "负责人 Owner"),
    ("clerk", "经办人 Clerk"),
    ("viewer", "查看人 Viewer"),
]


def held_on(day: dt.date) -> Q:
    """Return the question which standings hold on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


class Standing(models.Model):
    """A role held by a person; `until` is the first day it no longer holds.

    It is ended, not deleted: who could act when is part of the record.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the role holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def held_forward(name: str) -> models.CheckConstraint:
    """Return the constraint every standing has: it ends after it began."""
    return models.CheckConstraint(
        condition=Q(until=None) | Q(until__gte=F("since")), name=name,
        violation_error_message="结束日期不能早于开始日期。The end cannot come before the beginning.",
    )  # fmt: skip


class Membership(Standing):
    """A person who acts for an enterprise; or a talent (人才), who acts for their own person's record."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            held_forward("membership_forward"),
            models.CheckConstraint(
                condition=Q(role__in=[name for name, _ in MEMBERS]), name="membership_role_known",
                violation_error_message="角色只能是负责人、经办人或查看人。Not a role of a member.",
            ),
            models.UniqueConstraint(
                fields=["user", "party"], condition=Q(until=None), name="membership_open_once",
                violation_error_message="此人已经是成员。This person is a member already.",
            ),
        ]  # fmt: skip
