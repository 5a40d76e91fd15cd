"""Transfers: one claim on one or many accounts, from hold to post, void or expiry."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.ledger.models.account import Account
from wotu.rules.text import Text

STATES: Final[dict[str, Text]] = {
    "held": Text("占用中", "Held"),
    "posted": Text("已核销", "Posted"),
    "void": Text("已释放", "Void"),
    "expired": Text("已到期释放", "Expired"),
}


class Transfer(models.Model):
    """A claim on accounts (占用): held, then posted in one or several parts, or given up.

    `key` makes it happen once. `case` names what it is for (`case:123`), `verb` what was done. `amount`
    is the whole award: the largest of its lines. Its state is held while any part is, then posted if
    any part was and still stands, else void or expired.
    """

    key = models.CharField(max_length=200)
    case = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=[(s, str(t)) for s, t in STATES.items()], default="held")
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case"], name="transfer_case"),
            models.Index(
                fields=["expires_at"],
                condition=Q(state="held", expires_at__isnull=False),
                name="transfer_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="transfer_once",
                violation_error_message="这一笔已经登记过。This transfer is in the books already.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(case="") & ~Q(verb="") & ~Q(by=""), name="transfer_says_for_whom",
                violation_error_message="占用要写明为哪个办件、由谁、做什么。"
                "A transfer names its case, its verb and who did it.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="transfer_of_something",
                violation_error_message="数额要大于零。The amount is above zero.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="transfer_state_known",
                violation_error_message="没有这种状态。Not a state of a transfer.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"


class TransferLine(models.Model):
    """What a transfer draws on one account: how much was asked, what is still held, what is posted.

    `share`: the account bears only a part of the whole (市县分担); the shares of a transfer together post
    what is posted of the whole.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    amount = models.BigIntegerField()
    held = models.BigIntegerField()
    posted = models.BigIntegerField(default=0)
    share = models.BooleanField(default=False)

    class Meta:
        ordering = ["account_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "account"], name="transfer_line_once",
                violation_error_message="同一账户只占用一次。A transfer has one line for each account.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, held__gte=0, posted__gte=0, amount__gte=F("held") + F("posted")),
                name="transfer_line_within",
                violation_error_message="占用与核销不能超过申请的数额。"
                "What is held and posted never exceeds what was asked.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.account_id}: {self.held} held, {self.posted} posted of {self.amount}"
