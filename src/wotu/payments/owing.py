"""What payees owe back: how much was received, what is claimed, the letter that claims it."""

import datetime as dt
from collections import Counter
from typing import Final

from django.db.models import Q, QuerySet

from wotu.cases.models import Case
from wotu.inbox.verbs import Line, tell
from wotu.parties.models import Membership, Party, held_on
from wotu.payments.models import SENT, Debt, Order
from wotu.rules.text import Text
from wotu.workdays.reads import calendar

REPAY_WITHIN: Final = 15
"""Working days in which a claim is to be paid: the zone's own, not a published norm."""


def received_of(case: Case) -> Counter[int]:
    """Return, by party, what was received of the award as it was last decided, in fen, set-offs included.

    What an earlier decision gave, before it was revoked, was claimed back whole and does not count.
    """
    found: Counter[int] = Counter()
    orders = Order.objects.filter(instalment__case=case, instalment__round=case.round)
    for order in orders.filter(batch__state__in=SENT).select_related("payee"):
        found[order.payee.party_id] += order.offset + (order.amount if order.state == "paid" else 0)
    return found


def unclaimed_of(case: Case) -> Counter[int]:
    """Return, by party, what was received of the award and is neither claimed back nor came back, in fen."""
    found = received_of(case)
    claimed = Debt.objects.filter(
        case=case, state__in=("claimed", "settled"), kind__in=("clawback", "revoked"),
        made_at__gte=case.decided_at or case.made_at,
    )  # fmt: skip
    for debt in claimed:
        found[debt.debtor_id] -= debt.amount
    return found


def open_debts(debtor: int) -> QuerySet[Debt]:
    """Return the claimed debts of a party that are not settled, the oldest first."""
    return Debt.objects.filter(debtor=debtor, state="claimed").order_by("id")


def write_claim(debt: Debt, *, by: str, now: dt.datetime, today: dt.date) -> None:
    """Claim a debt by a letter, and tell the debtor; runs in the caller's transaction."""
    debt.state, debt.claimed_at, debt.claimed_by = "claimed", now, by
    debt.repay_by = calendar().add_working_days(today, REPAY_WITHIN).date
    said = _letter(debt)
    debt.letter_zh, debt.letter_en = said.zh, said.en
    debt.save()
    tell_party(
        debt.debtor, key=f"debt:{debt.pk}",
        title=Text(
            f"请在{debt.repay_by}前退还{money_text_of(debt.amount).zh}",
            f"Please pay back {money_text_of(debt.amount).en} by {debt.repay_by}",
        ),
        lines=[debt.reason], by=by, now=now, today=today,
    )  # fmt: skip


def tell_party(
    party: Party, *, key: str, title: Text, lines: list[Text], by: str, now: dt.datetime, today: dt.date
) -> None:
    """Tell the people who act for a party about its payments."""
    firm = party.owner or party
    mine = Q(party=party) if party.kind == "person" else Q(party=firm)
    users = Membership.objects.filter(held_on(today), mine).values_list("user_id", flat=True)
    link = f"/talents/{party.slug}/" if party.kind == "person" else f"/firms/{firm.slug}/payments/"
    tell(
        users=set(users), key=key, whom=party.name, title=title, link=link,
        lines=[Line(line, link) for line in lines], about=party.slug, by=by, now=now,
    )  # fmt: skip


def money_text_of(fen: int) -> Text:
    """Write an amount with every digit that counts."""
    yuan = f"{fen // 100:,}" + (f".{fen % 100:02}" if fen % 100 else "")
    return Text(f"{yuan}元", f"CNY {yuan}")


def _letter(debt: Debt) -> Text:
    much, case = money_text_of(debt.amount), debt.case
    return Text(
        f"{debt.debtor.name}：\n"
        f"你单位办件{case.number}（{case.measure}）已兑付的款项中，{much.zh}应当退还。"
        f"理由：{debt.reason_zh}。\n"
        f"请于{debt.repay_by}前退还，附言写明“{debt.number}”。"
        "逾期未退的，将从今后应付给你单位的款项中抵扣。"
        "如有异议，可在收到本通知之日起60日内申请行政复议。",
        f"To {debt.debtor.name}:\n"
        f"Of what was paid to you under case {case.number} ({case.measure}), {much.en} is due back. "
        f"Reason: {debt.reason_en}.\n"
        f"Please pay it back by {debt.repay_by}, quoting “{debt.number}”. "
        "What is not paid back in time is deducted from later payments to you. "
        "You may ask for administrative reconsideration within 60 days of this letter.",
    )
