"""The zone, the firms and the people a run of cases needs: one money measure, one budget for all of it."""

import datetime as dt
import json
from pathlib import Path

from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.models import Payee
from wotu.facts.models import FactEntry
from wotu.ledger.models import Account
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone, zone
from wotu.parties.models import Membership, Party
from wotu.parties.offices import appoint, register_department

BY = "benchmark"
MEASURE = "hall.staff"
OFFICIALS = {"cleo": "clerk", "dan": "reviewer", "anna": "approver", "finn": "finance", "arno": "approver"}
LONG_AGO = dt.date(2020, 1, 1)
EACH = 1_000_000
"""What one member of staff brings, in fen: the award of a firm is so many times this, at most a hundred."""


def write_pack(folder: Path) -> None:
    """Write the pack of the hall into a folder of packs."""
    root = folder / "hall"
    (root / "measures").mkdir(parents=True, exist_ok=True)

    def both(zh: str, en: str) -> dict[str, str]:
        return {"zh": zh, "en": en}

    measure = {
        "measure": MEASURE, "title": both("用工补贴", "Staff subsidy"), "clause": both("条款", "Clause"),
        "area": "research", "service": "grant", "process": {"mode": "apply", "working_days": 20},
        "conditions": [{"id": "staff", "when": "staff >= 1", **both("有从业人员", "Has staff")}],
        "benefit": {
            "amount": "'1万元/人' * staff",
            "caps": [{"id": "most", "per": "claim", "limit": "100万元",
                      **both("最高100万元", "At most a million")}],
        },
    }  # fmt: skip
    staff = {"type": "number", "unit": "人", "period": "year", **both("从业人员", "Staff")}
    files = {
        "pack.yaml": {"pack": "hall", "zone": both("演示大厅", "Demonstration Hall"),
                      "title": both("基准", "Benchmark"), "level": "zone"},
        "vocabulary.yaml": {"facts": {"staff": staff}},
        "measures/all.yaml": [measure],
    }  # fmt: skip
    for name, content in files.items():
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def furnish(firms: int, now: dt.datetime) -> tuple[Zone, Account]:
    """Bring so many firms, their officials and one budget that is exactly enough into the books."""
    found = zone("hall")
    assert found is not None
    office = register_department(
        zone="hall", slug="research", name_zh="科技局", name_en="Science office", by=BY, now=now
    )
    for name, role in OFFICIALS.items():
        user = User.objects.create_user(f"{name}@hall.example", name=name.capitalize())
        appoint(user=user, department=office, role=role, since=LONG_AGO, by=BY, now=now)
    owner = User.objects.create_user("alice@hall.example", name="Alice")
    parties = Party.objects.bulk_create(
        Party(
            slug=f"hall-{number}", kind="enterprise", zone="hall", name=f"演示·第{number}号公司", is_demo=True
        )
        for number in range(firms)
    )
    year = str(timezone.localtime(now).year - 1)
    FactEntry.objects.bulk_create(
        FactEntry(
            party=party, fact="staff", value=str(staff_of(number)), period=year, source="年报",
            recorded_at=now, recorded_by=BY,
        )
        for number, party in enumerate(parties)
    )  # fmt: skip
    Payee.objects.bulk_create(
        Payee(party=party, name=party.name, bank="演示银行", number=f"{62220000 + party.pk}", stated_at=now,
              stated_by=BY)
        for party in parties
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(party=party, user=owner, role="owner", since=LONG_AGO, given_by=BY) for party in parties
    )
    budget = budget_of(
        zone="hall", measure=found.packs.measures[MEASURE], year=timezone.localtime(now).year,
        document="演示〔2026〕1号",
    )  # fmt: skip
    return found, open_account(account=budget, limit=total(firms), by=BY, now=now)


def staff_of(number: int) -> int:
    """Return the staff of a firm by its number."""
    return number % 100 + 1


def total(firms: int) -> int:
    """Return what all firms together are entitled to, in fen."""
    return sum(staff_of(number) * EACH for number in range(firms))
