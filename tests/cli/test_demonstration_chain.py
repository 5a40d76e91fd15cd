"""The demonstration zone follows two leads; what was said is invented, and says so."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from wotu.cli.demonstration_chain import load_leads, load_passage
from wotu.industry.models import Claim, Contact, Lead, ProductName, Signing
from wotu.industry.reads import leads_due
from wotu.industry.verbs.loading import load_chains
from wotu.measures.demonstration_people import load_people
from wotu.measures.zones import zone

pytestmark = pytest.mark.django_db


def test_two_invented_firms_are_followed_with_talks_and_none_has_signed() -> None:
    where, now, today = zone("nanchang"), timezone.now(), timezone.localdate()
    assert where is not None
    load_people(zone=where, by="tests", now=now, today=today)
    load_chains(zone=where.id, folder=Path(settings.WOTU_PACKS) / where.id, by="tests", now=now)

    assert load_leads(zone=where, now=now) == 2
    assert load_leads(zone=where, now=now) == 0

    leads = list(Lead.objects.select_related("enterprise", "owner").order_by("pk"))
    assert len(leads) == 2
    for lead in leads:
        assert lead.enterprise.is_demo
        assert lead.owner.is_demo
        assert lead.state == "talking"
        assert lead.next_step.startswith("演示")
    assert leads[0].product.slug == "mocvd"
    assert leads_due(where.id, leads[0].owner, today).exists()
    assert not leads_due(where.id, leads[1].owner, today).exists()
    assert all(one.said.startswith("演示") for one in Contact.objects.all())
    assert not Signing.objects.exists()


def test_a_zone_without_a_chain_follows_nothing() -> None:
    where = zone("changchun")
    assert where is not None

    assert load_leads(zone=where, now=timezone.now()) == 0


def test_an_invented_text_leaves_claims_to_confirm_and_names_to_rule_on() -> None:
    where, now = zone("nanchang"), timezone.now()
    assert where is not None
    load_people(zone=where, by="tests", now=now, today=timezone.localdate())
    load_chains(zone=where.id, folder=Path(settings.WOTU_PACKS) / where.id, by="tests", now=now)

    made = load_passage(zone=where, now=now)

    claims = Claim.objects.exclude(passage=None)
    assert made == claims.count() >= 5
    assert set(claims.values_list("state", "kind")) == {("proposed", "extracted")}
    assert all("演示" in claim.source for claim in claims)
    assert ProductName.objects.filter(zone=where.id, state="open").exists()
    assert load_passage(zone=where, now=now) == 0
