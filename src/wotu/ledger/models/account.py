"""Accounts: one capacity over one period, and how much of it is spoken for."""

import datetime as dt
from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.rules.text import Text

UNITS: Final[dict[str, Text]] = {
    "fen": Text("分", "fen"),
    "bed_night": Text("床·晚", "bed-nights"),
    "sqm_month": Text("㎡·月", "m²-months"),
    "sqm": Text("㎡", "m²"),
    "tonne_day": Text("吨/天", "tonnes a day"),
    "minute": Text("分钟", "minutes"),
    "piece": Text("项", "items"),
}
"""What an account counts: the smallest part of each capacity that is ever given out."""
FOUR_WEEKS: Final = dt.timedelta(weeks=4)


class Account(models.Model):
    """A capacity over a period (指标、额度): so much of one thing, and how much of it is spoken for.

    `code` names it within its zone (`wangcheng.venture_fund/2026`); `family` is what it is one period of
    (`wangcheng.venture_fund`, a measure, the nights of a station). `owner` is who bears it, a party of a cost
    split such as `city`; empty for the zone itself. `part_of` is the pool it is a share
    of: whoever draws on the share draws on the pool at the same time.

    Counters are in the smallest unit. Of `limit`, `reserved` is kept back (预留), `held` is promised
    (占用), `posted` is used (核销); the rest is left. They change only together with an `Entry`.
    """

    zone = models.CharField(max_length=60)
    code = models.CharField(max_length=160)
    family = models.CharField(max_length=120)
    unit = models.CharField(max_length=12, choices=[(unit, str(text)) for unit, text in UNITS.items()])
    label_zh = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    owner = models.CharField(max_length=60, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    limit = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    posted = models.BigIntegerField(default=0)
    document = models.CharField(max_length=300, blank=True)
    published = models.BooleanField(default=True)
    assumption_zh = models.TextField(blank=True)
    assumption_en = models.TextField(blank=True)

    class Meta:
        ordering = ["zone", "family", "starts", "code"]
        indexes = [models.Index(fields=["zone", "family", "starts"], name="account_family")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], name="account_code_once",
                violation_error_message="这个账户已经开立。An account of this code is open already.",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=list(UNITS)), name="account_unit_known",
                violation_error_message="没有这种计量单位。Not a unit the ledger counts in.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(family="") & ~Q(label_zh="") & ~Q(label_en=""),
                name="account_named",
                violation_error_message="账户要有编号和中英文名称。"
                "An account has a code and a name in both languages.",
            ),
            models.CheckConstraint(
                condition=Q(limit__gte=0, reserved__gte=0, held__gte=0, posted__gte=0),
                name="account_never_negative",
                violation_error_message="额度、预留、占用、核销都不能小于零。"
                "No counter of an account is below zero.",
            ),
            models.CheckConstraint(
                condition=Q(limit__gte=F("reserved") + F("held") + F("posted")),
                name="account_within_limit",
                violation_error_message="预留、占用与核销之和不能超过额度。"
                "What is reserved, held and posted never exceeds the limit.",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")), name="account_forward",
                violation_error_message="结束日期要晚于开始日期。The end comes after the beginning.",
            ),
            models.CheckConstraint(
                condition=Q(published=True) | (~Q(assumption_zh="") & ~Q(assumption_en="")),
                name="account_assumption_said",
                violation_error_message="未公布的额度要用中英文写明假设。"
                "A limit nobody published says the assumption made, in both languages.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def left(self) -> int:
        """What can still be given out, in smallest units."""
        return self.limit - self.reserved - self.held - self.posted

    @property
    def is_short(self) -> bool:
        """Whether its period is less than four weeks, such as one night."""
        return self.starts is not None and self.ends is not None and self.ends - self.starts < FOUR_WEEKS

    @property
    def label(self) -> Text:
        """The name in both languages."""
        return Text(self.label_zh, self.label_en)

    @property
    def assumption(self) -> Text | None:
        """What was assumed where the limit was not published."""
        return Text(self.assumption_zh, self.assumption_en) if self.assumption_zh else None
