"""Asking again what may be paid: conditions, dates, funds, the payee. Also what is to be reclaimed."""

import datetime as dt
import logging
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.cases.asking import flow_of, version_of
from wotu.cases.models import Case
from wotu.cases.progress import SYSTEM, keep_dues, locked, log
from wotu.cases.verbs.delivering import delivered, end_unfunded
from wotu.cases.verbs.filing import payee_of
from wotu.ledger.models import WaitingClaim
from wotu.match.budget import pro_rata
from wotu.payments import books
from wotu.payments.cutting import cut_ours, last_day
from wotu.payments.knowing import Stand, stand_of
from wotu.payments.models import SETTLED, SHORT_OF_FUNDS, Debt, Instalment, Order
from wotu.payments.owing import money_text_of, received_of
from wotu.rules.text import Text

logger = logging.getLogger(__name__)
ASKED = ("waiting", "due", "returned")
"""States that may change by asking."""

UNDECIDED = Text("等审批和公示结束", "Waits for the decision and the public notice")
NOT_GRANTED = Text("批次中没有分得的部分", "Not granted in the rounds")
_NOT_GRANTED_STAGE = "not-granted"
NOTHING_LEFT = (
    "已批准，但这项措施的额度已全部分完，本办件没有分得，不予兑付，办件结束；有新的额度或批次时可以重新申报。"
    "Approved, but all funds of the measure were given out and none to this case: nothing is paid, and it "
    "ends. You may file again when there are new funds."
)
NO_LONGER = "退回条款不再成立 The clawback clause holds no longer"


def ask_case(*, case: Case, by: str = SYSTEM, now: dt.datetime, today: dt.date) -> int:
    """Ask a case again what may be paid; return how many of its instalments changed."""
    with transaction.atomic():
        case = locked(case)
        before = case.state
        changed = bring_up_to_date(case, by=by, now=now, today=today)
        if changed or case.state != before:
            note(
                verb="ask_payment", about=case.about, by=by, now=now, zone=case.zone, instalments=changed
            )  # fmt: skip
    return changed


def ask_cases(*, cases: Iterable[Case], by: str = SYSTEM, now: dt.datetime, today: dt.date) -> int:
    """Ask many cases again, each for itself; return how many instalments changed.

    One that fails is logged and keeps no other from being asked.
    """
    changed = 0
    for case in cases:
        try:
            changed += ask_case(case=case, by=by, now=now, today=today)
        except Exception:  # whatever is wrong with one case, the others are asked in time
            logger.exception("case %d could not be asked what may be paid", case.pk)
    return changed


def bring_up_to_date(case: Case, *, by: str, now: dt.datetime, today: dt.date) -> int:
    """Bring the instalments of a locked case up to date; return how many changed.

    In state `due` are those that may be ordered; each other says what it waits for.
    """
    if case.state not in ("approved", "delivered"):
        return 0
    was_cut = _cut_to_what_was_granted(case, by, now, today)
    rows = list(
        Instalment.objects.select_for_update(of=("self",)).filter(case=case, round=case.round).order_by("id")
    )
    stand = stand_of(case, today)
    changed = 0
    for one, (state, why) in zip(rows, _judge(case, rows, stand, today), strict=True):
        lapsed = state == "waiting" and _lapsed_on(one, stand, _decided(case), today) is not None
        if state != one.state or (why and why != one.why) or lapsed != one.is_lapsed:
            changed += state != one.state
            one.state, one.why_zh, one.why_en = state, why.zh if why else "", why.en if why else ""
            one.is_lapsed = lapsed
            one.due_since = (one.due_since or today) if state in ("due", "returned") else None
            one.save()
    _propose_claim(case, stand, by, now)
    if case.state == "approved":
        _keep_clock(case, rows, now, today)
    if was_cut and all(one.state in ("cancelled", "elsewhere") for one in rows):
        end_unfunded(case, text=NOTHING_LEFT, by=by, now=now, today=today)
    elif was_cut:
        close_when_settled(case, by=by, now=now, today=today)
    return changed


