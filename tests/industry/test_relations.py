"""The tables as the graph sees them: names resolved, mergers followed, places told apart."""

import pytest

from tests.industry.small import ZONE, chain, claim, firm, goes_into, makes, name, product, supplies
from wotu.chain.leads import Leads
from wotu.chain.links import links
from wotu.industry.models import Site
from wotu.industry.relations import graph_of, resolved

pytestmark = pytest.mark.django_db


def test_a_claim_counts_for_what_its_name_means() -> None:
    wafer = product("wafer")
    makes(firm("a", inside=True), name("epi wafer", wafer))

    assert [(row["firm"], row["product"]) for row in graph_of(ZONE).rows("makes")] == [("a", "wafer")]


def test_a_name_without_a_meaning_is_a_product_of_its_own() -> None:
    strange = name("某种材料")
    supplies(firm("s"), firm("b", inside=True), strange, amount_fen=100)

    (link,) = links(graph_of(ZONE), ZONE)

    assert (link.product, link.name.zh, link.value_fen) == (f"name:{strange.pk}", "某种材料", 100)


def test_a_name_that_was_set_aside_means_nothing_but_its_purchase_still_counts() -> None:
    strange = name("服务费等")
    strange.state = "set_aside"
    strange.save()
    supplies(firm("s"), firm("b", inside=True), strange, amount_fen=100)
    makes(firm("m"), strange)

    graph = graph_of(ZONE)

    assert [row["product"] for row in graph.rows("supplies")] == [None]
    assert graph.rows("makes") == []


def test_a_merged_product_is_read_as_what_it_went_into() -> None:
    whole, twin, part = product("mocvd"), product("movpe"), product("chamber")
    twin.merged_into = whole
    twin.save()
    part.parent = twin
    part.save()
    makes(firm("a"), twin)
    goes_into(part, twin, "component")
    chain("led", (twin, 2))

    graph = graph_of(ZONE)

    assert [row["product"] for row in graph.rows("makes")] == ["mocvd"]
    assert [(row["input"], row["output"]) for row in graph.rows("input_of")] == [("chamber", "mocvd")]
    assert {row["id"]: row["parent"] for row in graph.rows("products")} == {"chamber": "mocvd", "mocvd": None}
    assert [(row["product"], row["stage"]) for row in graph.rows("stages")] == [("mocvd", 2)]
    assert resolved(ZONE)[twin.pk] == whole


def test_a_firm_is_inside_where_one_of_its_open_sites_is() -> None:
    firm("gone", inside=True).sites.update(closed_on="2026-01-01")
    both = firm("both", inside=True)
    Site.objects.create(enterprise=both, place="外地")
    firm("far", place="外地")
    firm("unknown")

    found = {row["id"]: (row["zone"], row["place"]) for row in graph_of(ZONE).rows("firms")}

    assert found == {
        "gone": (None, None), "both": (ZONE, "园区"), "far": (None, "外地"), "unknown": (None, None),
    }  # fmt: skip


def test_an_input_counts_once_somebody_confirmed_it() -> None:
    a, b = product("gas"), product("wafer")
    goes_into(a, b, state="proposed")

    assert graph_of(ZONE).rows("input_of") == []


def test_an_inferred_input_or_customer_counts_nowhere_though_it_was_confirmed() -> None:
    goes_into(product("gas"), product("chip"), kind="inferred")
    claim("serves", firm=firm("a"), words="芯片厂", kind="inferred")
    claim("serves", firm=firm("b"), words="封装厂")

    graph = graph_of(ZONE)

    assert graph.rows("input_of") == []
    assert [row["firm"] for row in graph.rows("serves")] == ["b"]


def test_another_zone_knows_other_things() -> None:
    makes(firm("a", inside=True), product("wafer"))

    assert graph_of("other").rows("makes") == []


def test_what_a_seller_is_called_leads_to_it_though_it_names_no_product() -> None:
    wanted, buyer = product("packaging", zh="芯片封测"), firm("b", inside=True)
    goes_into(wanted, product("lamp", zh="灯具"))
    makes(buyer, product("lamp2", zh="灯"))
    supplies(None, buyer, wanted, amount_fen=100)
    called, other = firm("called", place="上海"), firm("other", place="上海")
    words = name("封测厂")
    for seller, written in ((called, words), (other, name("杂项"))):
        written.state = "set_aside"
        written.save()
        supplies(seller, firm(f"far of {seller.key}"), written, amount_fen=100)
    makes(other, words, state="rejected", reason="不做")

    graph = graph_of(ZONE)

    assert {(row["firm"], row["words"]) for row in graph.rows("described")} == {
        ("called", "封测厂"), ("other", "杂项"),
    }  # fmt: skip
    told = {lead.firm: lead.parts["told"] for lead in Leads(graph).find(ZONE, "packaging")}
    assert told["called"] > told.get("other", 0.0)
