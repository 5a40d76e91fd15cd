"""What is on record, fact by fact; what sources disagree about until somebody decides."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from wotu.facts.history import conflicts_of, known_about
from wotu.facts.verbs import NewFact, decide_fact, state_fact, withdraw_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Source

pytestmark = pytest.mark.django_db

DAYS = iter(dt.datetime(2025, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=n) for n in range(10_000))


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    return Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")


@pytest.fixture
def say(firm: Party, small_zone: Zone) -> object:
    def record(kind: Source, value: str, period: str = "2024") -> object:
        new = NewFact(firm, "revenue", value, "某处", period, kind=kind)
        return state_fact(fact=new, vocabulary=small_zone.packs.vocabulary, by="bob", now=next(DAYS))

    return record


def _conflicts(zone: Zone) -> list[tuple[str, list[str]]]:
    return [
        (one.place.fact, [entry.value for entry in one.speaking])
        for one in conflicts_of("small", zone.packs.vocabulary)
        if one.party.slug == "bare"
    ]


def test_sources_that_agree_are_no_conflict(say, small_zone: Zone) -> None:  # type: ignore[no-untyped-def]
    say("tax", "1亿元")
    say("statement", "10000万元")
    say("statement", "3亿元", "2023")

    assert _conflicts(small_zone) == []


def test_sources_that_differ_are_the_most_trusted_first(say, small_zone: Zone) -> None:  # type: ignore[no-untyped-def]
    say("statement", "2亿元")
    say("tax", "1亿元")

    assert _conflicts(small_zone) == [("revenue", ["1亿元", "2亿元"])]


def test_a_source_correcting_itself_is_no_conflict(say, small_zone: Zone) -> None:  # type: ignore[no-untyped-def]
    say("tax", "1亿元")
    say("tax", "2亿元")

    assert _conflicts(small_zone) == []


def test_a_decision_closes_a_conflict_until_a_source_says_something_else(  # type: ignore[no-untyped-def]
    say, small_zone: Zone
) -> None:
    say("tax", "1亿元")
    own = say("statement", "2亿元")
    decide_fact(
        entry=own, value="2亿元", reason="审计报告", vocabulary=small_zone.packs.vocabulary, by="dan",
        now=next(DAYS),
    )  # fmt: skip
    assert _conflicts(small_zone) == []

    say("tax", "2亿元")
    assert _conflicts(small_zone) == []
    say("tax", "3亿元")
    assert _conflicts(small_zone) == [("revenue", ["2亿元", "3亿元", "2亿元"])]


def test_withdrawing_one_side_ends_a_conflict(say, firm: Party, small_zone: Zone) -> None:  # type: ignore[no-untyped-def]
    say("tax", "1亿元")
    own = say("statement", "2亿元")
    withdraw_fact(entry=own, reason="填错了", by="alice", now=next(DAYS))

    assert _conflicts(small_zone) == []
    known = known_about([firm], small_zone.packs.vocabulary)[0]
    assert known.used is not None
    assert (known.used.value, [e.value for e in known.earlier]) == ("1亿元", ["2亿元"])


def test_a_history_takes_two_queries_and_conflicts_four(  # type: ignore[no-untyped-def]
    say, firm: Party, small_zone: Zone, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say("tax", "1亿元")
    say("statement", "2亿元")

    with django_assert_num_queries(2):
        known_about([firm], small_zone.packs.vocabulary)
    with django_assert_num_queries(4):
        conflicts_of("small", small_zone.packs.vocabulary)


def test_the_latest_period_comes_first(say, firm: Party, small_zone: Zone) -> None:  # type: ignore[no-untyped-def]
    say("tax", "1亿元", "2022")
    say("tax", "2亿元", "2024")
    say("tax", "3亿元", "2023")

    known = known_about([firm], small_zone.packs.vocabulary)
    assert [one.place.period for one in known] == ["2024", "2023", "2022"]