def close_when_settled(case: Case, *, by: str, now: dt.datetime, today: dt.date) -> None:
    """Close the paying step of a locked case when nothing of its award is left to pay."""
    mine = Instalment.objects.filter(case=case, round=case.round)
    if mine.exclude(state__in=SETTLED).exists():
        _keep_clock(case, list(mine), now, today)
        return
    step = case.steps.filter(round=case.round, does="pay", done_at=None).first()
    if step is not None and case.state == "approved":
        delivered(case, step.step, text="", by=by, now=now, today=today)


Judged = tuple[str, Text | None]


def _judge(case: Case, rows: Sequence[Instalment], stand: Stand, today: dt.date) -> Iterable[Judged]:
    """Yield the state of each instalment, and what it waits for."""
    ready = _ready_to_pay(case)
    decided = _decided(case)
    held = books.standing_of(case).held if rows else 0
    held -= sum(one.net for one in rows if one.state == "batched")
    held -= sum(  # what is to be set off at the check is held until then
        Order.objects.filter(instalment__in=rows, state="ordered", batch__state="made").values_list(
            "offset", flat=True
        )
    )
    for one in rows:
        if one.state not in ASKED:
            yield one.state, one.why
            continue
        why = ready or _not_yet(one, stand, decided, today)
        if why is None and one.net > held:
            why = SHORT_OF_FUNDS
        if why is None:
            held -= one.net
        if one.state == "returned" and not _payee_was_mended(case, one):
            yield "returned", one.why
        elif why is None:
            yield "due", None
        else:
            yield "waiting", why


def _ready_to_pay(case: Case) -> Text | None:
    if flow_of(case).first("pay") is None or case.steps.filter(round=case.round, does="pay").exists():
        return None
    return UNDECIDED


def _not_yet(one: Instalment, stand: Stand, decided: dt.date | None, today: dt.date) -> Text | None:
    if one.not_before is not None and today < one.not_before:
        return Text(f"{one.not_before}起拨付", f"Paid from {one.not_before} on")
    if stand.reclaim:
        clause = stand.version.payment.clawback if stand.version.payment else None
        label = clause.label if clause else Text("", "")
        return Text(f"退回条款成立，不再拨付：{label.zh}", f"A clawback clause holds: {label.en}")
    match stand.due.get(one.stage, "due"):
        case "due":
            return None
        case answer:
            last = _lapsed_on(one, stand, decided, today)
            if last is not None:
                return Text(f"条件在{last}期限前没有满足", f"Its condition was not met by {last}")
            missing = stand.missing.get(one.stage, ())
            if answer == "unknown" and missing:
                zh, en = "、".join(t.zh for t in missing), ", ".join(t.en for t in missing)
                return Text(f"还不知道：{zh}"[:300], f"Not known yet: {en}"[:300])
            return Text(f"条件还没有满足：{one.label_zh}"[:300], f"Not met yet: {one.label_en}"[:300])


def _decided(case: Case) -> dt.date | None:
    return timezone.localtime(case.decided_at).date() if case.decided_at else None


def _lapsed_on(one: Instalment, stand: Stand, decided: dt.date | None, today: dt.date) -> dt.date | None:
    """Return the last day of a stage's term where it passed without the condition being met."""
    if decided is None or stand.due.get(one.stage, "due") == "due":
        return None
    last = last_day(stand.version, one.stage, decided)
    return last if last is not None and today > last else None


def _payee_was_mended(case: Case, one: Instalment) -> bool:
    """Tell whether the account was stated anew since the bank returned the payment."""
    last = Order.objects.filter(instalment=one, state="returned").order_by("-attempt").first()
    now_stated = payee_of(case.enterprise, case.subject)
    return last is None or (now_stated is not None and now_stated.pk != last.payee_id)


