"""Chain leaders an official confirmed, and the plan for each of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wotu.industry.models.chain import Chain
from wotu.industry.models.enterprise import Enterprise

LEADER_STATES = [
    ("confirmed", "已确认 Confirmed"),
    ("rejected", "不予确认 Not confirmed"),
    ("ended", "已退出 Ended"),
]


class Leader(models.Model):
    """A chain leader (链主) as an official decided on it, with the plan for it (一企一策).

    `reasons` is what spoke for it at that moment: score, parts, places by size and by ties. A proposal nobody
    decided on is worked out anew each time and stands in no table. `before` is the decision it replaced,
    which undoing brings back; None where it was the first, empty once it was taken back.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="leaders")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="leads_chains")
    state = models.CharField(max_length=10, choices=LEADER_STATES)
    reasons = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField(null=True, blank=True)
    goals = models.TextField(max_length=2000, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["chain", "-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "enterprise"], name="leader_decided_once",
                violation_error_message="已对这家企业作出决定。This firm was decided on already.",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed") | ~Q(why=""), name="leader_not_says_why",
                violation_error_message="不予确认或退出要写明原因。Say why it is no leader, or no longer.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise_id} leads {self.chain_id}"


class PlanStep(models.Model):
    """One step of the plan for a chain leader: what, by whom, by when, and when it was done."""

    leader = models.ForeignKey(Leader, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=300)
    measure = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""), name="plan_step_says_what",
                violation_error_message="请写明要做什么。Say what is to be done.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what
