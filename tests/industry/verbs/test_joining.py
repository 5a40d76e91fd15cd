"""Makers from elsewhere join what a zone knows, as proposals, and change nothing of it."""

import pytest

from tests.chain.small import firm as a_firm
from tests.chain.small import graph
from tests.chain.small import makes as says
from tests.chain.small import product as a_product
from tests.industry.small import NOW, ZONE, firm, goes_into, makes, name, product
from wotu.audit.models import AuditEntry
from wotu.chain.graph.relations import Graph
from wotu.industry.atlas import atlas
from wotu.industry.models import Claim, Enterprise, ProductName
from wotu.industry.verbs.joining import Joined, join_makers

pytestmark = pytest.mark.django_db


def _listed() -> Graph:
    return graph(
        firms=[a_firm("600001", place="上海", industry="专用设备"), a_firm("idle")],
        products=[a_product("p1", zh="MOCVD 设备"), a_product("p2", zh="某种配件")],
        makes=[says("600001", "p1", "proposed"), says("600001", "p2", "proposed")],
    )


def _join() -> Joined:
    return join_makers(zone=ZONE, graph=_listed(), source="年报", by="tests", now=NOW)


def test_a_listed_maker_becomes_a_lead_for_what_the_zone_lacks() -> None:
    chip, mocvd = product("chip"), product("mocvd", zh="MOCVD设备")
    makes(firm("a", inside=True), chip)
    goes_into(mocvd, chip, "equipment")
    assert atlas(ZONE).leads("mocvd") == []

    assert _join() == Joined(firms=1, names=1, claims=2)

    (lead,) = atlas(ZONE).leads("mocvd")
    assert (lead.firm, lead.makes, lead.confirmed) == ("600001", True, False)
    assert ProductName.objects.get(state="open").name == "某种配件"
    assert not Enterprise.objects.filter(key="idle").exists(), "who makes nothing is not joined"
    assert AuditEntry.objects.get(verb="join_makers").detail["claims"] == 2


def test_joining_again_adds_nothing_and_a_rejected_claim_stays_rejected() -> None:
    product("mocvd", zh="MOCVD设备")
    _join()
    Claim.objects.filter(name__product__slug="mocvd").update(state="rejected", reason="只卖不造")

    assert _join() == Joined(0, 0, 0)
    assert Claim.objects.get(name__product__slug="mocvd").state == "rejected"


def test_what_the_zone_knows_of_a_firm_or_a_name_stays() -> None:
    firm("600001", inside=True, name="园区自己的叫法")
    aside = name("某种配件")
    aside.state = "set_aside"
    aside.save()

    _join()

    assert Enterprise.objects.get(key="600001").name == "园区自己的叫法"
    assert ProductName.objects.get(pk=aside.pk).state == "set_aside"
    assert [row["firm"] for row in atlas(ZONE).graph.rows("makes")] == ["600001"]
