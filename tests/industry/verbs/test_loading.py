"""The chains packs describe, in the tables: the acceptance story of the source page."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.industry.small import NOW
from wotu.audit.models import AuditEntry
from wotu.industry.atlas import atlas
from wotu.industry.models import Chain, Claim, Enterprise
from wotu.industry.verbs.loading import load_chains

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("zone", ["nanchang", "changchun"])
def test_a_chain_is_loaded_once(zone: str) -> None:
    folder = Path(settings.WOTU_PACKS) / zone
    assert load_chains(zone=zone, folder=folder, by="tests", now=NOW) == 1
    claims = Claim.objects.count()

    assert load_chains(zone=zone, folder=folder, by="tests", now=NOW) == 0
    assert Claim.objects.count() == claims > 0
    assert AuditEntry.objects.filter(verb="load_chains", about=zone).count() == 1
    chain = Chain.objects.get()
    assert not chain.published, "the demonstration says it is one"
    assert chain.assumption_zh


def test_the_maker_of_the_missing_equipment_is_among_the_first_leads() -> None:
    load_chains(zone="nanchang", folder=Path(settings.WOTU_PACKS) / "nanchang", by="tests", now=NOW)

    found = atlas("nanchang")

    assert found.gaps[0].link.product == "mocvd"
    assert "关键设备" in found.gaps[0].why.zh
    leads = found.leads("mocvd")
    assert all(lead.confirmed for lead in leads[:4])
    assert "中微" in [lead.name for lead in leads[:4]]


def test_every_invented_firm_says_so_and_every_other_names_its_source() -> None:
    for zone in ("nanchang", "changchun"):
        load_chains(zone=zone, folder=Path(settings.WOTU_PACKS) / zone, by="tests", now=NOW)

    for firm in Enterprise.objects.all():
        assert firm.is_demo or firm.source.startswith("stdaily"), firm.name


def test_a_zone_without_a_chain_loads_nothing(tmp_path: Path) -> None:
    assert load_chains(zone="small", folder=tmp_path, by="tests", now=NOW) == 0
