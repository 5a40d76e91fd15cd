"""The audit trail, and the chain that seals it."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

HEX = r"^[0-9a-f]{64}$"
"""A SHA-256 digest."""


class AuditEntry(models.Model):
    """One write: which verb, about what, by whom, when. Entries never change."""

    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["about", "at"], name="audit_about_at"),
            models.Index(fields=["verb", "at"], name="audit_verb_at"),
            models.Index(KeyTextTransform("zone", "detail"), "id", name="audit_zone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(verb=""),
                name="audit_says_who_and_what",
                violation_error_message="审计记录必须写明谁、做了什么。An audit entry says who did what.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.verb} {self.about}"


class Unsealed(models.Model):
    """An entry that waits for its link. The database writes it with the entry, in the same transaction.

    So whatever commits is found, however late it does and whatever its number is.
    """

    entry = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry)


class AuditLink(models.Model):
    """A link of the chain: `digest` is the SHA-256 of the link before it and of the entry.

    `seq` counts from 1 without gaps, in the order entries were sealed. Links never change.
    """

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seq__gte=1) & Q(digest__regex=HEX), name="audit_link_shape",
                violation_error_message="链条的一环要有序号和摘要。A link has its number and a digest.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:12]}"


class DayDigest(models.Model):
    """The end of the chain when a day was over (每日摘要): published, so that anybody can keep it.

    `count` entries were sealed since the digest before; `seq` and `digest` are the last link's. It never
    changes.
    """

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField()
    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seq__gte=1) & Q(digest__regex=HEX), name="audit_day_shape",
                violation_error_message="每日摘要要有序号和摘要。A day's digest has a number and a digest.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day}:{self.digest}"
