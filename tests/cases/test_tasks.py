"""Jobs of the cases through the queue: a bulk run whose worker is killed in the middle is taken up again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from tests.cases import window as window_zone
from tests.cases.window import Window, new_firm, say
from tests.findings.zone import empty_queue
from wotu.cases.models import BulkItem, BulkRun, Case
from wotu.cases.tasks import after_start
from wotu.cases.verbs.bulk import start_bulk
from wotu.findings.tasks import take_up
from wotu.findings.verbs import rematch
from wotu.inbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
FIRMS = 12


@pytest.fixture
def hall(
    window_packs: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None
) -> Iterator[Window]:
    """Serve the window zone with an empty queue into which no clock puts anything."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})
    settings.WOTU_PACKS = window_packs
    empty_queue()
    yield window_zone.assemble(window_packs)
    empty_queue()


def test_a_bulk_run_whose_worker_is_killed_offers_everybody_one_case_and_says_so_once(hall: Window) -> None:
    hall.today = timezone.localdate()  # the job reads the clock
    firms = [hall.firm, *(new_firm(f"f{number:02}") for number in range(FIRMS - 1))]
    for firm in firms:
        say(firm, {"staff": "20"}, hall.today.year - 1)
    rematch(zone=hall.zone, on=hall.today, by="tests", now=hall.when["now"])
    with transaction.atomic():
        run = start_bulk(zone=hall.zone, measure="win.offered", by="cleo@example.org", **hall.when)
        after_start(run)

    _work_until_killed(django_settings.WOTU_PACKS, offers=4)

    run.refresh_from_db()
    assert (run.state, run.items.count(), Case.objects.count()) == ("running", 4, 4)
    assert ProcrastinateJob.objects.get(task_name="cases.bulk").status == "doing"
    assert take_up(silent_seconds=0) == 1
    _work()

    run.refresh_from_db()
    assert (run.state, run.found) == ("done", FIRMS)
    assert BulkItem.objects.filter(run=run, result="offered").count() == FIRMS
    assert Case.objects.filter(measure="win.offered", state="offered").count() == FIRMS
    assert Message.objects.filter(user=hall["alice"], title_zh__contains="免申即享").count() == 1
    assert BulkRun.objects.count() == 1


DYING = """
import os, signal
import django
django.setup()
from wotu.cases.verbs import bulk
before, left = bulk.offer_case, [{offers}]
def offer_case(**said):
    made = before(**said)
    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)  # offered, and not yet written down
    left[0] -= 1
    return made
bulk.offer_case = offer_case
from procrastinate.contrib.django import app
app.periodic_registry.periodic_tasks.clear()
from wotu.site.working import work
work(until_empty=True)
"""


def _work() -> None:
    """Run a worker until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def _work_until_killed(packs: Path, offers: int) -> None:
    """Run a worker in a process of its own, on this test's database, that is killed in its next offer."""
    wanted = django_settings.DATABASES["default"]
    name, host, port = connection.settings_dict["NAME"], wanted["HOST"], wanted["PORT"]
    url = f"postgresql://{wanted['USER']}@/{name}?host={host}&port={port}"
    env = {
        **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "wotu.site.settings",
        "WOTU_PACKS": str(packs),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", DYING.format(offers=offers)],
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
