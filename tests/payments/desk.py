"""The people who pay, and the steps they take most often."""

import csv
import datetime as dt
import io
from dataclasses import dataclass, field

from django.utils import timezone

from tests.cases.desk import DAY, FRIDAY, NOW, Desk
from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.payments.bank_file import yuan
from wotu.payments.models import Batch, Instalment, Order
from wotu.payments.verbs.batching import Made, make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import Imported, import_receipts, keep_receipts

WAN = 10_000_00
"""Ten thousand yuan, in fen."""


@dataclass
class Counter:
    """The finance desk: finn and fay make batches, anna checks them."""

    desk: Desk
    finn: User
    fay: User
    now: dt.datetime = NOW
    serials: int = 0
    kept: list[Batch] = field(default_factory=list)

    @property
    def today(self) -> dt.date:
        """The day at the desk."""
        return timezone.localtime(self.now).date()

    def later(self, days: int = 1) -> None:
        """Let days pass."""
        self.now += days * DAY

    def budget(
        self, measure: str, limit: int = 100 * WAN, year: int = FRIDAY.year, bearer: str = ""
    ) -> Account:
        """Open a measure's budget for a year."""
        found = self.desk.zone.packs.measures[measure]
        new = budget_of(
            zone=self.desk.zone.id, measure=found, year=year, document="演示〔2025〕1号", bearer=bearer
        )
        return open_account(account=new, limit=limit, by="tests", now=NOW)

    def due(self) -> list[Instalment]:
        """Return what may be ordered now."""
        return list(Instalment.objects.filter(state="due").order_by("id"))

    def batch(self, *instalments: Instalment, by: User | None = None) -> Made:
        """Make a batch of these, or of everything that is due."""
        keys = [one.pk for one in instalments or self.due()]
        return make_batch(
            zone=self.desk.zone.id, instalments=keys, user=by or self.finn, now=self.now, today=self.today
        )

    def ordered(self, *instalments: Instalment) -> Batch:
        """Make a batch and have it checked."""
        made = self.batch(*instalments)
        return check_batch(batch=made.batch, user=self.desk.anna, now=self.now, today=self.today)

    def receipts(self, batch: Batch, returned: str = "") -> bytes:
        """Return what the bank says: everything paid, or everything returned for a reason."""
        rows: list[tuple[object, ...]] = []
        for order in Order.objects.filter(batch=batch, amount__gt=0).exclude(state="dropped"):
            self.serials += 1
            result = "退票" if returned else "已支付"
            rows.append(
                (order.reference, result, yuan(order.amount), self.today, f"S{self.serials:06}", returned)
            )
        return sheet(rows)

    def take_in(self, content: bytes, name: str = "huidan.csv") -> Imported:
        """Import receipts."""
        file = keep_receipts(zone=self.desk.zone.id, name=name, content=content, user=self.finn, now=self.now)
        return import_receipts(file=file, user=self.finn, now=self.now, today=self.today)

    def paid(self, *instalments: Instalment) -> Batch:
        """Make a batch, have it checked, and book the bank's receipts the next day."""
        batch = self.ordered(*instalments)
        self.later()
        self.take_in(self.receipts(batch))
        batch.refresh_from_db()
        return batch


def sheet(rows: list[tuple[object, ...]]) -> bytes:
    """Return rows as the bank writes them."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("付款编号", "结果", "金额（元）", "日期", "银行流水号", "原因"), *rows])
    return file.getvalue().encode("utf-8-sig")


def parts(case: Case) -> list[tuple[str, int, str]]:
    """Return the instalments of a case: stage, amount, state."""
    return list(case.instalments.order_by("round", "position").values_list("stage", "amount", "state"))
