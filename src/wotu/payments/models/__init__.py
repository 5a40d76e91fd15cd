"""What is to be paid, the batches it is paid in, what the bank says of it, and what is owed back."""

from wotu.payments.models.batch import BATCH_STATES, ORDER_STATES, SENT, Batch, Order
from wotu.payments.models.debt import DEBT_KINDS, DEBT_STATES, ENTRY_KINDS, Debt, DebtEntry
from wotu.payments.models.instalment import OPEN, SETTLED, SHORT_OF_FUNDS, STATES, Instalment
from wotu.payments.models.receipt import RESULTS, Receipt, ReceiptFile

__all__ = [
    "BATCH_STATES", "DEBT_KINDS", "DEBT_STATES", "ENTRY_KINDS", "OPEN", "ORDER_STATES", "RESULTS", "SENT",
    "SETTLED", "SHORT_OF_FUNDS", "STATES", "Batch", "Debt", "DebtEntry", "Instalment", "Order", "Receipt",
    "ReceiptFile",
]  # fmt: skip
