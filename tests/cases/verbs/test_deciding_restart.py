"""The database is stopped without warning in the middle of decisions: nothing is lost, nothing is twice."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASES = 8

PLAY = """
import json, os, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, InterfaceError, connection
from benchmarks.cases.hall import MEASURE, furnish, total, write_pack
from benchmarks.cases.playing import moment, reckon
from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.cases.models import CaseEvent, Case, Decision
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.ledger import moves
from wotu.measures.zones import zone
from wotu.parties.models import Party
from wotu.site.embedded.server import Server

write_pack(Path(settings.WOTU_PACKS))
call_command("migrate", verbosity=0)
now, today = moment()
when = {"now": now, "today": today}
where, account = furnish(CASES, now)
server, crashes = Server.of(settings.WOTU_VAR), []

def crash():
    server._run("pg_ctl", "stop", "-D", str(server.data), "-m", "immediate", "-w")
    server._start()
    crashes.append(1)

hold, calls = moves.hold, [0]
def hold_while_the_database_stops(**said):
    calls[0] += 1
    held = hold(**said)
    if calls[0] in (3, 6):
        crash()  # the money is held, the decision written, nothing committed
    return held
moves.hold = hold_while_the_database_stops

people = {user.name.lower(): user for user in User.objects.all()}

def carry_on(slug):
    firm = Party.objects.get(slug=slug)
    case = Case.objects.filter(subject=firm).first() or file_case(
        zone=where, enterprise=firm, subject=firm, measure=MEASURE, user=people["alice"], **when)
    if case.state == "filed":
        case = accept_case(case=case, step="accept", user=people["cleo"], **when)
    if case.steps.filter(step="review", done_at=None).exists():
        case = give_opinion(case=case, step="review", opinion="agreed", text="", user=people["dan"], **when)
    if case.state == "open":
        decide_case(
            case=case, step="decide", outcome="approved", amount=None, text="", user=people["anna"], **when)

failed = 0
for number in range(CASES):
    while True:
        try:
            carry_on(f"hall-{number}")
            break
        except (OperationalError, InterfaceError):
            failed += 1
            connection.close()
crash()  # once more, right after the last commit
connection.close()
books = reckon(account)
print(json.dumps({
    "crashes": len(crashes), "failed": failed, "states": books.states, "to_the_fen": books.to_the_fen,
    "held": books.held == total(CASES), "decisions": Decision.objects.count(),
    "decided": CaseEvent.objects.filter(kind="decided").count(),
    "audited": AuditEntry.objects.filter(verb="decide_case").count(),
}))
connection.close()
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a short-lived folder the server's own account can reach whatever other tests do to theirs."""
    with tempfile.TemporaryDirectory(prefix="wotu-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def test_a_database_that_stops_in_the_middle_loses_nothing_and_does_nothing_twice(place: Path) -> None:
    env = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "wotu.site.settings", "WOTU_VAR": str(place / "var"),
        "WOTU_PACKS": str(place / "packs"),
    }  # fmt: skip
    env.pop("DATABASE_URL", None)

    ran = subprocess.run(
        [sys.executable, "-c", PLAY.replace("CASES", str(CASES))],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-3000:]
    assert json.loads(ran.stdout.splitlines()[-1]) == {
        "crashes": 3, "failed": 2, "states": {"approved": CASES}, "to_the_fen": True, "held": True,
        "decisions": CASES, "decided": CASES, "audited": CASES,
    }  # fmt: skip
