"""The cast: the named people of the tests, and what each of them may act as."""

import datetime as dt
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from wotu.accounts.models import User
from wotu.accounts.verbs import register_account
from wotu.parties.memberships import add_member, add_partner_staff
from wotu.parties.models import Appointment, Department, Membership, Partner, Party
from wotu.parties.offices import appoint, register_department
from wotu.parties.verbs import NewParty, register_parties

MEMBERS = {"alice": "owner", "bob": "clerk", "carol": "viewer"}
"""Who acts for 青禾, the firm of the small zone (`cast.firm`)."""
OFFICIALS = {
    "cleo": "clerk",
    "dan": "reviewer",
    "anna": "approver",
    "mei": "measure_editor",
    "leo": "legal_reviewer",
    "finn": "finance",
    "zoe": "zone_admin",
    "audrey": "auditor",
}
"""Who holds which office in the small zone."""
OTHERS = {
    "nora": "owner of the neighbour firm",
    "otto": "zone administrator of another zone",
    "bea": "of a bank",
    "max": "of a mediator",
    "tara": "a talent of the firm",
    "ulla": "signed in, and nothing more",
}
PEOPLE = (*MEMBERS, *OFFICIALS, *OTHERS)
STRANGER = "stranger"


@dataclass(frozen=True)
class Cast:
    """The people, and what they have to do with each other. None of it is a demonstration."""

    firm: Party
    neighbour: Party
    talent: Party
    department: Department
    bank: Partner
    mediator: Partner
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def client(self, name: str) -> Client:
        """Return the browser of somebody signed in, or of the stranger."""
        client = Client()
        if name != STRANGER:
            client.force_login(self.people[name])
        return client

    def membership(self, name: str) -> Membership:
        """Return the standing by which somebody acts for a firm."""
        return Membership.objects.get(user=self.people[name], until=None)

    def appointment(self, name: str) -> Appointment:
        """Return the office somebody holds of their own."""
        return Appointment.objects.get(user=self.people[name], delegated_from=None)


def assemble(today: dt.date | None = None) -> Cast:
    """Bring the cast into the books, with standings since the day before."""
    now = timezone.now()
    since = (today or timezone.localdate()) - dt.timedelta(days=1)
    people = {
        name: register_account(
            email=f"{name}@example.org",
            name=name.capitalize(),
            password=None,
            by="tests",
            now=now,
            is_verified=True,
        )
        for name in PEOPLE
    }
    parties = register_parties(
        parties=[
            NewParty("qinghe", "enterprise", "small", "青禾精密有限公司"),
            NewParty("linju", "enterprise", "small", "邻居材料有限公司"),
            NewParty("tara", "person", "small", "陶然", owner="qinghe"),
        ],
        about="small", by="tests", now=now,
    )  # fmt: skip
    for name, role in MEMBERS.items():
        add_member(user=people[name], party=parties["qinghe"], role=role, since=since, by="tests", now=now)
    for name, slug in (("nora", "linju"), ("tara", "tara")):
        add_member(user=people[name], party=parties[slug], role="owner", since=since, by="tests", now=now)
    office = _department("small", "industry", "产业发展局", "Industry Bureau", now)
    for name, role in OFFICIALS.items():
        appoint(user=people[name], department=office, role=role, since=since, by="tests", now=now)
    elsewhere = _department("other", "office", "管委会办公室", "Main Office", now)
    appoint(user=people["otto"], department=elsewhere, role="zone_admin", since=since, by="tests", now=now)
    partners = {
        kind: Partner.objects.create(zone="small", slug=slug, kind=kind, name=name)
        for kind, slug, name in (("bank", "bank", "园区银行"), ("mediator", "mediation", "商事调解中心"))
    }
    for name, kind in (("bea", "bank"), ("max", "mediator")):
        add_partner_staff(user=people[name], partner=partners[kind], since=since, by="tests", now=now)
    return Cast(
        parties["qinghe"], parties["linju"], parties["tara"], office,
        partners["bank"], partners["mediator"], people,
    )  # fmt: skip


def _department(zone: str, slug: str, zh: str, en: str, now: dt.datetime) -> Department:
    return register_department(zone=zone, slug=slug, name_zh=zh, name_en=en, by="tests", now=now)
