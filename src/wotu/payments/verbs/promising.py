"""What happens to money when a case is decided, and when it loses its award: hooks of kinds that pay."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from wotu.cases.asking import Asked, ask_again, version_of
from wotu.cases.models import Case
from wotu.ledger import moves, rounds
from wotu.ledger.drawing import accounts_drawn, claims_for
from wotu.ledger.models import Account, WaitingClaim
from wotu.ledger.moves import Claim
from wotu.ledger.reads import waiting_for
from wotu.ledger.refusal import LedgerRefused, Short
from wotu.payments import books
from wotu.payments.cutting import Cut, cut, ours_of
from wotu.payments.models import OPEN, Debt, Instalment, Order
from wotu.payments.owing import unclaimed_of, write_claim
from wotu.payments.verbs.asking import UNDECIDED, bring_up_to_date
from wotu.payments.verbs.batching import drop, lock_set_off
from wotu.refusal import CannotDo
from wotu.rules.evaluate import compile_node
from wotu.rules.model import Version
from wotu.rules.text import Text

SCORE = Decimal("0.000001")
"""How exactly a score is kept."""


def promise(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Hold an award on the ledger and write down its instalments; runs in the deciding verb's transaction.

    A pool that is given out by score or pro rata serves nobody before its round: the award waits. One that
    is given out first come keeps it waiting only where it is short.

    Raises:
        CannotDo: nothing was awarded, there is no budget, or too little is left.
    """
    if not case.amount:
        raise CannotDo("核定数额为零，没有可以兑付的。", "Nothing was awarded, so there is nothing to pay.")
    version = version_of(case)
    _hold_or_wait(case, version, ours_of(version, case.amount), by, now, today)
    Instalment.objects.bulk_create(
        _instalment(case, position, part) for position, part in enumerate(cut(version, case.amount, today))
    )
    if version.flow.first("pay") is None:  # else they wait until that step is reached, as they say
        bring_up_to_date(case, by=by, now=now, today=today)


def pay_begins(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """See what may be paid, now that a case is ready for it."""
    bring_up_to_date(case, by=by, now=now, today=today)


def lose(*, case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Give up what is held for a case, cancel what is not paid, and claim back what is.

    Raises:
        CannotDo: the bank has an order for it, whose receipt must be in first.
    """
    mine = list(Instalment.objects.select_for_update(of=("self",)).filter(case=case).order_by("id"))
    orders = Order.objects.filter(instalment__in=mine, state="ordered").select_related("batch")
    orders = orders.defer("batch__file")
    if any(order.batch.state != "made" for order in orders):
        raise CannotDo(
            "有一笔款项已交银行、还没有回单。请等回单导入后再办。",
            "An order is with the bank. Wait until its receipt is in.",
        )
    lock_set_off(orders)
    for order in orders:
        drop(order, reason=f"{case.number} {case.get_state_display()}"[:300], by=by, now=now)
    for claim in WaitingClaim.objects.filter(case=case.about, ended_at=None):
        rounds.stop_waiting(claim=claim, now=now)
    books.give_up_all(case, by=by, now=now, verb="lose")
    for one in Instalment.objects.filter(case=case, state__in=OPEN):
        one.state, one.why_zh, one.why_en = "cancelled", "奖补没有或已撤销", "The award is gone"
        one.save()
    Instalment.objects.filter(case=case, state="elsewhere").update(state="cancelled")
    _claim_back(case, by, now, today)


def _claim_back(case: Case, by: str, now: dt.datetime, today: dt.date) -> None:
    """Claim what was received of a revoked award and is not claimed yet."""
    Debt.objects.filter(case=case, state="proposed").update(
        state="dropped", why_dropped="奖补已撤销，另行追缴 The award was revoked; all of it is claimed"
    )
    for debtor, rest in unclaimed_of(case).items():
        if rest > 0:
            reason = Text(
                "奖补被撤销，已收到的款项应当退还", "The award was revoked; what was received is due back"
            )
            debt = Debt(
                zone=case.zone, debtor_id=debtor, case=case, kind="revoked", state="proposed", amount=rest,
                reason_zh=reason.zh, reason_en=reason.en, made_at=now, made_by=by,
            )  # fmt: skip
            debt.save()
            write_claim(debt, by=by, now=now, today=today)


def _hold_or_wait(  # noqa: PLR0917
    case: Case, version: Version, ours: int, by: str, now: dt.datetime, today: dt.date
) -> None:
    day = dt.date(today.year + 1, 1, 1) if version.pays == "next_year" else today
    key = f"{case.about}/award/{case.round}"
    try:
        drawn = accounts_drawn(case.zone, version, day)
        claims = _claims(case, version, ours, day, drawn)
        if "pool" not in drawn or not _queues(version, drawn["pool"]):
            moves.hold(key=key, claims=claims, case=case.about, verb="decide_case", by=by, now=now)
            return
    except Short as short:
        pool = drawn.get("pool")
        if (
            pool is None
            or version.capacity is None
            or {lack.account_id for lack in short.lacking} != {pool.pk}
        ):
            raise CannotDo(short.text.zh, short.text.en) from short
    except LedgerRefused as refused:
        raise CannotDo(refused.text.zh, refused.text.en) from refused
    pool = drawn["pool"]
    rounds.wait(
        account=pool, amount=ours, case=case.about, key=key, by=by, now=now,
        score=_score(version, ask_again(case)),
        beside=[one for one in claims if one.account_id != pool.pk],
    )  # fmt: skip


def _queues(version: Version, pool: Account) -> bool:
    """Tell whether an award waits though the pool may have enough: for its round, or behind others."""
    in_rounds = version.capacity is not None and version.capacity.when_short != "first_come"
    return in_rounds or bool(waiting_for(pool))


def _claims(
    case: Case, version: Version, ours: int, day: dt.date, drawn: Mapping[str, Account]
) -> Sequence[Claim]:
    """Return what the zone's books hold: who pays their share themselves is left out of the whole."""
    claims = claims_for(zone=case.zone, version=version, amount=case.amount or 0, day=day, drawn=drawn)
    return [one if one.share else Claim(one.account_id, ours) for one in claims]


def _score(version: Version, asked: Asked) -> Decimal | None:
    capacity = version.capacity
    if capacity is None or capacity.when_short != "by_score" or capacity.order is None:
        return None
    value = compile_node(asked.checker.plan.fix(capacity.order))(asked.finding.subject.facts)
    if value is None or isinstance(value, str):
        return None
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(SCORE)


def _instalment(case: Case, position: int, part: Cut) -> Instalment:
    return Instalment(
        case=case, round=case.round, position=position, stage=part.stage, label_zh=part.label.zh,
        label_en=part.label.en, amount=part.amount, state="elsewhere" if part.elsewhere else "waiting",
        not_before=part.not_before, why_zh="" if part.elsewhere else UNDECIDED.zh,
        why_en="" if part.elsewhere else UNDECIDED.en,
    )  # fmt: skip
