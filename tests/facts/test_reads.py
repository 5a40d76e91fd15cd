"""Reading the books as of a date, by the knowledge of a day, in few queries."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from wotu.facts.models import FactEntry
from wotu.facts.reads import end_of, entries_of, household_of, households_of
from wotu.facts.verbs import NewFact, record_facts, withdraw_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Slot

pytestmark = pytest.mark.django_db

ON = dt.date(2025, 3, 1)
MONDAY, TUESDAY = dt.date(2025, 1, 6), dt.date(2025, 1, 7)


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    return Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _record(firm: Party, zone: Zone, value: str, day: dt.date) -> None:
    new = NewFact(firm, "revenue", value, "税务局", "2024", kind="tax")
    record_facts(facts=[new], vocabulary=zone.packs.vocabulary, about=firm.slug, by="bob", now=_noon(day))


def _known(firm: Party, zone: Zone, day: dt.date | None) -> object:
    household = household_of(firm, zone.packs.vocabulary, ON, known_on=day)
    return household.enterprise.facts.get(Slot("revenue"))


def test_what_was_known_on_a_day_can_always_be_asked(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "100元", MONDAY)
    _record(firm, small_zone, "200元", TUESDAY)

    days = (MONDAY - dt.timedelta(days=1), MONDAY, TUESDAY, None)
    assert [_known(firm, small_zone, day) for day in days] == [None, 100, 200, 200]


def test_a_withdrawal_counts_from_its_day(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "100元", MONDAY)
    withdraw_fact(entry=firm.facts.get(), reason="错", by="bob", now=_noon(TUESDAY))

    assert [_known(firm, small_zone, day) for day in (MONDAY, TUESDAY, None)] == [100, None, None]


def test_a_day_ends_at_midnight_where_the_site_is() -> None:
    assert end_of(MONDAY) == dt.datetime(2025, 1, 6, 16, tzinfo=dt.UTC)
    assert end_of(None) is None


def test_two_thousand_firms_take_two_queries(
    small_zone: Zone, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    firms = Party.objects.bulk_create(
        Party(slug=f"f{n}", kind="enterprise", zone="small", name=f"企业{n}") for n in range(2_000)
    )
    now = _noon(MONDAY)
    FactEntry.objects.bulk_create(
        FactEntry(party=firm, fact="revenue", value=f"{n}元", period="2024", kind=kind, source="某处",
                  recorded_at=now, recorded_by="bob")
        for n, firm in enumerate(firms) for kind in ("statement", "tax")
    )  # fmt: skip

    with django_assert_num_queries(2):
        found = households_of(firms, small_zone.packs.vocabulary, ON)
    assert found[7].enterprise.facts[Slot("revenue")] == 7


def test_entries_are_found_by_firm_fact_and_kind_of_source(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "100元", MONDAY)

    assert [e.party for e in entries_of("small", q="甲", fact="revenue", kind="tax")] == [firm]
    assert not entries_of("small", q="甲", kind="registry")
    assert not entries_of("elsewhere")
