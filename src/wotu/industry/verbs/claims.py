"""Decisions about claims: confirmed, rejected with a reason, opened again; each can be taken back.

An inferred claim is decided on by itself, never among others; confirmed, it stays inferred and enters no
ratio.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.dateparse import parse_datetime

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.industry.models import Claim, ClaimDecision
from wotu.industry.verbs.revision import changed
from wotu.refusal import CannotDo

_DECIDED = ["state", "reason", "decided_at", "decided_by"]


def confirm_claims(*, zone: str, claims: Collection[int], user: User, now: dt.datetime) -> ClaimDecision:
    """Confirm proposed claims (by id).

    Raises:
        CannotDo: nothing was chosen, one is decided on already, or an inferred one is among several.
    """
    with transaction.atomic():
        changed(zone)
        found = _claims(zone, claims, {"proposed"})
        if len(found) > 1 and any(claim.kind == "inferred" for claim in found):
            raise CannotDo(
                "推断的主张不能批量确认，请逐条打开、看过依据再定。",
                "Inferred claims are not confirmed in bulk: open each and look at what it rests on.",
            )
        return _decide(zone, found, verb="confirm", state="confirmed", user=user, now=now)


def reject_claims(
    *, zone: str, claims: Collection[int], reason: str, user: User, now: dt.datetime
) -> ClaimDecision:
    """Reject claims, proposed or confirmed, with a reason.

    Raises:
        CannotDo: nothing was chosen, no reason is given, or one is rejected already.
    """
    said = reason.strip()
    if not said:
        raise CannotDo("请写明否定的原因。", "Say why it is rejected.")
    if len(said) > 500:
        raise CannotDo("原因最多500字。", "A reason has at most 500 characters.")
    with transaction.atomic():
        changed(zone)
        found = _claims(zone, claims, {"proposed", "confirmed"})
        return _decide(zone, found, verb="reject", state="rejected", reason=said, user=user, now=now)


def reopen_claims(*, zone: str, claims: Collection[int], user: User, now: dt.datetime) -> ClaimDecision:
    """Make decided claims proposals again.

    Raises:
        CannotDo: nothing was chosen, or one is a proposal already.
    """
    with transaction.atomic():
        changed(zone)
        found = _claims(zone, claims, {"confirmed", "rejected"})
        return _decide(zone, found, verb="reopen", state="proposed", user=user, now=now)


def undo_decision(*, decision: ClaimDecision, by: str, now: dt.datetime) -> None:
    """Bring back what was before a decision.

    Raises:
        CannotDo: it is undone, or one of its claims was decided on or corrected since, or is no longer there.
    """
    with transaction.atomic():
        changed(decision.zone)
        found = ClaimDecision.objects.select_for_update().get(pk=decision.pk)
        if found.undone_at is not None:
            raise CannotDo("这次认定已经撤销。", "This decision is undone already.")
        claims = list(Claim.objects.filter(pk__in=found.before))
        later = ClaimDecision.objects.filter(zone=found.zone, pk__gt=found.pk, undone_at=None)
        if len(claims) < len(found.before) or any(found.before.keys() & one.before for one in later):
            raise CannotDo(
                "之后又对同样的主张作了认定，请先撤销那一次。",
                "Some of these claims were decided on since, or are gone. Undo that first.",
            )
        if any(_is_corrected(claim, found.before[str(claim.pk)][-1]) for claim in claims):
            raise CannotDo(
                "之后有主张被修改过，不能恢复成原来的认定。请按现在的内容重新认定。",
                "A claim was corrected since: the decision was about other words. Decide on it as it is now.",
            )
        for claim in claims:
            claim.state, claim.reason, at, claim.decided_by_id, _ = found.before[str(claim.pk)]
            claim.decided_at = parse_datetime(at) if at else None
        Claim.objects.bulk_update(claims, _DECIDED, batch_size=1_000)
        found.undone_at, found.undone_by = now, by
        found.save(update_fields=["undone_at", "undone_by"])
        note(verb="undo_decision", about=found.zone, by=by, now=now, decision=found.pk, claims=len(claims))


def _claims(zone: str, ids: Iterable[int], states: set[str]) -> list[Claim]:
    wanted = set(ids)
    if not wanted:
        raise CannotDo("请先选择主张。", "Choose a claim first.")
    found = list(
        Claim.objects.filter(zone=zone, pk__in=wanted).select_related("firm", "buyer", "name").order_by("pk")
    )
    if len(found) < len(wanted) or any(claim.state not in states for claim in found):
        raise CannotDo(
            "所选主张里有的已有人认定，请刷新后再选。",
            "Some of these were decided on meanwhile. Reload and choose again.",
        )
    return found


def _decide(
    zone: str, claims: list[Claim], *, verb: str, state: str, reason: str = "", user: User, now: dt.datetime
) -> ClaimDecision:
    before = {
        str(claim.pk): [
            claim.state, claim.reason, claim.decided_at.isoformat() if claim.decided_at else None,
            claim.decided_by_id, _said(claim),
        ]
        for claim in claims
    }  # fmt: skip
    for claim in claims:
        claim.state, claim.reason = state, reason
        claim.decided_at, claim.decided_by = (None, None) if state == "proposed" else (now, user)
    Claim.objects.bulk_update(claims, _DECIDED, batch_size=1_000)
    decision = ClaimDecision.objects.create(
        zone=zone, verb=verb, label=_label(claims), before=before, at=now, by=user.email
    )
    note(
        verb=f"{verb}_claims", about=zone, by=user.email, now=now, decision=decision.pk, claims=len(claims),
        reason=reason,
    )  # fmt: skip
    return decision


def _said(claim: Claim) -> list[str | int | None]:
    """Return what a claim says, as far as it can be corrected."""
    period = [day.isoformat() if day else None for day in (claim.begins, claim.ends)]
    return [
        claim.says, claim.firm_id, claim.buyer_id, claim.name_id, claim.use, claim.amount_fen, *period,
        claim.imported,
    ]  # fmt: skip


def _is_corrected(claim: Claim, before: list[str | int | None]) -> bool:
    """Tell whether a claim says something else now; decisions of early days kept less of what it said."""
    return _said(claim)[: len(before)] != before


def _label(claims: list[Claim]) -> str:
    first = claims[0]
    said = [str(one) for one in (first.firm, first.buyer, first.name) if one]
    more = f" 等{len(claims)}条" if len(claims) > 1 else ""
    return f"{str(first.get_says_display()).split()[0]}：{' · '.join(said)}"[:400] + more
