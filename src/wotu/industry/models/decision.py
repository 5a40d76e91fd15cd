"""What officials decided about claims, so that it can be taken back."""

from django.db import models

DECISIONS = [
    ("confirm", "确认 Confirmed"),
    ("reject", "否定 Rejected"),
    ("reopen", "重新打开 Reopened"),
]


class ClaimDecision(models.Model):
    """One decision (认定) about one claim or many; `before` is what undoing it brings back.

    `before` maps the claim's id as text to [state, reason, when decided or null, id of who decided or null,
    what it said]. A claim that was corrected since says something else, and the decision is not brought back.
    """

    zone = models.CharField(max_length=60)
    verb = models.CharField(max_length=10, choices=DECISIONS)
    label = models.CharField(max_length=450)
    before = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["zone", "-at"], name="claim_decision_latest")]

    def __str__(self) -> str:
        return self.label
