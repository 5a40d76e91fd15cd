"""Demonstration accounts of each zone. Everybody knows their password; a public site refuses them."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wotu.accounts.models import User
from wotu.accounts.verbs import register_account
from wotu.measures.zones import Zone
from wotu.parties.memberships import add_member
from wotu.parties.models import Appointment, Membership, Party
from wotu.parties.offices import appoint, register_department
from wotu.parties.words import OFFICE_NAMES

PASSWORD = "wotu-demo"  # noqa: S105 - it stands on the sign-in page
ROLES = (
    "zone_admin", "clerk", "reviewer", "measure_editor", "legal_reviewer", "approver", "finance", "auditor",
)  # fmt: skip
EVERYWHERE = ("clerk", "reviewer")
"""Roles held in the departments of the pack's processes too, so that every step finds somebody."""
DEPARTMENT = ("demo", "演示·政策兑现中心", "Demonstration · Delivery Centre")


def load_people(*, zone: Zone, by: str, now: dt.datetime, today: dt.date) -> int:
    """Make a zone's demonstration accounts: its officials, the owner of its first firm, a talent.

    Repeating it changes nothing. Returns how many were made.
    """
    with transaction.atomic():
        before = User.objects.filter(is_demo=True).count()
        slug, zh, en = DEPARTMENT
        department = register_department(zone=zone.id, slug=slug, name_zh=zh, name_en=en, by=by, now=now)
        others = [
            register_department(
                zone=zone.id, slug=slug, name_zh=f"演示·{one.label.zh}",
                name_en=f"Demonstration · {one.label.en}", by=by, now=now,
            )
            for slug, one in zone.pack.departments.items()
        ]  # fmt: skip
        for role in ROLES:
            user = _account(role, zone, f"演示·{OFFICE_NAMES[role].zh}", by, now)
            for where in (department, *(others if role in EVERYWHERE else ())):
                if not Appointment.objects.filter(user=user, department=where, role=role).exists():
                    appoint(user=user, department=where, role=role, since=today, by=by, now=now)
        for name, title, kind in (("owner", "企业负责人", "enterprise"), ("talent", "人才", "person")):
            party = Party.objects.filter(zone=zone.id, is_demo=True, kind=kind).first()
            if party is not None:
                user = _account(name, zone, f"演示·{title}", by, now)
                if not Membership.objects.filter(user=user, party=party).exists():
                    add_member(user=user, party=party, role="owner", since=today, by=by, now=now)
        made = User.objects.filter(is_demo=True).count() - before
        if made:
            _give_password()
    return made


def _account(role: str, zone: Zone, name: str, by: str, now: dt.datetime) -> User:
    return register_account(
        email=f"{role}@{zone.id}.demo.example", name=name, password=None, by=by, now=now, is_demo=True,
        is_verified=True,
    )  # fmt: skip


def _give_password() -> None:
    """Hash the password once for all of them: it protects nothing."""
    hashed = make_password(PASSWORD)
    for user in User.objects.filter(is_demo=True):
        if not user.has_usable_password():
            User.objects.filter(pk=user.pk).update(password=hashed)
