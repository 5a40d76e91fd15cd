"""Recording facts: append-only, with a source, read back as of a date."""

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from wotu.audit.models import AuditEntry
from wotu.facts.models import FactEntry, Withdrawal
from wotu.facts.reads import household_of
from wotu.facts.verbs import (
    FactNotReadable,
    NewFact,
    NotAllowed,
    decide_fact,
    record_facts,
    withdraw_fact,
)  # fmt: skip
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Slot

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
ON = dt.date(2025, 3, 1)


@pytest.fixture
def firm(small_zone: Zone) -> Party:
    return Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")


def _record(firm: Party, zone: Zone, value: str, fact: str = "revenue", **time: object) -> int:
    new = NewFact(firm, fact, value, "年报", **({"period": "2024"} | time))  # type: ignore[arg-type]
    return record_facts(facts=[new], vocabulary=zone.packs.vocabulary, about=firm.slug, by="tests", now=NOW)


def test_a_fact_keeps_what_was_written_and_who_said_so(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")

    entry = firm.facts.get()
    assert (entry.value, entry.period, entry.source, entry.recorded_at) == ("1.5亿元", "2024", "年报", NOW)
    subject = household_of(firm, small_zone.packs.vocabulary, ON).enterprise
    assert subject.facts[Slot("revenue")] == 150_000_000
    assert subject.sources[Slot("revenue")] == "年报"


def test_saying_it_again_records_nothing(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    before = AuditEntry.objects.count()

    assert _record(firm, small_zone, "1.5亿元") == 0
    assert AuditEntry.objects.count() == before


def test_a_correction_is_a_later_entry_and_the_later_counts(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    _record(firm, small_zone, "1.6亿元")

    assert firm.facts.count() == 2
    subject = household_of(firm, small_zone.packs.vocabulary, ON).enterprise
    assert subject.facts[Slot("revenue")] == 160_000_000


def test_last_year_moves_with_the_date(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")

    later = household_of(firm, small_zone.packs.vocabulary, dt.date(2026, 3, 1)).enterprise
    assert Slot("revenue") not in later.facts
    assert later.facts[Slot("revenue", 1)] == 150_000_000


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_change_an_entry(firm: Party, small_zone: Zone, change: str) -> None:
    _record(firm, small_zone, "1.5亿元")

    entries = FactEntry.objects.filter(party=firm)
    attempt = partial(entries.update, value="2亿元") if change == "update" else entries.delete
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        attempt()


@pytest.mark.parametrize(
    ("fact", "value", "time", "says"),
    [
        ("revenue", "a lot", {}, "revenue"),
        ("revenue", "1亿元", {"period": "spring"}, "a year"),
        ("luck", "1", {}, "no fact `luck`"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(  # noqa: PLR0917
    firm: Party, small_zone: Zone, fact: str, value: str, time: dict[str, object], says: str
) -> None:
    with pytest.raises(FactNotReadable, match=says):
        _record(firm, small_zone, value, fact, **time)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("fact_says_something", {"value": ""}),
        ("fact_has_a_source", {"source": ""}),
        ("fact_source_kind_known", {"kind": "rumour"}),
        ("fact_decision_has_a_reason", {"kind": "decision"}),
        ("fact_period_readable", {"period": "2024Q5"}),
        ("fact_one_time", {"period": "2024", "at": ON}),
        ("fact_span_forward", {"since": ON, "until": dt.date(2024, 1, 1)}),
    ],
)
def test_the_database_refuses(firm: Party, constraint: str, values: dict[str, object]) -> None:
    whole: dict[str, object] = {
        "party": firm, "fact": "revenue", "value": "1", "source": "年报", "recorded_at": NOW,
        "recorded_by": "tests",
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint):
        FactEntry.objects.create(**(whole | values))


def test_a_correction_names_what_it_corrects(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    _record(firm, small_zone, "1.6亿元")

    first, second = firm.facts.order_by("id")
    assert (first.corrects, second.corrects) == (None, first)


def test_the_same_in_other_words_is_no_news(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")

    assert _record(firm, small_zone, "15000万元") == 0


def test_two_sources_each_keep_what_they_said(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元", kind="tax")
    _record(firm, small_zone, "1.6亿元", kind="statement")

    assert firm.facts.count() == 2
    assert _revenue(firm, small_zone) == 150_000_000


def test_a_decision_goes_before_every_source(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元", kind="tax")
    _record(firm, small_zone, "1.6亿元", kind="statement")
    entry = firm.facts.get(kind="statement")

    _decide(entry, small_zone, "审计报告为准")

    assert _revenue(firm, small_zone) == 160_000_000
    decision = firm.facts.get(kind="decision")
    assert (decision.note, decision.recorded_by, decision.corrects) == ("审计报告为准", "dan", entry)


def test_a_decision_needs_a_reason(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")

    with pytest.raises(NotAllowed, match="理由"):
        _decide(firm.facts.get(), small_zone, "  ")
    assert firm.facts.count() == 1


def test_what_is_withdrawn_no_longer_counts_and_stays_on_record(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    _record(firm, small_zone, "1.6亿元")
    withdraw_fact(entry=firm.facts.last(), reason="填错了", by="bob", now=NOW)  # type: ignore[arg-type]

    assert _revenue(firm, small_zone) == 150_000_000
    assert firm.facts.count() == 2
    assert Withdrawal.objects.get().reason == "填错了"


def test_nothing_is_withdrawn_twice_or_without_a_reason(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    entry = firm.facts.get()
    with pytest.raises(NotAllowed, match="理由"):
        withdraw_fact(entry=entry, reason="", by="bob", now=NOW)
    withdraw_fact(entry=entry, reason="填错了", by="bob", now=NOW)

    with pytest.raises(NotAllowed, match="已经撤回"):
        withdraw_fact(entry=entry, reason="再撤", by="bob", now=NOW)


def test_what_was_withdrawn_may_be_said_again(firm: Party, small_zone: Zone) -> None:
    _record(firm, small_zone, "1.5亿元")
    withdraw_fact(entry=firm.facts.get(), reason="填错了", by="bob", now=NOW)

    assert _record(firm, small_zone, "1.5亿元") == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_change_a_withdrawal(firm: Party, small_zone: Zone, change: str) -> None:
    _record(firm, small_zone, "1.5亿元")
    withdraw_fact(entry=firm.facts.get(), reason="填错了", by="bob", now=NOW)

    all_ = Withdrawal.objects.all()
    attempt = partial(all_.update, reason="x") if change == "update" else all_.delete
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        attempt()


def _decide(entry: FactEntry, zone: Zone, reason: str) -> None:
    decide_fact(
        entry=entry, value=entry.value, reason=reason, vocabulary=zone.packs.vocabulary, by="dan", now=NOW
    )


def _revenue(firm: Party, zone: Zone) -> object:
    return household_of(firm, zone.packs.vocabulary, ON).enterprise.facts[Slot("revenue")]
