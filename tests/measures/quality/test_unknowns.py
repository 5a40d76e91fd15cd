"""Which facts hold answers back, over a zone's demonstration firms."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.quality import unknowns as module
from wotu.measures.quality.unknowns import HeldBack, Unknowns, unknowns
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db


def _unknowns(zone: Zone) -> Unknowns:
    return unknowns(zone, timezone.localdate())


def _held(found: Unknowns, name: str) -> HeldBack | None:
    return next((held for held in found.facts if held.fact.name == name), None)


def test_each_fact_says_how_many_answers_and_how_much_money_wait_for_it(small_zone: Zone) -> None:
    found = _unknowns(small_zone)
    hightech, exports = _held(found, "hightech"), _held(found, "exports")

    assert (found.firms, found.firms_in_all) == (2, 2)
    assert hightech is not None
    assert (hightech.answers, hightech.firms, hightech.worth) == (2, 2, 2 * 300_000_000 // 2)
    assert exports is not None
    assert exports.answers == 2


def test_the_share_of_open_answers(small_zone: Zone) -> None:
    found = _unknowns(small_zone)

    assert found.share == found.open_answers / found.answers
    assert 0 < found.open_answers < found.answers


def test_real_firms_are_left_out(small_zone: Zone) -> None:
    before = _unknowns(small_zone)
    Party.objects.create(slug="real", kind="enterprise", zone="small", name="真实企业")
    module._unknowns.cache_clear()

    assert _unknowns(small_zone).facts == before.facts


def test_it_is_kept_until_something_is_recorded(
    small_zone: Zone, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = _unknowns(small_zone)
    with django_assert_num_queries(1):
        assert _unknowns(small_zone) is before
    firm, now = Party.objects.get(slug="small-f1"), timezone.now()
    fact = NewFact(
        firm, "hightech", "true", "测试 / test", since=timezone.localdate().replace(month=1, day=1)
    )
    record_facts(facts=[fact], vocabulary=small_zone.packs.vocabulary, about="small", by="alice", now=now)

    after = _held(_unknowns(small_zone), "hightech")
    assert after is not None
    assert after.answers == 1


def test_of_many_firms_every_nth_is_looked_at(small_zone: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FIRMS", 1)
    module._unknowns.cache_clear()
    found = _unknowns(small_zone)
    module._unknowns.cache_clear()

    assert (found.firms, found.firms_in_all) == (1, 2)


def test_a_zone_without_demonstration_firms_has_nothing_to_say(small_zone: Zone) -> None:
    Party.objects.update(is_demo=False)
    module._unknowns.cache_clear()

    assert _unknowns(small_zone).share is None
