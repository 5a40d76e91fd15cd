"""Waiting for a pool, and rounds: who came in between two moments is served once, exactly, by one rule."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction

from wotu.audit.verbs import note
from wotu.ledger import moves
from wotu.ledger.amounts import MOST
from wotu.ledger.models import RULES, Account, Grant, Round, WaitingClaim
from wotu.ledger.moves import Claim
from wotu.ledger.refusal import LedgerRefused, OtherContent
from wotu.ledger.writing import inside_a_transaction, lock_accounts
from wotu.match.budget import pro_rata
from wotu.rules.text import Text

FINAL: Final = ("by_score", "pro_rata")
"""Rules of a round after which nobody it served waits for more."""


def wait(
    *,
    account: Account,
    amount: int,
    case: str,
    key: str,
    by: str,
    now: dt.datetime,
    score: Decimal | None = None,
    beside: Sequence[Claim] = (),
) -> WaitingClaim:
    """Let a claim wait for a pool (候补), inside the caller's transaction; the same key changes nothing.

    `beside` is what the whole claim holds of other accounts, its budget and who bears shares of it: a round
    holds them with the pool, and grants no more than they have left.

    Raises:
        LedgerRefused: the amount cannot be.
        OtherContent: the key was used for another claim.
    """
    inside_a_transaction()
    if not 0 < amount <= MOST:
        raise LedgerRefused(Text("候补数额要大于零。", "Wait for more than nothing."))
    claim, is_new = WaitingClaim.objects.get_or_create(
        key=key,
        defaults={
            "account": account,
            "case": case,
            "amount": amount,
            "score": score,
            "at": now,
            "by": by,
            "beside": [[one.account_id, one.amount, one.share] for one in beside],
        },
    )
    if not is_new and (claim.account_id, claim.case, claim.amount) != (account.pk, case, amount):
        raise OtherContent(key)
    return claim


def stop_waiting(*, claim: WaitingClaim, now: dt.datetime) -> None:
    """Take the rest of a claim off the list, inside the caller's transaction; what was granted stays held."""
    inside_a_transaction()
    WaitingClaim.objects.filter(pk=claim.pk, ended_at=None).update(ended_at=now)


