"""A case: one measure, one subject, from filing to delivery."""

import datetime as dt
from typing import Literal, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wotu.cases.models.payee import Payee
from wotu.measures.models import Pin
from wotu.parties.models import Party

State = Literal[
    "offered", "filed", "open", "approved", "delivered", "refused", "not_accepted", "withdrawn",
    "declined", "revoked", "unfunded",
]  # fmt: skip
STATES = [
    ("offered", "待企业确认 Waits for the firm"),
    ("filed", "待受理 Waits for acceptance"),
    ("open", "办理中 In process"),
    ("approved", "已批准，兑现中 Approved, being delivered"),
    ("delivered", "已兑现 Delivered"),
    ("refused", "不予批准 Refused"),
    ("not_accepted", "不予受理 Not accepted"),
    ("withdrawn", "已撤回 Withdrawn"),
    ("declined", "企业放弃 Declined by the firm"),
    ("revoked", "已撤销 Revoked"),
    ("unfunded", "已批准，未分得额度 Approved, but nothing was left to grant"),
]
LIVE = ("offered", "filed", "open", "approved", "delivered")
"""States of a case that takes its measure's place: nobody gets the same thing twice."""
UNDECIDED = ("offered", "filed", "open")
WAITING = (*UNDECIDED, "approved")
"""States in which somebody still has something to do; every other is one of `OVER`."""
OVER = ("delivered", "refused", "not_accepted", "withdrawn", "declined", "revoked", "unfunded")
ORIGINS = [
    ("firm", "企业申报 Filed by the firm"),
    ("bulk", "免申即享批量发起 Offered to all entitled"),
    ("handled", "帮办代办 Filed by an official for the firm"),
]


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about cases."""

    def with_pin(self) -> Self:
        """Bring the pin along, without the texts of whole packs: `measures.pins` alone reads those."""
        return self.select_related("pin").defer("pin__files")


class Case(models.Model):
    """A case (办件). `pin` and `version` are the text it was filed under, `on` its rule's date.

    `period` is what may be had once: a year, or "life". Amounts are in the smallest unit of `unit` (a type
    of benefit); `low` and `high` as computed at filing, `amount` as decided. `state`, `round`, `due` and
    `is_stopped` cache what follows from the events: `due` is the first day something of the case is due,
    `is_stopped` says that the time of the whole stands still. `data` holds what the kind of service asked
    for.
    """

    zone = models.CharField(max_length=60)
    service = models.CharField(max_length=30)
    measure = models.CharField(max_length=120)
    version = models.CharField(max_length=160)
    pin = models.ForeignKey(Pin, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    enterprise = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cases")
    subject = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=10)
    origin = models.CharField(max_length=8, choices=ORIGINS)
    state = models.CharField(max_length=12, choices=STATES)
    department = models.SlugField(max_length=60)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.CharField(max_length=20)
    low = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    is_stopped = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["zone", "state", "due"], name="case_queue"),
            models.Index(fields=["zone", "measure", "state"], name="case_of_measure"),
            models.Index(fields=["enterprise", "-made_at"], name="case_of_enterprise"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in STATES]), name="case_state_known",
                violation_error_message="办件没有这种状态。Not a state of a case.",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[name for name, _ in ORIGINS]), name="case_origin_known",
                violation_error_message="办件没有这种来源。Not an origin of a case.",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="case_range_forward",
                violation_error_message="金额下限不能高于上限。The least cannot exceed the most.",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="case_amount_not_negative",
                violation_error_message="核定数额不能为负。An award is not negative.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "delivered", "refused", "revoked", "unfunded"))
                | Q(decided_at__isnull=False),
                name="case_decided_when",
                violation_error_message="决定要有时间。A decision has its time.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OVER) | Q(closed_at__isnull=False), name="case_closed_when",
                violation_error_message="办结要有时间。A closed case has its time.",
            ),
            models.UniqueConstraint(
                fields=["subject", "measure", "period"], condition=Q(state__in=LIVE), name="case_once",
                violation_error_message="同一主体、同一措施、同一期间已有办件，不能重复申报。"
                "There is a case for this subject, measure and period already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.measure}"

    @property
    def number(self) -> str:
        """The number people quote (办件编号): the year and a running number."""
        return f"{timezone.localtime(self.made_at):%Y}-{self.pk:06d}"

    @property
    def about(self) -> str:
        """How the audit trail and the ledger name the case."""
        return f"case:{self.pk}"

    @property
    def decided_on(self) -> dt.date | None:
        """The day of the decision where the zone is."""
        return timezone.localtime(self.decided_at).date() if self.decided_at else None
