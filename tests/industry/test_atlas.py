"""An atlas belongs to one state of what a zone knows."""

import pytest
from django.db import transaction

from tests.industry.small import ZONE, firm, goes_into, makes, product
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

    assert (found.links, found.gaps, found.lead_firms) == ({}, [], [])