def open_round(
    *,
    account: Account,
    since: dt.datetime,
    until: dt.datetime,
    rule: str,
    key: str,
    by: str,
    now: dt.datetime,
) -> Round:
    """Plan a round (建立批次): which claims it serves, and by which rule. The same key changes nothing.

    Raises:
        LedgerRefused: it would end before it begins, or there is no such rule.
        OtherContent: the key was used for another round.
    """
    if rule not in RULES:
        raise LedgerRefused(Text("请选择分配规则。", "Choose by which rule."))
    if until <= since:
        raise LedgerRefused(Text("截止日期要晚于开始日期。", "The last day must not come before the first."))
    with transaction.atomic():
        found, is_new = Round.objects.get_or_create(
            key=key,
            defaults={
                "account": account, "since": since, "until": until, "rule": rule, "opened_at": now,
                "opened_by": by,
            },
        )  # fmt: skip
        same = (account.pk, since, until, rule)
        if not is_new and (found.account_id, found.since, found.until, found.rule) != same:
            raise OtherContent(key)
        if is_new:
            note(
                verb="open_round", about=f"{account.zone}/{account.code}", by=by, now=now, zone=account.zone,
                rule=rule, since=since.isoformat(), until=until.isoformat(),
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Served:
    """What a claim gets, or would get: its place in line, what it asks, what was left before it."""

    claim: WaitingClaim
    place: int
    asked: int
    granted: int
    left: int


def preview(round_: Round) -> list[Served]:
    """Return what everybody would get if the round were drawn now."""
    account = Account.objects.select_related("part_of").get(pk=round_.account_id)
    return _serve(round_, _left(account), _claims(round_))


def draw(*, round_: Round, by: str, now: dt.datetime) -> list[Grant]:
    """Draw a round (分配), once: hold what is granted. Drawn again it changes nothing.

    First come, first served, the rest of a claim waits for the next round. A round by score or pro rata is
    final: whoever it served waits no more.

    Raises:
        LedgerRefused: its time is not over.
    """
    with transaction.atomic():
        round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
        if round_.drawn_at is not None:
            return list(round_.grants.select_related("claim", "transfer"))
        if now < round_.until:
            raise LedgerRefused(Text("批次还没有截止，不能分配。", "The round is not over yet."))
        claims = _claims(round_, lock=True)  # claims first, then accounts: as who gives one up
        account = Account.objects.select_related("part_of").get(pk=round_.account_id)
        lock_accounts({*_drawn(account), *_beside(claims)})
        account = Account.objects.select_related("part_of").get(pk=round_.account_id)
        left = _left(account)
        grants = [_grant(round_, account, one, by, now) for one in _serve(round_, left, claims)]
        round_.drawn_at, round_.drawn_by, round_.left = now, by, left
        round_.save(update_fields=["drawn_at", "drawn_by", "left"])
        note(
            verb="draw_round", about=f"{account.zone}/{account.code}", by=by, now=now, zone=account.zone,
            round=round_.pk, claims=len(grants), granted=sum(grant.granted for grant in grants),
        )  # fmt: skip
    return grants


def _grant(round_: Round, account: Account, one: Served, by: str, now: dt.datetime) -> Grant:
    transfer = None
    if one.granted:
        transfer = moves.hold(
            key=f"round:{round_.pk}/{one.claim.key}", claims=_held(account, one), case=one.claim.case,
            verb="draw_round", by=by, now=now,
        )  # fmt: skip
        one.claim.granted += one.granted
    if not one.claim.rest or round_.rule in FINAL:
        one.claim.ended_at = now
    one.claim.save(update_fields=["granted", "ended_at"])
    return Grant.objects.create(
        round=round_, claim=one.claim, transfer=transfer, place=one.place, asked=one.asked,
        granted=one.granted, left=one.left,
    )  # fmt: skip


def _held(account: Account, one: Served) -> list[Claim]:
    """Return what is held for a grant: the pool and the budget beside it, and shares in proportion."""
    wholes = {*_drawn(account), *(pk for pk, _, share in one.claim.beside if not share)}
    shares = [(pk, amount) for pk, amount, share in one.claim.beside if share]
    outside = one.claim.amount - sum(amount for _, amount in shares)
    *parts, _ = pro_rata(one.granted, [*(amount for _, amount in shares), outside])
    borne = [Claim(pk, part, share=True) for (pk, _), part in zip(shares, parts, strict=True) if part]
    return [*(Claim(pk, one.granted) for pk in sorted(wholes)), *borne]


def _drawn(account: Account) -> list[int]:
    """Return the account, and the pool it is a share of."""
    return [account.pk] if account.part_of_id is None else [account.pk, account.part_of_id]


def _left(account: Account) -> int:
    return min(account.left, account.part_of.left) if account.part_of else account.left


def _claims(round_: Round, *, lock: bool = False) -> list[WaitingClaim]:
    waiting = WaitingClaim.objects.filter(
        account=round_.account_id, ended_at=None, at__gte=round_.since, at__lt=round_.until
    ).order_by("at", "id")
    return list(waiting.select_for_update(of=("self",)) if lock else waiting)


def _serve(round_: Round, left: int, claims: Sequence[WaitingClaim]) -> list[Served]:
    """First come by time; by score the best first, who has none last; equal ones by time."""
    if round_.rule == "by_score":
        claims = sorted(claims, key=lambda claim: (claim.score is None, -(claim.score or 0)))
    asked = [claim.rest for claim in claims]
    cut = pro_rata(left, asked) if round_.rule == "pro_rata" else asked
    found = Account.objects.filter(pk__in=_beside(claims))
    elsewhere = {account.pk: account.left for account in found}
    served = []
    for place, (claim, wanted, most) in enumerate(zip(claims, asked, cut, strict=True), start=1):
        granted = min(most, left, *_room(claim, elsewhere))
        served.append(Served(claim, place, wanted, granted, left))
        left -= granted
        for pk, amount, _ in claim.beside:
            elsewhere[pk] -= -(-granted * amount // claim.amount)
    return served


def _room(claim: WaitingClaim, left: dict[int, int]) -> list[int]:
    """Return how much of a claim each account beside the pool has room for."""
    return [max(left[pk], 0) * claim.amount // amount for pk, amount, _ in claim.beside]


def _beside(claims: Iterable[WaitingClaim]) -> set[int]:
    return {pk for claim in claims for pk, _, _ in claim.beside}
