"""Who waits for a pool, and the rounds in which it is given out."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.ledger.models.account import Account
from wotu.ledger.models.transfer import Transfer
from wotu.rules.text import Text

RULES: Final[dict[str, Text]] = {
    "first_come": Text("先到先得", "First come, first served"),
    "by_score": Text("按得分", "By score"),
    "pro_rata": Text("按比例折减", "Pro rata"),
}
"""How a round is drawn when there is too little."""


class WaitingClaim(models.Model):
    """A claim that waits for a pool (候补): how much, for which case, since when, with which score.

    Of `amount`, `granted` was held in rounds so far; the rest waits until `ended_at`. `beside` is what the
    whole claim holds of other accounts: rows of account, amount, and whether that is a share of the whole.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="waiting")
    key = models.CharField(max_length=200)
    case = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    granted = models.BigIntegerField(default=0)
    score = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    beside = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["account", "at"], condition=Q(ended_at=None), name="waiting_for_account"),
            models.Index(fields=["case"], name="waiting_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="waiting_once",
                violation_error_message="这一笔已经在候补。This claim is waiting already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, granted__gte=0, granted__lte=F("amount")), name="waiting_within",
                violation_error_message="候补数额要大于零，分得的不能超过申请的。"
                "A claim waits for something, and is never granted more than that.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case}: {self.granted} of {self.amount}"

    @property
    def rest(self) -> int:
        """How much of it still waits."""
        return self.amount - self.granted


class Round(models.Model):
    """A round (批次): serves the claims that came in from `since` until before `until`, by one rule."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="rounds")
    key = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField()
    rule = models.CharField(max_length=10, choices=[(rule, str(text)) for rule, text in RULES.items()])
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.CharField(max_length=200, blank=True)
    left = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="round_once",
                violation_error_message="这个批次已经建立。This round is there already.",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="round_forward",
                violation_error_message="截止时间要晚于开始时间。The end comes after the beginning.",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=list(RULES)), name="round_rule_known",
                violation_error_message="没有这种分配规则。Not a rule of a round.",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None, left=None) | Q(drawn_at__isnull=False, left__gte=0),
                name="round_drawn_whole",
                violation_error_message="分配时要记下当时的余额。A round that is drawn says what was left.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.account_id}: {self.since:%Y-%m-%d} – {self.until:%Y-%m-%d}, {self.rule}"


class Grant(models.Model):
    """What a claim got in a round, and from which place in line. `left` is what the pool had before it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="grants")
    claim = models.ForeignKey(WaitingClaim, on_delete=models.PROTECT, related_name="grants")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    place = models.IntegerField()
    asked = models.BigIntegerField()
    granted = models.BigIntegerField()
    left = models.BigIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "claim"], name="grant_once",
                violation_error_message="同一批次只分一次。A claim is served once in a round.",
            ),
            models.CheckConstraint(
                condition=Q(asked__gt=0, granted__gte=0, granted__lte=F("asked"), left__gte=F("granted")),
                name="grant_within",
                violation_error_message="分得的不能超过申请的，也不能超过余额。"
                "A grant is no more than was asked, and no more than was left.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place}: {self.granted} of {self.asked}"
