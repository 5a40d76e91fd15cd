"""The hall of a zone, as the pages see it today: people on both sides, and cases in every state."""

import datetime as dt
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.filing import file_case, offer_case, state_payee
from wotu.cases.verbs.reviewing import give_opinion
from wotu.cases.verbs.window import accept_case, ask_correction
from wotu.ledger.opening import budget_of
from wotu.ledger.verbs import open_account
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, Department, Membership, Party

SINCE = dt.date(2024, 1, 1)
ACCOUNT = {"name": "演示·晨光软件有限公司", "bank": "演示银行", "number": "6222 0000 1111 2222"}


@dataclass
class Hall:
    """Alice owns the firm, carol only looks on; cleo is at the window, dan reviews, anna approves.

    Zoe administers the zone; tara is a talent of the firm.
    """

    zone: Zone
    firm: Party
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def client(self, name: str) -> Client:
        """Return the browser of somebody signed in."""
        client = Client()
        client.force_login(self.people[name])
        return client

    def join(self, name: str, department: str, role: str) -> User:
        """Return somebody new, with an office in a department."""
        self.people[name] = User.objects.create_user(f"{name}@example.org", name=name.capitalize())
        where = Department.objects.get(zone=self.zone.id, slug=department)
        Appointment.objects.create(
            user=self.people[name], department=where, role=role, since=SINCE, given_by="tests"
        )
        return self.people[name]

    def with_account(self) -> "Hall":
        """State the firm's bank account."""
        state_payee(party=self.firm, **ACCOUNT, by="alice@example.org", now=timezone.now())
        return self

    def filed(self, measure: str = "small.staff") -> Case:
        """Return a case the firm has filed."""
        self.with_account()
        return file_case(
            zone=self.zone, enterprise=self.firm, subject=self.firm, measure=measure, user=self["alice"],
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    def offered(self, measure: str = "small.staff") -> Case:
        """Return a case offered to the firm."""
        return offer_case(
            zone=self.zone, enterprise=self.firm, subject=self.firm, measure=measure, by="tests",
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    def sent_back(self, *reasons: str) -> Case:
        """Return a case the firm is asked to correct."""
        return ask_correction(
            case=self.filed(), reasons=reasons or ("营业执照不清晰",), user=self["cleo"], now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip

    def accepted(self, measure: str = "small.staff") -> Case:
        """Return a case accepted at the window."""
        return accept_case(
            case=self.filed(measure), step="accept", user=self["cleo"], now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip

    def reviewed(self, measure: str = "small.staff") -> Case:
        """Return a case the department agrees to."""
        return give_opinion(
            case=self.accepted(measure), step="review", opinion="agreed", text="", user=self["dan"],
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip

    def decided(self, outcome: str = "approved", text: str = "", measure: str = "small.staff") -> Case:
        """Return a case that is decided."""
        return decide_case(
            case=self.reviewed(measure), step="decide", outcome=outcome, amount=None, text=text,  # type: ignore[arg-type]
            user=self["anna"], now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip


def assemble_hall(zone: Zone) -> Hall:
    """Bring the people into the books."""
    firm = Party.objects.get(slug="small-f1")
    names = ("alice", "carol", "cleo", "dan", "anna", "finn", "zoe", "tara", "ulla")
    people = {name: User.objects.create_user(f"{name}@example.org", name=name.capitalize()) for name in names}
    for name, role in (("alice", "owner"), ("carol", "viewer")):
        Membership.objects.create(user=people[name], party=firm, role=role, since=SINCE, given_by="tests")
    office = Department.objects.create(
        zone=zone.id, slug="research", name_zh="科技局", name_en="Science office"
    )
    Department.objects.create(zone=zone.id, slug="treasury", name_zh="财政局", name_en="Finance office")
    offices = {"cleo": "clerk", "dan": "reviewer", "anna": "approver", "finn": "finance", "zoe": "zone_admin"}
    for name, role in offices.items():
        Appointment.objects.create(
            user=people[name], department=office, role=role, since=SINCE, given_by="tests"
        )
    _appropriate_budgets(zone)
    return Hall(zone, firm, people)


def _appropriate_budgets(zone: Zone, limit: int = 10**11) -> None:
    """Give every measure of money a budget of this year."""
    for measure in zone.measures:
        if measure.versions[0].benefit.type == "money":
            year = timezone.localdate().year
            new = budget_of(zone=zone.id, measure=measure, year=year, document="演示〔2026〕1号")
            open_account(account=new, limit=limit, by="tests", now=timezone.now())
