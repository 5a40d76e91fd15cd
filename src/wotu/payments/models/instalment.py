"""Instalments: the parts an award is paid in."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from wotu.cases.models import Case
from wotu.rules.text import Text

STATES: Final[dict[str, Text]] = {
    "waiting": Text("待条件满足", "Waits for its condition"),
    "due": Text("应付", "Due"),
    "batched": Text("支付中", "Being paid"),
    "paid": Text("已到账", "Paid"),
    "returned": Text("被银行退回", "Returned by the bank"),
    "offset": Text("已抵扣欠款", "Set off against a debt"),
    "elsewhere": Text("由其他方承担", "Paid by somebody else"),
    "cancelled": Text("已取消", "Cancelled"),
}
OPEN: Final = ("waiting", "due", "batched", "returned")
"""States in which money is still to go out."""
SHORT_OF_FUNDS: Final = Text(
    "额度不足，在候补名单上等下一批", "Too little is left; it waits for the next round"
)
"""What an instalment waits for whose pool has too little: the zone's delay, not its own condition."""
SETTLED: Final = ("paid", "offset", "elsewhere", "cancelled")


class Instalment(models.Model):
    """A part of an award (分期款项), paid at once when its condition holds.

    Amounts are in fen. `offset` is what of it is set off against a debt of the payee; the rest is ordered
    from the bank. `why` says in words what it still waits for; it is lapsed
    where its condition was not met in its term. The instalments of a case that are not
    cancelled add up to what was awarded.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="instalments")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=60)
    label_zh = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(s, str(t)) for s, t in STATES.items()])
    not_before = models.DateField(null=True, blank=True)
    why_zh = models.CharField(max_length=300, blank=True)
    why_en = models.CharField(max_length=300, blank=True)
    is_lapsed = models.BooleanField(default=False)
    due_since = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "round", "position"]
        indexes = [
            models.Index(
                fields=["state", "case"], condition=Q(state__in=["due", "returned"]), name="instalment_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "stage"], name="instalment_once",
                violation_error_message="这一期款项已经登记。This instalment is in the books already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="instalment_state_known",
                violation_error_message="没有这种状态。Not a state of an instalment.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, offset__gte=0, offset__lte=F("amount")), name="instalment_within",
                violation_error_message="款项要大于零，抵扣不能超过款项。"
                "An instalment is more than nothing, and no more of it is set off.",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | (~Q(why_zh="") & ~Q(why_en="")),
                name="instalment_waits_for_something",
                violation_error_message="待付的款项要写明等什么。An instalment that waits says for what.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("paid", "offset")) | Q(settled_at__isnull=False),
                name="instalment_settled_when",
                violation_error_message="到账要有时间。What is paid has its time.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id}/{self.stage}: {self.amount} {self.state}"

    @property
    def net(self) -> int:
        """What goes to the payee, in fen."""
        return self.amount - self.offset

    @property
    def label(self) -> Text:
        """Which part it is."""
        return Text(self.label_zh, self.label_en)

    @property
    def why(self) -> Text | None:
        """What it waits for, or why it was cancelled."""
        return Text(self.why_zh, self.why_en) if self.why_zh else None

    @property
    def state_label(self) -> Text:
        """Its state in words."""
        return STATES[self.state]
