"""Making a batch: instalments are ordered from the bank, once each; what the payee owes is kept back."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Sum

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import version_of
from wotu.cases.conflicts import before_paying
from wotu.cases.models import Case, Payee
from wotu.cases.verbs.filing import payee_of
from wotu.parties.models import Party
from wotu.payments.knowing import stand_of
from wotu.payments.models import Batch, Debt, DebtEntry, Instalment, Order
from wotu.payments.owing import open_debts
from wotu.payments.verbs.asking import ask_case
from wotu.refusal import CannotDo
from wotu.rules.text import Text

MOST = 5_000
"""Instalments a batch takes."""
GUARDED = True
"""Whether instalments are locked while they are put into a batch; a test shows what happens without."""


@dataclass
class Made:
    """A batch, and what was left out of it with the reason."""

    batch: Batch
    left_out: list[tuple[Instalment, Text]] = field(default_factory=list)


def make_batch(
    *, zone: str, instalments: Collection[int], user: User, now: dt.datetime, today: dt.date
) -> Made:
    """Put due instalments into a batch (制单); another official checks it.

    Each case is asked again first, and looked at for conflicts with the firm's other cases. What cannot be
    paid is left out and said.

    Raises:
        CannotDo: nothing was chosen, too much at once, or nothing of it can be paid now.
    """
    if not instalments:
        raise CannotDo("请先选择要支付的款项。", "Choose what is to be paid.")
    if len(instalments) > MOST:
        raise CannotDo(f"一个批次最多{MOST}笔，请分批。", f"A batch takes {MOST} payments; make several.")
    for case in Case.objects.filter(zone=zone, instalments__in=list(instalments)).distinct().order_by("id"):
        ask_case(case=case, by=user.email, now=now, today=today)
    with transaction.atomic():
        made = Made(Batch.objects.create(zone=zone, state="made", made_by=user, made_at=now))
        for one in _locked(zone, instalments):
            said = _order(made.batch, one, user, now, today)
            if said is not None:
                made.left_out.append((one, said))
        orders = made.batch.orders.all()
        if not orders:
            raise CannotDo(
                "所选款项现在都不能支付。", "Nothing of what was chosen can be paid now.",
                tuple(_named(one, said) for one, said in made.left_out),
            )  # fmt: skip
        note(
            verb="make_batch", about=made.batch.about, by=user.email, now=now, zone=zone, orders=len(orders),
            total=sum(order.amount for order in orders), set_off=sum(order.offset for order in orders),
            left_out=len(made.left_out),
        )  # fmt: skip
    return made


def lock_set_off(orders: Iterable[Order]) -> None:
    """Keep what orders set off from everybody else, by id, before the first of them is dropped."""
    debts = set(DebtEntry.objects.filter(order__in=list(orders)).values_list("debt", flat=True))
    list(Debt.objects.select_for_update(of=("self",)).filter(pk__in=debts).order_by("id"))


def drop(order: Order, *, reason: str, by: str, now: dt.datetime) -> None:
    """Take an order out of a batch nobody checked yet: its set-off is undone, its instalment due again.

    Runs in the caller's transaction, with the instalment locked.
    """
    for entry in order.set_off.filter(kind="offset").select_related("debt"):
        debt = Debt.objects.select_for_update(of=("self",)).get(pk=entry.debt_id)
        DebtEntry.objects.create(
            debt=debt,
            key=f"undone/{entry.key}",
            kind="undone",
            amount=-entry.amount,
            order=order,
            at=now,
            by=by,
        )
        debt.settled -= entry.amount
        if debt.kind == "declared":
            debt.state, debt.why_dropped = "dropped", "付款没有发出 The payment was not ordered"
        elif debt.state == "settled":
            debt.state = "claimed"
        debt.save()
    order.state, order.reason = "dropped", reason[:300]
    order.save(update_fields=["state", "reason"])
    one = Instalment.objects.select_for_update(of=("self",)).get(pk=order.instalment_id)
    one.offset -= order.offset
    one.state = "due"
    one.save()


def _locked(zone: str, instalments: Collection[int]) -> list[Instalment]:
    """Lock everything a batch is made of, each kind by id: cases, instalments, payees, what they owe."""
    found = Instalment.objects.filter(case__zone=zone, pk__in=list(instalments)).order_by("id")
    if GUARDED:
        cases = Case.objects.filter(instalments__in=found).order_by("id").values_list("id", flat=True)
        list(Case.objects.select_for_update(of=("self",)).filter(pk__in=set(cases)).order_by("id"))
        found = found.select_for_update(of=("self",))
    chosen = list(found.select_related("case__enterprise", "case__subject", "case__payee"))
    if GUARDED:
        payees = {party for one in chosen for party in (one.case.enterprise_id, one.case.subject_id)}
        parties = Party.objects.select_for_update(of=("self",), no_key=True)
        list(parties.filter(pk__in=payees).order_by("id"))
        list(
            Debt.objects.select_for_update(of=("self",))
            .filter(debtor__in=payees, state="claimed")
            .order_by("id")
        )
    return chosen


def _order(batch: Batch, one: Instalment, user: User, now: dt.datetime, today: dt.date) -> Text | None:
    """Order an instalment; return why not where it cannot be."""
    if one.state != "due":
        return one.why or Text(f"现在是“{one.state_label.zh}”", f"It is “{one.state_label.en}” now")
    against_it = before_paying(one.case)
    if against_it:
        return against_it[0]
    payee = payee_of(one.case.enterprise, one.case.subject)
    if payee is None:
        return Text("没有收款账户", "No bank account is known")
    attempt = Order.objects.filter(instalment=one).count() + 1
    order = Order(
        batch=batch, instalment=one, attempt=attempt, reference=f"FK{one.pk:08d}-{attempt}", payee=payee,
        payee_is_new=_is_new(one, payee), amount=one.net, state="ordered",
    )  # fmt: skip
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError as error:
        if "order_" not in str(error):
            raise
        return Text("已在另一个批次里", "It stands in another batch")
    _keep_back(order, one, payee.party, user.email, now, today)
    one.state, one.why_zh, one.why_en = "batched", "", ""
    one.save()
    return None


def _is_new(one: Instalment, payee: Payee) -> bool:
    """Tell whether the account is not the one the case was decided with."""
    return one.case.payee_id != payee.pk


def _keep_back(  # noqa: PLR0917
    order: Order, one: Instalment, debtor: Party, by: str, now: dt.datetime, today: dt.date
) -> None:
    """Set off what the payee owes: claimed debts first, the oldest first, then what the rule says is owed."""
    Party.objects.select_for_update(of=("self",), no_key=True).get(pk=debtor.pk)
    still_owed = 0
    for debt in open_debts(debtor.pk).select_for_update(of=("self",)):
        _set_off(order, debt, min(debt.rest, order.amount), by, now)
        still_owed += debt.rest
    declared = _declared(one.case, debtor, today) - still_owed
    take = min(max(declared, 0), order.amount)
    if take:
        debt = Debt.objects.create(
            zone=one.case.zone, debtor=debtor, case=one.case, kind="declared", state="claimed", amount=take,
            reason_zh="按措施规定，从应付款中抵扣事实记载的欠款",
            reason_en="By the measure's own clause, what the facts say is owed is deducted",
            made_at=now, made_by=by,
        )  # fmt: skip
        _set_off(order, debt, take, by, now)
    if order.offset:
        order.save()
        one.offset += order.offset


def _declared(case: Case, debtor: Party, today: dt.date) -> int:
    """Return what the rule's own offset says is owed, less what was deducted for it since it was recorded."""
    payment = version_of(case).payment
    if payment is None or payment.offset is None or debtor.pk not in (case.enterprise_id, case.subject_id):
        return 0
    stand = stand_of(case, today)
    if not stand.owed:
        return 0
    taken = DebtEntry.objects.filter(debt__kind="declared", debt__debtor=debtor)
    if stand.owed_since is not None:
        taken = taken.filter(at__gte=stand.owed_since)
    return stand.owed - (taken.aggregate(all=Sum("amount"))["all"] or 0)


def _set_off(order: Order, debt: Debt, amount: int, by: str, now: dt.datetime) -> None:
    if not amount:
        return
    DebtEntry.objects.create(
        debt=debt, key=f"offset/{order.reference}/{debt.pk}", kind="offset", amount=amount, order=order,
        at=now, by=by,
    )  # fmt: skip
    debt.settled += amount
    if not debt.rest:
        debt.state = "settled"
    debt.save()
    order.amount -= amount
    order.offset += amount


def _named(one: Instalment, said: Text) -> Text:
    return Text(
        f"办件{one.case.number}·{one.label_zh}：{said.zh}",
        f"Case {one.case.number}, {one.label_en}: {said.en}",
    )
