"""An owner looks after the members of the firm."""

import re
from http import HTTPStatus

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.measures.zones import Zone
from wotu.parties.invitations import open_invitations
from wotu.parties.models import Membership

pytestmark = pytest.mark.django_db

MEMBERS = "/firms/qinghe/members/"


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Everything here happens in the small zone."""


def _link(page: str) -> str:
    return str(re.findall(r'value="http://testserver(/join/[^"]+)"', page)[0])


def test_an_owner_sees_everybody_and_nobody_of_the_neighbour(cast: Cast) -> None:
    page = cast.client("alice").get(MEMBERS).content.decode()

    assert all(f"{name}@example.org" in page for name in ("alice", "bob", "carol"))
    assert "nora@example.org" not in page


def test_a_link_is_shown_once(cast: Cast) -> None:
    alice = cast.client("alice")

    page = alice.post(f"{MEMBERS}invite", {"role": "viewer", "email": ""}, follow=True).content.decode()

    assert _link(page)
    assert "/join/" not in alice.get(MEMBERS).content.decode()
    assert not mail.outbox


def test_with_an_address_the_link_is_mailed_in_both_languages(cast: Cast) -> None:
    cast.client("alice").post(f"{MEMBERS}invite", {"role": "clerk", "email": "new@example.org"})

    letter = mail.outbox[0]
    assert letter.to == ["new@example.org"]
    assert "青禾精密有限公司 邀请您" in letter.body
    assert "invites you to Wotu as Clerk" in letter.body
    assert "/join/" in letter.body


def test_a_wrong_address_is_said_beside_its_field_and_makes_nothing(cast: Cast) -> None:
    answer = cast.client("alice").post(f"{MEMBERS}invite", {"role": "clerk", "email": "not an address"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "邮箱写得不对" in answer.content.decode()
    assert not open_invitations(cast.firm, timezone.now())


def test_an_invitation_is_taken_back(cast: Cast) -> None:
    alice = cast.client("alice")
    link = _link(alice.post(f"{MEMBERS}invite", {"role": "clerk"}, follow=True).content.decode())
    invitation = open_invitations(cast.firm, timezone.now())[0]

    alice.post(f"{MEMBERS}invitations/{invitation.pk}/revoke")

    assert cast.client("ulla").get(link).status_code == HTTPStatus.NOT_FOUND


def test_a_neighbours_invitation_is_not_taken_back(cast: Cast) -> None:
    cast.client("nora").post("/firms/linju/members/invite", {"role": "clerk"})
    theirs = open_invitations(cast.neighbour, timezone.now())[0]

    answer = cast.client("alice").post(f"{MEMBERS}invitations/{theirs.pk}/revoke")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("what", ["role", "end"])
def test_a_neighbours_member_is_out_of_reach(cast: Cast, what: str) -> None:
    nora = cast.membership("nora")

    answer = cast.client("alice").post(f"{MEMBERS}{nora.pk}/{what}", {"role": "viewer"})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert cast.membership("nora") == nora


def test_a_role_is_changed(cast: Cast) -> None:
    bob = cast.membership("bob")

    page = cast.client("alice").post(f"{MEMBERS}{bob.pk}/role", {"role": "viewer"}, follow=True)

    assert "Bob 的角色已更改" in page.content.decode()
    assert cast.membership("bob").role == "viewer"


def test_a_membership_ends_at_once(cast: Cast) -> None:
    bob_browser = cast.client("bob")
    assert bob_browser.get("/firms/qinghe/").status_code == HTTPStatus.OK

    cast.client("alice").post(f"{MEMBERS}{cast.membership('bob').pk}/end")

    assert bob_browser.get("/firms/qinghe/").status_code == HTTPStatus.NOT_FOUND


def test_the_last_owner_is_told_why_they_stay(cast: Cast) -> None:
    alice = cast.membership("alice")

    page = cast.client("alice").post(f"{MEMBERS}{alice.pk}/end", follow=True).content.decode()

    assert "最后一位负责人" in page
    assert Membership.objects.get(pk=alice.pk).until is None


def test_an_owner_who_leaves_is_not_shown_a_page_they_may_no_longer_see(cast: Cast) -> None:
    alice = cast.client("alice")
    alice.post(f"{MEMBERS}{cast.membership('bob').pk}/role", {"role": "owner"})

    page = alice.post(f"{MEMBERS}{cast.membership('alice').pk}/end", follow=True)

    assert page.status_code == HTTPStatus.OK
    assert page.redirect_chain[-1][0] == "/mine"
    assert not actor_of(cast["alice"], timezone.localdate()).members
