"""The demonstration accounts on the sign-in page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from wotu.accounts.models import User
from wotu.measures.zones import zones
from wotu.parties.models import Appointment, Membership
from wotu.parties.words import MEMBER_NAMES, OFFICE_NAMES
from wotu.rules.text import Text


@dataclass(frozen=True)
class DemoAccount:
    """One button: whose account, and what it shows."""

    id: int
    role: Text


@dataclass(frozen=True)
class DemoZone:
    """The accounts of one zone."""

    name: Text
    accounts: Sequence[DemoAccount]


_TALENT = Text("人才", "A talent")


def demonstration_accounts() -> Sequence[DemoZone]:
    """Return the accounts anybody may try, by zone; none where nothing is demonstrated."""
    if not settings.WOTU_DEMO:
        return ()
    found: dict[str, list[DemoAccount]] = {}
    owners = Membership.objects.filter(user__is_demo=True, user__is_active=True, until=None)
    columns = ("party__zone", "user_id", "role", "party__kind")
    for zone, user, role, kind in owners.order_by("pk").values_list(*columns):
        of_firm = Text(f"企业{MEMBER_NAMES[role].zh}", f"{MEMBER_NAMES[role].en} of a firm")
        found.setdefault(zone, []).append(DemoAccount(user, _TALENT if kind == "person" else of_firm))
    offices = Appointment.objects.filter(
        user__is_demo=True, user__is_active=True, until=None, delegated_from=None
    )
    for zone, user, role in offices.order_by("pk").values_list("department__zone", "user_id", "role"):
        found.setdefault(zone, []).append(DemoAccount(user, OFFICE_NAMES[role]))
    return [DemoZone(zone.pack.zone, found[zone.id]) for zone in zones() if zone.id in found]


def demonstration_account(id_: str) -> User | None:
    """Return a demonstration account by its number, where there may be any."""
    if not settings.WOTU_DEMO or not id_.isdecimal() or len(id_) > 18:
        return None
    return User.objects.filter(pk=int(id_), is_demo=True, is_active=True).first()
