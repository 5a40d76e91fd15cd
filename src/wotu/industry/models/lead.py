"""Leads an official took up, what was said to the firm, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wotu.industry.models.claim import Claim
from wotu.industry.models.enterprise import Enterprise, Site
from wotu.industry.models.product import Product

LEAD_STATES = [
    ("taken_up", "已认领 Taken up"),
    ("talking", "洽谈中 Talking"),
    ("signed", "已签约 Signed"),
    ("dropped", "已放弃 Dropped"),
]
OPEN_LEADS = ("taken_up", "talking")
CONTACT_WAYS = [
    ("call", "电话 Call"),
    ("visit", "上门拜访 Visit"),
    ("hosted", "来访接待 Hosted visit"),
    ("letter", "信函邮件 Letter"),
    ("event", "展会活动 Event"),
]


class Lead(models.Model):
    """A firm to invite (招商线索) for a link the zone lacks, taken up by an official.

    `reasons` is why it was a lead when it was taken up: its rank, score, the parts of it, and the evidence
    path, as `wotu.chain.leads` gave them. `next_on` is the day of the next step.
    """

    zone = models.CharField(max_length=60)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="leads")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="leads")
    state = models.CharField(max_length=10, choices=LEAD_STATES, default="taken_up")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField()
    taken_up_at = models.DateTimeField()
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    why_dropped = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["next_on", "-taken_up_at", "id"]
        indexes = [models.Index(fields=["zone", "state", "next_on"], name="lead_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "enterprise"], condition=Q(state__in=OPEN_LEADS), name="lead_once",
                violation_error_message="已有人在跟进这条线索。Somebody follows this lead already.",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(why_dropped=""), name="lead_dropped_says_why",
                violation_error_message="放弃线索要写明原因。A lead is dropped with a reason.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_LEADS, closed_at=None)
                | (~Q(state__in=OPEN_LEADS) & Q(closed_at__isnull=False)),
                name="lead_closed_when_over",
                violation_error_message="签约或放弃的线索要有时间。A signed or dropped lead has its time.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise_id} for {self.product_id}"


class Contact(models.Model):
    """One talk with the firm of a lead (对接记录). Entries are added, never changed."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=CONTACT_WAYS)
    with_whom = models.CharField(max_length=200)
    said = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(with_whom=""), name="contact_says_something",
                violation_error_message="请写明与谁谈、谈了什么。Say with whom, and what was said.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.on}: {self.said[:40]}"


class Signing(models.Model):
    """What was signed (签约): handed over to the zone's investment projects (投资项目).

    `site` and `claim` are what the signing said of the firm, where it did: that it comes to the zone, and
    what it will make there. They go when the signing is taken back.
    """

    lead = models.OneToOneField(Lead, on_delete=models.PROTECT, related_name="signing")
    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    investment_fen = models.BigIntegerField()
    note = models.TextField(max_length=2000, blank=True)
    site = models.OneToOneField(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="signed_in"
    )
    claim = models.OneToOneField(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="signed_in"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(investment_fen__gt=0), name="signing_invests",
                violation_error_message="投资额要大于零。The investment is above zero.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="signing_named",
                violation_error_message="请填写项目名称。The project needs its name.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
