"""Leads out of a country are the makers the small graph would invite, confirmed ones first."""

import pytest

from tests.chain.country.conftest import Both
from tests.chain.country.invented import ZONES
from wotu.chain import leads as small
from wotu.chain.country import leads as country
from wotu.chain.country.leads import PARTS, leads
from wotu.chain.leads import OWN

EVERYBODY = 10**6


@pytest.mark.parametrize("zone", ZONES)
def test_the_makers_are_those_of_the_small_graph_with_the_same_parts(both: Both, zone: str) -> None:
    products = [row["id"] for row in both.relations["products"]][::4]
    of_graph = small.Leads(both.graph)
    found = leads(both.store, zone, products, limit=EVERYBODY)

    for product in products:
        expected = {lead.firm: lead for lead in of_graph.find(zone, product, limit=EVERYBODY) if lead.makes}
        assert {lead.firm for lead in found[product]} == expected.keys()
        for lead in found[product]:
            other = expected[lead.firm]
            assert (lead.confirmed, lead.name) == (other.confirmed, other.name)
            assert {name: lead.parts[name] for name in OWN} == pytest.approx(
                {name: other.parts[name] for name in OWN}, rel=0, abs=1e-9
            )
            assert lead.score == pytest.approx(sum(lead.parts[name] for name in PARTS))
        order = [(not lead.confirmed, -lead.score, lead.firm) for lead in found[product]]
        assert order == sorted(order)
        assert [lead.rank for lead in found[product]] == list(range(1, len(order) + 1))


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_looking_at_the_first_makers_only_changes_nothing(
    both: Both, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    products = [row["id"] for row in both.relations["products"]]
    expected = {zone: leads(both.store, zone, products, limit=2) for zone in ZONES}
    monkeypatch.setattr(country, "DEPTH", depth)

    assert {zone: leads(both.store, zone, products, limit=2) for zone in ZONES} == expected


def test_who_supplies_more_others_with_it_comes_first_of_those_alike(both: Both) -> None:
    """By the claims of the small graph, counted apart."""
    claims = both.relations["supplies"]
    families = {(row["product"], row["family"]) for row in both.graph.ask("families")}

    def customers(firm: str, product: str) -> int:
        return len(
            {
                (row["buyer"], row["product"])
                for row in claims
                if row["seller"] == firm != row["buyer"]
                and (row["product"], product) in families
                and row["state"] != "rejected"
                and row["kind"] != "inferred"
            }
        )

    for product, found in leads(both.store, "Z1", ["p00", "p01", "p02"], limit=EVERYBODY).items():
        by_peers = sorted(found, key=lambda lead: lead.parts["peers"])
        counted = [customers(lead.firm, product) for lead in by_peers]
        assert counted == sorted(counted)


def test_a_product_or_a_zone_nobody_knows_is_an_error(both: Both) -> None:
    with pytest.raises(LookupError, match="no product robots"):
        leads(both.store, "Z1", ["p00", "robots"])
    with pytest.raises(LookupError, match="no zone atlantis"):
        leads(both.store, "atlantis", ["p00"])
