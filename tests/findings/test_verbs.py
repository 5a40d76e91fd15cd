"""Re-matching: what is asked again, what is left alone, and what the log says."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.findings.zone import NOW, ON, firm, match, measure, pair, say, write
from wotu.audit.models import AuditEntry
from wotu.findings.models import Change, CheckedFirm, Proof, RuleSet, Run, RunDay, StandingAnswer
from wotu.findings.proving import prove
from wotu.findings.verbs import KEPT, forget_old, rematch
from wotu.measures.zones import Zone
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

GROWTH = measure("growth", "revenue >= '1000万元'", "0.01 * revenue")
STAFF = measure("staff", "staff >= 10")
YOUNG = measure("young", "years_since(founded_on) < '3年'")


def _changes() -> list[tuple[str, str, str]]:
    log = Change.objects.select_related("subject").order_by("id")
    return [(change.subject.slug, change.measure.removeprefix("trial."), change.kind) for change in log]


def test_the_first_run_asks_everything_and_logs_what_firms_are_entitled_to(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF])
    firm("big", revenue="2000万元", staff="5")
    firm("unknown")

    run = match(zone)

    assert (run.evaluated, run.saved, run.state) == (4, 0, "done")
    assert _changes() == [("big", "growth", "entitled")]
    answer = StandingAnswer.objects.get(subject__slug="big", measure="trial.growth")
    assert (answer.status, answer.low, answer.high, answer.since) == ("entitled", 20_000_000, 20_000_000, ON)
    waits = StandingAnswer.objects.get(subject__slug="unknown", measure="trial.staff")
    assert (waits.status, waits.unknown) == ("unknown", ["staff"])


def test_a_fact_asks_only_its_firm_and_only_the_lines_that_read_it(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF, YOUNG])
    big, _ = firm("big", revenue="2000万元"), firm("other", revenue="3000万元")
    match(zone)

    say(big, "staff", "20")
    run = match(zone)

    assert (run.evaluated, run.saved, run.firms_skipped) == (1, 5, 1)
    assert _changes()[-1] == ("big", "staff", "entitled")


def test_nothing_changed_reads_no_fact(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF])
    firm("big", revenue="2000万元")
    match(zone)

    with CaptureQueriesContext(connection) as queries:
        run = match(zone)

    assert (run.evaluated, run.saved) == (0, 2)
    assert not [q for q in queries if '"facts_factentry"."value"' in q["sql"]]


def test_a_rule_asks_every_firm_and_only_its_lines(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF, YOUNG])
    for number in range(3):
        firm(f"f{number}", revenue="2000万元", staff="5")
    match(zone)

    run = match(write(tmp_path, [GROWTH, measure("staff", "staff >= 3"), YOUNG]))

    assert (run.evaluated, run.saved) == (3, 6)
    assert set(_changes()[-3:]) == {(f"f{number}", "staff", "entitled") for number in range(3)}


def test_other_words_for_the_same_rule_ask_nothing(tmp_path: Path) -> None:
    firm("big", revenue="2000万元")
    match(write(tmp_path, [GROWTH]))

    run = match(write(tmp_path, [GROWTH | {"title": pair("新名称"), "clause": pair("新措辞")}]))

    assert (run.evaluated, run.saved) == (0, 1)


def test_a_new_day_asks_only_what_looks_at_the_date(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF, YOUNG])
    firm("big", revenue="2000万元", founded_on="2023-03-03")
    match(zone)

    next_day = match(zone, ON + dt.timedelta(days=1))

    assert (next_day.evaluated, next_day.saved) == (1, 2)
    assert _changes()[-1] == ("big", "young", "lost")
    assert CheckedFirm.objects.get().on == ON + dt.timedelta(days=1)


def test_a_certificate_that_ends_takes_its_award_away_that_day(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, measure("hightech", "hightech")])
    party = firm("big", revenue="2000万元")
    say(party, "hightech", "true", since=dt.date(2023, 3, 3), until=ON)
    match(zone)

    assert match(zone, ON).evaluated == 0
    run = match(zone, ON + dt.timedelta(days=1))

    assert (run.evaluated, run.saved) == (1, 1)
    assert _changes()[-1] == ("big", "hightech", "lost")


def test_a_window_that_opens_is_logged(tmp_path: Path) -> None:
    batch = GROWTH | {"window": {"yearly": [{"open": "03-10", "close": "04-10"}]}}
    zone = write(tmp_path, [batch, STAFF])
    firm("big", revenue="2000万元")
    match(zone)

    assert match(zone, dt.date(2026, 3, 9)).evaluated == 0
    run = match(zone, dt.date(2026, 3, 10))

    assert run.evaluated == 1
    assert _changes()[-1] == ("big", "growth", "opened")


def test_awards_that_exclude_each_other_are_asked_again_together(tmp_path: Path) -> None:
    highest = {
        "stacking": [
            {"id": "h", "rule": "highest_only", "key": "enterprise",
             "members": ["trial.growth", "trial.staff"], **pair("就高")}
        ]
    }  # fmt: skip
    zone = write(tmp_path, [GROWTH, STAFF, YOUNG], highest)
    party = firm("big", revenue="2000万元", staff="20")
    match(zone)
    assert StandingAnswer.objects.get(measure="trial.staff").displaced

    say(party, "revenue", "500万元")
    run = match(zone)

    assert run.evaluated == 2
    assert _changes()[-2:] == [("big", "growth", "lost"), ("big", "staff", "entitled")]


def test_a_cap_shared_by_projects_is_settled_again_when_one_of_them_changes(tmp_path: Path) -> None:
    cap = {"id": "year", "per": "enterprise_year", "limit": "100万元", **pair("全年")}
    project = measure("project", "cost > 0", {"amount": "0.1 * cost", "caps": [cap]}, about="project")
    zone = write(tmp_path, [project])
    owner = firm("owner")
    first, second = (
        Party.objects.create(slug=slug, kind="project", zone="trial", name=slug, owner=owner)
        for slug in ("first", "second")
    )
    say(first, "cost", "800万元")
    say(second, "cost", "500万元")
    match(zone)
    assert StandingAnswer.objects.get(subject=second).high == 20_000_000

    say(first, "cost", "900万元")
    run = match(zone)

    assert run.evaluated == 2
    assert StandingAnswer.objects.get(subject=second).high == 10_000_000
    assert set(_changes()[-2:]) == {("first", "project", "grew"), ("second", "project", "shrank")}


def test_a_measure_withdrawn_is_lost_and_no_longer_stands(tmp_path: Path) -> None:
    firm("big", revenue="2000万元", staff="20")
    match(write(tmp_path, [GROWTH, STAFF]))

    match(write(tmp_path, [GROWTH]))

    assert _changes()[-1] == ("big", "staff", "lost")
    assert not StandingAnswer.objects.filter(measure="trial.staff").exists()


def test_since_when_and_what_before_are_kept(tmp_path: Path) -> None:
    zone = write(tmp_path, [STAFF])
    party = firm("big", staff="20")
    match(zone)
    later = ON + dt.timedelta(days=20)

    say(party, "staff", "25")
    match(zone, later)
    assert StandingAnswer.objects.get().since == ON
    say(party, "staff", "5")
    match(zone, later)

    answer = StandingAnswer.objects.get()
    assert (answer.status, answer.since, answer.previous) == ("not_entitled", later, "entitled")


def test_asking_everything_again_changes_nothing_that_stands(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF])
    firm("big", revenue="2000万元", staff="20")
    match(zone)

    run = match(zone, why="full")

    assert (run.evaluated, run.saved, run.changes) == (2, 0, 0)


def test_some_firms_alone_can_be_matched(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH])
    one, _ = firm("one", revenue="2000万元"), firm("two", revenue="2000万元")

    run = rematch(zone=zone, on=ON, by="tests", now=NOW, enterprises=[one.pk])

    assert (run.firms, run.evaluated) == (1, 1)
    assert list(StandingAnswer.objects.values_list("subject__slug", flat=True)) == ["one"]


def test_rules_nobody_was_asked_under_any_more_are_forgotten(tmp_path: Path) -> None:
    zone = write(tmp_path, [YOUNG])
    firm("big", founded_on="2025-01-01")

    for day in range(4):
        match(zone, ON + dt.timedelta(days=day))

    assert RuleSet.objects.count() == 1


def test_a_run_leaves_one_entry_in_the_audit_trail(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH])
    firm("big", revenue="2000万元")

    match(zone)

    entry = AuditEntry.objects.get(verb="rematch")
    assert (entry.about, entry.detail["evaluated"], entry.detail["saved"]) == ("trial", 1, 0)


def test_the_log_never_changes(tmp_path: Path) -> None:
    firm("big", revenue="2000万元")
    match(write(tmp_path, [GROWTH]))

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.update(kind="lost")
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.all().delete()


def test_a_firm_that_moves_to_another_zone_is_asked_under_its_rules(tmp_path: Path) -> None:
    zone = write(tmp_path / "here", [GROWTH])
    party = firm("big", revenue="2000万元")
    Party.objects.filter(pk=party.pk).update(zone="elsewhere")
    elsewhere = Zone(replace(zone.pack, id="elsewhere"), zone.packs)
    match(elsewhere)

    Party.objects.filter(pk=party.pk).update(zone="trial")
    run = match(zone)

    assert (run.firms, run.evaluated) == (1, 1)
    assert StandingAnswer.objects.get().zone == "trial"


def test_runs_of_a_day_are_added_up_by_reason(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH, STAFF])
    firm("big", revenue="2000万元")

    for why in ("facts", "facts", "full"):
        match(zone, why=why)

    days = RunDay.objects.order_by("why").values_list("on", "why", "runs", "evaluated", "saved", "changes")
    assert list(days) == [(ON, "facts", 2, 2, 2, 1), (ON, "full", 1, 2, 0, 0)]


def test_old_runs_and_proofs_are_forgotten_but_not_what_the_log_names_nor_the_sums(tmp_path: Path) -> None:
    zone = write(tmp_path, [GROWTH])
    firm("big", revenue="2000万元")
    logged = match(zone)
    match(zone)
    prove(zone=zone, on=ON, by="tests", now=NOW)

    forget_old(NOW + KEPT)
    assert (Run.objects.count(), Proof.objects.count()) == (2, 1)
    forget_old(NOW + KEPT + dt.timedelta(seconds=1))

    assert (list(Run.objects.all()), Proof.objects.count()) == ([logged], 0)
    assert RunDay.objects.get().runs == 2
