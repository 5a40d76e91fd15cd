"""What one firm may know of what the others buy."""

import pytest

from tests.industry.small import ZONE, firm, makes, name, product, supplies
from wotu.industry.demand import Demand, demand
from wotu.industry.models import Claim
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db


def _told() -> Demand:
    nobody = Party(zone=ZONE, kind="enterprise", slug="nobody", name="nobody")
    nobody.save()
    found = demand(ZONE, nobody)
    nobody.delete()
    return found


def test_a_product_nobody_inside_makes_sells_or_makes_a_kind_of_is_not_made() -> None:
    buyer, inside, gas = firm("b", inside=True), firm("i", inside=True), product("gas")
    ammonia, lamp, chip = product("ammonia", parent=gas), product("lamp"), product("chip")
    for what in (gas, lamp, chip):
        supplies(None, buyer, what)

    assert (_told().products, _told().unmade) == (3, 3)
    makes(inside, ammonia)
    supplies(inside, firm("outside", place="far"), lamp)
    makes(firm("gone", inside=True, is_dissolved=True), chip)
    makes(inside, chip, kind="inferred")
    assert (_told().products, _told().unmade) == (3, 1)


def test_a_dissolved_buyer_and_an_inferred_or_rejected_purchase_ask_for_nothing() -> None:
    gas, told = product("gas"), name("some gas")
    supplies(None, firm("gone", inside=True, is_dissolved=True), gas)
    supplies(None, firm("b", inside=True), gas, kind="inferred", state="proposed")
    supplies(None, firm("c", inside=True), told)
    Claim.objects.filter(buyer__key="c").update(state="rejected", reason="no")

    assert (_told().products, _told().buyers) == (0, {})
