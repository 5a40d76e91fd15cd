"""Signing fills the link, and can be taken back on the same day by whoever recorded it."""

import datetime as dt
from typing import Any

import pytest

from tests.industry.leads_world import TODAY, World, clerks, world
from tests.industry.small import NOW, ZONE, product
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.industry.atlas import atlas
from wotu.industry.models import Claim, Lead, ProductName, Signing, Site
from wotu.industry.reads import signed_of
from wotu.industry.verbs.leads import drop_lead
from wotu.industry.verbs.naming import merge_products
from wotu.industry.verbs.signing import sign_lead, take_back_signing
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db


def _sign(lead: Lead, user: User, **more: Any) -> Signing:
    given = {
        "title": "MOCVD制造基地", "signed_on": TODAY, "investment_fen": 1_234_567_89, "words": "",
        "place": "高新区A-12地块", "now": NOW, "today": TODAY, **more,
    }  # fmt: skip
    return sign_lead(lead=lead, user=user, **given)


def _known(here: World) -> tuple[object, ...]:
    """Return everything signing may change."""
    return (
        [*Lead.objects.order_by("pk").values()], [*Claim.objects.order_by("pk").values()],
        [*Site.objects.order_by("pk").values()], [*Signing.objects.values()],
        [gap.link.product for gap in atlas(ZONE).gaps],
        [lead.firm for lead in atlas(ZONE).leads(here.mocvd.slug)],
    )  # fmt: skip


def test_a_firm_that_signs_fills_the_missing_link() -> None:
    bob, _ = clerks()
    here = world()
    lead = here.take_up(bob)
    assert atlas(ZONE).gaps[0].link.product == "mocvd"

    signing = _sign(lead, bob)

    assert "mocvd" not in [gap.link.product for gap in atlas(ZONE).gaps]
    assert atlas(ZONE).links["mocvd"].makers_inside == 1
    assert atlas(ZONE).firms["maker"]["zone"] == ZONE
    assert signing.claim is None, "a claim said it makes it already"
    assert [(one.title, one.investment_fen) for one in signed_of(ZONE)] == [("MOCVD制造基地", 1_234_567_89)]
    assert AuditEntry.objects.get(verb="sign_lead").detail["investment_fen"] == 1_234_567_89


def test_a_firm_only_alike_by_name_fills_the_link_too_once_it_signs() -> None:
    bob, _ = clerks()
    here = world()

    signing = _sign(here.take_up(bob, "alike"), bob)

    assert signing.claim is not None
    assert (signing.claim.state, signing.claim.source) == ("confirmed", "签约项目：MOCVD制造基地")
    assert "mocvd" not in [gap.link.product for gap in atlas(ZONE).gaps]


@pytest.mark.parametrize("key", ["maker", "alike"])
def test_a_signing_taken_back_leaves_everything_as_it_was(key: str) -> None:
    bob, _ = clerks()
    here = world()
    lead = here.take_up(bob, key)
    before = _known(here)
    _sign(lead, bob)
    assert _known(here) != before

    take_back_signing(lead=lead, user=bob, now=NOW, today=TODAY)

    assert _known(here) == before
    assert AuditEntry.objects.get(verb="take_back_signing").detail["title"] == "MOCVD制造基地"
    _sign(lead, bob)


def test_only_who_recorded_a_signing_takes_it_back_and_only_on_that_day() -> None:
    bob, dan = clerks()
    lead = world().take_up(bob)
    _sign(lead, bob)

    for user, day in ((dan, TODAY), (bob, TODAY + dt.timedelta(days=1))):
        with pytest.raises(CannotDo, match="登记当天"):
            take_back_signing(lead=lead, user=user, now=NOW, today=day)
    assert Signing.objects.count() == 1


def test_a_signing_without_a_place_leaves_the_link_missing() -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)

    signing = _sign(lead, bob, place="  ")

    assert (signing.site, signing.claim) == (None, None)
    assert atlas(ZONE).gaps[0].link.product == "mocvd"
    take_back_signing(lead=lead, user=bob, now=NOW, today=TODAY)
    assert Lead.objects.get().state == "taken_up"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "项目名称"),
        ({"investment_fen": 0}, "大于零"),
        ({"signed_on": TODAY + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"place": "江苏苏州"}, "已登记生产地"),
    ],
)
def test_a_signing_that_lacks_something_changes_nothing(wrong: dict[str, Any], says: str) -> None:
    bob, _ = clerks()
    here = world()
    lead = here.take_up(bob)
    before = _known(here)

    with pytest.raises(CannotDo, match=says):
        _sign(lead, bob, **wrong)

    assert _known(here) == before


def test_a_lead_that_was_given_up_is_not_signed() -> None:
    bob, _ = clerks()
    lead = world().take_up(bob)
    drop_lead(lead=lead, why="没有回音", user=bob, now=NOW)

    with pytest.raises(CannotDo, match="已放弃"):
        _sign(lead, bob)


def test_a_signing_for_a_product_that_was_merged_fills_the_other_link() -> None:
    bob, _ = clerks()
    here = world()
    lead = here.take_up(bob, "alike")
    merge_products(product=here.mocvd, into=product("reactor", zh="外延反应炉"), by="dan", now=NOW)
    lead.refresh_from_db()
    assert "reactor" in [gap.link.product for gap in atlas(ZONE).gaps]

    signing = _sign(lead, bob)

    assert signing.claim is not None
    assert "reactor" not in [gap.link.product for gap in atlas(ZONE).gaps]
    take_back_signing(lead=lead, user=bob, now=NOW, today=TODAY)


def test_a_product_no_name_means_any_more_is_not_signed_for_with_a_place() -> None:
    bob, _ = clerks()
    here = world()
    lead = here.take_up(bob, "alike")
    ProductName.objects.filter(product=here.mocvd).update(product=None, state="open")
    before = _known(here)

    with pytest.raises(CannotDo, match="没有名称指"):
        _sign(lead, bob)

    assert _known(here) == before
    assert _sign(lead, bob, place="").claim is None