def _cut_to_what_was_granted(case: Case, by: str, now: dt.datetime, today: dt.date) -> bool:
    """Cut an award to what rounds granted of it, once its claim no longer waits for the rest; tell whether.

    What was ordered already stands, and what is left of the grant is cut over the parts that were not. What
    was not granted stays on record as a cancelled part: the parts still add up to the decision.
    """
    claim = WaitingClaim.objects.filter(
        case=case.about, key=f"{case.about}/award/{case.round}", ended_at__isnull=False
    ).first()
    ours = list(Instalment.objects.filter(case=case, round=case.round).exclude(state="elsewhere"))
    if claim is None or not claim.rest or any(one.stage == _NOT_GRANTED_STAGE for one in ours):
        return False
    open_ = [one for one in ours if one.state in ("waiting", "due") and not one.offset]
    standing = sum(one.amount for one in ours if one not in open_)
    parts = _cut(case, open_, claim.granted - standing, today, is_whole=not standing)
    if sum(one.amount for one in open_) - sum(parts) != claim.rest:
        return (
            False  # a part that is with the bank, or came back, takes more than was granted: it is cut later
        )
    for one, part in zip(open_, parts, strict=True):
        one.amount = part
        if part:
            one.save()
        else:
            one.delete()
    Instalment.objects.create(
        case=case, round=case.round, position=max(one.position for one in ours) + 1, stage=_NOT_GRANTED_STAGE,
        amount=claim.rest, label_zh=NOT_GRANTED.zh, label_en=NOT_GRANTED.en, state="cancelled",
        why_zh="额度按批次分完", why_en="The rounds gave out all there was",
    )  # fmt: skip
    if claim.granted:
        whole, granted = money_text_of(claim.amount), money_text_of(claim.granted)
        text = (
            f"额度分完：核定{whole.zh}，分得{granted.zh}，按分得的数额兑付。"
            f"All there was is given out: of {whole.en}, {granted.en} was granted and is paid."
        )
        log(case, "noted", by=by, now=now, text=text, granted=claim.granted)
    return True


def _cut(
    case: Case, open_: Sequence[Instalment], grant: int, today: dt.date, *, is_whole: bool
) -> Sequence[int]:
    """Return what is left of each part that was not ordered, of so much that is granted for all of them."""
    if is_whole:
        stages = {part.stage: part.amount for part in cut_ours(version_of(case), grant, today)}
        return [stages.get(one.stage, 0) for one in open_]
    return pro_rata(max(grant, 0), [one.amount for one in open_])


def _propose_claim(case: Case, stand: Stand, by: str, now: dt.datetime) -> None:
    """Propose to reclaim what a clawback clause says, or take the proposal back where it holds no longer."""
    proposed = Debt.objects.filter(case=case, state="proposed")
    clause = stand.version.payment.clawback if stand.version.payment else None
    if clause is None or not stand.reclaim:
        proposed.update(state="dropped", why_dropped=NO_LONGER)
        return
    for debtor, received in received_of(case).items():
        known = Debt.objects.filter(case=case, debtor=debtor, kind="clawback", made_at__gte=case.decided_at)
        known = known.exclude(why_dropped=NO_LONGER)
        due = int(received * clause.share) - sum(one.amount for one in known)
        if due > 0 and not proposed.exists():
            Debt.objects.create(
                zone=case.zone, debtor_id=debtor, case=case, kind="clawback", state="proposed", amount=due,
                reason_zh=clause.label.zh[:500], reason_en=clause.label.en[:500], made_at=now, made_by=by,
            )  # fmt: skip


def _keep_clock(case: Case, rows: Sequence[Instalment], now: dt.datetime, today: dt.date) -> None:
    """Stop the clock of paying while nothing is due, and let it go on when something is.

    What waits for the firm's sales or for next year is nobody's delay.
    """
    if not case.steps.filter(round=case.round, does="pay", done_at=None).exists():
        return
    open_ = [one for one in rows if one.state not in SETTLED]
    stopped = bool(open_) and all(one.state == "waiting" for one in open_)
    last = (
        case.events.filter(Q(kind="revoked") | Q(kind="noted", detail__has_key="clock")).order_by("id").last()
    )
    was = last is not None and last.detail.get("clock") == "stop"  # a revocation ended what stood still
    if stopped == was:
        return
    text = (
        "其余款项的条件还没有满足，等待期间不计时。Nothing is due now; the time of waiting does not count."
        if stopped
        else "有款项应付，继续计时。Something is due; the clock goes on."
    )
    log(case, "noted", by=SYSTEM, now=now, text=text, clock="stop" if stopped else "go")
    keep_dues(case, today)
