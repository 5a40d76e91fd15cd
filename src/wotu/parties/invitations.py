"""Inviting people to act for an enterprise by a link."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import QuerySet

from wotu.accounts.models import User
from wotu.accounts.verbs import LONGEST_EMAIL
from wotu.audit.verbs import note
from wotu.parties.memberships import add_member, know_member_role
from wotu.parties.models import Invitation, Membership, Party
from wotu.refusal import CannotDo

GOOD_FOR = dt.timedelta(days=14)
MOST_OPEN = 50
"""Open invitations of one enterprise at a time."""


def invite(*, party: Party, role: str, by: str, now: dt.datetime, email: str = "") -> tuple[Invitation, str]:
    """Make an invitation; return it and its secret, which is not kept and cannot be shown again.

    Raises:
        CannotDo: no such role, the address is too long, or too many invitations are open.
    """
    know_member_role(role)
    if len(email) > LONGEST_EMAIL:
        raise CannotDo("邮箱太长。", "The address is too long.")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Party.objects.select_for_update().get(pk=party.pk)
        if _open(now).filter(party=party).count() >= MOST_OPEN:
            raise CannotDo(
                "等待接受的邀请太多，请先撤回一些。", "Too many invitations are open; take some back first."
            )
        invitation = Invitation.objects.create(
            party=party, role=role, email=email.strip().lower(), digest=_digest(token), given_by=by,
            made_at=now, expires_at=now + GOOD_FOR,
        )  # fmt: skip
        _note("invite", invitation, by, now)
    return invitation, token


def revoke_invitation(*, invitation: Invitation, by: str, now: dt.datetime) -> None:
    """Take an invitation back (撤回): its link opens nothing any more. Repeating it changes nothing.

    Raises:
        CannotDo: it was accepted already.
    """
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().select_related("party").get(pk=invitation.pk)
        if invitation.accepted_at is not None:
            raise CannotDo(
                "对方已经接受；请在成员名单里结束其身份。", "It was accepted; end the membership instead."
            )
        if invitation.revoked_at is None:
            invitation.revoked_at = now
            invitation.save(update_fields=["revoked_at"])
            _note("revoke_invitation", invitation, by, now)


def accept_invitation(*, token: str, user: User, today: dt.date, now: dt.datetime) -> Membership:
    """Join by a link, which is then used up.

    Raises:
        CannotDo: it is used, taken back, expired or meant for another address; or the person is
            a member already.
    """
    with transaction.atomic():
        invitation = (
            _open(now)
            .select_for_update(of=("self",))
            .select_related("party")
            .filter(digest=_digest(token))
            .first()
        )
        if invitation is None:
            raise CannotDo(
                "邀请已失效；请向企业负责人再要一个。",
                "The invitation is no longer good; ask the owner for another.",
            )
        if invitation.email and invitation.email != user.email:
            raise CannotDo(
                f"这个邀请只给 {invitation.email}；请用那个账号登录。",
                f"This invitation is for {invitation.email} alone; sign in with that account.",
            )
        membership = add_member(
            user=user, party=invitation.party, role=invitation.role, since=today, by=invitation.given_by,
            now=now,
        )  # fmt: skip
        invitation.accepted_at, invitation.accepted_by = now, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def invitation_of(token: str, now: dt.datetime) -> Invitation | None:
    """Return the open invitation of a link."""
    return _open(now).select_related("party").filter(digest=_digest(token)).first()


def open_invitations(party: Party, now: dt.datetime) -> list[Invitation]:
    """Return the invitations of an enterprise that nobody has accepted yet, the newest first."""
    return list(_open(now).filter(party=party))


def _open(now: dt.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note(verb: str, invitation: Invitation, by: str, now: dt.datetime) -> None:
    party = invitation.party
    note(
        verb=verb, about=party.slug, by=by, now=now, zone=party.zone, role=invitation.role,
        user=invitation.email, invitation=invitation.pk,
    )  # fmt: skip
