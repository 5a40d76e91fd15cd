"""Decisions, with their reasons, and appeals against them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.cases.models.case import Case

OUTCOMES = [("approved", "批准 Approved"), ("refused", "不予批准 Refused")]
AGAINST = [("decision", "对决定 Against the decision"), ("revocation", "对撤销 Against its revocation")]


class Decision(models.Model):
    """What was decided about a case (决定), and why. Never altered; an appeal brings another round.

    `reasons` is the explanation as it stood: title, clause, source, every condition with its answer in both
    languages, the amount line by line. `code` is what anyone can check the letter by.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    amount = models.BigIntegerField(null=True, blank=True)
    reasons = models.JSONField()
    text = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    is_automatic = models.BooleanField(default=False)
    code = models.CharField(max_length=20)

    class Meta:
        ordering = ["case", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"], name="decision_once_a_round",
                violation_error_message="每轮只作一次决定。One decision a round.",
            ),
            models.UniqueConstraint(
                fields=["code"], name="decision_code_once",
                violation_error_message="核验码重复，请再试一次。Try once more.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved") | ~Q(text=""), name="decision_refusal_says_why",
                violation_error_message="不予批准要写明理由。A refusal says why.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"


class Appeal(models.Model):
    """A firm asks for a decision to be looked at again (复核), by somebody else than whoever made it.

    A decision may be appealed once, and once more when its award is taken back: that is decided later.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    against = models.CharField(max_length=10, choices=AGAINST, default="decision")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "against"], name="appeal_once",
                violation_error_message="已经申请过复核。This is appealed already.",
            ),
            models.CheckConstraint(
                condition=Q(against__in=[name for name, _ in AGAINST]), name="appeal_against_known",
                violation_error_message="没有这种复核。Not a kind of appeal.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="appeal_says_why",
                violation_error_message="请写明复核的理由。Say why the decision should be looked at again.",
            ),
            models.CheckConstraint(
                condition=Q(upheld=None) | (~Q(answer="") & Q(answered_at__gte=F("at"))),
                name="appeal_answered_with_reasons",
                violation_error_message="复核决定要写明理由。The answer to an appeal gives reasons.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.decision_id}"
