"""An atlas belongs to one state of what a zone knows."""

import threading

import pytest
from django.db import connection, transaction

from tests.industry.small import ZONE, firm, goes_into, makes, product, supplies
from wotu.chain.graph.relations import Row
from wotu.industry import relations
from wotu.industry.atlas import atlas
from wotu.industry.verbs.revision import changed

pytestmark = pytest.mark.django_db


def test_an_atlas_is_made_once_until_something_changes() -> None:
    chip, wafer = product("chip"), product("wafer")
    makes(firm("a", inside=True), chip)
    before = atlas(ZONE)
    assert atlas(ZONE) is before
    assert before.gaps == []

    goes_into(wafer, chip)

    assert [gap.link.product for gap in atlas(ZONE).gaps] == ["wafer"]
    assert before.gaps == [], "what somebody is looking at does not change under their eyes"


def test_a_change_that_was_rolled_back_leaves_nothing_behind() -> None:
    makes(firm("a", inside=True), product("chip"))
    with transaction.atomic():
        makes(firm("b", inside=True), product("wafer"))
        assert set(atlas(ZONE).links) == {"chip", "wafer"}
        transaction.set_rollback(True)

    assert set(atlas(ZONE).links) == {"chip"}
    changed(ZONE)
    assert set(atlas(ZONE).links) == {"chip"}


def test_a_lead_is_found_with_its_evidence_and_none_for_what_is_not_known() -> None:
    chip, mocvd = product("chip"), product("mocvd")
    makes(firm("a", inside=True), chip)
    goes_into(mocvd, chip, "equipment")
    makes(firm("maker", place="上海"), mocvd)

    (lead,) = atlas(ZONE).leads("mocvd")

    assert (lead.firm, lead.confirmed, bool(lead.evidence)) == ("maker", True, True)
    with pytest.raises(LookupError):
        atlas(ZONE).leads("nothing")


def test_a_zone_that_knows_nothing_has_an_empty_atlas() -> None:
    found = atlas("nowhere")

    assert (found.links, found.gaps) == ({}, [])


def test_who_needs_a_product_is_said_with_what_it_makes_of_it() -> None:
    chip, mocvd = product("chip"), product("mocvd")
    maker, buyer = firm("maker", inside=True), firm("buyer", inside=True)
    makes(maker, chip)
    goes_into(mocvd, chip, "equipment", source="expert")
    supplies(firm("seller", place="上海"), buyer, mocvd)

    needing = atlas(ZONE).needing("mocvd")

    assert list(needing) == ["buyer", "maker"]
    assert needing["buyer"] == []
    assert [(row["output"], row["source"]) for row in needing["maker"]] == [("chip", "expert")]
    assert atlas(ZONE).needing("nothing") == {}


def test_how_far_a_firm_is_is_known_where_both_places_are() -> None:
    firm("near", inside=True)
    far = firm("far", place="上海")
    far.sites.update(lat=31.2, lon=121.5)
    firm("nowhere")
    inside = firm("here", inside=True)
    inside.sites.update(lat=28.7, lon=115.9)
    changed(ZONE)

    found = atlas(ZONE)

    assert round(found.kilometres("far") or 0) == 607
    assert found.kilometres("nowhere") is None


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_while_an_atlas_is_made_is_in_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    makes(firm("a", inside=True), product("chip"))
    place = relations._place

    def meanwhile(zone: str) -> Row:
        def write() -> None:
            makes(firm("b", inside=True), product("wafer"))
            connection.close()

        other = threading.Thread(target=write)
        other.start()
        other.join()
        return place(zone)

    with monkeypatch.context() as patched:
        patched.setattr(relations, "_place", meanwhile)
        assert set(atlas(ZONE).links) == {"chip"}
    assert set(atlas(ZONE).links) == {"chip", "wafer"}
