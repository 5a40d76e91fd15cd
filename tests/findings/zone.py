"""A zone of its own for tests of standing answers: rules that can be rewritten, firms with members."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import connection

from wotu.accounts.models import User
from wotu.facts.models import FactEntry
from wotu.findings.models import Run
from wotu.findings.verbs import Why, rematch
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Department, Membership, Party
from wotu.rules.load import load_packs

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ON = dt.date(2026, 3, 2)
FACTS: dict[str, dict[str, object]] = {
    "revenue": {"type": "money", "period": "year"},
    "staff": {"type": "number", "unit": "人", "period": "year"},
    "hightech": {"type": "boolean", "period": "since"},
    "founded_on": {"type": "date"},
    "sector": {"type": "text"},
    "cost": {"type": "money", "about": "project"},
}


def pair(zh: str, en: str = "") -> dict[str, str]:
    """Return a text as packs write it."""
    return {"zh": zh, "en": en or zh}


def measure(name: str, when: str, amount: object = "10万元", **more: object) -> dict[str, object]:
    """Return a measure with one condition."""
    benefit = amount if isinstance(amount, dict) else {"amount": amount}
    return {
        "measure": f"trial.{name}", "title": pair(f"{name}奖励", f"{name} award"),
        "clause": pair("条款", "Clause"), "area": "research", "service": "grant",
        "conditions": [{"id": "c", "when": when, **pair("条件", "Condition")}], "benefit": benefit, **more,
    }  # fmt: skip


def write(
    folder: Path, measures: Sequence[Mapping[str, object]], stacking: Mapping[str, object] | None = None
) -> Zone:
    """Write the pack `trial` and load it."""
    root = folder / "trial"
    (root / "measures").mkdir(parents=True, exist_ok=True)
    files = {
        "pack.yaml": {
            "pack": "trial", "zone": pair("试点园区", "Trial Zone"), "title": pair("试点", "Trial"),
            "level": "zone",
        },
        "vocabulary.yaml": {"facts": {name: {**pair(name), **spec} for name, spec in FACTS.items()}},
        "measures/all.yaml": measures,
        "stacking.yaml": stacking or {"stacking": []},
    }  # fmt: skip
    for name, content in files.items():
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    packs = load_packs([root])
    return Zone(packs.packs["trial"], packs)


def firm(slug: str, **facts: str) -> Party:
    """Register a firm with facts of the year before."""
    party = Party.objects.create(slug=slug, kind="enterprise", zone="trial", name=f"{slug}公司")
    for name, value in facts.items():
        say(party, name, value)
    return party


def say(party: Party, fact: str, value: str, **time: object) -> None:
    """Record a fact."""
    period = {"period": "2025"} if FACTS[fact].get("period") == "year" else {}
    FactEntry.objects.create(
        party=party, fact=fact, value=value, source="年报", recorded_at=NOW, recorded_by="tests",
        **(period | time),
    )  # fmt: skip


def match(zone: Zone, on: dt.date = ON, why: Why = "asked") -> Run:
    """Match a zone."""
    return rematch(zone=zone, on=on, by="tests", now=NOW, why=why)


def person(name: str) -> User:
    """Make an account."""
    return User.objects.create_user(f"{name}@example.org", "", name=name)


def joins(user: User, party: Party, role: str = "clerk") -> None:
    """Make a person a member of a firm."""
    Membership.objects.create(user=user, party=party, role=role, since=dt.date(2020, 1, 1), given_by="tests")


def appoint(user: User, role: str = "clerk") -> None:
    """Make a person an official of the zone."""
    department, _ = Department.objects.get_or_create(
        zone="trial", slug="office", name_zh="办公室", name_en="Office"
    )
    Appointment.objects.create(
        user=user, department=department, role=role, since=dt.date(2020, 1, 1), given_by="tests"
    )


def empty_queue() -> None:
    """Throw away every job: a test whose writes are not rolled back would leave them to the next."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,"
            " procrastinate_workers"
        )
