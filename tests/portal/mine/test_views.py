"""One's own page: what somebody acts for."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.measures.zones import Zone
from wotu.parties.memberships import add_member
from wotu.parties.offices import delegate

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _zone(small_zone: Zone) -> None:
    """Everything here happens in the small zone."""


def test_one_person_finds_every_firm_they_serve(cast: Cast) -> None:
    add_member(
        user=cast["bob"], party=cast.neighbour, role="viewer", since=TODAY, by="nora", now=timezone.now()
    )

    page = cast.client("bob").get("/mine").content.decode()

    assert "青禾精密有限公司" in page
    assert "邻居材料有限公司" in page
    assert "我的企业（2）" in page  # the switcher in the head
    assert "/members/" not in page


def test_an_owner_finds_the_way_to_the_members(cast: Cast) -> None:
    assert "/firms/qinghe/members/" in cast.client("alice").get("/mine").content.decode()


def test_a_delegated_office_says_whose_it_is_and_until_when(cast: Cast) -> None:
    until = TODAY + dt.timedelta(days=7)
    delegate(
        appointment=cast.appointment("dan"), holder=cast["dan"], to=cast["cleo"], until=until, today=TODAY,
        now=timezone.now(),
    )  # fmt: skip

    page = cast.client("cleo").get("/mine").content.decode()

    assert f"Dan授权代办，{until}前有效" in page


def test_partners_and_talents_find_what_they_act_for(cast: Cast) -> None:
    assert "园区银行" in cast.client("bea").get("/mine").content.decode()
    assert "陶然" in cast.client("tara").get("/mine").content.decode()


def test_somebody_without_a_standing_is_told_how_to_get_one(cast: Cast) -> None:
    assert "邀请链接" in cast.client("ulla").get("/mine").content.decode()
