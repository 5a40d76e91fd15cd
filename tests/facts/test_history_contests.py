"""Where sources may disagree, as the database notes it whoever writes an entry."""

import datetime as dt

import pytest

from wotu.facts.models import Contest, FactEntry
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def firm() -> Party:
    return Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")


def _entry(firm: Party, kind: str, value: str, fact: str = "revenue", period: str = "2024") -> FactEntry:
    return FactEntry(
        party=firm, fact=fact, value=value, period=period, kind=kind, source="某处", recorded_at=NOW,
        recorded_by="bob",
    )  # fmt: skip


def _contested() -> list[str]:
    return list(Contest.objects.order_by("fact").values_list("fact", flat=True))


def test_entries_recorded_together_contest_each_other(firm: Party) -> None:
    FactEntry.objects.bulk_create([_entry(firm, "tax", "1亿元"), _entry(firm, "statement", "2亿元")])

    assert _contested() == ["revenue"]


def test_a_later_entry_contests_an_earlier_one_and_is_noted_once(firm: Party) -> None:
    for kind, value in (("tax", "1亿元"), ("statement", "2亿元"), ("registry", "3亿元")):
        _entry(firm, kind, value).save()

    assert _contested() == ["revenue"]


def test_the_same_value_another_year_and_another_fact_contest_nothing(firm: Party) -> None:
    _entry(firm, "tax", "1亿元").save()
    _entry(firm, "statement", "1亿元").save()
    _entry(firm, "statement", "2亿元", period="2023").save()
    _entry(firm, "statement", "2亿元", fact="tax_paid").save()
    _entry(firm, "tax", "3亿元").save()

    assert _contested() == ["revenue"]  # by the last: the statement says something else
    assert Contest.objects.count() == 1


def test_facts_without_a_time_contest_each_other_too(firm: Party) -> None:
    FactEntry.objects.bulk_create(
        [_entry(firm, "tax", "56", "industry", ""), _entry(firm, "registry", "65", "industry", "")]
    )

    assert _contested() == ["industry"]
