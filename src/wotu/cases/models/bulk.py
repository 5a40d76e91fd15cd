"""Bulk runs: a measure offered to everybody who is entitled to it."""

from django.db import models
from django.db.models import F, Q

from wotu.parties.models import Party

RUN_STATES = [
    ("waiting", "等待 Waiting"),
    ("running", "进行中 Running"),
    ("done", "已完成 Done"),
    ("stopped", "已中止 Stopped"),
]
RESULTS = [
    ("offered", "已发起 Offered"),
    ("had", "已有办件 Had one"),
    ("refused", "不能发起 Not offered"),
]


class BulkRun(models.Model):
    """One run that offers a measure to every subject entitled to it (免申即享批量发起).

    `found` is how many were entitled when it began. A run that a stop cut short is taken up again where it
    was: its items say who has been seen to.
    """

    zone = models.CharField(max_length=60)
    measure = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=RUN_STATES, default="waiting")
    by = models.CharField(max_length=200)
    on = models.DateField()
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["zone", "-asked_at"], name="bulk_run_zone")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in RUN_STATES]), name="bulk_run_state_known",
                violation_error_message="没有这种状态。Not a state of a run.",
            ),
            models.UniqueConstraint(
                fields=["zone", "measure"], condition=Q(state__in=("waiting", "running")),
                name="bulk_run_once_at_a_time",
                violation_error_message="这项措施正在批量发起。This measure is being offered already.",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("asked_at")), name="bulk_run_forward",
                violation_error_message="完成不能早于发起。A run ends after it was asked for.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} {self.state}"


class BulkItem(models.Model):
    """What came of one subject in a bulk run; `why` in both languages where nothing was offered."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    subject = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=8, choices=RESULTS)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why_zh = models.TextField(max_length=2000, blank=True)
    why_en = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["run", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "subject"], name="bulk_item_once",
                violation_error_message="每个主体每次只办一次。One item a subject and run.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=[name for name, _ in RESULTS]), name="bulk_item_result_known",
                violation_error_message="没有这种结果。Not a result.",
            ),
            models.CheckConstraint(
                condition=Q(result="refused") ^ Q(why_zh="", why_en=""), name="bulk_item_says_why",
                violation_error_message="没有发起的要写明理由。What is not offered says why.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subject_id} {self.result}"
