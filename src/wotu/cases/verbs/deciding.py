"""Deciding a case, with the reasons on record."""

import datetime as dt
from typing import Literal

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.cases.asking import Asked, ask_again
from wotu.cases.caps import ends_within, room_of
from wotu.cases.codes import new_code
from wotu.cases.conflicts import against
from wotu.cases.kinds import kind_of
from wotu.cases.models import Case, CaseStep, Decision
from wotu.cases.progress import advance, close, finish, is_with_experts, locked, log, open_step
from wotu.cases.reasons import reasons_of
from wotu.refusal import CannotDo

Outcome = Literal["approved", "refused"]


def decide_case(
    *, case: Case, step: str, outcome: Outcome, amount: int | None, text: str, user: User,
    now: dt.datetime, today: dt.date,
) -> Case:  # fmt: skip
    """Decide a case (决定). `amount` in smallest units is needed where the rule leaves it open.

    Raises:
        CannotDo: it cannot be approved (a condition is not met, a conflict, no money left), the amount lies
            outside what the rule allows, no reason is given for a refusal, the decider also reviewed it, or
            it is with experts.
    """
    with transaction.atomic():
        case = locked(case, "open")
        row = open_step(case, step)
        if row.does != "decide":
            raise CannotDo("这一环节不是决定。", "This step decides nothing.")
        _other_eyes(case, user)
        asked = ask_again(case)
        settle(
            case, row, outcome, asked=asked, amount=_amount(case, asked, outcome, amount), text=text.strip(),
            by=user.email, now=now, today=today,
        )  # fmt: skip
        note(
            verb="decide_case", about=case.about, by=user.email, now=now, zone=case.zone, outcome=outcome,
            amount=case.amount,
        )  # fmt: skip
        if outcome == "approved":
            advance(case, now=now, today=today)
    return case


def settle(
    case: Case, row: CaseStep, outcome: Outcome, *, asked: Asked, amount: int | None, text: str, by: str,
    now: dt.datetime, today: dt.date, automatic: bool = False,
) -> None:  # fmt: skip
    """Put a decision on record and let it take effect; runs in the caller's transaction."""
    if is_with_experts(case):
        raise CannotDo(
            "已送专家评审，意见还没有登记。请先登记专家意见，再作决定。",
            "The case is with experts. Record what they said first, then decide.",
        )
    if outcome == "approved":
        reasons = against(asked, case.enterprise, case.subject, case.period, leaving_out=case)
        if reasons:
            raise CannotDo("有冲突，不能批准。", "Something stands against the approval.", reasons)
        if asked.finding.status == "not_entitled":
            raise CannotDo(
                "按现有事实不符合条件，不能批准。如事实有误，请先更正事实。",
                "By the facts on record the conditions are not met. If a fact is wrong, correct it first.",
            )
    if outcome == "refused" and not text:
        raise CannotDo("不予批准要写明理由。", "A refusal says why.")
    Decision.objects.create(
        case=case, round=case.round, outcome=outcome, amount=amount, reasons=reasons_of(asked), text=text,
        at=now, by=by, is_automatic=automatic, code=new_code(),
    )  # fmt: skip
    case.amount, case.decided_at, case.state = amount, now, outcome
    log(case, "decided", by=by, now=now, text=text, outcome=outcome, amount=amount)
    finish(case, row, outcome, by=by, now=now, opinion=text)
    if outcome == "refused":
        close(case, "refused", by=by, now=now, today=today)
        return
    case.save()
    kind = kind_of(case.service)
    if kind is not None:
        kind.approved(case=case, by=by, now=now, today=today)


def _other_eyes(case: Case, user: User) -> None:
    mine = case.steps.filter(round=case.round, by=user.email, does__in=("review", "countersign"))
    if mine.exists():
        raise CannotDo(
            "审核过这个办件的人不能作决定，请由他人决定。", "Whoever reviewed the case cannot decide it."
        )
    if case.decisions.filter(by=user.email).exists():
        raise CannotDo(
            "复核后要由他人重新决定。", "After an appeal the case is decided by somebody else than before."
        )


def _amount(case: Case, asked: Asked, outcome: Outcome, amount: int | None) -> int | None:
    """Return what is given: what the rule says, or what the decider chose within it."""
    if outcome == "refused" or asked.version.benefit.form == "service":
        return None
    room = room_of(case, asked)
    low, high = ends_within(asked, room)
    if room is not None and not room.left:
        raise CannotDo(
            "封顶额度已经用完，不能再批准。",
            "The limit is used up; nothing more can be given.",
            (room.words,),
        )
    if amount is None:
        if low is None or low != high:
            raise CannotDo(
                "规则没有给出确定数额，请填写核定数额。", "The rule leaves the amount open: state it."
            )
        kind = kind_of(case.service)
        return kind.wants(case=case, most=low) if kind else low
    if amount < 0 or (high is not None and amount > high) or (low is not None and amount < low):
        reasons = () if room is None else (room.words,)
        raise CannotDo(
            "核定数额超出规则允许的范围。", "The amount lies outside what the rule allows.", reasons
        )
    return amount
