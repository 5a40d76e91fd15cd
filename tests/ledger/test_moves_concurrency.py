"""Many processes at once on real PostgreSQL: nothing oversold, nothing lost, no deadlock.

First the race is shown with the guard off: a check followed by an insert, in a table of the test's own.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.house.files import ROOT
from tests.ledger.conftest import Open
from tests.ledger.writers import LINES
from wotu.ledger.models import Account, Entry, Transfer, TransferLine
from wotu.ledger.reads import not_adding_up

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, CLAIMS_EACH, ACCOUNTS = 24, 210, 8
PLACES, RUSHES = 5, 12
KILLED = {"inside": 3, "after": 4}
"""Which writer is killed where: inside a transaction that holds locks, or committed and not yet noted."""

Tasks = list[list[dict[str, Any]]]
Said = list[dict[str, str]]


def _run(tasks: Tasks, by: str, folder: Path) -> tuple[list[int], Said]:
    """Let the writers work; return how each ended, and what each noted to be done."""
    place = connection.settings_dict
    database = {key: place[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT") if key in place}
    work = {"database": database, "folder": str(folder), "tasks": tasks, "by": by}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    folder.mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ledger.writers"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "wotu.site.settings"},
        input=json.dumps(work),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    said = [
        dict(json.loads(line) for line in (folder / LINES.format(n)).read_text(encoding="utf-8").splitlines())
        for n in range(len(tasks))
    ]
    return json.loads(ran.stdout), said


def _rush(accounts: list[int]) -> Tasks:
    """Everybody wants one place of the same account at the same moment, again and again."""
    return [
        [{"key": f"w{n}/a{a}", "claims": [[a, 1]], "then": "hold"} for a in accounts] for n in range(WRITERS)
    ]


@pytest.fixture
def without_a_guard() -> Iterator[list[int]]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_account (id bigint PRIMARY KEY, capacity bigint)")
        cursor.execute("CREATE TABLE naive_claim (account bigint, amount bigint)")
        cursor.execute(
            "INSERT INTO naive_account SELECT n, %s FROM generate_series(1, %s) n", [PLACES, RUSHES]
        )
        yield list(range(1, RUSHES + 1))
        cursor.execute("DROP TABLE naive_claim, naive_account")


def test_check_then_act_oversells(without_a_guard: list[int], tmp_path: Path) -> None:
    _, said = _run(_rush(without_a_guard), "naive", tmp_path / "said")

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(amount), 0) FROM naive_claim")
        (sold,) = cursor.fetchone()
    assert sold > PLACES * RUSHES
    assert sold == sum(list(each.values()).count("held") for each in said)


def test_the_same_rush_on_the_ledger_sells_every_place_once(opened: Open, tmp_path: Path) -> None:
    accounts = [opened(f"small.rush/{n}", PLACES).pk for n in range(RUSHES)]

    _, said = _run(_rush(accounts), "rush", tmp_path / "said")

    assert sum(list(each.values()).count("held") for each in said) == PLACES * RUSHES
    assert set(Account.objects.values_list("held", flat=True)) == {PLACES}


@pytest.fixture
def tasks(opened: Open) -> Tasks:
    """Claims over one to four of eight accounts in random order; together half as much again as there is."""
    accounts = [opened(f"small.pool/{n}", 2_500).pk for n in range(ACCOUNTS)]
    draw = random.Random(20260302)  # noqa: S311
    return [
        [
            {
                "key": f"w{n}/{i}",
                "claims": [[a, draw.randint(1, 5)] for a in draw.sample(accounts, draw.randint(1, 4))],
                "then": draw.choices(["hold", "post", "void"], [7, 2, 1])[0],
            }
            for i in range(CLAIMS_EACH)
        ]
        for n in range(WRITERS)
    ]


def test_many_writers_oversell_nothing_lose_nothing_and_never_deadlock(tasks: Tasks, tmp_path: Path) -> None:
    dying = {where: tasks[n][CLAIMS_EACH // 3] for where, n in KILLED.items()}
    for where, task in dying.items():
        task |= {"dies": where, "claims": task["claims"][:1]}
    deadlocks = _deadlocks()

    ended, said = _run(tasks, "guarded", tmp_path / "said")

    assert [n for n, code in enumerate(ended) if code == -signal.SIGKILL] == sorted(KILLED.values())
    assert sum(map(len, tasks)) >= 5_000
    assert any(word == "short" for each in said for word in each.values())
    assert not [word for each in said for word in each.values() if word.startswith("error")]
    assert _deadlocks() == deadlocks
    assert all(account.left >= 0 for account in Account.objects.all())
    _assert_books_say(tasks, said)
    assert not Transfer.objects.filter(key=dying["inside"]["key"]).exists()
    assert Transfer.objects.filter(key=dying["after"]["key"]).exists()

    # who takes over from the killed sends everything again; what was done is not done twice
    heirs = [[task | {"dies": ""} for task in tasks[n]] for n in KILLED.values()]
    _, again = _run(heirs, "guarded", tmp_path / "again")

    assert [len(each) for each in again] == [CLAIMS_EACH] * len(heirs)
    _assert_books_say(heirs, again)


def _assert_books_say(tasks: Tasks, said: Said) -> None:
    """What was noted as held is in the books as it was asked, what was refused is not, and all adds up."""
    lines: dict[str, list[list[int]]] = {}
    for key, account, amount in TransferLine.objects.values_list("transfer__key", "account", "amount"):
        lines.setdefault(key, []).append([account, amount])
    asked = {task["key"]: sorted(task["claims"]) for each in tasks for task in each}
    for noted in said:
        for key, word in noted.items():
            assert word == "short" or sorted(lines[key]) == asked[key]
    refused = {key for noted in said for key, word in noted.items() if word == "short"}
    assert not refused & set(lines)
    assert Entry.objects.filter(code="hold").count() == sum(map(len, lines.values()))
    assert not not_adding_up()


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
