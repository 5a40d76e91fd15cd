"""A household's mark changes whenever what a measure sees of it may."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from wotu.facts.marks import marks_of
from wotu.facts.models import FactEntry
from wotu.facts.verbs import withdraw_fact
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.rules.vocabulary import BOOLEAN, Fact

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
ON = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture
def firm() -> Party:
    return Party.objects.create(slug="firm", kind="enterprise", zone="small", name="甲公司")


def _say(party: Party, **time: object) -> None:
    FactEntry.objects.create(
        party=party, fact="hightech", value="true", source="年报", recorded_at=NOW, recorded_by="t", **time
    )


def _mark(firm: Party, on: dt.date = ON) -> str:
    return marks_of("small", {}, on)[firm.pk].text


def test_it_stays_while_nothing_happens(firm: Party) -> None:
    _say(firm, since=ON - DAY)

    assert _mark(firm) == _mark(firm) == _mark(firm, ON + DAY)


def test_an_entry_of_the_firm_or_of_what_belongs_to_it_changes_it(firm: Party) -> None:
    project = Party.objects.create(slug="p", kind="project", zone="small", name="项目", owner=firm)
    seen = [_mark(firm)]
    for party in (firm, project):
        _say(party)
        seen.append(_mark(firm))

    assert len(set(seen)) == 3
    assert marks_of("small", {}, ON)[firm.pk].rows == {"enterprise": 1, "project": 1}


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ({"since": ON + DAY}, ON + DAY),
        ({"since": ON - DAY, "until": ON}, ON + DAY),
        ({"at": ON + DAY}, ON + DAY),
        ({"period": "2025"}, dt.date(2026, 4, 1)),
    ],
    ids=["begins", "ends", "measured", "a new quarter"],
)
def test_it_changes_on_the_day_an_entry_comes_to_say_something_else(
    firm: Party, time: dict[str, object], day: dt.date
) -> None:
    _say(firm, **time)

    assert _mark(firm, day - DAY) == _mark(firm)
    assert _mark(firm, day) != _mark(firm)


def test_an_entry_withdrawn_changes_it(firm: Party) -> None:
    _say(firm)
    before = _mark(firm)
    withdraw_fact(entry=FactEntry.objects.get(), reason="记错了", by="t", now=NOW)

    assert _mark(firm) != before


def test_another_order_of_trust_changes_it(firm: Party) -> None:
    _say(firm)
    fact = Fact("hightech", Text("高企", "high-tech"), BOOLEAN, "since", "enterprise", Fraction(1))
    usual = marks_of("small", {"hightech": fact}, ON)
    other = marks_of("small", {"hightech": replace(fact, sources=("tax",))}, ON)

    assert usual[firm.pk].text != other[firm.pk].text


def test_a_newcomer_to_the_household_changes_it(firm: Party) -> None:
    before = _mark(firm)
    Party.objects.create(slug="p", kind="person", zone="small", name="林某", owner=firm)

    assert _mark(firm) != before


def test_only_the_enterprises_asked_for_are_marked(firm: Party) -> None:
    other = Party.objects.create(slug="other", kind="enterprise", zone="small", name="乙公司")

    assert marks_of("small", {}, ON, [other.pk]).keys() == {other.pk}
