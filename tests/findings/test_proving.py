"""The full run held against what stands: what differs is named and mended, what only waits is not."""

import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from tests.findings.zone import NOW, ON, firm, match, measure, say, write
from wotu.audit.models import AuditEntry
from wotu.findings import comparing
from wotu.findings.matching import Key
from wotu.findings.models import Change, Proof, StandingAnswer
from wotu.findings.proving import mend, prove
from wotu.measures.zones import Zone
from wotu.parties.models import Party

GROWTH = measure("growth", "revenue >= '1000万元'", "0.01 * revenue")
STAFF = measure("staff", "staff >= 10")
YOUNG = measure("young", "years_since(founded_on) < '3年'")


def _proof(zone: Zone, on: dt.date = ON) -> Proof:
    return prove(zone=zone, on=on, by="tests", now=NOW)


def _named(proof: Proof) -> list[tuple[str, str, str, object, object]]:
    found = proof.apart.select_related("subject").order_by("subject__slug", "measure", "id")
    return [(d.subject.slug, d.measure.removeprefix("trial."), d.field, d.standing, d.full) for d in found]


@pytest.fixture
def zone(tmp_path: Path) -> Zone:
    made = write(tmp_path, [GROWTH, STAFF])
    for name in ("a", "b"):
        firm(name, revenue="2000万元", staff="20")
    match(made)
    return made


@pytest.mark.django_db
def test_what_was_matched_is_proved_identical(zone: Zone, caplog: pytest.LogCaptureFixture) -> None:
    proof = _proof(zone)

    assert (proof.compared, proof.waiting, proof.differences) == (4, 0, 0)
    assert proof.standing == proof.full
    assert not [line for line in caplog.records if line.levelno >= logging.ERROR]
    assert AuditEntry.objects.get(verb="prove_answers").detail["compared"] == 4


@pytest.mark.django_db
def test_what_was_changed_behind_the_platforms_back_is_named_and_mended(
    zone: Zone, caplog: pytest.LogCaptureFixture
) -> None:
    grown = StandingAnswer.objects.filter(subject__slug="a", measure="trial.growth")
    grown.update(status="not_entitled", low=None, high=None)
    StandingAnswer.objects.filter(subject__slug="b", measure="trial.staff").delete()
    StandingAnswer.objects.create(
        enterprise=Party.objects.get(slug="b"), subject=Party.objects.get(slug="b"), zone="trial",
        measure="trial.gone", version="trial.gone", status="entitled", displaced=False, window_open=True,
        unknown=[], seen="", on=ON, since=ON, changed_at=NOW,
    )  # fmt: skip

    proof = _proof(zone)

    assert proof.differences == 3
    assert proof.standing != proof.full
    assert _named(proof) == [
        ("a", "growth", "status", "not_entitled", "entitled"), ("a", "growth", "low", None, 20_000_000),
        ("a", "growth", "high", None, 20_000_000), ("b", "gone", "answer", "entitled", None),
        ("b", "staff", "answer", None, "entitled"),
    ]  # fmt: skip
    assert "3 of 5 standing answers differ" in caplog.text
    assert f"status of trial.growth differs; proof {proof.pk} names where" in caplog.text
    assert "20000000" not in caplog.text, "the log is not the record"
    assert grown.get().status == "not_entitled", "proving touches nothing"

    after = mend(proof=proof, zone=zone, on=ON, by="zoe", now=NOW)

    assert (after.differences, after.compared) == (0, 4)
    assert Change.objects.latest("id").kind in {"entitled", "lost"}
    proof.refresh_from_db()
    assert proof.mended_by == "zoe"
    assert AuditEntry.objects.get(verb="mend_answers").detail["answers"] == 3


@pytest.mark.django_db
def test_where_not_all_are_named_the_whole_zone_is_mended(
    zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wotu.findings.comparing.MOST_NAMED", 1)
    StandingAnswer.objects.update(seen="wrong")

    proof = _proof(zone)

    assert (proof.differences, proof.apart.count()) == (4, 1)
    assert mend(proof=proof, zone=zone, on=ON, by="zoe", now=NOW).differences == 0


@pytest.mark.django_db
def test_what_waits_to_be_matched_is_no_difference(zone: Zone, tmp_path: Path) -> None:
    say(Party.objects.get(slug="a"), "staff", "5")
    firm("new", staff="30")

    proof = _proof(zone)
    assert (proof.compared, proof.waiting, proof.differences) == (3, 3, 0)

    published = write(tmp_path, [GROWTH, measure("staff", "staff >= 25"), YOUNG])
    proof = _proof(published)
    assert (proof.compared, proof.waiting, proof.differences) == (2, 7, 0)
    match(published)
    assert (_proof(published).compared, _proof(published).waiting) == (9, 0)

    say(Party.objects.get(slug="a"), "founded_on", "2023-03-03")
    match(published)
    tomorrow = _proof(published, ON + dt.timedelta(days=1))
    assert (tomorrow.waiting, tomorrow.differences) == (3, 0), "the young wait for the new day"


@pytest.mark.django_db
def test_in_a_firm_that_waits_what_would_be_left_alone_is_still_proved(zone: Zone) -> None:
    say(Party.objects.get(slug="a"), "staff", "5")
    StandingAnswer.objects.filter(subject__slug="a", measure="trial.growth").update(high=1, low=1)

    assert [name for *_, name, _, _ in _named(_proof(zone))] == ["low", "high"]


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_seen(zone: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts are recorded and matched after the proof read facts, and before it reads answers."""
    before = comparing._stored

    def meanwhile() -> None:
        for party in Party.objects.all():
            say(party, "staff", "5")
        match(zone)
        connection.close()

    def stored(keys: Mapping[str, int]) -> dict[Key, StandingAnswer]:
        other = Thread(target=meanwhile)
        other.start()
        other.join()
        return before(keys)

    monkeypatch.setattr(comparing, "_stored", stored)
    proof = _proof(zone)

    assert (proof.compared, proof.waiting, proof.differences) == (4, 0, 0)
    lost = StandingAnswer.objects.filter(measure="trial.staff", status="not_entitled")
    assert lost.count() == 2, "it was written meanwhile"
    monkeypatch.undo()
    assert (_proof(zone).compared, _proof(zone).differences) == (4, 0)
