"""Public notice of an award, and objections to it."""

from django.db import models
from django.db.models import F, Q

from wotu.cases.models.case import Case
from wotu.facts.models import Evidence


class Notice(models.Model):
    """An award is made public (公示) from `since` until the end of `until`, for anybody to object."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    round = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "case"]
        indexes = [models.Index(fields=["until"], condition=Q(ended_at=None), name="notice_running")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"], name="notice_once_a_round",
                violation_error_message="每轮只公示一次。One notice a round.",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="notice_forward",
                violation_error_message="公示截止不能早于开始。A notice ends after it begins.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.since}"


class Objection(models.Model):
    """An objection to an award (异议): in writing, signed with a name and a way to reach them, with evidence.

    Who objected is known to the officials who deal with it, never to the firm or the public.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections")
    name = models.CharField(max_length=100)
    contact = models.CharField(max_length=200)
    text = models.TextField(max_length=2000)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    sustained = models.BooleanField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(contact="") & ~Q(text=""), name="objection_signed",
                violation_error_message="异议要写明理由，署真实姓名并留联系方式。"
                "An objection says why, and is signed with a name and a way to reach you.",
            ),
            models.CheckConstraint(
                condition=Q(sustained=None) | ~Q(answer=""), name="objection_answered_with_reasons",
                violation_error_message="答复异议要写明理由。The answer to an objection gives reasons.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:40]
