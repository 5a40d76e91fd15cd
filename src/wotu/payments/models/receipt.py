"""What the bank says became of orders."""

from typing import Final

from django.db import models
from django.db.models import Q

from wotu.payments.models.batch import Order
from wotu.rules.text import Text

RESULTS: Final[dict[str, Text]] = {
    "paid": Text("已支付", "Paid"),
    "returned": Text("退票", "Returned"),
}


class ReceiptFile(models.Model):
    """A file of receipts (回单) as it came, by its SHA-256; looked at first, then imported.

    `set_aside` are the rows left out, and why.
    """

    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    content = models.BinaryField()
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField(null=True, blank=True)
    set_aside = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "digest"], name="receipt_file_once",
                violation_error_message="这份回单文件已经导入。This file was imported already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def rows_aside(self) -> int:
        """How many rows were left out; one may be wrong in several fields."""
        return len({one["row"] for one in self.set_aside})


class Receipt(models.Model):
    """One receipt: an order was paid, or came back (退票). `serial` is the bank's own, and is taken once."""

    file = models.ForeignKey(ReceiptFile, on_delete=models.PROTECT, related_name="receipts")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="receipts")
    zone = models.CharField(max_length=60)
    serial = models.CharField(max_length=60)
    result = models.CharField(max_length=8, choices=[(r, str(t)) for r, t in RESULTS.items()])
    amount = models.BigIntegerField()
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "serial"], name="receipt_serial_once",
                violation_error_message="这个银行流水号已经入账。This serial of the bank is booked already.",
            ),
            models.UniqueConstraint(
                fields=["order", "result"], name="receipt_result_once",
                violation_error_message="同一笔付款只支付一次、只退一次。"
                "An order is paid once and returned once.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=list(RESULTS)) & Q(amount__gt=0) & ~Q(serial=""),
                name="receipt_readable",
                violation_error_message="回单要有结果、金额和流水号。"
                "A receipt has a result, an amount and a serial.",
            ),
            models.CheckConstraint(
                condition=~Q(result="returned") | ~Q(reason=""), name="receipt_returned_says_why",
                violation_error_message="退票要写明原因。A return says why.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.serial}: {self.result} {self.amount}"
