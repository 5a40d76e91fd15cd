"""Invitations: a link, good once, for a while, for whom it names."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.audit.models import AuditEntry
from wotu.parties.invitations import (
    MOST_OPEN,
    accept_invitation,
    invitation_of,
    invite,
    open_invitations,
    revoke_invitation,
)
from wotu.parties.models import Invitation, Membership
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()


def _invite(cast: Cast, **more: str) -> tuple[Invitation, str]:
    return invite(party=cast.firm, by="alice@example.org", now=NOW, **({"role": "clerk"} | more))


def _accept(cast: Cast, token: str, who: str = "ulla", now: dt.datetime = NOW) -> Membership:
    return accept_invitation(token=token, user=cast[who], today=TODAY, now=now)


def test_the_link_makes_a_member_of_the_role_it_names(cast: Cast) -> None:
    _, token = _invite(cast)

    membership = _accept(cast, token)

    assert (membership.role, membership.given_by) == ("clerk", "alice@example.org")
    assert actor_of(cast["ulla"], TODAY).may_for("answer_own", cast.firm)


def test_the_secret_is_not_in_the_books(cast: Cast) -> None:
    invitation, token = _invite(cast)

    assert token not in str(vars(invitation))
    assert token not in str(list(AuditEntry.objects.values_list("detail")))


def test_the_link_is_good_once(cast: Cast) -> None:
    _, token = _invite(cast)
    _accept(cast, token)

    with pytest.raises(CannotDo, match="no longer good"):
        _accept(cast, token, "nora")


def test_the_link_ends_after_fourteen_days(cast: Cast) -> None:
    _, token = _invite(cast)
    late = NOW + dt.timedelta(days=14)

    assert invitation_of(token, late - dt.timedelta(seconds=1)) is not None
    assert invitation_of(token, late) is None
    with pytest.raises(CannotDo, match="no longer good"):
        _accept(cast, token, now=late)


def test_a_link_taken_back_opens_nothing(cast: Cast) -> None:
    invitation, token = _invite(cast)
    for _ in range(2):
        revoke_invitation(invitation=invitation, by="alice", now=NOW)

    with pytest.raises(CannotDo, match="no longer good"):
        _accept(cast, token)
    assert not open_invitations(cast.firm, NOW)
    assert AuditEntry.objects.filter(verb="revoke_invitation").count() == 1


def test_what_was_accepted_is_not_taken_back(cast: Cast) -> None:
    invitation, token = _invite(cast)
    _accept(cast, token)

    with pytest.raises(CannotDo, match="end the membership"):
        revoke_invitation(invitation=invitation, by="alice", now=NOW)


def test_an_invitation_for_an_address_is_for_nobody_else(cast: Cast) -> None:
    _, token = _invite(cast, email="Nora@example.org")

    with pytest.raises(CannotDo, match=r"nora@example.org alone"):
        _accept(cast, token)
    assert _accept(cast, token, "nora").user == cast["nora"]


def test_a_member_does_not_use_up_the_link(cast: Cast) -> None:
    _, token = _invite(cast)

    with pytest.raises(CannotDo, match="member already"):
        _accept(cast, token, "bob")
    assert invitation_of(token, NOW) is not None


def test_a_wrong_link_finds_nothing(cast: Cast) -> None:
    _invite(cast)

    assert invitation_of("", NOW) is None
    assert invitation_of("x" * 43, NOW) is None


def test_an_unknown_role_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotDo):
        _invite(cast, role="king")


def test_there_is_an_end_to_open_invitations(cast: Cast) -> None:
    for _ in range(MOST_OPEN):
        _invite(cast)

    with pytest.raises(CannotDo, match="Too many"):
        _invite(cast)
