"""Batches: instalments ordered from the bank together, made by one official and checked by another."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wotu.cases.models import Payee
from wotu.payments.models.instalment import Instalment
from wotu.rules.text import Text

BATCH_STATES: Final[dict[str, Text]] = {
    "made": Text("待复核", "Waits for the check"),
    "sent_back": Text("复核退回", "Sent back"),
    "checked": Text("已交银行", "With the bank"),
    "settled": Text("回单已齐", "All receipts in"),
    "recalled": Text("银行拒付，已撤回", "Rejected by the bank, recalled"),
}
SENT: Final = ("checked", "settled", "recalled")
"""States of a batch that went to the bank: its file stands, and what it set off took effect."""
ORDER_STATES: Final[dict[str, Text]] = {
    "ordered": Text("支付中", "Being paid"),
    "paid": Text("已到账", "Paid"),
    "returned": Text("退票", "Returned"),
    "offset": Text("全额抵扣", "Set off in full"),
    "dropped": Text("未支付", "Not ordered"),
    "recalled": Text("银行拒付", "Rejected by the bank"),
}


class Batch(models.Model):
    """A batch (支付批次). `file` is the bank file as it was made at the check, `digest` its SHA-256.

    The bank is expected to pay by `pay_by`. `reason` says why it was sent back, or what the bank said when it
    rejected the batch as a whole.
    """

    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=[(s, str(t)) for s, t in BATCH_STATES.items()])
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    file = models.BinaryField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    pay_by = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["zone", "state"], name="batch_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(BATCH_STATES)), name="batch_state_known",
                violation_error_message="没有这种状态。Not a state of a batch.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("made_by")), name="batch_four_eyes",
                violation_error_message="制单人和复核人不能是同一个人。"
                "Whoever made a batch does not check it.",
            ),
            models.CheckConstraint(
                condition=Q(state="made") | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="batch_checked_by_somebody",
                violation_error_message="复核要写明由谁、何时。A check says by whom and when.",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(reason=""), name="batch_sent_back_says_why",
                violation_error_message="退回要写明理由。A batch is sent back with a reason.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SENT)
                | Q(digest__regex=r"^[0-9a-f]{64}$", file__isnull=False, pay_by__isnull=False),
                name="batch_has_its_file",
                violation_error_message="已复核的批次要有银行文件。A checked batch has its bank file.",
            ),
            models.CheckConstraint(
                condition=~Q(state="recalled")
                | (Q(recalled_by__isnull=False, recalled_at__isnull=False) & ~Q(reason="")),
                name="batch_recalled_says_why",
                violation_error_message="撤回要写明由谁、何时和银行的说明。"
                "A recall says by whom, when and what the bank said.",
            ),
            models.CheckConstraint(
                condition=Q(recalled_by=None) | ~Q(recalled_by=F("made_by")), name="batch_recall_four_eyes",
                violation_error_message="制单人和撤回人不能是同一个人。"
                "Whoever made a batch does not recall it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def number(self) -> str:
        """The number people quote (批次号)."""
        return f"ZF{self.made_at:%Y%m%d}-{self.pk:05d}"

    @property
    def about(self) -> str:
        """How the audit trail names the batch."""
        return f"batch:{self.pk}"

    @property
    def state_label(self) -> Text:
        """Its state in words."""
        return BATCH_STATES[self.state]


class Order(models.Model):
    """An order to pay an instalment (付款指令). An instalment returned by the bank is ordered once more.

    `reference` names the instalment and the attempt; the bank's receipts quote it. `amount` is what goes
    out, `offset` what is kept back against debts. `payee_is_new`: the account was stated after the case
    was decided, or is another than the last time; the check looks at it.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="orders")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="orders")
    attempt = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=30)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="+")
    payee_is_new = models.BooleanField(default=False)
    amount = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, choices=[(s, str(t)) for s, t in ORDER_STATES.items()])
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["batch", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], name="order_reference_once",
                violation_error_message="付款编号重复。A reference stands for one order.",
            ),
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(state__in=("ordered", "paid", "offset")),
                name="order_once_an_instalment",
                violation_error_message="这一期款项已在另一个批次里，不能重复支付。"
                "This instalment stands in another batch; it is not paid twice.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ORDER_STATES)), name="order_state_known",
                violation_error_message="没有这种状态。Not a state of an order.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, offset__gte=0) & ~Q(amount=0, offset=0), name="order_of_something",
                violation_error_message="付款要大于零。An order is for something.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} {self.state}"

    @property
    def state_label(self) -> Text:
        """Its state in words."""
        return ORDER_STATES[self.state]
