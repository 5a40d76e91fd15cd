"""Reconciliation (对账): cases, ledger, bank files and receipts, held against each other to the fen.

Nothing is corrected here: every difference is named with its reference, for somebody to look into.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from wotu.cases.models import Case
from wotu.ledger.models import Transfer, WaitingClaim
from wotu.ledger.reads import not_adding_up
from wotu.payments import books
from wotu.payments.bank_file import NotABankFile, digest_of, read_bank_file
from wotu.payments.models import OPEN, SENT, Batch, Debt, DebtEntry, Instalment, Order, Receipt
from wotu.rules.text import Text


@dataclass(frozen=True)
class Difference:
    """Two figures that should be one: what of, by its reference; amounts in fen, None where not a figure."""

    reference: str
    what: Text
    one: int | None
    other: int | None

    @property
    def apart(self) -> int | None:
        """By how much they differ."""
        return None if self.one is None or self.other is None else self.one - self.other


@dataclass(frozen=True)
class Reconciled:
    """The sums of a zone's books, in fen, and every difference between them.

    `with_bank` is what stands in batches; `set_off` what took effect. `came_back` is what debts to the
    zone's own accounts brought: what was `repaid`, and what was set off against them.
    """

    awarded: int
    elsewhere: int
    cancelled: int
    to_pay: int
    with_bank: int
    paid: int
    set_off: int
    repaid: int
    came_back: int
    held: int
    posted: int
    differences: Sequence[Difference]

    @property
    def adds_up(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def reconcile(zone: str) -> Reconciled:
    """Hold a zone's cases, ledger, bank files and receipts against each other."""
    books = _Books.of(zone)
    differences = [
        *books.cases_and_instalments(), *books.instalments_and_ledger(), *books.orders_and_receipts(),
        *_files(zone), *books.debts(), *_accounts(zone),
    ]  # fmt: skip
    planned = books.planned()
    sums = Counter[str]()
    for one in books.instalments:
        plan = planned.get(one.pk, 0)
        sums[one.state] += one.amount - one.offset + plan
        sums["set_off"] += one.offset - plan
    held, posted = (sum(part[i] for part in books.ledger.values()) for i in (0, 1))
    repaid = DebtEntry.objects.filter(debt__zone=zone, kind="repaid").aggregate(all=Sum("amount"))["all"] or 0
    return Reconciled(
        awarded=sum(case.amount or 0 for case in books.cases.values()),
        elsewhere=sums["elsewhere"], cancelled=sums["cancelled"],
        to_pay=sums["waiting"] + sums["due"] + sums["returned"], with_bank=sums["batched"], paid=sums["paid"],
        set_off=sums["set_off"], repaid=repaid, came_back=sum(books.came_back.values()), held=held,
        posted=posted, differences=differences,
    )  # fmt: skip


