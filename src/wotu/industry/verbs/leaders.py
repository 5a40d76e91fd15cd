"""Writing who leads a chain: an official confirms, does not confirm, ends it, and takes that back."""

import datetime as dt
from typing import Any

from django.db import transaction

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.industry.models import Chain, Enterprise, Leader
from wotu.refusal import CannotDo

LONGEST = 500
"""Characters of a reason, as in the table."""
_KEPT = ("state", "why", "reasons")


def confirm_leader(
    *, chain: Chain, enterprise: Enterprise, reasons: dict[str, Any], user: User, now: dt.datetime
) -> Leader:
    """Confirm a firm as leader of a chain (确认链主); `reasons` is what spoke for it at this moment.

    Raises:
        CannotDo: it is confirmed already, or was dissolved.
    """
    if enterprise.is_dissolved:
        raise CannotDo("企业已注销，不能确认为链主。", "A dissolved firm cannot lead a chain.")
    return _decide(
        chain=chain, enterprise=enterprise, state="confirmed", reasons=reasons, why="", user=user, now=now
    )


def reject_leader(
    *, chain: Chain, enterprise: Enterprise, reasons: dict[str, Any], why: str, user: User, now: dt.datetime
) -> Leader:
    """Decide that a proposed firm is no leader of a chain (不予确认).

    Raises:
        CannotDo: no reason is given, it is confirmed (end that instead), or was rejected already.
    """
    return _decide(
        chain=chain,
        enterprise=enterprise,
        state="rejected",
        reasons=reasons,
        why=_said(why),
        user=user,
        now=now,
    )


def end_leader(*, leader: Leader, why: str, user: User, now: dt.datetime) -> Leader:
    """Let a confirmed leader be one no longer (退出链主); its plan stays to be read.

    Raises:
        CannotDo: no reason is given, or it is not confirmed.
    """
    return _decide(
        chain=leader.chain, enterprise=leader.enterprise, state="ended", reasons=leader.reasons,
        why=_said(why), user=user, now=now,
    )  # fmt: skip


def undo_decision(*, leader: Leader, user: User, now: dt.datetime) -> Leader | None:
    """Take the last decision about a firm back (撤销); return what stands again, None if it was the first.

    Raises:
        CannotDo: it is a confirmation, and a plan was begun since; or it was taken back already.
    """
    with transaction.atomic():
        found = Leader.objects.select_for_update().filter(pk=leader.pk).first()
        if found is None or found.before == {}:
            raise CannotDo("这个决定已经撤销过。", "This decision was taken back already.")
        leader = found
        if leader.state == "confirmed" and has_plan(leader):
            raise CannotDo(
                "已经写了一企一策，不能撤销确认；需要时请用“退出”。",
                "Its plan has begun, so the confirmation cannot be taken back; end it instead.",
            )
        note(
            verb="undo_leader", about=_about(leader), by=user.email, now=now, zone=leader.chain.zone,
            taken_back=leader.state,
        )  # fmt: skip
        if leader.before is None:
            leader.delete()
            return None
        before = leader.before
        for field in _KEPT:
            setattr(leader, field, before[field])
        leader.decided_at, leader.decided_by_id = dt.datetime.fromisoformat(before["at"]), before["by"]
        leader.before = {}
        leader.save()
    return leader


def has_plan(leader: Leader) -> bool:
    """Tell whether a plan for a leader was begun."""
    return bool(leader.goals or leader.contact_id or leader.steps.exists())


def _decide(
    *,
    chain: Chain,
    enterprise: Enterprise,
    state: str,
    reasons: dict[str, Any],
    why: str,
    user: User,
    now: dt.datetime,
) -> Leader:
    decided = {"state": state, "reasons": reasons, "why": why, "decided_at": now, "decided_by": user}
    with transaction.atomic():
        Chain.objects.select_for_update().get(pk=chain.pk)
        leader = Leader.objects.select_for_update().filter(chain=chain, enterprise=enterprise).first()
        _check(state, leader.state if leader else "")
        if leader is None:
            leader = Leader(chain=chain, enterprise=enterprise, **decided)
        else:
            kept = {field: getattr(leader, field) for field in _KEPT}
            leader.before = kept | {"at": leader.decided_at.isoformat(), "by": leader.decided_by_id}
            for field, value in decided.items():
                setattr(leader, field, value)
        leader.save()
        note(
            verb=f"{_VERBS[state]}_leader", about=_about(leader), by=user.email, now=now, zone=chain.zone,
            why=why,
        )  # fmt: skip
    return leader


def _check(state: str, stands: str) -> None:
    """Refuse a decision that does not go with the one that stands, read while no other can be made."""
    if state == "rejected" and stands == "confirmed":
        raise CannotDo("它已是链主，请改用“退出”。", "It is a confirmed leader: end that instead.")
    if state == "ended" and stands != "confirmed":
        raise CannotDo("只有已确认的链主才能退出。", "Only a confirmed leader can end.")
    if stands == state:
        raise CannotDo("已经作过这个决定。", "This was decided already.")


_VERBS = {"confirmed": "confirm", "rejected": "reject", "ended": "end"}


def _about(leader: Leader) -> str:
    return f"{leader.chain.zone}/{leader.chain.slug}/{leader.enterprise.key}"


def _said(why: str) -> str:
    if not (said := why.strip()):
        raise CannotDo("请写明原因。", "Say why.")
    if len(said) > LONGEST:
        raise CannotDo("原因最多500字。", "A reason has 500 characters at most.")
    return said
