"""A case from filing to its decision, timed verb by verb; and everything that is due paid at the end."""

import csv
import datetime as dt
import io
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from benchmarks.cases.hall import MEASURE
from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.payments.bank_file import yuan
from wotu.payments.models import Instalment, Order
from wotu.payments.verbs.batching import make_batch
from wotu.payments.verbs.checking import check_batch
from wotu.payments.verbs.receiving import import_receipts, keep_receipts

Times = dict[str, list[float]]
"""Seconds, by verb."""
VERBS = ("file", "accept", "review", "decide")
IN_A_BATCH = 2_000


def play(slugs: Iterable[str], now: dt.datetime, today: dt.date) -> Times:
    """Take a case of each firm from filing to its decision."""
    where = zone("hall")
    assert where is not None
    people = {user.name.lower(): user for user in User.objects.filter(email__endswith="@hall.example")}
    times: Times = defaultdict(list)
    when: dict[str, Any] = {"now": now, "today": today}
    for slug in slugs:
        firm = Party.objects.get(slug=slug)
        marks = [time.perf_counter()]
        case = file_case(
            zone=where, enterprise=firm, subject=firm, measure=MEASURE, user=people["alice"], **when
        )
        marks.append(time.perf_counter())
        case = accept_case(case=case, step="accept", user=people["cleo"], **when)
        marks.append(time.perf_counter())
        case = give_opinion(case=case, step="review", opinion="agreed", text="", user=people["dan"], **when)
        marks.append(time.perf_counter())
        decide_case(
            case=case, step="decide", outcome="approved", amount=None, text="", user=people["anna"], **when
        )
        marks.append(time.perf_counter())
        for verb, (start, end) in zip(VERBS, pairwise(marks), strict=True):
            times[verb].append(end - start)
    return dict(times)


def pay_everything(now: dt.datetime, today: dt.date) -> int:
    """Pay whatever is due in batches, by maker and checker, and book the bank's receipts; return how many."""
    finn, arno = (User.objects.get(email=f"{name}@hall.example") for name in ("finn", "arno"))
    paid = 0
    while due := list(
        Instalment.objects.filter(state="due").order_by("pk").values_list("pk", flat=True)[:IN_A_BATCH]
    ):
        made = make_batch(zone="hall", instalments=due, user=finn, now=now, today=today)
        check_batch(batch=made.batch, user=arno, now=now, today=today)
        orders = Order.objects.filter(batch=made.batch, amount__gt=0)
        content = _receipts(orders, today)
        name = f"huidan-{made.batch.pk}.csv"
        file = keep_receipts(zone="hall", name=name, content=content, user=finn, now=now)
        import_receipts(file=file, user=finn, now=now, today=today)
        paid += len(orders)
    return paid


def _receipts(orders: Iterable[Order], today: dt.date) -> bytes:
    file = io.StringIO(newline="")
    rows = [(one.reference, "已支付", yuan(one.amount), today, f"S{one.pk:08}", "") for one in orders]
    csv.writer(file).writerows([("付款编号", "结果", "金额（元）", "日期", "银行流水号", "原因"), *rows])
    return file.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Reckoned:
    """What the books say at the end, in fen."""

    approved: int
    held: int
    posted: int
    left: int
    adds_up: bool
    states: dict[str, int]

    @property
    def to_the_fen(self) -> bool:
        """Whether cases and ledger say the same."""
        return self.adds_up and self.approved == self.held + self.posted


def reckon(account: Account) -> Reckoned:
    """Hold the cases against the ledger."""
    account.refresh_from_db()
    approved = Case.objects.filter(state__in=("approved", "delivered")).aggregate(sum=Sum("amount"))["sum"]
    states = Case.objects.order_by().values_list("state").distinct()
    return Reckoned(
        approved or 0, account.held, account.posted, account.left, not not_adding_up("hall"),
        {state: Case.objects.filter(state=state).count() for (state,) in states},
    )  # fmt: skip


def moment() -> tuple[dt.datetime, dt.date]:
    """Return now, and today."""
    return timezone.now(), timezone.localdate()
