"""Needs of enterprises, what was suggested for them, and what was said about them."""

import datetime as dt
from typing import Literal, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from wotu.parties.models import Party

State = Literal[
    "draft", "submitted", "taken_up", "answered", "served", "not_served", "confirmed", "withdrawn"
]
STATES = [
    ("draft", "草稿 Draft"),
    ("submitted", "已提交 Submitted"),
    ("taken_up", "已受理 Taken up"),
    ("answered", "已答复 Answered"),
    ("served", "已解决 Served"),
    ("not_served", "未能解决 Not served"),
    ("confirmed", "企业已确认 Confirmed by the firm"),
    ("withdrawn", "已撤回 Withdrawn"),
]
WITH_THE_DESK = ("submitted", "taken_up")
"""States in which the zone's officials are to act."""
CLOSED = ("served", "not_served", "confirmed")
SIDES = [("firm", "企业 Firm"), ("desk", "园区 Zone")]
LONGEST = 1_000


class NeedQuerySet(models.QuerySet["Need"]):
    """Questions about needs."""

    def with_the_desk(self) -> Self:
        """Keep those the officials are to act on."""
        return self.filter(state__in=WITH_THE_DESK)

    def ever_sent(self) -> Self:
        """Keep those a firm has told the zone, withdrawn ones left out."""
        return self.exclude(submitted_at=None).exclude(state="withdrawn")

    def unserved(self) -> Self:
        """Keep those no measure or resource serves: closed so, or nothing fitted and nothing serves yet."""
        nothing_fits = Q(fitting=0, served_by="") & ~Q(state="confirmed", reason="")
        return self.ever_sent().filter(~Q(reason="") | nothing_fits)


class Need(models.Model):
    """What an enterprise lacks, in its own words (诉求), and where it stands.

    `topic`, `terms` and `fitting` are what was understood when it was written: what it is about, the terms
    heard, and how many suggestions fitted. `department` is the slug of who takes it up. `served_by` is the
    measure or resource that serves it, `reason` why nothing does. Deadlines are days by whose end something
    is due.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="needs")
    zone = models.CharField(max_length=60)
    says = models.TextField(max_length=LONGEST)
    topic = models.CharField(max_length=30)
    terms = models.JSONField(default=list)
    fitting = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=STATES, default="draft")
    department = models.SlugField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    take_up_by = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_up_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    served_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(max_length=LONGEST, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["zone", "state", "answer_by"], name="need_queue"),
            models.Index(fields=["party", "made_at"], name="need_of_party"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(says=""), name="need_says_something",
                violation_error_message="请写下您的诉求。Say what you need.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in STATES]), name="need_state_known",
                violation_error_message="诉求没有这种状态。Not a state of a need.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("submitted", "taken_up", "answered", "not_served"))
                | Q(submitted_at__isnull=False, take_up_by__isnull=False, answer_by__isnull=False),
                name="need_sent_has_deadlines",
                violation_error_message="提交的诉求要有受理和答复期限。A need sent has its deadlines.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("taken_up", "answered", "not_served")) | Q(official__isnull=False),
                name="need_taken_up_by_somebody",
                violation_error_message="受理的诉求要写明经办人。A need is taken up by somebody.",
            ),
            models.CheckConstraint(
                condition=~Q(state="served") | ~Q(served_by=""), name="need_served_by_something",
                violation_error_message="办结为已解决，要写明由哪项措施或资源解决。"
                "A need closed as served says by which measure or resource.",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_served") | ~Q(reason=""), name="need_not_served_says_why",
                violation_error_message="办结为未能解决，要写明原因。A need closed as not served says why.",
            ),
            models.CheckConstraint(
                condition=Q(served_by="") | Q(reason=""), name="need_one_outcome",
                violation_error_message="不能既已解决又未能解决。A need is served, or it is not.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.says[:40]

    @property
    def due(self) -> dt.date | None:
        """The day by whose end the desk is to act; None where it is not."""
        return {"submitted": self.take_up_by, "taken_up": self.answer_by}.get(self.state)


class Suggested(models.Model):
    """A suggestion as it was shown for a need; `helpful` is what the firm said of it, if anything."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="suggested")
    key = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    helpful = models.BooleanField(null=True)

    class Meta:
        ordering = ["need", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "key"], name="suggested_once",
                violation_error_message="同一条建议只显示一次。A suggestion is shown once.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.key


class Message(models.Model):
    """Something said about a need. An internal note (内部备注) is the desk's own; the firm never sees it."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=4, choices=SIDES)
    is_internal = models.BooleanField(default=False)
    text = models.TextField(max_length=LONGEST)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="message_says_something",
                violation_error_message="请写下内容。Write something.",
            ),
            models.CheckConstraint(
                condition=Q(side__in=[name for name, _ in SIDES]), name="message_side_known",
                violation_error_message="留言只来自企业或园区。A message is the firm's or the zone's.",
            ),
            models.CheckConstraint(
                condition=Q(is_internal=False) | Q(side="desk"), name="message_internal_is_the_desks",
                violation_error_message="内部备注只能由园区写。Only the desk writes internal notes.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:40]
