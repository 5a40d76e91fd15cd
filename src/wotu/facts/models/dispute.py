"""A dispute (异议): a firm says that something on record about it is wrong."""

from django.db import models
from django.db.models import Q

from wotu.facts.models.entry import FactEntry
from wotu.facts.models.evidence import Evidence
from wotu.parties.models import Party

STATES = ("open", "accepted", "rejected", "taken_back")


class Dispute(models.Model):
    """One entry a firm holds to be wrong: why, what it should say, and what the desk answered.

    `party` is the enterprise, `value` what the firm says instead, in the fact's own form, if anything;
    `correction` the entry that followed.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="disputes")
    entry = models.ForeignKey(FactEntry, on_delete=models.PROTECT, related_name="disputes")
    value = models.TextField(blank=True)
    reason = models.TextField()
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    state = models.CharField(max_length=10, default="open")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    correction = models.ForeignKey(
        FactEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="follows_from"
    )

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="dispute_has_a_reason",
                violation_error_message="请写明为什么有异议。Say why it is disputed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="dispute_state_known",
                violation_error_message="没有这种状态。Not a state of a dispute.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "taken_back"]) | ~Q(answer=""),
                name="dispute_answered_with_words",
                violation_error_message="答复要写明理由。An answer needs a reason.",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state="open"), name="dispute_open_once",
                violation_error_message="这一条已经提出异议，正在处理。This entry is disputed already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.entry} · {self.state}"
