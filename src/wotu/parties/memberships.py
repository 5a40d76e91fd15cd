"""Writing memberships: who acts for an enterprise, and who for a partner organisation."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from wotu.accounts.models import User
from wotu.audit.verbs import note
from wotu.parties.models import MEMBERS, Membership, Partner, PartnerStaff, Party, held_on
from wotu.refusal import CannotDo


def add_member(
    *, user: User, party: Party, role: str, since: dt.date, by: str, now: dt.datetime
) -> Membership:
    """Let a person act for an enterprise; or a talent (人才) for their own person's record.

    Raises:
        CannotDo: no such role, or the person is a member already.
    """
    know_member_role(role)
    with transaction.atomic():
        _lock(party)
        if Membership.objects.filter(_not_ended(since), user=user, party=party).exists():
            raise CannotDo(
                f"{user.name} 已经是成员；要换角色，请在成员名单里改。",
                f"{user.name} is a member already; change the role in the list of members.",
            )
        membership = Membership.objects.create(user=user, party=party, role=role, since=since, given_by=by)
        _note("add_member", membership, by, now)
    return membership


def change_role(*, membership: Membership, role: str, on: dt.date, by: str, now: dt.datetime) -> Membership:
    """Give a member another role from `on`; the old one is ended and stays on record.

    Raises:
        CannotDo: no such role, they are no longer a member, or no owner would be left.
    """
    know_member_role(role)
    with transaction.atomic():
        membership = _locked(membership)
        if membership.role == role:
            return membership
        _keep_an_owner(membership, on)
        end = _end(membership, on)
        changed = Membership.objects.create(
            user=membership.user, party=membership.party, role=role, since=end, given_by=by
        )
        _note("change_role", changed, by, now)
    return changed


def end_membership(*, membership: Membership, on: dt.date, by: str, now: dt.datetime) -> Membership:
    """End a membership: from `on` the person no longer acts for the enterprise.

    Raises:
        CannotDo: it has ended already, or no owner would be left.
    """
    with transaction.atomic():
        membership = _locked(membership)
        _keep_an_owner(membership, on)
        _end(membership, on)
        _note("end_membership", membership, by, now)
    return membership


def add_partner_staff(
    *, user: User, partner: Partner, since: dt.date, by: str, now: dt.datetime
) -> PartnerStaff:
    """Let a person act for a bank, a fund or a mediator.

    Raises:
        CannotDo: they do already.
    """
    with transaction.atomic():
        Partner.objects.select_for_update().get(pk=partner.pk)
        if PartnerStaff.objects.filter(_not_ended(since), user=user, partner=partner).exists():
            raise CannotDo(
                f"{user.name} 已经是{partner.name}的人员。", f"{user.name} acts for {partner.name} already."
            )
        staff = PartnerStaff.objects.create(
            user=user, partner=partner, role="staff", since=since, given_by=by
        )
        about = f"{partner.zone}/{partner.slug}"
        note(verb="add_partner_staff", about=about, by=by, now=now, zone=partner.zone, user=user.email)
    return staff


def know_member_role(role: str) -> None:
    """Refuse a role that no member has."""
    if role not in dict(MEMBERS):
        raise CannotDo("角色只能是负责人、经办人或查看人。", "A member is an owner, a clerk or a viewer.")


def _not_ended(on: dt.date) -> Q:
    return Q(until=None) | Q(until__gt=on)


def _lock(party: Party) -> None:
    Party.objects.select_for_update().get(pk=party.pk)


def _locked(membership: Membership) -> Membership:
    """Return a membership as it is now, with nobody else changing the members of the enterprise."""
    _lock(membership.party)
    found = Membership.objects.select_related("party", "user").get(pk=membership.pk)
    if found.until is not None:
        raise CannotDo("这个成员身份已经结束。", "This membership has ended already.")
    return found


def _keep_an_owner(membership: Membership, on: dt.date) -> None:
    if membership.role != "owner":
        return
    others = Membership.objects.filter(held_on(on), party=membership.party, role="owner")
    if not others.exclude(pk=membership.pk).exists():
        raise CannotDo(
            "这是企业最后一位负责人；请先让另一位成员成为负责人。",
            "This is the enterprise's last owner; make another member an owner first.",
        )


def _end(membership: Membership, on: dt.date) -> dt.date:
    membership.until = end = max(on, membership.since)
    membership.save(update_fields=["until"])
    return end


def _note(verb: str, membership: Membership, by: str, now: dt.datetime) -> None:
    party = membership.party
    note(
        verb=verb, about=party.slug, by=by, now=now, zone=party.zone, user=membership.user.email,
        role=membership.role, since=str(membership.since), until=str(membership.until or ""),
    )  # fmt: skip
