"""Getting money back (追回): a proposed debt is claimed or dropped, and repayments are booked."""

import datetime as dt

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.progress import locked, log
from wotu.payments import books
from wotu.payments.models import Debt, DebtEntry, Instalment
from wotu.payments.owing import money_text_of, write_claim
from wotu.payments.verbs.asking import bring_up_to_date, close_when_settled
from wotu.refusal import CannotDo


def claim_debt(*, debt: Debt, user: User, now: dt.datetime, today: dt.date) -> Debt:
    """Claim a proposed debt by a letter (发出退还通知); from now on it is set off against later payments.

    Raises:
        CannotDo: it is claimed or dropped already, or the clause no longer holds.
    """
    with transaction.atomic():
        case = locked(debt.case)
        bring_up_to_date(case, by=user.email, now=now, today=today)
        debt = _proposed(debt)
        write_claim(debt, by=user.email, now=now, today=today)
        log(case, "noted", by=user.email, now=now, text=f"{debt.number} {debt.reason_zh}", debt=debt.pk)
        note(
            verb="claim_debt", about=case.about, by=user.email, now=now, zone=debt.zone, debt=debt.pk,
            amount=debt.amount,
        )  # fmt: skip
    return debt


def drop_debt(*, debt: Debt, why: str, user: User, now: dt.datetime) -> Debt:
    """Do not claim a proposed debt, and say why.

    Raises:
        CannotDo: no reason is given, or it is claimed or dropped already.
    """
    if not why.strip():
        raise CannotDo("请写明不追缴的理由。", "Say why it is not claimed.")
    with transaction.atomic():
        locked(debt.case)
        debt = _proposed(debt)
        debt.state, debt.why_dropped = "dropped", why.strip()[:500]
        debt.save()
        note(
            verb="drop_debt", about=debt.case.about, by=user.email, now=now, zone=debt.zone, debt=debt.pk,
            why=why.strip(),
        )  # fmt: skip
    return debt


def waive_debt(*, debt: Debt, why: str, user: User, now: dt.datetime) -> Debt:
    """Give up what is still owed of a claimed debt (免除), and say why; what came back of it stays.

    Raises:
        CannotDo: no reason is given, it is not claimed, part of it stands in a batch nobody checked yet, or
            whoever claimed it waives it.
    """
    if not why.strip():
        raise CannotDo("请写明免除的理由。", "Say why it is waived.")
    with transaction.atomic():
        locked(debt.case)
        debt = Debt.objects.select_for_update(of=("self",)).select_related("case").get(pk=debt.pk)
        if debt.state != "claimed" or debt.kind == "declared":
            raise CannotDo(
                f"这笔应退款现在是“{debt.state_label.zh}”，不能免除。",
                f"This debt is “{debt.state_label.en}” and cannot be waived.",
            )
        if debt.claimed_by == user.email:
            raise CannotDo("追缴人不能自己免除，请由他人办理。", "Whoever claimed a debt does not waive it.")
        if debt.entries.filter(order__state="ordered", order__batch__state="made").exists():
            raise CannotDo(
                "有一笔抵扣在待复核的批次里，请先复核或退回。",
                "Part of it is set off in a batch that waits for its check. Check it or send it back first.",
            )
        waived = debt.rest
        if debt.settled:  # what came back stands for itself, and the rest beside it
            debt.amount, debt.state = debt.settled, "settled"
            debt.save()
            _rest_of(debt, waived, why.strip()[:500], user.email, now).save()
        else:
            debt.state, debt.why_dropped = "dropped", why.strip()[:500]
            debt.save()
        log(
            debt.case, "noted", by=user.email, now=now, text=f"{debt.number} 免除{money_text_of(waived).zh}",
            debt=debt.pk,
        )  # fmt: skip
        note(
            verb="waive_debt", about=debt.case.about, by=user.email, now=now, zone=debt.zone, debt=debt.pk,
            amount=waived, why=why.strip(),
        )  # fmt: skip
    return debt


