"""Reading parties."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from wotu.accounts.models import User
from wotu.parties.models import Appointment, Membership, PartnerStaff, Party, held_on

MOST_SHOWN = 30


def enterprise(slug: str) -> Party | None:
    """Return the enterprise of this public name."""
    return Party.objects.enterprises().filter(slug=slug).first()


def person_of(slug: str) -> Party | None:
    """Return the person (人才) of this public name, with the enterprise they belong to."""
    return Party.objects.filter(slug=slug, kind="person").select_related("owner").first()


def enterprises_of(zone: str) -> list[Party]:
    """Return a zone's enterprises."""
    return list(Party.objects.enterprises().filter(zone=zone))


def members_of(enterprises: Iterable[Party]) -> list[Party]:
    """Return the people, projects and sites of these enterprises."""
    return list(Party.objects.filter(owner__in=list(enterprises)).order_by("kind", "slug"))


def enterprises_served(members: Mapping[int, str]) -> list[Party]:
    """Return the enterprises somebody acts for, given their roles by the id of the party."""
    return list(Party.objects.enterprises().filter(pk__in=members)) if members else []


def people_served(members: Mapping[int, str]) -> list[Party]:
    """Return the people whose own record somebody holds: themselves, as a rule."""
    return list(Party.objects.filter(kind="person", pk__in=members)) if members else []


def subject_of(enterprise: Party, slug: str) -> Party | None:
    """Return an enterprise itself, or what belongs to it, by public name."""
    if enterprise.slug == slug:
        return enterprise
    return Party.objects.filter(owner=enterprise, slug=slug).first()


def search(words: str, zone: str = "", limit: int = MOST_SHOWN, *, demo_only: bool = False) -> list[Party]:
    """Return enterprises by name, credit code or pinyin initials; without words, the first ones."""
    found = Party.objects.enterprises()
    if demo_only:
        found = found.filter(is_demo=True)
    if zone:
        found = found.filter(zone=zone)
    if words.strip():
        found = found.matching(words)
    return list(found[:limit])


def enterprise_counts() -> Mapping[str, int]:
    """Return how many enterprises each zone has."""
    rows = Party.objects.enterprises().order_by().values("zone").annotate(number=Count("pk"))
    return {row["zone"]: row["number"] for row in rows}


def memberships_of(party: Party) -> list[Membership]:
    """Return everybody who acts or acted for a party, whoever began last first."""
    return list(Membership.objects.filter(party=party).select_related("user").order_by("-since", "-pk"))


@dataclass(frozen=True)
class Standings:
    """Whatever somebody may act as on a day."""

    memberships: Sequence[Membership]
    offices: Sequence[Appointment]
    partners: Sequence[PartnerStaff]


def standings_of(user: User, on: dt.date) -> Standings:
    """Return what a person may act as on a day."""
    mine = held_on(on)
    offices = Appointment.objects.select_related("department", "delegated_from__user")
    return Standings(
        list(Membership.objects.select_related("party").filter(mine, user=user).order_by("party__name")),
        list(offices.filter(mine, user=user).order_by("department__zone", "role")),
        list(PartnerStaff.objects.select_related("partner").filter(mine, user=user)),
    )


def members(party: Party, on: dt.date) -> list[Membership]:
    """Return who acts for an enterprise on a day, owners first."""
    held = Membership.objects.select_related("user").filter(held_on(on), party=party)
    order = {"owner": 0, "clerk": 1, "viewer": 2}
    return sorted(held, key=lambda each: (order[each.role], each.since, each.pk))


def membership_of(party: Party, id_: int, on: dt.date) -> Membership | None:
    """Return a membership of an enterprise that holds on a day."""
    return Membership.objects.select_related("user", "party").filter(held_on(on), party=party, pk=id_).first()
