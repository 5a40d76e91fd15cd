"""A thousand people at once for 304 beds: nothing is promised twice, and everybody has an answer.

First the race is shown with the guard off: looking and then taking, in tables of the test's own.
"""

import datetime as dt
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests.house.files import ROOT
from tests.services.stay.applicants import LINES
from tests.services.stay.people import CLEAR, DAY, NOW, TODAY
from wotu.accounts.models import User
from wotu.facts.verbs import NewFact, record_facts
from wotu.ledger.models import Account
from wotu.ledger.reads import not_adding_up
from wotu.measures.zones import Zone, zone
from wotu.parties.verbs import NewParty, register_parties
from wotu.services.stay.models import Stay
from wotu.services.stay.station import station_of
from wotu.services.stay.verbs.setting_up import set_up_station
from wotu.services.stay.verbs.waiting import waiting_in

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, PROCESSES, FIRMS = 1_000, 16, 200
BEDS = 20
"""Beds where the guard is off."""
WANTED = {"women": 440, "men": 400, "one": 90, "family": 70}
"""How many want which: together more than three times the beds."""
COMMON = (TODAY + 8 * DAY, TODAY + 20 * DAY)
"""Nights everybody wants."""

Tasks = list[list[dict[str, Any]]]


def _run(tasks: Tasks, by: str, packs: Path, folder: Path) -> tuple[dict[str, str], list[float], float]:
    """Let everybody apply; return what became of each, how long each took, and all together."""
    place = connection.settings_dict
    database = {key: place[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT") if key in place}
    work = {
        "database": database, "packs": str(packs), "folder": str(folder), "tasks": tasks, "by": by,
        "user": "cleo@example.org", "now": NOW.isoformat(), "today": str(TODAY),
    }  # fmt: skip
    folder.mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "tests.services.stay.applicants"],
        cwd=ROOT,
        env={
            **os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "wotu.site.settings",
        },
        input=json.dumps(work), capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert set(said["ended"]) == {0}, ran.stderr
    lines = [
        json.loads(line)
        for n in range(len(tasks))
        for line in (folder / LINES.format(n)).read_text(encoding="utf-8").splitlines()
    ]
    return {who: became for who, became, _ in lines}, [took for *_, took in lines], said["seconds"]


@pytest.fixture
def without_a_guard() -> Iterator[list[int]]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE unguarded (night bigint)")
        yield list(range(1, 31))
        cursor.execute("DROP TABLE unguarded")


def test_looking_and_then_taking_promises_beds_that_are_not_there(
    without_a_guard: list[int], station_packs: Path, tmp_path: Path
) -> None:
    tasks: Tasks = [
        [{"person": f"w{n}-{i}", "nights": without_a_guard, "beds": BEDS} for i in range(6)]
        for n in range(PROCESSES)
    ]

    _run(tasks, "unguarded", station_packs, tmp_path / "said")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) / 30 FROM unguarded")
        assert cursor.fetchone()[0] > BEDS


@pytest.fixture
def packs(tmp_path: Path, settings: Settings) -> Path:
    """The zone with its whole station: 152 rooms, 304 beds."""
    for name in ("common", "nanchang"):
        copytree(ROOT / "packs" / name, tmp_path / "packs" / name)
    settings.WOTU_PACKS = tmp_path / "packs"
    return tmp_path / "packs"


@pytest.fixture
def crowd(packs: Path) -> Tasks:
    """A thousand people of two hundred firms whose facts leave nothing open, in no order."""
    where = zone("nanchang")
    assert where is not None
    station = station_of(where)
    assert station is not None
    assert (station.rooms, station.beds) == (152, 304)
    set_up_station(zone=where, station=station, by="tests", now=NOW, today=TODAY)
    User.objects.create_user("cleo@example.org", name="Cleo")
    draw = random.Random(20260302)  # noqa: S311
    kinds = [kind for kind, number in WANTED.items() for _ in range(number)]
    people = _register(where, kinds)
    tasks = [{"person": slug, "data": _wish(kind, draw)} for slug, kind in people]
    draw.shuffle(tasks)
    return [tasks[n::PROCESSES] for n in range(PROCESSES)]


def _register(where: Zone, kinds: list[str]) -> list[tuple[str, str]]:
    new = [NewParty(f"firm-{n}", "enterprise", "nanchang", f"演示·企业{n}") for n in range(FIRMS)]
    people = [(f"person-{n}", kind) for n, kind in enumerate(kinds)]
    new += [
        NewParty(slug, "person", "nanchang", f"演示·{slug}", owner=f"firm-{n % FIRMS}")
        for n, (slug, _) in enumerate(people)
    ]
    made = register_parties(parties=new, about="tests", by="tests", now=NOW)
    facts = [
        NewFact(made[slug], fact, value, "tests")
        for slug, kind in people
        for fact, value in {**CLEAR, "sex": "male" if kind == "men" else "female"}.items()
    ]
    record_facts(facts=facts, vocabulary=where.packs.vocabulary, about="tests", by="tests", now=NOW)
    return people


def _wish(kind: str, draw: random.Random) -> dict[str, Any]:
    starts = COMMON[0] - draw.randint(0, 8) * DAY
    return {
        "starts": str(starts), "ends": str(COMMON[1] + draw.randint(0, 40) * DAY),
        "kind": "two" if kind in ("women", "men") else kind, "along": 2 if kind == "family" else 0,
        "site": draw.choice(["", "", "", "a", "b", "c"]),
    }  # fmt: skip


def test_a_thousand_people_at_once_for_304_beds(
    crowd: Tasks, packs: Path, tmp_path: Path, record_property: Any
) -> None:
    became, took, seconds = _run(crowd, "guarded", packs, tmp_path / "said")

    assert len(became) == PEOPLE
    assert set(became.values()) == {"promised", "waiting"}, Counter(became.values())
    nights = Account.objects.filter(family__startswith="nanchang.stay/", starts__gte=TODAY)
    promised: Counter[tuple[str, dt.date]] = Counter()
    for stay in Stay.objects.filter(state="promised").select_related("site"):
        assert stay.site is not None
        family = f"nanchang.stay/{stay.site.slug}/{stay.kind}-{stay.guests}"
        for n in range(stay.nights):
            promised[family, stay.starts + n * DAY] += stay.beds
    for account in nights:
        assert account.starts is not None
        assert account.held == promised[account.family, account.starts] <= account.limit
    on_common = nights.filter(starts__gte=COMMON[0], starts__lt=COMMON[1])
    taken = {
        night: sum(a.held for a in on_common if a.starts == night) for night in {a.starts for a in on_common}
    }
    assert set(taken.values()) == {304}
    assert list(waiting_in("nanchang").values_list("state", flat=True)) == ["waiting"] * (
        PEOPLE - Counter(became.values())["promised"]
    )
    assert not not_adding_up()
    record_property("seconds", round(seconds, 1))
    took.sort()
    print(  # noqa: T201
        f"{PEOPLE} applications in {seconds:.1f} s, {PEOPLE / seconds:.0f}/s; "
        f"median {took[PEOPLE // 2] * 1000:.0f} ms, p95 {took[PEOPLE * 95 // 100] * 1000:.0f} ms; "
        f"{Counter(became.values())}"
    )
