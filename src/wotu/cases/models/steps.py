"""What happens to a case: its steps, its events, and the one correction it may be sent back for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from wotu.cases.models.case import Case

EVENTS = [
    ("offered", "发起 Offered"),
    ("filed", "提交 Filed"),
    ("confirmed", "企业确认 Confirmed by the firm"),
    ("accepted", "受理 Accepted"),
    ("not_accepted", "不予受理 Not accepted"),
    ("correction_asked", "要求补正 Correction asked for"),
    ("corrected", "补正提交 Corrected"),
    ("step_opened", "环节开始 Step opened"),
    ("step_done", "环节办结 Step done"),
    ("experts_asked", "送专家评审 Sent to experts"),
    ("experts_done", "专家意见收回 Experts answered"),
    ("transferred", "转办 Passed on"),
    ("rebased", "改用新文本 Moved to another text"),
    ("decided", "作出决定 Decided"),
    ("notice_begun", "公示开始 Notice begun"),
    ("objected", "收到异议 Objection received"),
    ("objection_answered", "异议答复 Objection answered"),
    ("notice_ended", "公示结束 Notice ended"),
    ("appealed", "申请复核 Appealed"),
    ("appeal_decided", "复核决定 Appeal decided"),
    ("paid", "拨付 Paid"),
    ("delivered", "交付 Delivered"),
    ("withdrawn", "撤回 Withdrawn"),
    ("declined", "放弃 Declined"),
    ("revoked", "撤销 Revoked"),
    ("unfunded", "未分得额度 Nothing granted"),
    ("reminded", "催办 Reminded"),
    ("escalated", "督办 Escalated"),
    ("noted", "其他 Noted"),
]


class CaseStep(models.Model):
    """A step of a case's flow that was reached: whose it is, since when, and what came of it.

    `round` tells a step taken again (after an appeal) from the first time. `due` caches its deadline.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField(default=1)
    does = models.CharField(max_length=12)
    office = models.CharField(max_length=10)
    department = models.SlugField(max_length=60)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    opinion = models.TextField(max_length=2000, blank=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["case", "opened_at", "id"]
        indexes = [
            models.Index(fields=["department", "due"], condition=Q(done_at=None), name="case_step_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "round"], name="case_step_once",
                violation_error_message="每个环节每轮只办一次。A step is taken once a round.",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | Q(done_at__isnull=False) & ~Q(outcome="") & ~Q(by=""),
                name="case_step_done_by_somebody",
                violation_error_message="办结的环节要写明结果和经办人。"
                "A step done says what came of it and by whom.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class CaseEvent(models.Model):
    """Something that happened to a case. Never altered, never deleted; deadlines follow from these alone.

    The order they were written in counts, by `id`: whoever writes holds the case locked, while clocks differ.
    `for_firm`: the applicant sees it. `text` is what somebody wrote, `detail` what a program needs.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=EVENTS)
    step = models.CharField(max_length=60, blank=True)
    department = models.SlugField(max_length=60, blank=True)
    by = models.CharField(max_length=200)
    for_firm = models.BooleanField(default=True)
    text = models.TextField(max_length=2000, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "id"], name="case_event_order"),
            models.Index(KT("detail__code"), name="case_event_code", condition=Q(detail__has_key="code")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[name for name, _ in EVENTS]), name="case_event_kind_known",
                violation_error_message="没有这种事件。Not a kind of event.",
            ),
            models.UniqueConstraint(
                "case", "step", "kind", KT("detail__due"), condition=Q(kind__in=("reminded", "escalated")),
                name="case_event_said_once",
                violation_error_message="同一期限只催办、督办一次。A deadline is reminded of once.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Correction(models.Model):
    """What a firm was asked to correct (一次性补正): once a case, every reason at once, the clock stopped."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="correction")
    reasons = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons=[]), name="correction_has_reasons",
                violation_error_message="补正要一次写明全部理由。A correction gives every reason at once.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id}"
