"""Disputes: opened with a reason, answered once, by a correction or with a reason to keep."""

import datetime as dt

import pytest

from wotu.facts.disputes import accept_dispute, dispute_fact, reject_dispute, take_dispute_back
from wotu.facts.history import disputes_of
from wotu.facts.models import Dispute, FactEntry
from wotu.facts.reads import household_of
from wotu.facts.verbs import FactNotReadable, NewFact, NotAllowed, state_fact
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.vocabulary import Slot

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
ON = dt.date(2025, 3, 1)


@pytest.fixture
def entry(small_zone: Zone) -> FactEntry:
    firm = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    new = NewFact(firm, "revenue", "1亿元", "税务局", "2024", kind="tax")
    found = state_fact(fact=new, vocabulary=small_zone.packs.vocabulary, by="bob", now=NOW)
    assert found is not None
    return found


def _open(entry: FactEntry, zone: Zone, value: str = "2亿元", hour: int = 0) -> Dispute:
    return dispute_fact(
        party=entry.party, entry=entry, reason="少算了子公司", value=value,
        vocabulary=zone.packs.vocabulary, by="alice", now=NOW + dt.timedelta(hours=hour),
    )  # fmt: skip


def test_an_accepted_dispute_corrects_the_record(entry: FactEntry, small_zone: Zone) -> None:
    dispute = _open(entry, small_zone)
    correction = accept_dispute(
        dispute=dispute, value="2亿元", answer="已核对审计报告", vocabulary=small_zone.packs.vocabulary,
        by="dan", now=NOW,
    )  # fmt: skip

    dispute.refresh_from_db()
    assert (dispute.state, dispute.answer, dispute.correction) == ("accepted", "已核对审计报告", correction)
    assert (correction.kind, correction.corrects) == ("decision", entry)
    facts = household_of(entry.party, small_zone.packs.vocabulary, ON).enterprise.facts
    assert facts[Slot("revenue")] == 200_000_000


def test_a_rejected_dispute_leaves_the_record_and_says_why(entry: FactEntry, small_zone: Zone) -> None:
    dispute = _open(entry, small_zone)
    reject_dispute(dispute=dispute, answer="合并口径不适用", by="dan", now=NOW)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.answer) == ("rejected", "合并口径不适用")
    assert FactEntry.objects.filter(party=entry.party).count() == 1


def test_an_entry_has_one_open_dispute(entry: FactEntry, small_zone: Zone) -> None:
    dispute = _open(entry, small_zone)
    with pytest.raises(NotAllowed, match="正在处理"):
        _open(entry, small_zone)

    take_dispute_back(dispute=dispute, by="alice", now=NOW)
    assert _open(entry, small_zone).state == "open"


def test_a_dispute_is_answered_once(entry: FactEntry, small_zone: Zone) -> None:
    dispute = _open(entry, small_zone)
    reject_dispute(dispute=dispute, answer="维持", by="dan", now=NOW)

    with pytest.raises(NotAllowed, match="已经答复"):
        reject_dispute(dispute=dispute, answer="再来", by="dan", now=NOW)
    with pytest.raises(NotAllowed, match="已经答复"):
        take_dispute_back(dispute=dispute, by="alice", now=NOW)


def test_nothing_is_written_where_a_reason_or_value_is_wrong(entry: FactEntry, small_zone: Zone) -> None:
    dispute = _open(entry, small_zone)
    with pytest.raises(NotAllowed, match="理由"):
        reject_dispute(dispute=dispute, answer=" ", by="dan", now=NOW)
    with pytest.raises(FactNotReadable):
        accept_dispute(
            dispute=dispute,
            value="很多",
            answer="好",
            vocabulary=small_zone.packs.vocabulary,
            by="dan",
            now=NOW,
        )
    with pytest.raises(FactNotReadable):
        _open(entry, small_zone, "很多")

    dispute.refresh_from_db()
    assert dispute.state == "open"
    assert FactEntry.objects.filter(party=entry.party).count() == 1


def test_those_waiting_longest_come_first(entry: FactEntry, small_zone: Zone) -> None:
    new = NewFact(entry.party, "staff", "5人", "统计局", "2024", kind="statistics")
    other = state_fact(fact=new, vocabulary=small_zone.packs.vocabulary, by="bob", now=NOW)
    assert other is not None
    late, early = _open(entry, small_zone, hour=5), _open(other, small_zone, "", hour=1)

    assert disputes_of("small") == [early, late]
    assert disputes_of("elsewhere") == []
