"""A zone with processes of its own, and a day-by-day way to play them."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cases.desk import appropriate_budgets
from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case, state_payee
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case
from wotu.facts.models import FactEntry
from wotu.measures.zones import Zone, zone
from wotu.parties.memberships import add_member
from wotu.parties.models import Department, Party
from wotu.parties.offices import appoint, register_department

DAY = dt.date(2025, 9, 22)
"""A Monday. Sunday the 28th is a make-up day; the National Day holiday ends with the 8th of October."""
OFFICIALS = {
    "cleo": ("research", "clerk"), "dan": ("research", "reviewer"), "anna": ("research", "approver"),
    "arno": ("research", "approver"), "tess": ("tax", "reviewer"), "finn": ("finance", "reviewer"),
    "zoe": ("research", "zone_admin"),
}  # fmt: skip
DEPARTMENTS = {"research": ("科技局", "Science office"), "tax": ("税务局", "Tax office"),
               "finance": ("财政局", "Finance office")}  # fmt: skip
FACTS: dict[str, dict[str, object]] = {
    "revenue": {"type": "money", "period": "year"},
    "staff": {"type": "number", "unit": "人", "period": "year"},
    "agreed": {"type": "boolean"},
    "cost": {"type": "money", "about": "project"},
    "product": {"type": "text", "about": "project"},
    "degree": {"type": "boolean", "about": "person"},
    "badge": {"type": "text", "about": "person"},
}


def both(zh: str, en: str = "") -> dict[str, str]:
    """Return a text as packs write it."""
    return {"zh": zh, "en": en or zh}


def measure(
    name: str, when: str = "revenue > 0", amount: object = "10万元", **more: object
) -> dict[str, Any]:
    """Return a measure of the zone with one condition."""
    return {
        "measure": f"win.{name}", "title": both(f"{name}奖励", f"{name} award"),
        "clause": both("条款", "Clause"), "area": "research", "service": "grant", "kind": name,
        "conditions": [{"id": "c", "when": when, **both("条件", "Condition")}], "benefit": {"amount": amount},
        **more,
    }  # fmt: skip


JOINT = {
    **both("联合评审", "Joint review"), "published": False, "assumption": both("演示", "Invented"),
    "mode": "apply", "total": 20,
    "steps": [
        {"does": "accept", "within": 5},
        {"parallel": "offices", "branches": [
            [{"does": "review", "id": "research", "department": "research", "within": 10}],
            [{"does": "review", "id": "tax", "department": "tax", "within": 3, "deemed": "agreed"}],
            [{"does": "experts", "within": 15}],
        ]},
        {"does": "countersign", "department": "finance", "within": 2},
        {"does": "decide", "within": 3},
        {"does": "notice", "within": 5},
        {"does": "deliver", "within": 5},
    ],
}  # fmt: skip
SAME_DAY = {
    **both("当日自动办理", "Automatic, the same day"), "published": False,
    "assumption": both("演示", "Invented"), "mode": "fast", "total": 0,
    "steps": [{"does": "accept", "within": 0, "automatic": True}, {"does": "decide", "automatic": True},
              {"does": "deliver", "automatic": True}],
}  # fmt: skip
MEASURES = [
    measure("joint", process={"use": "joint"}),
    measure("today", process={"use": "same_day"}),
    measure("offered", "staff >= 10", process={"mode": "confirm"}),
    measure("plain", "staff >= 10", process={"mode": "apply", "working_days": 10}),
    measure("high_a", "revenue > 0", "20万元"),
    measure("high_b", "revenue > 0", "30万元"),
    measure("alone", "revenue > 0"),
    measure("never_with", "revenue > 0"),
    measure("year_a", "revenue > 0", kind="export"),
    measure("year_b", "revenue > 0", kind="export"),
    measure("trial", "cost > 0", about="project"),
    measure("launch", "cost > 0", about="project"),
    measure("row_a", "cost > 0", about="project"),
    measure("row_b", "cost > 0", about="project"),
    measure("settle", "degree", about="person"),
    measure("rent", "degree", about="person"),
]
STACKING = [
    {"id": "highest", "rule": "highest_only", "key": "enterprise",
     "members": ["win.high_a", "win.high_b", "win.alone"], **both("就高", "Only the highest")},
    {"id": "allowed", "rule": "stackable", "members": ["win.high_a", "win.alone"],
     **both("可叠加", "Together")},
    {"id": "not_with", "rule": "exclusive", "measure": "win.never_with", "excludes": ["win.high_a"],
     "unless": {"when": "agreed", **both("书面同意", "Agreed in writing")}, **both("不可兼得", "Not both")},
    {"id": "kind", "rule": "highest_only", "key": "year_and_kind", "members": ["win.year_a", "win.year_b"],
     **both("同年度同类就高", "One of a kind a year")},
    {"id": "product", "rule": "highest_only", "key": "product", "members": ["win.trial", "win.launch"],
     **both("同一产品就高", "One for a product")},
    {"id": "row", "rule": "highest_only", "key": "row", "members": ["win.row_a", "win.row_b"],
     **both("同一项目就高", "One for a project")},
    {"id": "person", "rule": "highest_only", "key": "badge", "members": ["win.settle", "win.rent"],
     **both("同一人就高", "One for a person")},
]  # fmt: skip


def write(folder: Path, measures: list[dict[str, Any]] | None = None) -> None:
    """Write the pack `win`, with measures replaced by those of the same name."""
    root = folder / "win"
    (root / "measures").mkdir(parents=True, exist_ok=True)
    texts = {one["measure"]: one for one in (*MEASURES, *(measures or ()))}
    files = {
        "pack.yaml": {"pack": "win", "zone": both("窗口园区", "Window Zone"), "title": both("试点", "Trial"),
                      "level": "zone"},
        "vocabulary.yaml": {"facts": {name: {**both(name), **spec} for name, spec in FACTS.items()}},
        "measures/all.yaml": list(texts.values()),
        "stacking.yaml": {"stacking": STACKING},
        "processes.yaml": {
            "departments": {slug: both(*names) for slug, names in DEPARTMENTS.items()},
            "processes": {"joint": JOINT, "same_day": SAME_DAY},
        },
    }  # fmt: skip
    for name, content in files.items():
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    """Return a moment of a day in the zone."""
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def say(party: Party, facts: Mapping[str, str], year: int = DAY.year - 1) -> None:
    """Record facts about a party, of a year where they are yearly."""
    FactEntry.objects.bulk_create(
        FactEntry(
            party=party, fact=fact, value=value, source="年报", recorded_at=at(DAY), recorded_by="tests",
            **({"period": str(year)} if FACTS[fact].get("period") == "year" else {}),
        )
        for fact, value in facts.items()
    )  # fmt: skip


@dataclass
class Window:
    """The zone, its people, its first firm, and the day the clock of the tests stands at."""

    zone: Zone
    firm: Party
    people: dict[str, User]
    today: dt.date = DAY
    kept: list[Case] = field(default_factory=list)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    @property
    def when(self) -> dict[str, Any]:
        """The moment and day every verb is given."""
        return {"now": at(self.today), "today": self.today}

    def on(self, month: int, day: int, year: int = 2025) -> "Window":
        """Move the clock to a day."""
        self.today = dt.date(year, month, day)
        return self

    def file(self, name: str, subject: Party | None = None, firm: Party | None = None) -> Case:
        """File a case for the firm."""
        firm = firm or self.firm
        return file_case(
            zone=self.zone, enterprise=firm, subject=subject or firm, measure=f"win.{name}",
            user=self["alice"], **self.when,
        )  # fmt: skip

    def accept(self, case: Case) -> Case:
        """Accept a case at the window."""
        return accept_case(case=case, step="accept", user=self["cleo"], **self.when)

    def opinion(self, case: Case, step: str, who: str, opinion: Any = "agreed", text: str = "") -> Case:
        """Give an opinion."""
        return give_opinion(case=case, step=step, opinion=opinion, text=text, user=self[who], **self.when)

    def decide(self, case: Case, outcome: Any = "approved", who: str = "anna", text: str = "理由") -> Case:
        """Decide a case."""
        return decide_case(
            case=case, step="decide", outcome=outcome, amount=None, text=text, user=self[who], **self.when
        )

    def decided(self, outcome: Any = "approved", name: str = "plain") -> Case:
        """Return a case of the plain review, decided today."""
        case = self.opinion(self.accept(self.file(name)), "review", "dan")
        return self.decide(case, outcome)

    def joint(self) -> Case:
        """Return a case of the joint review that waits for its decision."""
        case = self.accept(self.file("joint"))
        for step, who in (("research", "dan"), ("tax", "tess"), ("experts", "cleo"), ("countersign", "finn")):
            case = self.opinion(case, step, who)
        return case


def assemble(folder: Path) -> Window:
    """Bring the zone's people and its first firm into the books; the pack stands in the folder."""
    found = zone("win")
    assert found is not None
    appropriate_budgets(found)
    people = {
        name: User.objects.create_user(f"{name}@example.org", name=name.capitalize())
        for name in ("alice", "bob", *OFFICIALS)
    }
    offices: dict[str, Department] = {
        slug: register_department(zone="win", slug=slug, name_zh=zh, name_en=en, by="tests", now=at(DAY))
        for slug, (zh, en) in DEPARTMENTS.items()
    }
    for name, (department, role) in OFFICIALS.items():
        appoint(
            user=people[name], department=offices[department], role=role, since=dt.date(2020, 1, 1),
            by="tests", now=at(DAY),
        )  # fmt: skip
    firm = new_firm("chenguang", revenue="1亿元", staff="30")
    add_member(
        user=people["alice"], party=firm, role="owner", since=dt.date(2020, 1, 1), by="tests", now=at(DAY)
    )
    return Window(found, firm, people)


def new_firm(slug: str, **facts: str) -> Party:
    """Register a firm with facts and a bank account."""
    party = Party.objects.create(slug=slug, kind="enterprise", zone="win", name=f"演示{slug}公司")
    say(party, facts)
    state_payee(party=party, name=party.name, bank="演示银行", number="62220000", by="tests", now=at(DAY))
    return party


def new_member(owner: Party, kind: str, slug: str, **facts: str) -> Party:
    """Register a person or project of a firm, with facts."""
    party = Party.objects.create(slug=slug, kind=kind, zone="win", name=f"演示{slug}", owner=owner)
    say(party, facts)
    return party