def repay(*, debt: Debt, amount: int, document: str, user: User, now: dt.datetime) -> Debt:
    """Book money that came back (退款到账); its account of the ledger has it again.

    `document` is the bank's serial: the same one again changes nothing.

    Raises:
        CannotDo: it is more than is owed, of nothing, without a serial, or the serial says another amount.
    """
    if not document.strip():
        raise CannotDo("请填写银行流水号。", "Give the bank's serial.")
    key = f"repaid/{debt.pk}/{document.strip()[:60]}"
    with transaction.atomic():
        case = locked(debt.case)
        debt = Debt.objects.select_for_update(of=("self",)).get(pk=debt.pk)
        before = DebtEntry.objects.filter(key=key).first()
        if before is not None:
            if before.amount != amount:
                raise CannotDo("这个流水号已登记过另一数额。", "This serial is booked with another amount.")
            return debt
        if debt.state != "claimed":
            raise CannotDo(
                f"这笔应退款现在是“{debt.state_label.zh}”。", f"This debt is “{debt.state_label.en}” now."
            )
        if not 0 < amount <= debt.rest:
            rest = money_text_of(debt.rest)
            raise CannotDo(
                f"退款要大于零，且不超过尚欠的{rest.zh}。", f"Between nothing and {rest.en}, still owed."
            )
        DebtEntry.objects.create(
            debt=debt, key=key, kind="repaid", amount=amount, document=document.strip(), at=now, by=user.email
        )
        debt.settled += amount
        debt.state = "claimed" if debt.rest else "settled"
        debt.save()
        books.give_back(case, amount, key=key, code="clawback", by=user.email, now=now, verb="repay")
        note(
            verb="repay", about=case.about, by=user.email, now=now, zone=debt.zone, debt=debt.pk,
            amount=amount, document=document.strip(),
        )  # fmt: skip
    return debt


def cancel_instalment(
    *, instalment: Instalment, why: str, user: User, now: dt.datetime, today: dt.date
) -> None:
    """Give up an instalment whose condition was not met in its term; what is held for it goes back.

    Raises:
        CannotDo: its term is not over, or no reason is given.
    """
    if not why.strip():
        raise CannotDo("请写明取消的理由。", "Say why it is cancelled.")
    with transaction.atomic():
        case = locked(instalment.case, "approved")
        bring_up_to_date(case, by=user.email, now=now, today=today)
        one = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
        if not one.is_lapsed:
            raise CannotDo("期限没有过，不能取消。", "Its term is not over; it is not cancelled.")
        books.give_up(case, one.net, by=user.email, now=now, verb="cancel_instalment")
        one.state, one.why_zh, one.why_en = "cancelled", why.strip()[:300], why.strip()[:300]
        one.is_lapsed = False
        one.save()
        log(case, "noted", by=user.email, now=now, text=why.strip(), instalment=one.pk)
        note(
            verb="cancel_instalment", about=case.about, by=user.email, now=now, zone=case.zone,
            instalment=one.pk, why=why.strip(),
        )  # fmt: skip
        close_when_settled(case, by=user.email, now=now, today=today)


def _rest_of(debt: Debt, waived: int, why: str, by: str, now: dt.datetime) -> Debt:
    return Debt(
        zone=debt.zone, debtor_id=debt.debtor_id, case=debt.case, kind=debt.kind, state="dropped",
        amount=waived, reason_zh=debt.reason_zh, reason_en=debt.reason_en, made_at=now, made_by=by,
        why_dropped=why,
    )  # fmt: skip


def _proposed(debt: Debt) -> Debt:
    debt = Debt.objects.select_for_update(of=("self",)).select_related("debtor", "case").get(pk=debt.pk)
    if debt.state != "proposed":
        raise CannotDo(
            f"这笔应退款现在是“{debt.state_label.zh}”。", f"This debt is “{debt.state_label.en}” now."
        )
    return debt
