"""Debts: what a payee is to pay back, and what has come back."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.cases.models import Case
from wotu.parties.models import Party
from wotu.payments.models.batch import Order
from wotu.rules.text import Text

DEBT_KINDS: Final[dict[str, Text]] = {
    "clawback": Text("退回条款成立", "A clawback clause holds"),
    "revoked": Text("奖补被撤销", "The award was revoked"),
    "declared": Text("事实记载的欠款", "Owed by the facts on record"),
}
DEBT_STATES: Final[dict[str, Text]] = {
    "proposed": Text("待确认", "Waits for an official"),
    "claimed": Text("追缴中", "Claimed"),
    "settled": Text("已结清", "Settled"),
    "dropped": Text("不追缴", "Dropped"),
}
ENTRY_KINDS: Final[dict[str, Text]] = {
    "repaid": Text("退款到账", "Repaid"),
    "offset": Text("从后续款项抵扣", "Set off"),
    "undone": Text("抵扣撤回", "Set-off undone"),
}


class Debt(models.Model):
    """What `debtor` owes back of an award (应退款). `settled` is the sum of its entries.

    A debt is proposed by the rule and claimed by an official, by a letter, or dropped with a reason; only a
    claimed debt is set off against later instalments.
    """

    zone = models.CharField(max_length=60)
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="debts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="debts")
    kind = models.CharField(max_length=10, choices=[(k, str(t)) for k, t in DEBT_KINDS.items()])
    state = models.CharField(max_length=10, choices=[(s, str(t)) for s, t in DEBT_STATES.items()])
    amount = models.BigIntegerField()
    settled = models.BigIntegerField(default=0)
    reason_zh = models.CharField(max_length=500)
    reason_en = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=200, blank=True)
    repay_by = models.DateField(null=True, blank=True)
    letter_zh = models.TextField(blank=True)
    letter_en = models.TextField(blank=True)
    why_dropped = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["debtor", "id"], condition=Q(state="claimed"), name="debt_of_debtor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(DEBT_KINDS)) & Q(state__in=list(DEBT_STATES)),
                name="debt_kind_and_state_known",
                violation_error_message="没有这种欠款。Not a kind or state of a debt.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, settled__gte=0, settled__lte=F("amount")), name="debt_within",
                violation_error_message="退还的不能超过应退的。No more is paid back than is owed.",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled=F("amount")), name="debt_settled_in_full",
                violation_error_message="结清要全额。A debt is settled in full.",
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(kind="declared")
                | (Q(claimed_at__isnull=False, repay_by__isnull=False) & ~Q(letter_zh="")),
                name="debt_claimed_by_letter",
                violation_error_message="追缴要有通知书和期限。A debt is claimed by a letter with a day.",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(why_dropped=""), name="debt_dropped_says_why",
                violation_error_message="不追缴要写明理由。A debt is dropped with a reason.",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="proposed"), name="debt_proposed_once",
                violation_error_message="这个办件已有待确认的应退款。"
                "A debt of this case is proposed already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}: {self.settled} of {self.amount}"

    @property
    def rest(self) -> int:
        """What is still owed, in fen."""
        return self.amount - self.settled

    @property
    def number(self) -> str:
        """The number its letter carries."""
        return f"TK{self.made_at:%Y}-{self.pk:05d}"

    @property
    def reason(self) -> Text:
        """Why it is owed."""
        return Text(self.reason_zh, self.reason_en)

    @property
    def letter(self) -> Text:
        """The letter it was claimed by."""
        return Text(self.letter_zh, self.letter_en)

    @property
    def kind_label(self) -> Text:
        """Its kind in words."""
        return DEBT_KINDS[self.kind]

    @property
    def state_label(self) -> Text:
        """Its state in words."""
        return DEBT_STATES[self.state]


class DebtEntry(models.Model):
    """Something that came back of a debt, or was undone. Never changed; `key` makes it happen once."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=[(k, str(t)) for k, t in ENTRY_KINDS.items()])
    amount = models.BigIntegerField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="set_off")
    document = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="debt_entry_once",
                violation_error_message="这一笔已经登记。This is in the books already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("repaid", "offset"), amount__gt=0) | Q(kind="undone", amount__lt=0),
                name="debt_entry_of_something",
                violation_error_message="退款要大于零。Something comes back.",
            ),
            models.CheckConstraint(
                condition=Q(kind="repaid", order=None) | ~Q(kind="repaid") & Q(order__isnull=False),
                name="debt_entry_set_off_by_an_order",
                violation_error_message="抵扣要写明哪一笔付款。A set-off names its order.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.debt_id}: {self.kind} {self.amount}"

    @property
    def kind_label(self) -> Text:
        """Its kind in words."""
        return ENTRY_KINDS[self.kind]
