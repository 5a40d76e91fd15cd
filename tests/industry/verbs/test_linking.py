"""Which firm of the chain is which enterprise of the platform, where it produces, what it earned."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.industry.small import NOW, ZONE, firm
from wotu.industry.atlas import atlas
from wotu.industry.incomes import incomes
from wotu.industry.models import YearFigure
from wotu.industry.verbs.figures import record_income
from wotu.industry.verbs.linking import link_party, unlink_party
from wotu.industry.verbs.sites import record_site
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db


def _party(slug: str = "qinghe", zone: str = ZONE) -> Party:
    return Party.objects.create(slug=slug, kind="enterprise", zone=zone, name=slug)


def test_a_firm_is_linked_once_and_unlinked() -> None:
    one, other, party = firm("a", inside=True), firm("b", inside=True), _party()

    assert link_party(enterprise=one, party=party, by="dan", now=NOW).party == party
    with pytest.raises(CannotDo, match="请先解除"):
        link_party(enterprise=other, party=party, by="dan", now=NOW)
    assert unlink_party(enterprise=one, by="dan", now=NOW).party is None
    assert link_party(enterprise=other, party=party, by="dan", now=NOW).party == party
    with pytest.raises(CannotDo, match="没有关联"):
        unlink_party(enterprise=one, by="dan", now=NOW)


def test_an_enterprise_of_another_zone_is_not_linked() -> None:
    with pytest.raises(CannotDo, match="本园区"):
        link_party(enterprise=firm("a"), party=_party(zone="other"), by="dan", now=NOW)


def test_a_place_is_recorded_once_and_changes_what_is_known() -> None:
    found = firm("a")
    before = atlas(ZONE)
    record_site(enterprise=found, place=" 江苏苏州 ", in_zone=False, by="dan", now=NOW)

    assert atlas(ZONE) is not before
    assert atlas(ZONE).firms["a"]["place"] == "江苏苏州"
    with pytest.raises(CannotDo, match="已经登记"):
        record_site(enterprise=found, place="江苏苏州", in_zone=False, by="dan", now=NOW)
    with pytest.raises(CannotDo, match="请写明所在地"):
        record_site(enterprise=found, place="", in_zone=False, by="dan", now=NOW)


def test_an_income_is_recorded_with_its_source_and_a_later_one_stands() -> None:
    found = firm("a", inside=True)
    for amount in (5, 7):
        record_income(enterprise=found, year=2025, income_fen=amount, source="年报", by="dan", now=NOW)

    assert [figure.income_fen for figure in YearFigure.objects.filter(enterprise=found)] == [7]
    for year, amount, source in ((1800, 1, "x"), (2027, 1, "x"), (2025, -1, "x"), (2025, 1, " ")):
        with pytest.raises(CannotDo):
            record_income(enterprise=found, year=year, income_fen=amount, source=source, by="dan", now=NOW)


def test_revenue_on_record_stands_over_the_register(small_zone: Zone) -> None:
    party = Party.objects.enterprises().filter(zone=ZONE, facts__fact="revenue").first()
    assert party is not None
    linked, other = firm("a", inside=True), firm("b", inside=True)
    entry = party.facts.filter(fact="revenue").exclude(period="").latest("period")
    year = int(entry.period)
    for one in (linked, other):
        record_income(
            enterprise=one, year=year, income_fen=1, source="年报", by="dan", now=NOW.replace(year=year)
        )

    link_party(enterprise=linked, party=party, by="dan", now=NOW)
    found = incomes(atlas(ZONE), small_zone.packs.vocabulary)

    assert found.by_year[year]["b"] == 1
    assert found.by_year[year]["a"] > 1_000_000, "in fen"
    assert ("a", year) in found.on_record


def test_a_firm_and_enterprise_are_looked_at_while_no_other_can_link_them() -> None:
    one, party = firm("a"), _party()

    with CaptureQueriesContext(connection) as seen:
        link_party(enterprise=one, party=party, by="dan", now=NOW)

    tables = [query["sql"] for query in seen if "industry_" in query["sql"]]
    assert "industry_revision" in tables[0]