@dataclass(frozen=True)
class _Books:
    """What is compared, read once."""

    cases: dict[int, Case]
    instalments: list[Instalment]
    orders: list[Order]
    receipts: dict[int, list[Receipt]]
    ledger: dict[int, tuple[int, int]]
    claimed: list[Debt]
    came_back: Counter[int]

    @classmethod
    def of(cls, zone: str) -> "_Books":
        cases = {
            case.pk: case for case in Case.objects.filter(zone=zone, instalments__isnull=False).distinct()
        }
        receipts: dict[int, list[Receipt]] = defaultdict(list)
        for receipt in Receipt.objects.filter(zone=zone):
            receipts[receipt.order_id].append(receipt)
        orders = (
            Order.objects.filter(batch__zone=zone).select_related("batch", "instalment").defer("batch__file")
        )
        entries = DebtEntry.objects.filter(debt__zone=zone).select_related("debt", "order__batch")
        entries = entries.defer("order__batch__file")
        came_back: Counter[int] = Counter()
        for entry in entries:
            at_bank = entry.order is None or entry.order.batch.state in SENT
            if at_bank and entry.debt.kind != "declared":
                came_back[entry.debt.case_id] += entry.amount
        return cls(
            cases,
            list(Instalment.objects.filter(case__zone=zone).select_related("case").order_by("id")),
            list(orders.order_by("id")),
            receipts,
            _ledger({case.about: case.pk for case in cases.values()}),
            list(Debt.objects.filter(zone=zone).prefetch_related("entries")),
            came_back,
        )

    def planned(self) -> dict[int, int]:
        """Return, by instalment, what is to be set off once its batch is checked."""
        made = (o for o in self.orders if o.state == "ordered" and o.batch.state == "made")
        return {order.instalment_id: order.offset for order in made}

    def cases_and_instalments(self) -> Iterator[Difference]:
        """What was awarded is what its instalments add up to."""
        parts: Counter[int] = Counter()
        for one in self.instalments:
            if one.round == one.case.round:
                parts[one.case_id] += one.amount
        for case in self.cases.values():
            if (case.amount or 0) != parts[case.pk] and case.state in ("approved", "delivered"):
                yield Difference(
                    case.number, Text("核定数额与各期之和", "Award and sum of instalments"),
                    case.amount or 0, parts[case.pk],
                )  # fmt: skip

    def instalments_and_ledger(self) -> Iterator[Difference]:
        """What is still to be paid is held; what was paid or set off, less what came back, is posted."""
        to_pay: Counter[int] = Counter()
        used: Counter[int] = Counter()
        planned = self.planned()
        waiting = self._short_of_funds()
        for one in self.instalments:
            plan = planned.get(one.pk, 0)
            used[one.case_id] += one.offset - plan + (one.net if one.state == "paid" else 0)
            if one.state in OPEN:
                to_pay[one.case_id] += one.net + plan
        for key, case in self.cases.items():
            held, posted = self.ledger.get(key, (0, 0))
            if held != to_pay[key] and key not in waiting:
                yield Difference(
                    case.number, Text("待付款项与台账占用", "To be paid, and held"), to_pay[key], held
                )
            due = used[key] - self.came_back[key]
            if posted != due:
                yield Difference(
                    case.number,
                    Text("已付与抵扣（减追回）与台账核销", "Paid and set off less reclaimed, and posted"),
                    due, posted,
                )  # fmt: skip

    def _short_of_funds(self) -> set[int]:
        """Return the cases that hold less than their award because they wait for a round."""
        about = {case.about: key for key, case in self.cases.items()}
        claims = WaitingClaim.objects.filter(case__in=about, ended_at=None)
        return {about[claim.case] for claim in claims if claim.rest}

    def orders_and_receipts(self) -> Iterator[Difference]:
        """Every order that is paid has its receipt, and every receipt its order, of the same amount."""
        for order in self.orders:
            said = {receipt.result: receipt for receipt in self.receipts.get(order.pk, [])}
            for receipt in said.values():
                if receipt.amount != order.amount:
                    yield Difference(
                        order.reference,
                        Text("付款与回单金额", "Order and receipt"),
                        order.amount,
                        receipt.amount,
                    )
            right = {
                "paid": "paid" in said and "returned" not in said, "returned": "returned" in said,
            }.get(order.state, not said)  # fmt: skip
            if not right:
                yield Difference(
                    order.reference,
                    Text(
                        f"付款状态“{order.state_label.zh}”与回单不符",
                        f"“{order.state_label.en}” is not what receipts say",
                    ),
                    None, None,
                )  # fmt: skip
        yield from self._paid_twice()

    def _paid_twice(self) -> Iterator[Difference]:
        paid: Counter[int] = Counter()
        for order in self.orders:
            if order.state == "paid":
                paid[order.instalment_id] += order.amount
        for one in self.instalments:
            right = one.net if one.state == "paid" else 0
            if paid[one.pk] != right:
                yield Difference(
                    f"FK{one.pk:08d}", Text("各次付款之和与应付", "Sum of payments and what was due"),
                    paid[one.pk], right,
                )  # fmt: skip

    def debts(self) -> Iterator[Difference]:
        """What came back of a debt is the sum of its entries."""
        for debt in self.claimed:
            entries = sum(entry.amount for entry in debt.entries.all())
            if entries != debt.settled:
                yield Difference(
                    debt.number, Text("已退与分录之和", "Settled and its entries"), debt.settled, entries
                )


def _ledger(about: dict[str, int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for transfer in Transfer.objects.filter(case__in=about).prefetch_related("lines"):
        held, posted = found.get(about[transfer.case], (0, 0))
        found[about[transfer.case]] = (
            held + books.whole(transfer, lambda line: line.held),
            posted + books.whole(transfer, lambda line: line.posted),
        )
    return found


def _files(zone: str) -> Iterator[Difference]:
    """Every bank file is the one that was checked, and says what its orders say."""
    for batch in Batch.objects.filter(zone=zone, state__in=SENT).prefetch_related("orders"):
        content = bytes(batch.file or b"")
        if digest_of(content) != batch.digest:
            yield Difference(
                batch.number,
                Text("银行文件与复核时的摘要不符", "The bank file is not the one that was checked"),
                None,
                None,
            )
            continue
        try:
            _, amounts = read_bank_file(content)
        except NotABankFile as error:
            yield Difference(
                batch.number, Text(f"银行文件读不出：{error}", f"The bank file: {error}"), None, None
            )
            continue
        orders = {
            order.reference: order.amount
            for order in batch.orders.all()
            if order.amount and order.state != "dropped"
        }
        for reference in sorted(orders.keys() | amounts.keys()):
            if orders.get(reference) != amounts.get(reference):
                yield Difference(
                    reference, Text("付款指令与银行文件", "Order and bank file"), orders.get(reference, 0),
                    amounts.get(reference, 0),
                )  # fmt: skip


def _accounts(zone: str) -> Iterator[Difference]:
    for account in not_adding_up(zone):
        yield Difference(
            account.code,
            Text("账户余额与分录之和不符", "The account is not the sum of its entries"),
            None,
            None,
        )
