"""Jobs, run for real by a worker on PostgreSQL."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from tests.findings.zone import NOW, empty_queue, firm, joins, measure, person, say, write
from wotu.findings.asking import after_facts, after_measures, is_being_proved, is_waiting, mend_soon
from wotu.findings.models import Change, Proof, Run, StandingAnswer
from wotu.findings.tasks import defer, nightly_proof, take_up
from wotu.inbox.models import Message
from wotu.inbox.verbs import prefer

pytestmark = pytest.mark.django_db(transaction=True)

GROWTH = measure("growth", "revenue >= '1000万元'", "0.01 * revenue")
STAFF = measure("staff", "staff >= 10")


@pytest.fixture(autouse=True)
def trial(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve the trial zone alone, with an empty queue into which no clock puts anything."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    write(tmp_path, [GROWTH, STAFF])
    settings.WOTU_PACKS = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    empty_queue()
    yield tmp_path
    empty_queue()


def work() -> None:
    """Run a worker until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def test_ten_facts_in_a_row_make_one_job() -> None:
    party = firm("big")
    for number in range(10):
        with transaction.atomic():
            say(party, "staff", str(number + 5))
            after_facts(zone="trial")

    assert ProcrastinateJob.objects.count() == 1
    assert is_waiting("trial")
    work()

    assert not is_waiting("trial")
    assert Run.objects.count() == 1
    assert StandingAnswer.objects.get(measure="trial.staff").status == "entitled"


def test_nothing_is_asked_for_where_the_write_is_taken_back() -> None:
    with transaction.atomic():
        after_facts(zone="trial")
        transaction.set_rollback(True)

    assert not is_waiting("trial")


def test_a_firm_is_told_and_mailed_once(settings: Settings) -> None:
    party, bob = firm("big", revenue="2000万元"), person("bob")
    joins(bob, party)
    prefer(user=bob, frequency="immediate", language="zh", by="bob", now=NOW)

    after_measures(zone="trial")
    work()
    after_measures(zone="trial")
    work()

    assert [message.title_zh for message in Message.objects.filter(user=bob)] == ["一项新政策适用于贵公司"]
    assert [letter.subject for letter in mail.outbox] == ["big公司：一项新政策适用于贵公司"]


def test_a_run_killed_in_the_middle_is_carried_on_and_tells_nobody_twice(trial: Path) -> None:
    bob = person("bob")
    for number in range(30):
        joins(bob, firm(f"f{number:02}", revenue="2000万元"))
    defer("trial", "facts", "tests")

    _work_in_a_process_that_dies_after(trial, batches=3)

    assert ProcrastinateJob.objects.get().status == "doing"
    done = StandingAnswer.objects.filter(measure="trial.growth").count()
    assert 0 < done < 30
    assert take_up(silent_seconds=0) == 1
    work()

    assert [run.state for run in Run.objects.order_by("id")] == ["stopped", "done"]
    assert Change.objects.filter(kind="entitled").count() == 30
    assert Message.objects.filter(user=bob).count() == 30
    assert take_up(silent_seconds=0) == 0


def test_a_worker_killed_while_telling_tells_everybody_once(trial: Path) -> None:
    bob = person("bob")
    for number in range(10):
        joins(bob, firm(f"f{number:02}", revenue="2000万元"))
    defer("trial", "facts", "tests")

    _work_in_a_process_that_dies_after(trial, messages=4)

    assert 0 < Message.objects.count() < 10
    take_up(silent_seconds=0)
    work()

    assert Message.objects.count() == 10
    assert set(Message.objects.values_list("user", flat=True)) == {bob.pk}


def test_the_same_work_waiting_already_closes_the_job_left_behind(trial: Path) -> None:
    firm("big", revenue="2000万元")
    defer("trial", "facts", "tests")
    _work_in_a_process_that_dies_after(trial, batches=0)
    defer("trial", "facts", "tests")

    take_up(silent_seconds=0)
    work()

    assert Change.objects.count() == 1


def test_every_zone_is_proved_at_night_and_mended_only_when_told_to() -> None:
    firm("big", revenue="2000万元")
    defer("trial", "facts", "tests")
    work()
    StandingAnswer.objects.filter(measure="trial.growth").update(high=1, low=1)

    nightly_proof(0)
    work()
    proof = Proof.objects.get()
    assert (proof.differences, StandingAnswer.objects.get(measure="trial.growth").high) == (1, 1)

    with transaction.atomic():
        mend_soon(zone="trial", proof=proof.pk, by="zoe")
        mend_soon(zone="trial", proof=proof.pk, by="zoe")
    assert is_being_proved("trial")
    work()

    assert not is_being_proved("trial")
    assert [found.differences for found in Proof.objects.all()] == [0, 1]
    assert StandingAnswer.objects.get(measure="trial.growth").high == 20_000_000


DYING = """
import os, signal
import django
django.setup()
from wotu.findings import matching, telling, verbs
verbs.HOUSEHOLDS = 5
def dying(what, owner, name, left):
    if left is None: return
    before = getattr(owner, name)
    count = [left]
    def call(*args, **kwargs):
        if not count[0]: os.kill(os.getpid(), signal.SIGKILL)
        count[0] -= 1
        return before(*args, **kwargs)
    setattr(owner, name, call)
dying("batch", matching.Batch, "_write", {batches})
dying("message", telling, "tell", {messages})
from procrastinate.contrib.django import app
app.periodic_registry.periodic_tasks.clear()
from wotu.site.working import work
work(until_empty=True)
"""


def _work_in_a_process_that_dies_after(
    packs: Path, batches: int | None = None, messages: int | None = None
) -> None:
    """Run a worker in a process of its own, on this test's database, that is killed at a certain point."""
    wanted = django_settings.DATABASES["default"]
    name, host, port = connection.settings_dict["NAME"], wanted["HOST"], wanted["PORT"]
    url = f"postgresql://{wanted['USER']}@/{name}?host={host}&port={port}"
    env = {
        **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "wotu.site.settings",
        "WOTU_PACKS": str(packs),
    }  # fmt: skip
    script = DYING.format(batches=batches, messages=messages)
    ran = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
