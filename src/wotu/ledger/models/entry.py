"""Entries: every change of a balance, for good."""

from typing import Final

from django.db import models
from django.db.models import Q

from wotu.ledger.models.account import Account
from wotu.ledger.models.transfer import Transfer
from wotu.rules.text import Text

CODES: Final[dict[str, Text]] = {
    "appropriate": Text("下达指标", "Appropriated"),
    "withdraw": Text("收回指标", "Appropriation withdrawn"),
    "reserve": Text("预留", "Reserved"),
    "release_reserve": Text("解除预留", "Reserve released"),
    "carry_out": Text("结转下年", "Carried over to the next period"),
    "carry_in": Text("上年结转", "Carried over from the last period"),
    "move_out": Text("调剂转出", "Moved to another account"),
    "move_in": Text("调剂转入", "Moved from another account"),
    "hold": Text("占用", "Held"),
    "post": Text("核销", "Posted"),
    "release": Text("余额释放", "Rest released"),
    "void": Text("撤销占用", "Hold given up"),
    "expire": Text("到期释放", "Hold expired"),
    "return": Text("退回", "Posted amount returned"),
    "clawback": Text("追回", "Clawed back"),
    "bounce": Text("退票，重新占用", "Payment bounced, held again"),
    "correct": Text("更正", "Corrected"),
}
"""What an entry is (摘要)."""


class Entry(models.Model):
    """One change of one account. Never changed or deleted: the database refuses it.

    `limit`, `reserved`, `held` and `posted` are by how much each counter of the account went up or down;
    the counters are always the sums of the entries. `key` is of the move that wrote it: a move is
    written once, however often it is repeated.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    key = models.CharField(max_length=200)
    code = models.CharField(max_length=16, choices=[(code, str(text)) for code, text in CODES.items()])
    limit = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    posted = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    case = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["account", "id"], name="entry_of_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "account", "code"], name="entry_once",
                violation_error_message="这一笔已经记过账。This move is in the books already.",
            ),
            models.CheckConstraint(
                condition=Q(code__in=list(CODES)), name="entry_code_known",
                violation_error_message="没有这种摘要。Not a code of an entry.",
            ),
            models.CheckConstraint(
                condition=~Q(limit=0) | ~Q(reserved=0) | ~Q(held=0) | ~Q(posted=0),
                name="entry_changes_something",
                violation_error_message="分录要有数额。An entry changes something.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(by="") & ~Q(verb=""), name="entry_says_who_and_what",
                violation_error_message="分录要写明由谁、做什么。An entry says who did what.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return (
            f"{self.account_id}: {self.code} {self.limit:+} {self.reserved:+} {self.held:+} {self.posted:+}"
        )
