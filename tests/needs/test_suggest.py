"""Suggestions for a firm look at its check-up."""

import datetime as dt

import pytest

from wotu.measures.zones import Zone
from wotu.needs.suggest import offers, standings, suggest, suggest_for
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 28)


def test_each_suggestion_says_how_the_firm_stands(small_zone: Zone) -> None:
    firm = Party.objects.get(slug="small-f1")

    found = standings(firm, small_zone, list(offers(small_zone, ON)), ON)

    assert found["small.hightech"] == "unknown"
    assert found["small.oldest"] == "not"
    assert set(found.values()) <= {"entitled", "nearly", "unknown", "not"}


def test_without_a_firm_nobody_stands_anywhere(small_zone: Zone) -> None:
    reading = suggest(small_zone, "想拿高企奖励", ON)

    assert {one.standing for one in reading.suggestions} == {""}
    assert (
        suggest_for(Party.objects.get(slug="small-f1"), small_zone, "想拿高企奖励", ON)
        .suggestions[0]
        .standing
    )
